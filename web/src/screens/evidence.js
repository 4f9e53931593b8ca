import { html, nothing } from 'lit';
import { FILM } from '../film/late-film.js';
import { icon } from '../icons/icon.js';
import { slotKey } from '../media/shelf.js';
import { files } from '../styles/files.js';
import { findings } from '../styles/findings.js';
import { slotCard } from './evidence/slot-card.js';
import { fieldError } from './field-parts.js';
import { CAMERA, EDITOR } from './late.js';
import { later } from './later.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 */

export { batchFromPhoto } from './evidence/batch-photo.js';

export const styles = [findings, files];

/** Photos and videos, slot by slot. @param {View} view @param {Field} field */
export function filesField(view, field) {
  return html`<div data-field=${field.path} class="stack">
    <p class="notice">${icon('device')}<span>${view.t('files.stay')}</span></p>
    ${fieldError(view, field.path)}
    <div class="slots">
      ${view.plan.slots.map((slot, at) =>
        at === 0 ? slotCard(view, slot) : later(view, () => slotCard(view, slot)),
      )}
    </div>
    ${theCamera(view)} ${theFilm(view)} ${theEditor(view)}
  </div>`;
}

/** @param {View} view @param {'camera' | 'film'} part */
function slotOf(view, part) {
  return view.plan.slots.find((candidate) => slotKey(candidate) === view.local[part]);
}

/** @param {View} view */
function theCamera(view) {
  const slot = slotOf(view, 'camera');
  if (!slot) return nothing;
  return CAMERA.show(view, ({ camera }) => camera(view, slot, closing(view, 'camera')));
}

/** @param {View} view */
function theFilm(view) {
  const slot = slotOf(view, 'film');
  if (!slot) return nothing;
  return FILM.show(view, ({ film }) => film(view, slot, closing(view, 'film')));
}

/** @param {View} view @param {'camera' | 'film' | 'editing'} part */
function closing(view, part) {
  return () => {
    view.local[part] = undefined;
    view.update();
  };
}

/** @param {View} view */
function theEditor(view) {
  const { editing } = view.local;
  if (!editing) return nothing;
  return EDITOR.show(view, ({ editor }) => editor(view, editing, closing(view, 'editing')));
}
