import { html, nothing } from 'lit';
import { icon } from '../../icons/icon.js';
import { slotKey } from '../../media/shelf.js';
import { picture } from '../../parts/picture.js';
import { hasCamera } from '../../camera/lens.js';
import { filmType, noteType } from '../../film/film-type.js';
import { fileButton } from './file-button.js';
import { pendingShot, shot } from './shot.js';

/**
 * @typedef {import('../view.js').View} View
 * @typedef {import('../../types/documents').Slot} Slot
 */

/** One slot: what is wanted, an example, what was given, the ways to give more. @param {View} view @param {Slot} slot */
export function slotCard(view, slot) {
  const { t } = view;
  const key = slotKey(slot);
  const full = slot.lacks === 0;
  const files = slot.files ?? [];
  const room = slot.max - slot.have;
  const pending = view.shelf.pending.filter((file) => file.slot === key);
  const help = slot.help ?? `${slot.label}.help`;
  const over = view.local.over === key;
  const error = view.errorAtSlot(slot);
  return html`<section
    class="card slot ${over ? 'over' : ''}"
    id=${view.idOf(`/slot/${slot.slot}/${slot.line ?? ''}`)}
    tabindex="-1"
    aria-label=${t(slot.label)}
    @dragover=${(/** @type {DragEvent} */ event) => {
      event.preventDefault();
      if (view.local.over !== key) {
        view.local.over = key;
        view.update();
      }
    }}
    @dragleave=${(/** @type {any} */ event) => {
      if (event.currentTarget.contains(event.relatedTarget)) return;
      view.local.over = undefined;
      view.update();
    }}
    @drop=${(/** @type {DragEvent} */ event) => {
      event.preventDefault();
      view.local.over = undefined;
      void view.shelf.add(event.dataTransfer?.files ?? [], slot);
      view.update();
    }}
  >
    <div class="slot-head">
      <div class="grow">
        <h2>${t(slot.label)}</h2>
        ${slot.line !== undefined && view.plan.items.length > 1
          ? html`<p class="small soft">${view.speech.titleOf(slot.line)}</p>`
          : nothing}
        ${view.has(help) ? html`<p class="small soft">${t(help)}</p>` : nothing}
        ${countLine(view, slot, full)}
      </div>
      ${slot.example ? picture(view.art(slot.example), '', 'camera') : nothing}
    </div>
    ${error ? html`<p class="error">${icon('warning', 'small')}<span>${error}</span></p>` : nothing}
    ${files.length + pending.length > 0
      ? html`<ul class="shots">
          ${files.map((file) => shot(view, slot, file))}
          ${pending.map((file) => pendingShot(view, slot, file))}
        </ul>`
      : nothing}
    ${room > 0
      ? html`<div class="slot-actions">
            ${slot.kinds.includes('image') ? photoWay(view, slot) : nothing}
            ${slot.kinds.includes('video') ? filmWay(view, slot) : nothing}
            ${slot.kinds.includes('audio') ? noteWay(view, slot) : nothing}
            ${fileButton(view, slot, { name: 'folder', text: t('files.choose'), capture: false })}
          </div>
          <p class="drop-hint">${t('files.drop')} · ${limits(view, slot)}</p>`
      : nothing}
    ${slot.sensitive
      ? html`<p class="small soft">
          ${icon('lock', 'small')} ${t('files.sensitive', { days: slot.retention_days ?? 0 })}
        </p>`
      : nothing}
  </section>`;
}

/** @param {View} view @param {Slot} slot */
function photoWay(view, slot) {
  const text = view.t('files.take');
  return hasCamera()
    ? openButton(view, slot, { name: 'camera', text, part: 'camera' })
    : fileButton(view, slot, { name: 'camera', text, capture: true, kinds: ['image'] });
}

/** In the page where it can record; otherwise the device's own camera. @param {View} view @param {Slot} slot */
function filmWay(view, slot) {
  const text = view.t('files.film');
  return filmType(false)
    ? openButton(view, slot, { name: 'video', text, part: 'film' })
    : fileButton(view, slot, { name: 'video', text, capture: true, kinds: ['video'] });
}

/** @param {View} view @param {Slot} slot */
function noteWay(view, slot) {
  const text = view.t('files.note');
  return noteType()
    ? openButton(view, slot, { name: 'mic', text, part: 'film' })
    : fileButton(view, slot, { name: 'mic', text, capture: true, kinds: ['audio'] });
}

/** @param {View} view @param {Slot} slot @param {{name: string, text: string, part: 'camera' | 'film'}} what */
function openButton(view, slot, { name, text, part }) {
  return html`<button
    type="button"
    class="button"
    data-part=${part}
    aria-label="${text}: ${view.t(slot.label)}"
    @click=${() => {
      view.local[part] = slotKey(slot);
      view.update();
    }}
  >
    ${icon(name)}${text}
  </button>`;
}

/** @param {View} view @param {Slot} slot @param {boolean} full */
function countLine(view, slot, full) {
  const { t } = view;
  if (slot.min === 0) {
    return html`<p class="count optional">${t('files.optional', { have: slot.have, max: slot.max })}</p>`;
  }
  return html`<p class="count ${full ? 'full' : ''}">
    ${icon(full ? 'good' : 'camera')}${t(full ? 'files.enough' : 'files.lacks', {
      have: slot.have,
      min: slot.min,
      max: slot.max,
      lacks: slot.lacks,
    })}
  </p>`;
}

/** @param {View} view @param {Slot} slot */
function limits(view, slot) {
  return view.t(slot.kinds.includes('audio') ? 'files.limits_note' : 'files.limits', {
    size: slot.max_bytes === undefined ? '' : view.speech.format.size(slot.max_bytes),
    seconds: slot.kinds.some((kind) => kind === 'video' || kind === 'audio') ? (slot.max_seconds ?? 0) : 0,
  });
}
