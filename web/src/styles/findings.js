import { css } from 'lit';

/** What follows from the answers: steps, people to ask, verdicts with their reasons, amounts. */
export const findings = css`
  .steps {
    display: grid;
    gap: 12px;
    counter-reset: step;
    padding: 20px 16px;
    border: 1px solid var(--stop);
    border-radius: var(--radius);
    background: var(--stop-soft);
  }

  .steps li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 12px;
    font-weight: 600;
    counter-increment: step;
  }

  .steps li::before {
    content: counter(step);
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
    background: var(--stop);
    color: var(--raised);
    font-size: 14px;
  }

  .steps.calm {
    border-color: var(--line);
    background: var(--raised);
  }

  .steps.calm li {
    font-weight: 400;
  }

  .steps.calm li::before {
    background: var(--accent-soft);
    color: var(--accent);
    font-weight: 650;
  }

  .calls > * + * {
    border-block-start: 1px solid var(--line);
  }

  .call {
    display: flex;
    gap: 14px;
    align-items: center;
    min-block-size: 64px;
    padding: 12px 16px;
    border-radius: 0;
    text-decoration: none;
    color: var(--ink);
  }

  .call .icon {
    color: var(--accent);
  }

  .call strong {
    display: block;
    inline-size: fit-content;
    font-size: 16px;
    font-variant-numeric: tabular-nums;
  }

  .verdict {
    display: grid;
    gap: 12px;
    padding: 16px;
    border: 1px solid var(--line);
    border-inline-start: 4px solid var(--tone);
    border-radius: var(--radius);
    background: var(--raised);
  }

  .verdict .word {
    display: flex;
    gap: 10px;
    align-items: center;
    font-weight: 650;
    font-size: 18px;
    line-height: 1.35;
  }

  .verdict .word .icon {
    color: var(--tone);
  }

  .findings {
    display: grid;
    gap: 12px;
  }

  .findings li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px 10px;
  }

  .findings .icon {
    inline-size: 20px;
    block-size: 20px;
    margin-block-start: 2px;
    color: var(--tone);
  }

  .findings li > *:not(.icon) {
    grid-column: 2;
  }

  .source {
    font-size: 14px;
    color: var(--soft);
  }

  .bill {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 14px;
  }

  .bill th {
    font-weight: 400;
    text-align: start;
    padding: 6px 12px 6px 0;
    vertical-align: top;
  }

  :host([dir='rtl']) .bill th {
    padding: 6px 0 6px 12px;
  }

  .bill td {
    padding-block: 6px;
    text-align: end;
    white-space: nowrap;
    vertical-align: top;
    font-variant-numeric: tabular-nums;
  }

  .bill :is(.why, .source) {
    margin: 2px 0 0;
    font-size: 14px;
    color: var(--soft);
  }

  .bill tfoot :is(th, td) {
    border-block-start: 1px solid var(--line-strong);
    font-weight: 650;
    font-size: 16px;
    padding-block: 10px;
  }
`;
