import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { icon } from '../icons/icon.js';
import { drawPreview } from '../media/preview.js';

/**
 * @typedef {import('../screens/view.js').View} View
 * @typedef {import('../types/documents').Evidence} Evidence
 */

/** @param {View} view @param {string} sha256 @returns {(element: Element | undefined) => void} */
function painter(view, sha256) {
  return (element) => {
    if (!(element instanceof HTMLCanvasElement) || element.dataset.drawn === sha256) return;
    element.dataset.drawn = sha256;
    void view.shelf.blobOf(sha256).then((blob) => blob && drawPreview(element, blob));
  };
}

/** @type {Record<string, string>} */
const ICONS = { video: 'video', audio: 'mic', document: 'document' };

/** What a file shows, small: its picture, or its kind and length. @param {View} view @param {Evidence} evidence */
export function thumb(view, { sha256, report }) {
  return html`${icon(ICONS[report.kind] ?? 'image')}${report.kind === 'image'
    ? html`<canvas aria-hidden="true" ${ref(painter(view, sha256))}></canvas>`
    : nothing}${report.duration_ms
    ? html`<span class="length number">${view.speech.format.length(report.duration_ms)}</span>`
    : nothing}`;
}

/** Small pictures of what will be sent. @param {View} view */
export function thumbnails(view) {
  return html`<span class="row wrap">
    ${(view.session.draft.evidence ?? []).map(
      (evidence) =>
        html`<span class="thumb" title=${evidence.name}
          >${thumb(view, evidence)}<span class="hidden-text">${evidence.name}</span></span
        >`,
    )}
  </span>`;
}
