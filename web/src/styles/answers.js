import { css } from 'lit';

/** What the portal says: verdicts, findings, quotes, notices, timelines, the error summary, sending, the receipt. */
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
    text-decoration: none;
    color: var(--ink);
  }

  .call .icon {
    color: var(--accent);
  }

  .call strong {
    display: block;
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

  .bill tfoot :is(th, td) {
    border-block-start: 1px solid var(--line-strong);
    font-weight: 650;
    font-size: 16px;
    padding-block: 10px;
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

  .summary h2 {
    margin-block-end: 4px;
  }

  .summary .lines {
    display: grid;
    gap: 12px;
    margin-block: 14px;
  }

  .summary .lines li {
    display: flex;
    gap: 12px;
    align-items: center;
    font-size: 14px;
    line-height: 1.35;
  }

  .summary .lines li.out {
    color: var(--soft);
  }

  .summary .lines li.out .pic {
    filter: grayscale(1);
    opacity: 0.55;
  }

  .summary .lines .reason {
    color: var(--soft);
  }

  .summary dl {
    display: grid;
    gap: 10px;
    padding-block-start: 14px;
    border-block-start: 1px solid var(--line);
    font-size: 14px;
  }

  .summary dl > div {
    display: flex;
    gap: 12px;
    justify-content: space-between;
    align-items: baseline;
  }

  .summary dt {
    color: var(--soft);
  }

  .summary dd {
    text-align: end;
  }

  .summary .sum dd {
    font-size: 22px;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }

  .timeline {
    display: grid;
  }

  .timeline li {
    position: relative;
    display: grid;
    gap: 2px;
    padding-inline-start: 32px;
    padding-block-end: 20px;
  }

  .timeline li::before {
    content: '';
    position: absolute;
    inset-inline-start: 4px;
    inset-block-start: 5px;
    inline-size: 14px;
    block-size: 14px;
    border: 2px solid var(--line-strong);
    border-radius: 50%;
    background: var(--raised);
  }

  .timeline li::after {
    content: '';
    position: absolute;
    inset-inline-start: 10px;
    inset-block: 22px -2px;
    inline-size: 2px;
    background: var(--line);
  }

  .timeline li:last-child::after {
    display: none;
  }

  .timeline li:last-child {
    padding-block-end: 0;
  }

  .timeline li.past::before {
    border-color: var(--accent);
    background: var(--accent);
  }

  .timeline .when {
    font-size: 14px;
    color: var(--soft);
  }

  .timeline .what {
    font-weight: 600;
  }

  .check-list {
    padding: 4px 16px;
  }

  .check-list > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px 12px;
    padding-block: 14px;
    border-block-start: 1px solid var(--line);
  }

  .check-list > div:first-child {
    border: 0;
  }

  .check-list dt {
    color: var(--soft);
    font-size: 14px;
  }

  .check-list dd {
    grid-column: 1;
    overflow-wrap: anywhere;
  }

  .check-list dd.change {
    grid-column: 2;
    grid-row: 1 / span 2;
    align-self: center;
  }

  .check-head {
    display: flex;
    gap: 12px;
    align-items: center;
    margin-block-end: 8px;
  }

  .meter {
    block-size: 10px;
    border-radius: 5px;
    overflow: hidden;
    background: var(--line);
  }

  .meter > i {
    display: block;
    block-size: 100%;
    inline-size: calc(var(--part, 0) * 100%);
    border-radius: 5px;
    background: var(--accent);
    transition: inline-size var(--quick) linear;
  }

  .busy {
    display: grid;
    place-items: center;
    gap: 16px;
    padding-block: 64px;
    color: var(--soft);
    text-align: center;
  }

  .spinner {
    inline-size: 32px;
    block-size: 32px;
    border: 3px solid var(--line);
    border-block-start-color: var(--accent);
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }

  .ticket {
    display: grid;
    gap: 12px;
    justify-items: center;
    padding: 28px 16px;
    border-radius: 16px;
    background: var(--accent-soft);
    text-align: center;
  }

  .ticket .row {
    justify-content: center;
  }

  .ticket .code {
    font-size: 28px;
    font-weight: 650;
    letter-spacing: 0.02em;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    direction: ltr;
    user-select: all;
  }

  .state-art {
    inline-size: 144px;
    margin-inline: auto;
  }

  .panel {
    padding: 20px 16px;
  }

  .panel > h2 {
    margin-block-end: 16px;
  }
`;
