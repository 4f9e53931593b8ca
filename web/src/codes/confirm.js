import { setField } from '../data/draft.js';

/**
 * What the customer said of the codes of a picture, written into the draft.
 * @typedef {import('../types/documents').Draft} Draft
 * @typedef {import('../types/documents').FileCode} FileCode
 */

/**
 * They are what is printed: they go with the picture, and the batch answers the question where the plan asks it.
 * @param {Draft} draft @param {number} index of the picture @param {string[]} texts @param {FileCode[]} codes
 * @param {string[]} fields paths that the plan asks for
 * @returns {Draft}
 */
export function confirmCodes(draft, index, texts, codes, fields) {
  let changed = withCodes(draft, index, texts);
  for (const { line, batch, offers_batch } of codes) {
    const item = (draft.items ?? []).findIndex((other) => other.line === line);
    const path = `/items/${item}/answers/batch`;
    if (offers_batch && batch && fields.includes(path)) changed = setField(changed, path, batch);
  }
  return changed;
}

/** They are not, after all. What was answered since stays: it can be changed where it was asked. @param {Draft} draft @param {number} index @returns {Draft} */
export function dropCodes(draft, index) {
  return withCodes(draft, index, []);
}

/** @param {Draft} draft @param {number} index @param {string[]} texts @returns {Draft} */
function withCodes(draft, index, texts) {
  const evidence = (draft.evidence ?? []).map((file, at) => {
    if (at !== index) return file;
    const changed = { ...file, codes: texts };
    if (texts.length === 0) delete (/** @type {any} */ (changed).codes);
    return changed;
  });
  return { ...draft, evidence };
}
