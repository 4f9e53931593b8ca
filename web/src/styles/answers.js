import { css } from 'lit';

/** What the portal says: notices, verdicts, findings, quotes, the error summary. */
export const answers = css`
  .notice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 4px 12px;
    padding: 14px 16px;
    border-radius: var(--radius);
    background: var(--info-soft);
  }

  .notice > .icon {
    grid-row: span 2;
  }

  .notice.urgent {
    background: var(--stop-soft);
    border: 1px solid var(--stop);
  }

  .notice.urgent > .icon {
    color: var(--stop);
  }

  .notice.caution {
    background: var(--caution-soft);
  }

  .notice.caution > .icon {
    color: var(--caution);
  }

  .reminder {
    margin-block-end: 24px;
  }

  .notice.good > .icon {
    color: var(--good);
  }

  .notice > *:not(.icon) {
    grid-column: 2;
  }

  .error-summary {
    margin-block-end: 24px;
    padding: 16px;
    border: 2px solid var(--stop);
    border-radius: var(--radius);
    background: var(--raised);
  }

  .error-summary h2 {
    margin-block-end: 8px;
  }

  .error-summary a {
    display: inline-block;
    padding-block: 6px;
    color: var(--stop);
    font-weight: 600;
  }
`;
