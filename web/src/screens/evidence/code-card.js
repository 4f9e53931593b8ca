import { html, nothing } from 'lit';
import { CodeBook, matcher } from '../../codes/code-book.js';
import { openReader } from '../../codes/reader.js';
import { wantedBy } from '../../codes/wanted.js';
import { confirmCodes, dropCodes } from '../../codes/confirm.js';
import { icon } from '../../icons/icon.js';
import { codes as styles } from '../../styles/codes.js';
import { partWords } from '../../text/part-words.js';
import { dayOf, pretty, rowsOf } from './code-rows.js';

/**
 * What was read in a picture, how it fits the order, and the question whether it is right.
 * @typedef {import('../view.js').View} View
 * @typedef {import('../../types/documents').Evidence} Evidence
 */

/** @type {WeakMap<import('../../session/session.js').ReturnSession, CodeBook>} */
const books = new WeakMap();

/** @param {View} view */
function bookOf(view) {
  const { session, shelf } = view;
  let book = books.get(session);
  if (!book) {
    /** @type {ReturnType<typeof openReader> | undefined} */
    let reader;
    book = new CodeBook({
      scan: async (blob) => (reader ??= openReader((await shelf.media()).base)).scan(blob),
      match: async (scan) => {
        const order = new TextEncoder().encode(JSON.stringify(session.order));
        return matcher(await shelf.media(), order, session.pack ?? new Uint8Array(0))(scan);
      },
      blobOf: (sha256) => shelf.blobOf(sha256),
      update: view.update,
    });
    books.set(session, book);
  }
  return book;
}

/** @param {View} view */
export const hasWords = (view) => partWords(view, 'codes');

/** @param {View} view @param {import('../../types/documents').SlotFile} file @param {Evidence} evidence */
export function codeCard(view, file, evidence) {
  const wants = wantedBy(evidence);
  if (!wants || evidence.report.kind !== 'image' || !file.accepted || !hasWords(view)) return nothing;
  view.adopt([styles]);
  const book = bookOf(view);
  const seen = book.see(evidence, { lines: linesOf(view, evidence), wants, now: view.plan.now });
  if (seen.state === 'failed') return nothing;
  return html`<div class="codes">
    <div role="status">${heading(view, evidence, seen, book)}</div>
    ${again(view, file, evidence, book)}
    ${seen.state === 'read' && seen.codes.length > 0 && !book.isRefused(evidence.sha256)
      ? html`${seen.codes.map((code) => rows(view, code, seen.codes))}
        ${evidence.codes ? nothing : answers(view, file, evidence, seen, book)}`
      : nothing}
  </div>`;
}

/** The lines that the picture may be about, with what was typed of each. @param {View} view @param {Evidence} evidence */
function linesOf(view, { line }) {
  const items = (view.session.draft.items ?? []).filter((item) => line === undefined || item.line === line);
  return items.map((item) => ({
    line: item.line,
    ...(item.answers?.batch && { batch: item.answers.batch.slice(0, 100) }),
  }));
}

/**
 * @param {View} view @param {Evidence} evidence
 * @param {import('../../codes/code-book.js').Seen} seen @param {CodeBook} book
 */
function heading(view, { sha256, codes }, seen, book) {
  const { t } = view;
  if (seen.state === 'reading') {
    return html`<p class="verdict-line"><span class="spinner"></span>${t('codes.reading')}</p>`;
  }
  if (seen.state === 'read' && seen.codes.length === 0) {
    return html`<p class="verdict-line mend">
      ${icon('info')}<span>${t('codes.none')}<span class="block soft">${t('codes.none.todo')}</span></span>
    </p>`;
  }
  if (codes) {
    return html`<p class="verdict-line ok">${icon('good')}<span>${t('codes.confirmed')}</span></p>`;
  }
  if (book.isRefused(sha256)) {
    return html`<p class="verdict-line">${icon('info')}<span>${t('codes.refused')}</span></p>`;
  }
  return html`<p class="codes-title">${t('codes.title')}</p>`;
}

/** @param {View} view @param {import('../../types/documents').FileCode} code @param {import('../../types/documents').FileCode[]} all */
function rows(view, code, all) {
  const { named, others } = rowsOf(code, all);
  return html`${named.length > 0
    ? html`<dl class="codes-rows">
        ${named.map(
          ({ name, value, findings }) =>
            html`<div>
              <dt>${view.t(`codes.${name}`)}</dt>
              <dd>${numeral(view, value)}</dd>
              ${findings.map((finding) => html`<dd class="said">${line(view, finding)}</dd>`)}
            </div>`,
        )}
      </dl>`
    : nothing}${others.map((finding) => line(view, finding))}`;
}

/** @param {View} view @param {string} value a day in words, any other number as it is printed */
function numeral({ speech }, value) {
  const day = dayOf(value, speech.format.locale);
  return day === undefined ? html`<b dir="ltr" class="figures">${value}</b>` : html`<b>${day}</b>`;
}

const ICONS = /** @type {const} */ ({ match: 'good', note: 'info', differs: 'warning' });

/** @param {View} view @param {import('../../types/documents').CodeFinding} finding */
function line(view, { code, bearing, params }) {
  return html`<p class="verdict-line ${bearing === 'match' ? 'ok' : 'mend'}">
    ${icon(ICONS[bearing])}<span>${view.say(code, pretty(params, view.speech.format.locale))}</span>
  </p>`;
}

/**
 * @param {View} view @param {import('../../types/documents').SlotFile} file @param {Evidence} evidence
 * @param {{texts: string[], codes: import('../../types/documents').FileCode[]}} seen @param {CodeBook} book
 */
function answers(view, file, { name, sha256 }, { texts, codes }, book) {
  const fields = view.plan.steps.flatMap((step) => step.fields.map(({ path }) => path));
  return html`<p class="codes-ask">${view.t('codes.ask')}</p>
    <div class="codes-answers">
      <button
        type="button"
        class="button primary"
        @click=${() =>
          view.session.change((draft) => confirmCodes(draft, file.evidence, texts, codes, fields))}
      >
        ${view.t('codes.yes')}<span class="hidden-text"> ${name}</span>
      </button>
      <button type="button" class="button" @click=${() => book.refuse(sha256, true)}>
        ${view.t('codes.no')}<span class="hidden-text"> ${name}</span>
      </button>
    </div>`;
}

/** The way back from either answer. @param {View} view @param {import('../../types/documents').SlotFile} file @param {Evidence} evidence @param {CodeBook} book */
function again(view, file, { name, sha256, codes }, book) {
  const refused = book.isRefused(sha256);
  if (!codes && !refused) return nothing;
  return html`<button
    type="button"
    class="button quiet"
    @click=${() =>
      refused ? book.refuse(sha256, false) : view.session.change((draft) => dropCodes(draft, file.evidence))}
  >
    ${view.t(refused ? 'codes.show' : 'codes.undo')}<span class="hidden-text"> ${name}</span>
  </button>`;
}
