import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';

/**
 * What stands at a field of any kind.
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 */

/** @param {View} view @param {string} path */
export function fieldError(view, path) {
  const text = view.errorAt(path);
  return text
    ? html`<p class="error" id="${view.idOf(path)}-error">${icon('warning', 'small')}<span>${text}</span></p>`
    : nothing;
}

/** @param {View} view @param {Field} field */
export function helpKey(view, field) {
  const key = field.help ?? `${field.label}.help`;
  return view.has(key) ? key : undefined;
}
