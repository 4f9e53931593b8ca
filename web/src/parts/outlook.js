import { html } from 'lit';
import { verdictIcon } from '../icons/icon.js';

/**
 * What can be said of goods before anything is said of them.
 * @typedef {import('../screens/view.js').View} View
 * @typedef {import('../types/documents').Margin} Margin
 */

/** What can be said before a reason is known. @param {View} view @param {string} outlook */
export function outlookBadge(view, outlook) {
  return html`<span class="badge ${outlook}">${verdictIcon(outlook)}${view.t(`outlook.${outlook}`)}</span>`;
}

/** "3 days left", "2 days too late". @param {View} view @param {Margin | undefined} margin */
export function marginText(view, margin) {
  if (!margin) return '';
  const late = margin.n < 0;
  return view.t(late ? 'margin.over' : 'margin.left', {
    n: Math.abs(margin.n),
    span: view.speech.span({ n: Math.abs(margin.n), unit: margin.unit }),
  });
}
