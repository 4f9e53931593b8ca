// How far a request is: the order beside the question, the check list, what is waited for, the ticket, the timeline.
import { css } from 'lit';

export const progress = css`
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

  .button .spinner {
    inline-size: 20px;
    block-size: 20px;
    border-color: transparent;
    border-block-start-color: currentcolor;
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

  @media (forced-colors: active) {
    .meter > i,
    .timeline li.past::before {
      background: Highlight;
    }
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
