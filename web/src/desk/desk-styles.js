import { css } from 'lit';

/** Dense, and everything in its place: the queue beside the case. */
export const deskStyles = css`
  :host {
    display: block;
    min-block-size: 100vh;
    background: var(--surface);
    --target: 40px;
    --radius: 10px;
    font-size: 15px;
  }

  :is(h2) {
    margin: 0 0 10px;
    font-size: 16px;
    display: flex;
    gap: 8px;
    align-items: center;
  }

  .site {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    border-block-end: 1px solid var(--line);
    background: var(--raised);
  }

  .site-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-block-size: 56px;
    padding: 4px 20px;
  }

  .brand {
    display: inline-flex;
    align-items: center;
    gap: 10px;
    font-weight: 650;
    font-size: 17px;
  }

  .mark {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border-radius: 9px;
    background: var(--accent);
    color: var(--on-accent);
  }

  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-inline-start: 12px;
  }

  .tabs .button {
    min-block-size: 40px;
    border-color: transparent;
    background: none;
    padding-inline: 14px;
  }

  .tabs .button[aria-current='page'] {
    background: var(--accent-soft);
    color: var(--accent);
  }

  .keys {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 32px;
    font-size: 14px;
    white-space: nowrap;
  }

  .keys input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--accent);
  }

  .me {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    justify-content: end;
    gap: 4px 8px;
    margin-inline-start: auto;
  }

  .who {
    display: inline-flex;
    gap: 8px;
    align-items: center;
  }

  :is(.me, .report-tools) select {
    min-block-size: 36px;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--raised);
    color: inherit;
    font: inherit;
    font-size: 14px;
  }

  .split {
    display: grid;
    grid-template-columns: minmax(320px, 380px) minmax(0, 1fr);
    align-items: start;
  }

  .queue {
    position: sticky;
    inset-block-start: 57px;
    box-sizing: border-box;
    block-size: calc(100vh - 57px);
    overflow-y: auto;
    border-inline-end: 1px solid var(--line);
    background: var(--raised);
  }

  .filters {
    display: grid;
    gap: 10px;
    padding: 14px 16px 10px;
  }

  .search {
    position: relative;
    display: block;
  }

  .search .icon {
    position: absolute;
    inset-block-start: 10px;
    inset-inline-start: 12px;
    color: var(--soft);
  }

  .search input {
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 40px;
    padding-block: 8px;
    padding-inline: 40px 12px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--raised);
    color: inherit;
    font: inherit;
    text-overflow: ellipsis;
  }

  .picks {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 8px;
  }

  .pick {
    display: grid;
    gap: 2px;
    min-inline-size: 0;
  }

  .pick select {
    inline-size: 100%;
    min-block-size: 36px;
    padding-inline: 8px;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--raised);
    color: inherit;
    font: inherit;
    font-size: 14px;
  }

  :is(.search input, .pick select, .me select, .report-tools select):focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 1px;
  }

  .count {
    margin: 0;
    padding: 0 16px 8px;
  }

  .empty {
    padding: 24px 16px;
    text-align: center;
  }

  .rows,
  .plain,
  .shots,
  .history {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .line {
    display: grid;
    gap: 2px;
    inline-size: 100%;
    padding: 10px 16px;
    border: 0;
    border-block-start: 1px solid var(--line);
    border-inline-start: 4px solid transparent;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .line:hover {
    background: var(--sunken);
  }

  .line[aria-current='true'] {
    background: var(--accent-soft);
    border-inline-start-color: var(--accent);
  }

  .line:focus-visible {
    outline-offset: -3px;
  }

  .line-top,
  .line-mid {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 2px 8px;
  }

  .line-top .number {
    font-weight: 650;
  }

  .line-low {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .due {
    font-size: 14px;
    color: var(--soft);
  }

  .late {
    color: var(--stop);
    font-weight: 600;
  }

  .badge {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 2px 10px;
    border-radius: 99px;
    background: var(--sunken);
    font-size: 14px;
    font-weight: 600;
  }

  .badge.red {
    background: var(--stop-soft);
    color: var(--stop);
  }

  .badge.orange {
    background: var(--caution-soft);
    color: var(--caution);
  }

  .badge.ordinary {
    color: var(--soft);
  }

  .badge.grade .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .nothing-chosen {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    min-block-size: 60vh;
    padding: 24px;
    color: var(--soft);
    text-align: center;
  }

  .nothing-chosen .icon {
    inline-size: 48px;
    block-size: 48px;
  }

  .dialog {
    box-sizing: border-box;
    inline-size: min(520px, calc(100vw - 32px));
    padding: 20px;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--raised);
    color: var(--ink);
    box-shadow: var(--shadow);
  }

  .dialog::backdrop {
    background: rgb(10 20 16 / 45%);
  }

  .dialog .input {
    box-sizing: border-box;
  }

  .sign-in {
    display: grid;
    gap: 20px;
    inline-size: min(380px, 100% - 32px);
    margin: 10vh auto;
    padding: 28px;
  }

  .sign-in .input {
    box-sizing: border-box;
  }

  .message {
    margin: 0;
    padding: 10px 24px;
    background: var(--caution-soft);
    color: var(--caution);
    font-weight: 600;
  }

  .shortcuts {
    padding: 12px 16px;
  }

  @media (max-width: 899px) {
    .split {
      grid-template-columns: minmax(0, 1fr);
    }

    .queue {
      position: static;
      block-size: auto;
      border: 0;
    }

    .split.open .queue,
    .shortcuts,
    kbd {
      display: none;
    }

    .split:not(.open) > .beside {
      display: none;
    }

    .case {
      padding: 12px 16px 0;
    }

    .case .back {
      display: inline-flex;
      margin-inline-start: -12px;
    }

    .actions {
      margin-inline: -16px;
      padding: 10px 16px;
    }

    .actions .button {
      flex: 1 1 30%;
      min-block-size: 44px;
      padding-inline: 10px;
    }

    /* A phone has no height to give away to a head that stays. */
    .site {
      position: static;
    }

    .site-row {
      padding-inline: 16px;
    }

    .who .button {
      padding-inline: 0;
    }

    .tabs {
      order: 3;
      margin-inline-start: -8px;
      inline-size: 100%;
    }
  }

  /* The edges that colours of ours hide are drawn here; the current one has the only one. */
  @media (forced-colors: active) {
    .line {
      border-inline-start-color: Canvas;
    }

    .line[aria-current='true'] {
      border-inline-start-color: Highlight;
    }

    .tabs .button {
      border-color: Canvas;
    }

    .tabs .button[aria-current='page'] {
      border-color: Highlight;
      text-decoration: underline;
    }
  }
`;
