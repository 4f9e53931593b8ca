import { css } from 'lit';

/** What each choice of the items would give back. */
export const compare = css`
  .compare {
    list-style: none;
    margin: 0;
    padding: 0;
  }

  .compare li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 16px;
    padding-block: 12px;
    border-block-start: 1px solid var(--line);
  }

  .compare .sum {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    text-align: end;
  }

  .compare .loss {
    color: var(--caution);
  }

  .compare .take {
    grid-column: 1 / -1;
    display: inline-flex;
    gap: 6px;
    align-items: center;
    justify-self: start;
    min-block-size: 44px;
    margin-block-end: -8px;
  }
`;
