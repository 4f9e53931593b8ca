import { html, nothing } from 'lit';
import { icon } from '../../icons/icon.js';
import { thumb } from '../../parts/thumbnails.js';
import { codeCard } from './code-card.js';
import { problemLine } from './problem-line.js';

/**
 * @typedef {import('../view.js').View} View
 * @typedef {import('../../types/documents').Slot} Slot
 * @typedef {import('../../types/documents').SlotFile} SlotFile
 */

/** Suspicions are for the person who decides; told to a customer they would only accuse. */
const FOR_REVIEWERS = new Set(['looks_like_screen']);

/**
 * @param {View} view @param {Slot} slot @param {SlotFile} file
 * @param {{marks: boolean}} [options] whether it may be marked here
 */
export function shot(view, slot, file, { marks } = { marks: true }) {
  const evidence = view.session.draft.evidence?.[file.evidence];
  if (!evidence) return nothing;
  const { report } = evidence;
  // One thing to mend at a time: what refuses the file hides what would only be better otherwise.
  const refusing = file.accepted
    ? undefined
    : (file.problems ?? []).find((problem) => problem.verdict === 'refuse');
  const problems = refusing
    ? [refusing]
    : (file.problems ?? []).filter((problem) => !FOR_REVIEWERS.has(problem.code));
  return html`<li class="shot ${file.accepted ? '' : 'bad'}">
    <span class="thumb">${thumb(view, evidence)}</span>
    <span class="file-name"><bdi>${evidence.name}</bdi></span>
    <span class="stack tight">
      ${problems.length === 0
        ? html`<span class="verdict-line ok">${icon('good')}${view.t('files.good')}</span>`
        : problems.map((problem) => problemLine(view, slot, problem, file.accepted))}
      ${told(view, evidence)}${early(view, evidence)}
      ${marks && report.kind === 'image' ? markButton(view, file.evidence, evidence) : nothing}
    </span>
    <button
      type="button"
      class="round remove"
      aria-label=${view.t('files.remove', { name: evidence.name })}
      @click=${() => view.shelf.remove(file.evidence)}
    >
      ${icon('trash')}
    </button>
    ${codeCard(view, file, evidence)}
  </li>`;
}

/** Perhaps another picture was meant. @param {View} view @param {import('../../types/documents').Evidence} evidence */
function early(view, { sha256 }) {
  const at = view.shelf.tooEarly(sha256);
  if (!at) return nothing;
  const day = view.speech.day(at.slice(0, 10));
  return html`<span class="verdict-line mend"
    >${icon('warning')}<span>${view.t('files.too_early', { day })}</span></span
  >`;
}

/**
 * What the file says of its owner: taken out before it was kept; or, where this kind of file cannot be rid of it, there.
 * @param {View} view @param {import('../../types/documents').Evidence} evidence
 */
function told(view, { sha256, report }) {
  const removed = view.shelf.removedFrom(sha256);
  if (removed.length > 0) {
    const place = removed.includes('gps') ? 'yes' : 'no';
    return html`<span class="verdict-line ok"
      >${icon('lock')}<span>${view.t('files.scrubbed', { place })}</span></span
    >`;
  }
  if (!report.metadata?.includes('gps')) return nothing;
  return html`<span class="verdict-line mend"
    >${icon('place')}<span>${view.t('files.has_place')}</span></span
  >`;
}

/** @param {View} view @param {number} index @param {import('../../types/documents').Evidence} evidence */
function markButton(view, index, { name, sha256, marks = [] }) {
  const open = async () => {
    const blob = await view.shelf.blobOf(sha256);
    if (!blob) return;
    view.local.editing = { index, blob, marks };
    view.update();
  };
  return html`<span
    ><button type="button" class="link mark-it" @click=${() => void open()}>
      ${marks.length > 0 ? view.t('mark.count', { n: marks.length }) : view.t('mark.open')}<span
        class="hidden-text"
      >
        ${name}</span
      >
    </button></span
  >`;
}

/** @param {View} view @param {Slot} slot @param {import('../../media/shelf.js').Pending} file */
export function pendingShot(view, slot, file) {
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
