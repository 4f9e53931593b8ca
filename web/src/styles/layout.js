import { css } from 'lit';

/** The frame of every screen: head with progress, column, summary beside it, actions at the bottom. */
export const layout = css`
  :host {
    container-type: inline-size;
    background: var(--surface);
  }

  .frame {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0 48px;
    max-inline-size: 640px;
    margin-inline: auto;
    padding: 0 16px;
  }

  .head {
    padding-block: 8px 20px;
  }

  .head .row {
    justify-content: space-between;
    min-block-size: var(--target);
  }

  .back {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: var(--target);
    margin-inline-start: -8px;
    padding: 0 12px 0 4px;
    border: 0;
    border-radius: 10px;
    background: none;
    color: var(--ink);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }

  .saved {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--soft);
    font-size: 14px;
  }

  .saved .icon {
    inline-size: 18px;
    block-size: 18px;
    color: var(--good);
  }

  .saved.failed,
  .saved.failed .icon {
    color: var(--stop);
  }

  .progress {
    display: grid;
    gap: 8px;
  }

  .progress ol {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    gap: 6px;
  }

  .progress li {
    border-block-start: 4px var(--ahead, solid) var(--line);
    border-radius: 2px;
    padding-block-start: 8px;
    color: var(--soft);
    font-size: 14px;
    line-height: 1.3;
  }

  .progress li.past {
    border-color: var(--accent);
    border-block-start-style: solid;
  }

  .progress li.now {
    border-color: var(--accent);
    border-block-start-style: solid;
    color: var(--ink);
    font-weight: 600;
  }

  .progress li span {
    display: none;
  }

  .progress .where {
    font-size: 14px;
    color: var(--soft);
  }

  main.screen {
    padding-block-start: 24px;
  }

  main {
    padding-block-end: 24px;
    min-inline-size: 0;
  }

  .title {
    display: grid;
    gap: 8px;
    margin-block-end: 24px;
  }

  .about {
    display: inline-flex;
    align-items: center;
    gap: 12px;
    margin-block-end: 4px;
    font-size: 14px;
    color: var(--soft);
  }

  .actions {
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    display: grid;
    gap: 8px;
    margin: 24px -16px 0;
    padding: 12px 16px max(12px, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--line);
    background: color-mix(in srgb, var(--surface) 94%, transparent);
    backdrop-filter: blur(8px);
  }

  .actions .button.primary {
    inline-size: 100%;
    font-size: 18px;
  }

  aside {
    display: none;
  }

  .summary-fold {
    margin-block-start: 24px;
  }

  .summary-fold > summary {
    display: flex;
    inline-size: 100%;
    padding-inline: 14px;
    min-block-size: var(--target);
    color: var(--ink);
  }

  .summary-fold > summary .amount {
    margin-inline-start: auto;
  }

  .summary-fold .summary {
    padding: 4px 14px 14px;
  }

  .foot {
    padding-block: 8px 32px;
  }

  .help-line {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    margin-block-end: 8px;
    margin-inline-start: -4px;
  }

  .help-line .button {
    gap: 6px;
    padding-inline: 4px;
    font-size: 14px;
    text-align: start;
    text-decoration: none;
  }

  @container (min-width: 560px) {
    h1,
    .h1 {
      font-size: 28px;
    }

    .progress li span {
      display: inline;
    }

    .progress .where {
      display: none;
    }

    .help-line {
      display: grid;
      gap: 4px;
      grid-template-columns: repeat(3, auto);
      justify-content: start;
      justify-items: start;
    }

    .actions {
      position: static;
      justify-content: start;
      margin-inline: 0;
      padding-inline: 0;
      border: 0;
      background: none;
      backdrop-filter: none;
    }

    .actions .button.primary {
      inline-size: auto;
      min-inline-size: 240px;
    }
  }

  @container (min-width: 960px) {
    .frame:not(.single) {
      grid-template-columns: minmax(0, 640px) minmax(280px, 344px);
      max-inline-size: 1064px;
      padding-inline: 32px;
    }

    main {
      grid-column: 1;
    }

    aside {
      display: block;
      grid-column: 2;
      grid-row: 1;
      padding-block-start: 20px;
    }

    aside .summary {
      position: sticky;
      inset-block-start: 20px;
      padding: 20px;
      box-shadow: var(--shadow);
    }

    .summary-fold {
      display: none;
    }
  }

  .screen {
    animation: arrive var(--quick) ease-out;
  }

  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .screen {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .progress li:is(.past, .now) {
      border-color: Highlight;
    }
  }

  @media print {
    .head,
    .actions,
    .foot,
    aside,
    .no-print {
      display: none !important;
    }
  }
`;
