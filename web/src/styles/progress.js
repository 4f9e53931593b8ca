// How far a request is: the order beside the question, what is waited for.
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
    overflow-wrap: anywhere;
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

  .busy {
    display: grid;
    place-items: center;
    gap: 16px;
    padding-block: 64px;
    color: var(--soft);
    text-align: center;
  }

  .busy > .icon {
    inline-size: 56px;
    block-size: 56px;
    stroke-width: 1.25;
  }

  .spinner {
    inline-size: 32px;
    block-size: 32px;
    border: 3px solid color-mix(in srgb, var(--accent) 22%, transparent);
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
