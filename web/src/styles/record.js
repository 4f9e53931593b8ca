// What was said and what follows: the check list, the bar of what is being sent, the timeline.
import { css } from 'lit';

export const record = css`
  /* The gap below it is the stack's. */
  .stack > .title {
    margin-block-end: 0;
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

  /* As large as a thumb, without a taller row. */
  .check-list .change .link {
    min-block-size: var(--target);
    margin-block: -8px;
    padding-inline: 8px;
    margin-inline-end: -8px;
  }

  .check-list :is(.terms, .row) {
    margin-block: 8px 2px;
  }

  .check-head {
    display: flex;
    gap: 12px;
    align-items: center;
    margin-block-end: 12px;
  }

  .meter {
    block-size: 10px;
    border-radius: 5px;
    overflow: hidden;
    background: color-mix(in srgb, var(--accent) 22%, transparent);
  }

  .meter > i {
    display: block;
    block-size: 100%;
    inline-size: calc(var(--part, 0) * 100%);
    border-radius: 5px;
    background: var(--accent);
    transition: inline-size var(--quick) linear;
  }

  @media (forced-colors: active) {
    .meter > i,
    .timeline li.past::before {
      background: Highlight;
    }
  }
`;
