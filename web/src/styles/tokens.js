import { css, unsafeCSS } from 'lit';

/**
 * The design system's custom properties. A page may set any `--returns-*` property on the element; the accent colour is
 * better set by the `accent` attribute, which adjusts it until it can be read (styles/accent.js).
 */
const DARK = `
  --ink: #e7eeeb; --soft: #a9b7b1; --line: #33403b; --line-strong: #5d6d66;
  --surface: #0f1412; --raised: #19201d; --sunken: #121816;
  --accent: var(--returns-accent-dark, #63cbb4); --on-accent: var(--returns-on-accent-dark, #05221c);
  --accent-soft: color-mix(in srgb, var(--accent) 14%, var(--raised));
  --good: #7ed69a; --good-soft: #16291d; --caution: #f0c065; --caution-soft: #2d2413;
  --stop: #ff9d92; --stop-soft: #351a17; --info-soft: #1b2725;
  --shadow: 0 1px 2px rgb(0 0 0 / 50%), 0 8px 24px rgb(0 0 0 / 35%);
  color-scheme: dark;
`;

/** On either ground: one ink for text, lines and what can be pressed, and no tint behind text. */
const CONTRAST = `
  --ahead: dotted; --soft: var(--ink); --line: var(--ink); --line-strong: var(--ink); --accent: var(--ink); --on-accent: var(--raised);
  --surface: var(--raised); --sunken: var(--raised); --good: var(--ink); --caution: var(--ink); --stop: var(--ink);
`;

export const tokens = css`
  :host {
    --ink: #14201c;
    --soft: #52615b;
    --line: #dde4e0;
    --line-strong: #84938c;
    --surface: #f5f7f5;
    --raised: #fff;
    --sunken: #eef2ef;
    --accent: var(--returns-accent, #0b6b5b);
    --on-accent: var(--returns-on-accent, #fff);
    --accent-soft: color-mix(in srgb, var(--accent) 9%, var(--raised));
    --good: #146c3a;
    --good-soft: #e6f4ea;
    --caution: #7d4e00;
    --caution-soft: #fdf3dc;
    --stop: #a3231b;
    --stop-soft: #fcebe9;
    --info-soft: #eaf2f0;
    --shadow: 0 1px 2px rgb(20 32 28 / 6%), 0 8px 24px rgb(20 32 28 / 8%);
    --radius: var(--returns-radius, 12px);
    --font: var(
      --returns-font,
      system-ui,
      -apple-system,
      'Segoe UI',
      sans-serif,
      'PingFang SC',
      'Noto Sans SC',
      'Noto Sans CJK SC',
      'Microsoft YaHei',
      'Noto Sans Arabic'
    );
    --leading: 1.5;
    --target: 48px;
    --quick: 180ms;
    color-scheme: light;
  }

  :host(:lang(zh)) {
    --leading: 1.6;
  }

  /* Paper is white, whatever the screen is. */
  @media screen and (prefers-color-scheme: dark) {
    :host(:not([theme='light'])) {
      ${unsafeCSS(DARK)}
    }
  }

  @media screen {
    :host([theme='dark']) {
      ${unsafeCSS(DARK)}
    }
  }

  :host([theme='contrast']) {
    ${unsafeCSS(CONTRAST)}
  }

  @media (prefers-contrast: more) {
    :host(:not([theme=''])) {
      ${unsafeCSS(CONTRAST)}
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --quick: 0ms;
    }
  }
`;
