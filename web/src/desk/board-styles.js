import { css } from 'lit';

/** Figures, bars and the list of what is late. */
export const boardStyles = css`
  .board {
    max-inline-size: 1200px;
    margin-inline: auto;
    padding: 24px 20px 48px;
  }

  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 170px), 1fr));
    gap: 12px;
  }

  .figure {
    padding: 16px;
  }

  .figure p {
    margin: 0;
  }

  .figure .value {
    font-size: 24px;
    font-weight: 650;
    line-height: 1.3;
    font-variant-numeric: tabular-nums;
  }

  .alarming .value {
    color: var(--stop);
  }

  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
    gap: 12px;
  }

  .bars {
    display: grid;
    gap: 8px;
  }

  .bars li {
    display: grid;
    grid-template-columns: minmax(110px, 40%) 1fr auto;
    gap: 10px;
    align-items: center;
  }

  meter {
    inline-size: 100%;
    block-size: 12px;
    border: 0;
    border-radius: 6px;
    background: var(--sunken);
    appearance: none;
  }

  meter::-webkit-meter-bar {
    block-size: 12px;
    border: 0;
    border-radius: 6px;
    background: var(--sunken);
  }

  meter::-webkit-meter-optimum-value {
    border-radius: 6px;
    background: var(--accent);
  }

  meter::-moz-meter-bar {
    border-radius: 6px;
    background: var(--accent);
  }

  .overdue li {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 20px;
    align-items: center;
    padding-block: 8px;
    border-block-start: 1px solid var(--line);
  }

  .overdue li:first-child {
    border: 0;
  }
`;
