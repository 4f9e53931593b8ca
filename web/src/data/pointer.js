/**
 * JSON pointers (RFC 6901) over plain values. Writing never changes its input: it gives a copy of the touched branch.
 */

/** @param {string} pointer @returns {string[]} */
export function parts(pointer) {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** @param {any} value @param {string} pointer @returns {any} undefined when nothing stands there */
export function read(value, pointer) {
  let at = value;
  for (const part of parts(pointer)) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return at;
}

/**
 * Sets the value at a pointer, making objects on the way; `undefined` or an empty string removes the member.
 * @template T
 * @param {T} value @param {string} pointer @param {unknown} next @returns {T}
 */
export function write(value, pointer, next) {
  return writeAt(value, parts(pointer), next);
}

/** @param {any} value @param {string[]} path @param {unknown} next @returns {any} */
function writeAt(value, path, next) {
  if (path.length === 0) return next;
  const [head, ...rest] = path;
  if (head === '__proto__') throw new TypeError('a pointer may not name __proto__');
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const gone = next === undefined || next === '';
  if (rest.length === 0 && gone) {
    if (Array.isArray(copy)) copy.splice(Number(head), 1);
    else delete copy[head];
    return copy;
  }
  copy[head] = writeAt(copy[head], rest, next);
  return copy;
}
