import { html, nothing } from 'lit';
import { wantedBy } from '../../codes/wanted.js';
import { slotKey } from '../../media/shelf.js';
import { hasWords } from './code-card.js';
import { fileButton } from './file-button.js';
import { pendingShot, shot } from './shot.js';

/**
 * Beside the question for the batch: the photo that is asked for anyway, taken now, read, and the answer filled in.
 * @param {import('../view.js').View} view @param {import('../../types/documents').Field} field
 */
export function batchFromPhoto(view, field) {
  const item = Number(/^\/items\/(\d+)\//.exec(field.path)?.[1]);
  const line = view.lineOf({ item });
  const slot = view.plan.slots.find(
    (one) => one.line === line && one.kinds.includes('image') && wantedBy(one)?.includes('batch'),
  );
  if (!slot || !hasWords(view)) return nothing;
  const files = slot.files ?? [];
  const pending = view.shelf.pending.filter((file) => file.slot === slotKey(slot));
  return html`<div class="stack tight batch-photo">
    ${files.length + pending.length > 0
      ? html`<ul class="shots">
          ${files.map((file) => shot(view, slot, file, { marks: false }))}
          ${pending.map((file) => pendingShot(view, slot, file))}
        </ul>`
      : nothing}
    ${files.length + pending.length === 0
      ? html`${fileButton(view, slot, { name: 'camera', text: view.t('codes.from_photo'), capture: true })}
          <p class="small soft">${view.t('codes.from_photo.help', { slot: view.t(slot.label) })}</p>`
      : nothing}
  </div>`;
}
