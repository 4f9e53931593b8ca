import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { icon } from '../icons/icon.js';
import { drawPreview } from '../media/preview.js';
import { slotKey } from '../media/shelf.js';
import { acceptOf } from '../media/take-in.js';
import { picture } from '../parts/picture.js';
import { codeLines } from './codes.js';
import { fieldError } from './fields.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 * @typedef {import('../types/documents').Slot} Slot
 * @typedef {import('../types/documents').SlotFile} SlotFile
 * @typedef {import('../types/documents').Problem} Problem
 */

/** Photos and videos, slot by slot. @param {View} view @param {Field} field */
export function filesField(view, field) {
  return html`<div data-field=${field.path} class="stack">
    <p class="notice">${icon('device')}<span>${view.t('files.stay')}</span></p>
    ${fieldError(view, field.path)}
    <div class="slots">${view.plan.slots.map((slot) => slotCard(view, slot))}</div>
  </div>`;
}

/** @param {View} view @param {Slot} slot */
function slotCard(view, slot) {
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
            ${slot.kinds.includes('image') || slot.kinds.includes('video')
              ? fileButton(view, slot, {
                  name: slot.kinds.includes('image') ? 'camera' : 'video',
                  text: t(slot.kinds.includes('image') ? 'files.take' : 'files.film'),
                  capture: true,
                })
              : nothing}
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
  return view.t('files.limits', {
    size: slot.max_bytes === undefined ? '' : view.speech.format.size(slot.max_bytes),
    seconds: slot.kinds.includes('video') ? (slot.max_seconds ?? 0) : 0,
  });
}

/**
 * @param {View} view @param {Slot} slot
 * @param {{name: string, text: string, capture: boolean, replaces?: number}} options
 */
function fileButton(view, slot, { name, text, capture, replaces }) {
  return html`<span class="file-button">
    <input
      type="file"
      accept=${acceptOf(slot)}
      capture=${capture ? 'environment' : nothing}
      ?multiple=${!capture && slot.max > 1 && replaces === undefined}
      aria-label="${text}: ${view.t(slot.label)}"
      @change=${(/** @type {any} */ event) => {
        const files = [...event.target.files];
        event.target.value = '';
        void view.shelf.add(files, slot, replaces);
      }}
    />
    <span class="button" aria-hidden="true">${icon(name)}${text}</span>
  </span>`;
}

/** @param {View} view @param {Slot} slot @param {SlotFile} file */
function shot(view, slot, file) {
  const evidence = view.session.draft.evidence?.[file.evidence];
  if (!evidence) return nothing;
  const { report } = evidence;
  // One thing to mend at a time: what refuses the file hides what would only be better otherwise.
  const refusing = file.accepted
    ? undefined
    : (file.problems ?? []).find((problem) => problem.verdict === 'refuse');
  const problems = refusing ? [refusing] : (file.problems ?? []);
  return html`<li class="shot ${file.accepted ? '' : 'bad'}">
    <span class="thumb">
      ${icon(report.kind === 'video' ? 'video' : report.kind === 'document' ? 'document' : 'image')}
      ${report.kind === 'image'
        ? html`<canvas aria-hidden="true" ${ref(painter(view, evidence.sha256))}></canvas>`
        : nothing}
      ${report.duration_ms
        ? html`<span class="length number">${view.speech.format.length(report.duration_ms)}</span>`
        : nothing}
    </span>
    <span class="file-name"><bdi>${evidence.name}</bdi></span>
    <span class="stack tight">
      ${problems.length === 0
        ? html`<span class="verdict-line ok">${icon('good')}${view.t('files.good')}</span>`
        : problems.map((problem) => problemLine(view, slot, problem, file.accepted))}
      ${report.metadata?.includes('gps')
        ? html`<span class="verdict-line mend"
            >${icon('place')}<span>${view.t('files.has_place')}</span></span
          >`
        : nothing}
      ${codeLines(view, slot, file, evidence)}
    </span>
    <button
      type="button"
      class="round remove"
      aria-label=${view.t('files.remove', { name: evidence.name })}
      @click=${() => view.shelf.remove(file.evidence)}
    >
      ${icon('trash')}
    </button>
  </li>`;
}

/**
 * What is wrong with a file and what to do about it.
 * @param {View} view @param {Slot} slot @param {Problem} problem @param {boolean} accepted
 */
function problemLine(view, slot, problem, accepted) {
  const params = problemParams(view, slot, problem.params);
  const todo = `problem.${problem.code}.todo`;
  return html`<span class="verdict-line ${accepted ? 'mend' : 'refused'}"
    >${icon(accepted ? 'info' : 'warning')}<span
      >${view.t(`problem.${problem.code}`, params)}${view.has(todo)
        ? html`<span class="block soft">${view.t(todo, params)}</span>`
        : nothing}</span
    ></span
  >`;
}

/** @param {View} view @param {Slot} slot @param {Record<string, any>} [params] */
function problemParams(view, slot, params = {}) {
  return {
    ...params,
    max_size: slot.max_bytes === undefined ? '' : view.speech.format.size(slot.max_bytes),
    max_seconds: slot.max_seconds ?? 0,
    size: typeof params.size === 'number' ? view.speech.format.size(params.size) : '',
  };
}

/** @param {View} view @param {Slot} slot @param {import('../media/shelf.js').Pending} file */
function pendingShot(view, slot, file) {
  const reading = file.state === 'reading';
  return html`<li class="shot ${reading ? '' : 'bad'}">
    <span class="thumb">${reading ? html`<span class="spinner"></span>` : icon('warning')}</span>
    <span class="file-name"><bdi>${file.name}</bdi></span>
    ${reading
      ? html`<span class="verdict-line">${view.t('files.reading')}</span>`
      : problemLine(view, slot, { code: file.code ?? 'unreadable', params: file.params }, false)}
    ${reading
      ? nothing
      : html`<button
          type="button"
          class="round remove"
          aria-label=${view.t('files.remove', { name: file.name })}
          @click=${() => view.shelf.dismiss(file.id)}
        >
          ${icon('close')}
        </button>`}
  </li>`;
}

/** @param {View} view @param {string} sha256 @returns {(element: Element | undefined) => void} */
function painter(view, sha256) {
  return (element) => {
    if (!(element instanceof HTMLCanvasElement) || element.dataset.drawn === sha256) return;
    element.dataset.drawn = sha256;
    void view.shelf.blobOf(sha256).then((blob) => blob && drawPreview(element, blob));
  };
}

/** Small pictures of what will be sent. @param {View} view */
export function thumbnails(view) {
  return html`<span class="row wrap">
    ${(view.session.draft.evidence ?? []).map(
      (evidence) =>
        html`<span class="thumb" title=${evidence.name}
          >${icon(
            evidence.report.kind === 'video'
              ? 'video'
              : evidence.report.kind === 'document'
                ? 'document'
                : 'image',
          )}${evidence.report.kind === 'image'
            ? html`<canvas aria-hidden="true" ${ref(painter(view, evidence.sha256))}></canvas>`
            : nothing}<span class="hidden-text">${evidence.name}</span></span
        >`,
    )}
  </span>`;
}
