import { css } from 'lit';

export const keyboardStyles = css`
  :host {
    position: fixed;
    inset-block-end: 0;
    inset-inline: 0;
    z-index: 20;
  }

  .keys {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
    padding: 10px max(10px, calc(50vw - 480px));
    border-block-start: 1px solid var(--line);
    background: var(--sunken);
    box-shadow: var(--shadow);
  }

  .line {
    display: flex;
    gap: 6px;
    justify-content: center;
  }

  /* Letters and digits lie as on every keyboard, also on an Arabic one. */
  .line:not(:last-child) {
    direction: ltr;
  }

  button {
    display: inline-flex;
    flex: 1 1 0;
    gap: 6px;
    align-items: center;
    justify-content: center;
    min-inline-size: 0;
    max-inline-size: 88px;
    min-block-size: 48px;
    padding: 0 4px;
    border: 1px solid var(--line-strong);
    border-radius: 8px;
    background: var(--raised);
    color: var(--ink);
    font: inherit;
    font-size: 18px;
    touch-action: manipulation;
  }

  button:active,
  button[aria-pressed='true'] {
    background: var(--accent);
    color: var(--on-accent);
  }

  .wide,
  .space {
    flex: 2 1 auto;
    max-inline-size: 180px;
    font-size: 15px;
  }

  .space {
    flex: 4 1 auto;
    max-inline-size: 320px;
  }

  @media (max-width: 600px) {
    .keys {
      padding: 8px 4px;
    }

    .line {
      gap: 3px;
    }

    .line:last-child {
      flex-wrap: wrap;
    }

    .wide,
    .space {
      flex: 1 1 auto;
      padding: 0 10px;
    }
  }
`;
