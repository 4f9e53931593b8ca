import { css } from 'lit';

/** Things to choose from: goods, reasons, drawings, resolutions. */
export const choices = css`
  .choice {
    position: relative;
  }

  .choice > input {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 16px;
    inline-size: 24px;
    block-size: 24px;
    margin-block: auto;
    margin-inline: 0;
    cursor: pointer;
  }

  .choice > label {
    display: flex;
    gap: 14px;
    align-items: center;
    min-block-size: 64px;
    padding: 14px 56px 14px 16px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
    cursor: pointer;
    transition:
      border-color var(--quick) ease-out,
      background-color var(--quick) ease-out;
  }

  :host([dir='rtl']) .choice > label {
    padding: 14px 16px 14px 56px;
  }

  .choice > label:hover {
    border-color: var(--line-strong);
  }

  .choice.chosen > label {
    border-color: var(--accent);
    background: var(--accent-soft);
    box-shadow: inset 0 0 0 1px var(--accent);
  }

  .choice > input:focus-visible {
    outline: none;
  }

  .choice > input:focus-visible + label {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  .choice .bubble {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: var(--accent-soft);
    color: var(--accent);
  }

  .choice.chosen .bubble {
    background: var(--accent);
    color: var(--on-accent);
  }

  .choice .name {
    font-weight: 600;
    line-height: 1.35;
  }

  /* drawings side by side */
  .drawings {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(100px, 1fr));
    gap: 12px;
  }

  .drawing > input {
    inset-block: 12px auto;
    inset-inline-end: 12px;
    margin: 0;
    z-index: 1;
  }

  .drawing > label,
  :host([dir='rtl']) .drawing > label {
    flex-direction: column;
    gap: 0;
    block-size: 100%;
    padding: 8px 8px 14px;
    text-align: center;
  }

  .drawing .pic {
    inline-size: 100%;
    max-inline-size: 220px;
  }

  .drawing .name {
    padding: 12px 4px 0;
  }

  /* goods */
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

  /* reasons */
  .search {
    position: relative;
  }

  .search .icon {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-start: 14px;
    color: var(--soft);
    pointer-events: none;
  }

  .search .input {
    padding-inline-start: 48px;
  }

  .reason-group > summary {
    display: flex;
    gap: 14px;
    inline-size: 100%;
    min-block-size: 68px;
    padding: 12px 16px;
    color: var(--ink);
  }

  .reason-group > summary .bubble {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: var(--accent-soft);
    color: var(--accent);
  }

  .reason-group > summary .turn {
    color: var(--soft);
  }

  .reason-group .inside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding: 4px 12px 12px;
  }

  .same {
    display: flex;
    gap: 14px;
    align-items: center;
    inline-size: 100%;
    padding: 14px 16px;
    border: 1px dashed var(--accent);
    border-radius: var(--radius);
    background: var(--accent-soft);
    color: var(--ink);
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .same .icon {
    color: var(--accent);
  }

  /* ways to settle it */
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

  .consent {
    display: flex;
    gap: 12px;
    align-items: flex-start;
    padding: 14px 16px;
    cursor: pointer;
  }

  .consent input {
    inline-size: 24px;
    block-size: 24px;
    margin: 0;
    flex: none;
  }

  @media (forced-colors: active) {
    :is(.choice, .way, .good-line).chosen,
    .choice.chosen > label {
      outline: 3px solid Highlight;
    }
  }
`;
