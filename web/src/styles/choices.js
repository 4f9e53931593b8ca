import { css } from 'lit';

/** Answers to choose from: tiles, drawings, reasons, consents. */
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
    grid-template-columns: repeat(auto-fit, minmax(6.6em, 1fr));
    gap: 12px;
  }

  /* Four on a phone: two and two, not three and one. */
  @media (max-width: 599px) {
    .drawings:has(> :nth-child(4):last-child) {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }

  .drawing > input {
    inset-block: 12px auto;
    inset-inline-end: 12px;
    margin: 0;
    z-index: 1;
    /* The picture below it may be as light or as dark as itself. */
    box-shadow: 0 0 0 2px var(--raised);
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
    margin-inline: -4px;
    padding-block-start: 12px;
  }

  /* What an answer does stands apart from the answers. */
  fieldset > [role='status']:has(> *) {
    margin-block-start: 8px;
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

  /* What is typed may run the other way, and its field with it. */
  :host([dir='rtl']) .search .input {
    padding-inline: 48px;
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
    .choice.chosen,
    .choice.chosen > label {
      outline: 3px solid Highlight;
    }
  }
`;
