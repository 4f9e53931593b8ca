import { css } from 'lit';

/** The case and everything in it. */
export const caseStyles = css`
  .case {
    display: grid;
    gap: 16px;
    padding: 20px 24px 0;
  }

  .case h1 {
    margin: 0;
    font-size: 22px;
  }

  .case .back {
    display: none;
  }

  .case-names {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 28px;
    margin: 10px 0 0;
  }

  .facts dd {
    margin: 0;
    font-weight: 600;
  }

  .facts dt {
    min-block-size: 21px;
  }

  .case-grid {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr));
    gap: 16px;
    align-items: start;
  }

  .panel {
    padding: 16px;
  }

  .panel p {
    margin: 0 0 4px;
  }

  .warned {
    border-color: var(--caution);
    background: var(--caution-soft);
  }

  .strong {
    font-weight: 600;
  }

  .caution {
    color: var(--caution);
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
  }

  .good-row,
  .finding {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 12px;
  }

  .thumb {
    inline-size: 56px;
    block-size: 56px;
    border-radius: 8px;
    object-fit: cover;
    background: var(--sunken);
  }

  .quoted {
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--line);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .shots {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
    gap: 14px;
  }

  .shot {
    min-inline-size: 0;
  }

  .look {
    display: block;
    inline-size: 100%;
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: none;
    cursor: zoom-in;
  }

  .marked {
    position: relative;
    display: block;
  }

  .marked svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: 8px;
  }

  .notes {
    margin: 0;
    padding: 0;
    list-style: none;
    overflow-wrap: anywhere;
  }

  .dialog.picture {
    inline-size: fit-content;
    max-inline-size: calc(100vw - 32px);
  }

  .picture .marked {
    inline-size: fit-content;
    margin-inline: auto;
  }

  .picture img {
    display: block;
    max-inline-size: 100%;
    max-block-size: calc(100vh - 220px);
    border-radius: 8px;
  }

  .shot img,
  .shot .played,
  .no-preview {
    display: grid;
    place-items: center;
    inline-size: 100%;
    aspect-ratio: 4 / 3;
    border: 1px solid var(--line);
    border-radius: 8px;
    object-fit: cover;
    background: var(--sunken);
    color: var(--soft);
    box-sizing: border-box;
  }

  .no-preview audio {
    inline-size: 100%;
  }

  .shot a {
    display: inline-block;
    max-inline-size: 100%;
    min-block-size: 24px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .difference {
    margin: 0 0 8px;
    overflow-wrap: anywhere;
  }

  .difference dt {
    font-weight: 600;
  }

  .difference dd {
    margin: 0;
  }

  .history {
    display: grid;
    gap: 14px;
  }

  .tag {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    padding: 0 8px;
    border: 1px solid var(--line-strong);
    border-radius: 99px;
    color: var(--soft);
  }

  .tag .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .actions {
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-inline: -24px;
    padding: 12px 24px;
    border-block-start: 1px solid var(--line);
    background: var(--raised);
  }

  .actions .button {
    padding: 8px 14px;
  }

  kbd {
    padding: 0 6px;
    border: 1px solid currentcolor;
    border-radius: 5px;
    font: inherit;
    font-size: 14px;
    line-height: 1.3;
    opacity: 0.75;
  }
`;
