import { html } from 'lit';
import { icon } from '../icons/icon.js';
import { files } from '../styles/files.js';
import { slotCard } from './evidence/slot-card.js';
import { fieldError } from './fields.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 */

export const styles = [files];

/** Photos and videos, slot by slot. @param {View} view @param {Field} field */
export function filesField(view, field) {
  return html`<div data-field=${field.path} class="stack">
    <p class="notice">${icon('device')}<span>${view.t('files.stay')}</span></p>
    ${fieldError(view, field.path)}
    <div class="slots">${view.plan.slots.map((slot) => slotCard(view, slot))}</div>
  </div>`;
}
