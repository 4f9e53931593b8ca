import { css } from 'lit';

/** A screen that is reached with an outstretched arm: everything a third larger, targets of 64 px. */
export const kioskStyles = css`
  :host {
    display: block;
    min-block-size: 100vh;
    background: var(--surface);
    user-select: none;
    touch-action: manipulation;
  }

  @media (min-width: 720px) {
    :host {
      zoom: 1.34;
    }
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding: 8px 16px;
    border-block-end: 1px solid var(--line);
    background: var(--raised);
  }

  .brand {
    display: inline-flex;
    gap: 10px;
    align-items: center;
    margin-inline-end: auto;
    font-weight: 700;
    font-size: 18px;
  }

  main.kiosk {
    max-inline-size: 760px;
    margin-inline: auto;
    padding: 24px 16px;
  }

  /* A tall screen is looked at in its middle. */
  @media (min-width: 720px) and (min-height: 1400px) {
    main.kiosk {
      padding-block-start: 9vh;
    }
  }

  /* The field that is typed into can be scrolled above the keys. */
  .room {
    block-size: 280px;
  }

  .button {
    min-block-size: 48px;
  }

  .chip {
    font-size: 14px;
  }

  .languages {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .languages [aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent-soft);
  }

  .start {
    inline-size: 100%;
    min-block-size: 72px;
    font-size: 22px;
  }

  .orders {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr));
    gap: 12px;
  }

  .order {
    display: flex;
    gap: 12px;
    align-items: center;
    min-block-size: 64px;
    padding: 10px;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .facts {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 16px;
    align-items: baseline;
    margin: 0;
  }

  .facts dd {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .code {
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }

  @media (min-width: 720px) {
    .slip .code {
      font-size: 22px;
    }
  }

  .plain {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .way-back {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
    align-items: center;
  }

  .qr {
    inline-size: 160px;
    block-size: 160px;
  }

  .slip > .icon {
    inline-size: 48px;
    block-size: 48px;
    color: var(--accent);
  }

  dialog {
    inline-size: min(480px, calc(100vw / 1.34 - 32px));
    padding: 24px;
    border: 0;
    border-radius: 16px;
    background: var(--raised);
    color: var(--ink);
    box-shadow: var(--shadow);
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 60%);
  }

  dialog .button {
    min-block-size: 64px;
  }

  [hidden] {
    display: none !important;
  }

  @media print {
    :host {
      zoom: 1;
      background: #fff;
    }

    .bar,
    .no-print {
      display: none !important;
    }

    main.kiosk {
      padding: 0;
    }
  }
`;
