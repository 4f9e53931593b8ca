import { css } from 'lit';

/** Photo and video slots. */
export const files = css`
  .slots {
    display: grid;
    gap: 16px;
  }

  .slot {
    padding: 16px;
  }

  .slot > .error {
    margin-block: 10px 0;
  }

  .slot:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  .slot.over {
    border-color: var(--accent);
    background: var(--accent-soft);
  }

  .slot-head {
    display: flex;
    gap: 14px;
  }

  .slot-head .pic {
    inline-size: 88px;
    align-self: flex-start;
  }

  .slot-head h2 {
    font-size: 16px;
  }

  .slot .count {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    margin-block-start: 6px;
    font-size: 14px;
    font-weight: 600;
    color: var(--caution);
  }

  .slot .count.full {
    color: var(--good);
  }

  .slot .count.optional {
    color: var(--soft);
  }

  .slot .count .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  .slot-actions {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8.5em, 1fr));
    gap: 8px;
    margin-block-start: 14px;
  }

  @media (max-width: 480px) {
    .slot-actions > :nth-child(3):last-child {
      grid-column: 1 / -1;
    }
  }

  .slot-actions .button {
    gap: 6px;
    padding-inline: 4px;
    overflow-wrap: anywhere;
  }

  .file-button {
    position: relative;
  }

  .file-button input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
    font-size: 0;
  }

  .file-button input:focus-visible + .button {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  .file-button .button {
    inline-size: 100%;
    block-size: 100%;
    pointer-events: none;
  }

  .file-button:hover .button {
    background: var(--sunken);
  }

  .batch-photo .file-button {
    justify-self: start;
  }

  .shots {
    display: grid;
    gap: 8px;
    margin-block-start: 14px;
  }

  .shot {
    display: grid;
    grid-template-columns: 72px minmax(0, 1fr) auto;
    gap: 2px 12px;
    align-items: center;
    padding: 8px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--surface);
  }

  .shot.bad {
    border-color: var(--stop);
  }

  .thumb {
    display: grid;
    place-items: center;
    grid-row: span 2;
    inline-size: 72px;
    block-size: 72px;
    overflow: hidden;
    border-radius: 8px;
    background: var(--sunken);
    color: var(--soft);
    position: relative;
  }

  .thumb canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .thumb .length {
    position: absolute;
    inset-block-end: 4px;
    inset-inline-end: 4px;
    padding: 0 6px;
    border-radius: 4px;
    background: rgb(0 0 0 / 70%);
    color: #fff;
    font-size: 14px;
    line-height: 1.4;
  }

  /* On a phone what is said of a picture gets the whole width, below it. */
  @container (max-width: 480px) {
    .shot {
      row-gap: 8px;
    }

    .shot .thumb {
      grid-row: 1;
    }

    .shot > :is(.stack, .verdict-line) {
      grid-column: 1 / -1;
    }
  }

  .shot .file-name {
    font-weight: 600;
    font-size: 14px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .shot .verdict-line {
    display: flex;
    gap: 6px;
    align-items: flex-start;
    font-size: 14px;
    line-height: 1.35;
  }

  .shot .verdict-line .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  .shot .verdict-line.ok .icon {
    color: var(--good);
  }

  .shot .verdict-line.mend .icon {
    color: var(--caution);
  }

  .shot .verdict-line.refused .icon {
    color: var(--stop);
  }

  .shot .remove {
    grid-column: 3;
    grid-row: 1 / span 2;
    border-color: transparent;
    background: none;
  }

  @container (max-width: 480px) {
    .shot .remove {
      grid-row: 1;
    }
  }

  .mark-it {
    min-block-size: 44px;
    font-size: 14px;
  }

  .drop-hint {
    display: none;
    margin-block-start: 10px;
    font-size: 14px;
    color: var(--soft);
  }

  @media (hover: hover) and (pointer: fine) {
    .drop-hint {
      display: block;
    }
  }
`;
