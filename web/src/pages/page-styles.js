import { css } from 'lit';

/** The shop's own page around the portal. */
export const pageStyles = css`
  :host {
    display: block;
    min-block-size: 100vh;
    background: var(--surface);
  }

  .site {
    border-block-end: 1px solid var(--line);
    background: var(--raised);
  }

  .site-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    max-inline-size: 1064px;
    min-block-size: 64px;
    margin-inline: auto;
    padding: 6px var(--gutter);
  }

  :host {
    --gutter: 16px;
  }

  @media (min-width: 960px) {
    :host {
      --gutter: 32px;
    }
  }

  .brand {
    display: inline-flex;
    align-items: center;
    gap: 10px;
    margin-inline-end: auto;
    min-block-size: 44px;
    color: var(--ink);
    font-weight: 650;
    font-size: 18px;
    line-height: 1.2;
    text-decoration: none;
  }

  .mark {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 10px;
    background: var(--accent);
    color: var(--on-accent);
  }

  .site a.nav {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 44px;
    color: var(--ink);
    font-weight: 600;
    text-decoration: none;
  }

  .language {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 44px;
    padding-inline: 10px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--raised);
  }

  .language select {
    /* Engines draw their own buttons otherwise, one within the other. */
    appearance: none;
    min-block-size: 42px;
    max-inline-size: 120px;
    margin-inline-end: -26px;
    padding-inline: 0 26px;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-size: 14px;
  }

  .language option {
    background: var(--raised);
    color: var(--ink);
  }

  .language select + .icon {
    pointer-events: none;
  }

  .language:focus-within {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  .language select:focus {
    outline: none;
  }

  .page {
    display: grid;
    gap: 40px;
    max-inline-size: 1064px;
    margin-inline: auto;
    padding-block: 32px 64px;
    padding-inline: var(--gutter);
  }

  .hero {
    display: grid;
    gap: 12px;
    max-inline-size: 640px;
  }

  .hero h1 {
    font-size: 28px;
  }

  .orders {
    display: grid;
    gap: 12px;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
  }

  .order-card {
    display: grid;
    grid-template-columns: 88px minmax(0, 1fr);
    gap: 4px 16px;
    align-items: center;
    padding: 14px;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
    transition:
      border-color var(--quick) ease-out,
      box-shadow var(--quick) ease-out;
  }

  .order-card:hover {
    border-color: var(--accent);
    box-shadow: var(--shadow);
  }

  .order-card .pic {
    inline-size: 88px;
  }

  .order-card .name {
    display: block;
    overflow-wrap: anywhere;
    font-weight: 600;
    line-height: 1.35;
  }

  .columns {
    display: grid;
    gap: 24px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
    align-items: start;
  }

  /* Two ways side by side are as tall as each other. */
  .columns:has(> .saved-row) {
    align-items: stretch;
  }

  .panel {
    padding: 20px;
  }

  .saved-row {
    display: flex;
    gap: 14px;
    align-items: center;
    inline-size: 100%;
    padding: 14px;
    color: inherit;
    font: inherit;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }

  .promises {
    display: grid;
    gap: 16px 32px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr));
  }

  .promises li {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 12px;
    font-size: 14px;
    color: var(--soft);
  }

  .promises .icon {
    color: var(--accent);
  }

  .narrow {
    inline-size: 100%;
    max-inline-size: 640px;
    margin-inline: auto;
  }

  .stars {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .star {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    min-block-size: 48px;
    padding-inline: 14px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    cursor: pointer;
  }

  .star input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--accent);
  }

  .facts {
    display: grid;
    gap: 12px;
    margin: 12px 0;
  }

  .facts dd {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }

  details.panel summary {
    display: flex;
    gap: 10px;
    align-items: center;
    min-block-size: 44px;
    font-weight: 600;
    list-style: none;
    cursor: pointer;
  }

  details.panel form {
    padding-block-start: 16px;
  }

  @media (max-width: 479px) {
    .site a.nav .icon,
    .language select + .icon {
      display: none;
    }

    .language {
      inline-size: 44px;
    }

    .language select {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      opacity: 0;
      cursor: pointer;
    }
  }

  @media print {
    .site {
      display: none;
    }
  }
`;
