import { css } from 'lit';

/** Ways to settle it, side by side. */
export const ways = css`
  .ways {
    display: grid;
    gap: 12px;
    grid-template-columns: minmax(0, 1fr);
  }

  @container (min-width: 560px) {
    .ways.several {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }

  .way {
    display: flex;
    flex-direction: column;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
  }

  .way.chosen {
    border-color: var(--accent);
    background: var(--accent-soft);
    box-shadow: inset 0 0 0 1px var(--accent);
  }

  .way.chosen > label,
  .way > label,
  :host([dir='rtl']) .way > label {
    flex-direction: column;
    align-items: stretch;
    flex: 1;
    gap: 12px;
    border: 0;
    box-shadow: none;
    background: none;
    padding: 16px;
  }

  .way > input {
    inset-block: 16px auto;
    margin: 0;
  }

  .way .name {
    display: flex;
    gap: 10px;
    align-items: center;
    padding-inline-end: 36px;
  }

  .way .name .icon {
    color: var(--accent);
  }

  .way .amount {
    font-size: 28px;
    font-weight: 650;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }

  .terms {
    display: grid;
    gap: 8px;
    font-size: 14px;
  }

  .terms li {
    display: flex;
    gap: 8px;
    align-items: flex-start;
  }

  .terms .icon {
    inline-size: 20px;
    block-size: 20px;
    color: var(--soft);
  }

  .way > details {
    margin: 0 16px;
    padding-block: 4px;
    border-block-start: 1px solid var(--line);
  }

  .way > details > summary {
    padding-block: 8px;
    line-height: 1.35;
  }

  /* Several hints are one thing to read, and the ways to settle it stay in sight. */
  .hints {
    overflow: clip;
    border-radius: var(--radius);
  }

  .hints .notice {
    padding-block: 10px;
    border-radius: 0;
  }

  .hints .notice + .notice {
    border-block-start: 1px solid var(--line);
  }

  @media (forced-colors: active) {
    .way.chosen {
      outline: 3px solid Highlight;
    }
  }
`;
