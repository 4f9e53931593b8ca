/**
 * Which of the chosen items could go back instead of all: every choice while they are few, otherwise all, all but one,
 * and one alone.
 * @typedef {import('../types/documents').Draft} Draft
 */
import { chooseQuantity } from './draft.js';

const EVERY_CHOICE_OF = 4;

/** @param {Draft} draft @returns {string[][]} order lines, the most first, the present choice among them */
export function choicesOf(draft) {
  const lines = (draft.items ?? []).map((item) => item.line);
  if (lines.length <= EVERY_CHOICE_OF) {
    const all = Array.from({ length: 2 ** lines.length - 1 }, (_, index) =>
      lines.filter((_line, at) => ((index + 1) >> at) & 1),
    );
    return all.sort((a, b) => b.length - a.length);
  }
  return [
    lines,
    ...lines.map((line) => lines.filter((other) => other !== line)),
    ...lines.map((line) => [line]),
  ];
}

/** The draft with those of its items alone. @param {Draft} draft @param {string[]} lines @returns {Draft} */
export function only(draft, lines) {
  const gone = (draft.items ?? []).filter((item) => !lines.includes(item.line));
  return gone.reduce((rest, { line }) => chooseQuantity(rest, line, 0, lines), draft);
}

/**
 * Whether it can matter which items go back together: a discount or free shipping has terms.
 * @param {any} order @param {Draft} draft
 */
export function choiceMatters(order, draft) {
  const { discounts = [], shipping } = order;
  const terms =
    discounts.some((/** @type {any} */ discount) => discount.threshold > 0) ||
    (shipping?.free_from > 0 && shipping.list > 0 && shipping.paid === 0);
  return terms && (draft.items ?? []).length > 1;
}
