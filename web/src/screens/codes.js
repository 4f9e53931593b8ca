import { html, nothing } from 'lit';
import { setField } from '../data/draft.js';
import { icon } from '../icons/icon.js';

/**
 * What was read in a picture, how it fits the order, and the batch to take over with one press.
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').FileCode} FileCode
 */

const NUMBERS = /** @type {const} */ ([
  'gtin',
  'batch',
  'expires_on',
  'made_on',
  'serial',
  'trace',
  'sscc',
  'gln',
]);

/**
 * @param {View} view
 * @param {import('../types/documents').Slot} slot
 * @param {import('../types/documents').SlotFile} file
 * @param {import('../types/documents').Evidence} evidence
 */
export function codeLines(view, slot, file, evidence) {
  if (!slot.codes?.length) return nothing;
  if (view.shelf.scanning.has(evidence.sha256)) {
    return html`<span class="verdict-line" role="status"
      ><span class="spinner"></span>${view.t('files.codes_reading')}</span
    >`;
  }
  if (!file.codes) return nothing;
  if (file.codes.length === 0) {
    return html`<span class="verdict-line mend"
      >${icon('info')}<span>${view.t('files.codes_none')}</span></span
    >`;
  }
  return file.codes.map((code) => codeLine(view, code));
}

/** @param {View} view @param {FileCode} code */
function codeLine(view, code) {
  // A number that a finding speaks of is not said twice.
  const said = new Set(code.findings.map(({ params }) => params?.read));
  const numbers = NUMBERS.filter((name) => code[name] && !said.has(code[name]));
  return html`${numbers.map(
    (name) =>
      html`<span class="verdict-line"
        >${icon('good')}<span
          ><bdi>${view.speech.say(`codes.${name}`, { value: code[name] ?? '' })}</bdi></span
        ></span
      >`,
  )}${code.findings.map(
    ({ code: key, bearing, params }) =>
      html`<span class="verdict-line ${bearing === 'match' ? 'ok' : 'mend'}"
        >${icon(bearing === 'match' ? 'good' : bearing === 'note' ? 'info' : 'warning')}<span
          >${view.speech.say(key, params)}</span
        ></span
      >`,
  )}${batchButton(view, code)}`;
}

/** @param {View} view @param {FileCode} code */
function batchButton(view, { suggest }) {
  if (!suggest) return nothing;
  return html`<button
    type="button"
    class="button small"
    @click=${() => view.session.change((draft) => setField(draft, suggest.path, suggest.value))}
  >
    ${view.t('files.code_use', { value: suggest.value })}
  </button>`;
}
