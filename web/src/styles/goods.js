import { css } from 'lit';

/** The goods of the order, to choose from: the first screen. */
export const goods = css`
  .goods {
    display: grid;
    gap: 12px;
  }

  .earlier {
    margin-block-end: 16px;
  }

  .good-line {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 4px 14px;
    padding: 14px;
  }

  .good-line.chosen {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
    background: var(--accent-soft);
  }

  .good-line.chosen .badge {
    background: var(--raised);
  }

  .good-line.closed {
    background: var(--sunken);
  }

  .good-line.closed .pic {
    filter: grayscale(1);
    opacity: 0.65;
  }

  .good-line .what {
    display: grid;
    gap: 4px;
    align-content: start;
    padding-inline-end: 40px;
    position: relative;
  }

  .good-line .tick-box {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    inline-size: 26px;
    block-size: 26px;
    margin: 0;
    cursor: pointer;
  }

  .good-line .tick-box::after {
    /* the whole card is the target */
    content: '';
    position: absolute;
    inset: -14px;
  }

  .good-line label.name {
    font-weight: 600;
    line-height: 1.35;
    cursor: pointer;
  }

  .good-line .more {
    grid-column: 1 / -1;
    display: grid;
    gap: 8px;
  }

  .good-line .how-many {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin-block-start: 8px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--line);
  }

  .stepper {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }

  .stepper output {
    min-inline-size: 32px;
    text-align: center;
    font-weight: 600;
    font-size: 18px;
    font-variant-numeric: tabular-nums;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 10px;
    align-items: center;
    font-size: 14px;
  }

  /* Only the name has the box beside it. */
  .good-line p.facts {
    margin-inline-end: -40px;
  }

  @media (forced-colors: active) {
    .good-line.chosen {
      outline: 3px solid Highlight;
    }
  }
`;
