import { css } from 'lit';

/** Codes that were read in a picture. */
export const codes = css`
  /* What was read in the picture: below it, over the whole width. */
  .codes {
    grid-column: 1 / -1;
    display: grid;
    gap: 10px;
    justify-items: start;
    margin-block-start: 8px;
    padding-block-start: 10px;
    border-block-start: 1px solid var(--line);
  }

  .codes-title {
    font-size: 14px;
    font-weight: 600;
    color: var(--soft);
  }

  .codes-rows {
    display: grid;
    gap: 10px;
    inline-size: 100%;
    margin: 0;
  }

  .codes-rows > div {
    display: grid;
    grid-template-columns: 104px minmax(0, 1fr);
    gap: 2px 12px;
    align-items: baseline;
  }

  .codes-rows dt {
    font-size: 14px;
    color: var(--soft);
  }

  .codes-rows dd {
    margin: 0;
  }

  .codes-rows .said {
    grid-column: 1 / -1;
  }

  .codes-rows .figures {
    display: inline-block;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }

  .codes-ask {
    font-weight: 600;
  }

  .codes-answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    inline-size: 100%;
  }

  .codes-answers .button {
    flex: 1 1 120px;
  }
`;
