import { css } from 'lit';

/** Pictures, badges, tones. */
export const bits = css`
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 2px 10px 2px 6px;
    border-radius: 999px;
    background: var(--sunken);
    font-size: 14px;
    font-weight: 600;
    line-height: 1.45;
  }

  .badge .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  :host([dir='rtl']) .badge {
    padding: 2px 6px 2px 10px;
  }

  .eligible {
    --tone: var(--good);
    --tone-soft: var(--good-soft);
  }

  .needs_review {
    --tone: var(--caution);
    --tone-soft: var(--caution-soft);
  }

  .ineligible {
    --tone: var(--stop);
    --tone-soft: var(--stop-soft);
  }

  .badge:is(.eligible, .needs_review, .ineligible) {
    background: var(--tone-soft);
    color: var(--tone);
  }

  .pic {
    position: relative;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 72px;
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: 11.25%; /* the corner of the drawings */
    background: var(--sunken);
    color: var(--soft);
  }

  .pic img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  .pic.small {
    inline-size: 48px;
  }

  .pic > .icon {
    visibility: hidden;
  }

  .pic.without img {
    display: none;
  }

  .pic.without > .icon {
    visibility: visible;
  }
`;
