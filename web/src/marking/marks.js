/**
 * Marks on a picture as plain data, in thousandths of the upright picture's sides (docs/documents.md), and what can be
 * done to them without a pointer. Nothing ever leaves the picture.
 *
 * @typedef {'box' | 'ring' | 'arrow' | 'hide'} Kind `hide` is black for good and never in a draft
 * @typedef {{kind: Kind, x: number, y: number, w: number, h: number, note?: string}} Mark
 * @typedef {{x: number, y: number}} Point
 */

export const SIDE = 1000;
export const MOST = 20;
const SIZE = 240;
const LEAST = 30;
/** Letters of a note; the core takes 800 bytes, and no letter needs more than four. */
export const NOTE = 200;

/** @param {number} value @param {number} least @param {number} most */
const clamp = (value, least, most) => Math.min(Math.max(Math.round(value), least), most);

/** A mark of a usual size where somebody tapped; an arrow has its tip there. @param {Kind} kind @param {Point} at @returns {Mark} */
export function placed(kind, at) {
  if (kind !== 'arrow') {
    const x = clamp(at.x - SIZE / 2, 0, SIDE - SIZE);
    return { kind, x, y: clamp(at.y - SIZE / 2, 0, SIDE - SIZE), w: SIZE, h: SIZE };
  }
  const from = { x: at.x + (at.x > SIDE / 2 ? -SIZE : SIZE), y: at.y + (at.y > SIDE / 2 ? -SIZE : SIZE) };
  return drawn(kind, from, at);
}

/** A mark drawn from one point to another. @param {Kind} kind @param {Point} from @param {Point} to @returns {Mark} */
export function drawn(kind, from, to) {
  const a = { x: clamp(from.x, 0, SIDE), y: clamp(from.y, 0, SIDE) };
  const b = { x: clamp(to.x, 0, SIDE), y: clamp(to.y, 0, SIDE) };
  if (kind === 'arrow') return { kind, ...a, w: b.x - a.x, h: b.y - a.y };
  const w = Math.max(LEAST, Math.abs(b.x - a.x));
  const h = Math.max(LEAST, Math.abs(b.y - a.y));
  return { kind, x: Math.min(a.x, b.x, SIDE - w), y: Math.min(a.y, b.y, SIDE - h), w, h };
}

/** @param {Mark} mark @param {number} dx @param {number} dy @returns {Mark} */
export function moved(mark, dx, dy) {
  return {
    ...mark,
    x: clamp(mark.x + dx, Math.max(0, -mark.w), Math.min(SIDE, SIDE - mark.w)),
    y: clamp(mark.y + dy, Math.max(0, -mark.h), Math.min(SIDE, SIDE - mark.h)),
  };
}

/** Larger or smaller about its middle; an arrow keeps its tip. @param {Mark} mark @param {number} factor @returns {Mark} */
export function scaled(mark, factor) {
  if (mark.kind === 'arrow') {
    const tip = { x: mark.x + mark.w, y: mark.y + mark.h };
    const longer = drawn('arrow', { x: tip.x - mark.w * factor, y: tip.y - mark.h * factor }, tip);
    const tooShort = factor < 1 && Math.hypot(longer.w, longer.h) < LEAST;
    return tooShort ? mark : { ...mark, ...longer };
  }
  const w = clamp(mark.w * factor, LEAST, SIDE);
  const h = clamp(mark.h * factor, LEAST, SIDE);
  return {
    ...mark,
    w,
    h,
    x: clamp(mark.x + (mark.w - w) / 2, 0, SIDE - w),
    y: clamp(mark.y + (mark.h - h) / 2, 0, SIDE - h),
  };
}

/**
 * What the draft keeps: no blackening, notes only where there are some.
 * @param {Mark[]} marks @returns {import('../types/documents').Mark[]}
 */
export function forDraft(marks) {
  return marks
    .filter(({ kind }) => kind !== 'hide')
    .map((mark) => {
      const { x, y, w, h } = mark;
      const kind = /** @type {'box' | 'ring' | 'arrow'} */ (mark.kind);
      const text = mark.note?.trim();
      return text ? { kind, x, y, w, h, note: text } : { kind, x, y, w, h };
    });
}
