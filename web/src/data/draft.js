/**
 * The customer's draft, changed one step at a time. Every function gives a new draft.
 * @typedef {import('../types/documents').Draft} Draft
 * @typedef {import('../types/documents').Evidence} Evidence
 */
import { read, write } from './pointer.js';

/** @param {string} order @param {Record<string, string>} [contact] known before anything is said @returns {Draft} */
export function emptyDraft(order, contact) {
  const parts = ['name', 'phone', 'email'].filter((part) => contact?.[part]);
  const known = Object.fromEntries(parts.map((part) => [part, contact?.[part] ?? '']));
  return { schema: 'returns.draft/1', order, ...(parts.length > 0 && { contact: known }) };
}

/**
 * Chooses `quantity` units of a line; 0 takes the line out with everything said about it.
 * Lines keep the order of the shop's order, so that the first item stays the first.
 * @param {Draft} draft @param {string} line @param {number} quantity @param {string[]} lineOrder @returns {Draft}
 */
export function chooseQuantity(draft, line, quantity, lineOrder) {
  const items = draft.items ?? [];
  const known = items.find((item) => item.line === line);
  const others = items.filter((item) => item.line !== line);
  const chosen = quantity > 0 ? [...others, { ...known, line, quantity }] : others;
  chosen.sort((a, b) => lineOrder.indexOf(a.line) - lineOrder.indexOf(b.line));
  const evidence = quantity > 0 ? draft.evidence : draft.evidence?.filter((file) => file.line !== line);
  return tidy({ ...draft, items: chosen, evidence });
}

/**
 * Sets the value a plan's field names. A new reason drops the answers given for the old one: its questions are others.
 * @param {Draft} draft @param {string} path @param {unknown} value @returns {Draft}
 */
export function setField(draft, path, value) {
  const changed = write(draft, path, value);
  const reason = /^(\/items\/\d+)\/reason$/.exec(path);
  if (reason && read(draft, path) !== value) return tidy(write(changed, `${reason[1]}/answers`, undefined));
  return tidy(changed);
}

/** @param {Draft} draft @param {string} name @param {boolean} given @returns {Draft} */
export function setConsent(draft, name, given) {
  // A consent that names a sum takes the place of one to another sum.
  const stem = name.replace(/\.\d+$/, '.');
  const rest = (draft.consents ?? []).filter((consent) => consent.replace(/\.\d+$/, '.') !== stem);
  return tidy({ ...draft, consents: given ? [...rest, name] : rest });
}

/** @param {Draft} draft @param {Evidence} file @returns {Draft} */
export function addEvidence(draft, file) {
  return { ...draft, evidence: [...(draft.evidence ?? []), file] };
}

/**
 * The file at `index` marked, or another file in its place.
 * @param {Draft} draft @param {number} index @param {Partial<Evidence>} change @returns {Draft}
 */
export function changeEvidence(draft, index, change) {
  const evidence = (draft.evidence ?? []).map((file, at) => {
    if (at !== index) return file;
    const { marks, ...changed } = { ...file, ...change };
    // What was read in another picture is not in this one.
    if (change.sha256) delete changed.codes;
    return marks && marks.length > 0 ? { ...changed, marks } : changed;
  });
  return { ...draft, evidence };
}

/** @param {Draft} draft @param {number} index @returns {Draft} */
export function removeEvidence(draft, index) {
  return tidy({ ...draft, evidence: (draft.evidence ?? []).filter((_, at) => at !== index) });
}

/** Members without content are left out, as in every document the core writes. @param {Draft} draft @returns {Draft} */
function tidy(draft) {
  const copy = /** @type {any} */ ({ ...draft });
  for (const name of ['items', 'evidence', 'consents', 'contact']) {
    const value = copy[name];
    if (value === undefined || Object.keys(value).length === 0) delete copy[name];
  }
  return copy;
}
