import { css } from 'lit';

/** Text, icons, buttons, inputs. */
export const base = css`
  :host {
    display: block;
    font: 16px / var(--leading) var(--font);
    color: var(--ink);
    text-align: start;
    -webkit-text-size-adjust: 100%;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  figure {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  legend {
    padding: 0;
    margin-block-end: 12px;
  }

  h1,
  .h1 {
    font-size: 24px;
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }

  :host(:lang(zh)) h1,
  :host(:lang(ar)) h1 {
    line-height: 1.4;
    letter-spacing: 0;
  }

  h1,
  h2,
  label {
    overflow-wrap: anywhere;
  }

  h2,
  .h2 {
    font-size: 18px;
    font-weight: 600;
    line-height: 1.35;
  }

  h3 {
    font-size: 16px;
    font-weight: 600;
  }

  h1:focus {
    outline: none;
  }

  .soft {
    color: var(--soft);
  }

  .small {
    font-size: 14px;
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .block {
    display: block;
  }

  .whole {
    white-space: nowrap;
  }

  .prose {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }

  .icon {
    inline-size: 24px;
    block-size: 24px;
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .icon.small {
    inline-size: 20px;
    block-size: 20px;
  }

  :host([dir='rtl']) .mirrors {
    transform: scaleX(-1);
  }

  .hidden-text {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  a,
  .link {
    color: var(--accent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
    border-radius: 4px;
  }

  .link {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 32px;
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    cursor: pointer;
    text-align: start;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: var(--target);
    padding: 10px 20px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--ink);
    font: inherit;
    font-weight: 600;
    line-height: 1.3;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition: background-color var(--quick) ease-out;
  }

  .button:hover {
    background: var(--sunken);
  }

  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }

  .button.primary:hover {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }

  .button.quiet {
    border-color: transparent;
    background: none;
    color: var(--accent);
    padding-inline: 12px;
  }

  .button[disabled],
  .round[disabled] {
    opacity: 0.45;
    cursor: default;
  }

  .round {
    display: inline-grid;
    place-items: center;
    inline-size: var(--target);
    block-size: var(--target);
    padding: 0;
    border: 1px solid var(--line-strong);
    border-radius: 50%;
    background: var(--raised);
    color: var(--ink);
    cursor: pointer;
  }

  :is(a, button, input, textarea, summary, h1, [tabindex]):focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  /* Sticky actions at the bottom never cover what has the focus. */
  :is(a, button, input, textarea, summary, label) {
    scroll-margin-block: 96px 120px;
  }

  .field {
    display: grid;
    gap: 6px;
  }

  .field > label,
  .label {
    font-weight: 600;
  }

  .input {
    inline-size: 100%;
    min-block-size: var(--target);
    padding: 11px 14px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--raised);
    color: inherit;
    font: inherit;
    appearance: none;
  }

  textarea.input {
    min-block-size: 148px;
    resize: vertical;
    line-height: var(--leading);
  }

  input:is([type='checkbox'], [type='radio']) {
    appearance: none;
    display: inline-grid;
    place-items: center;
    z-index: 1;
    border: 2px solid var(--line-strong);
    background: var(--raised);
    transition: background-color var(--quick) ease-out;
  }

  input[type='checkbox'] {
    border-radius: 7px;
  }

  input[type='radio'] {
    border-radius: 50%;
  }

  input:is([type='checkbox'], [type='radio'])::before {
    content: '';
    inline-size: 6px;
    block-size: 11px;
    margin-block-start: -3px;
    border: solid var(--on-accent);
    border-width: 0 2.5px 2.5px 0;
    transform: rotate(45deg) scale(0);
    transition: transform var(--quick) ease-out;
  }

  input:is([type='checkbox'], [type='radio']):checked {
    border-color: var(--accent);
    background: var(--accent);
  }

  input:is([type='checkbox'], [type='radio']):checked::before {
    transform: rotate(45deg) scale(1);
  }

  .input[aria-invalid='true'] {
    border: 2px solid var(--stop);
    padding: 10px 13px;
  }

  .error {
    margin-block-end: 8px;
    display: flex;
    gap: 6px;
    align-items: flex-start;
    color: var(--stop);
    font-weight: 600;
  }

  .stack {
    display: grid;
    gap: 16px;
    grid-template-columns: minmax(0, 1fr);
  }

  .stack.wide {
    gap: 32px;
  }

  .stack.tight {
    gap: 8px;
  }

  .row {
    display: flex;
    gap: 12px;
    align-items: center;
  }

  .row.wrap {
    flex-wrap: wrap;
  }

  .grow {
    flex: 1;
    min-inline-size: 0;
  }

  .card {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
  }

  details > summary {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 44px;
    color: var(--accent);
    font-weight: 600;
    cursor: pointer;
    list-style: none;
    border-radius: 8px;
  }

  details > summary .small {
    font-weight: 400;
  }

  details > summary::-webkit-details-marker {
    display: none;
  }

  details > summary .icon.turn {
    inline-size: 20px;
    block-size: 20px;
    transition: transform var(--quick) ease-out;
  }

  details[open] > summary .icon.turn {
    transform: rotate(180deg);
  }

  @media (forced-colors: active) {
    input:is([type='checkbox'], [type='radio']) {
      appearance: auto;
    }

    .button,
    .card {
      border: 1px solid ButtonBorder;
    }

    .button.primary {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
