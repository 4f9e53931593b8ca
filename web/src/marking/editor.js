import { html } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { ReturnsPhotoEditorElement } from './editor-element.js';
import { forDraft } from './marks.js';
import { blackedOut } from './redact.js';

/**
 * @typedef {import('../screens/view.js').View} View
 * @typedef {{index: number, blob: Blob, marks: import('./marks.js').Mark[]}} Editing index of the evidence in the draft
 */

if (!customElements.get('returns-photo-editor'))
  customElements.define('returns-photo-editor', ReturnsPhotoEditorElement);

/**
 * Marks and blackening for one picture of the draft. A screen that is drawn again meanwhile (a file has been read, the draft
 * was saved) must not take the marks back: Lit sets arrays anew each time.
 * @param {View} view @param {Editing} editing @param {() => void} onClose
 */
export function editor(view, editing, onClose) {
  return html`<returns-photo-editor
    .speech=${view.speech}
    .blob=${editing.blob}
    .marks=${guard([editing], () => editing.marks)}
    @editor-done=${(/** @type {CustomEvent} */ event) => void keep(view, editing, event.detail)}
    @editor-closed=${onClose}
  ></returns-photo-editor>`;
}

/** @param {View} view @param {Editing} editing @param {import('./marks.js').Mark[]} all */
async function keep(view, { index, blob }, all) {
  const marks = forDraft(all);
  const hidden = all.filter(({ kind }) => kind === 'hide');
  if (hidden.length === 0) return view.shelf.mark(index, marks);
  const name = view.session.draft.evidence?.[index]?.name ?? 'photo.jpg';
  const made = await blackedOut(blob, hidden);
  const file = new File([made], name.replace(/(\.\w+)?$/, '.jpg'), { type: 'image/jpeg' });
  return view.shelf.replace(index, file, marks);
}
