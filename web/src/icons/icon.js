import { html } from 'lit';
import { PATHS } from './paths.js';

/**
 * An icon that only accompanies words: hidden from assistive technology.
 * @param {string} name an unknown name shows the icon for "something else"
 * @param {string} [className]
 */
export function icon(name, className = '') {
  return html`<svg class="icon ${className}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${PATHS[name] ?? PATHS.question} />
  </svg>`;
}

/** Direction icons that turn round in right-to-left languages. @param {'back' | 'forward'} name */
export function arrow(name) {
  return icon(name, 'mirrors');
}

/** @type {Record<string, string>} */
const VERDICT_ICONS = { eligible: 'good', needs_review: 'caution', ineligible: 'stop' };

/** @param {string} verdict */
export function verdictIcon(verdict) {
  return icon(VERDICT_ICONS[verdict] ?? 'info');
}
