/**
 * The present as the doors take it: RFC 3339 with the device's own offset, whole seconds.
 * @param {number} milliseconds since 1970 UTC
 * @param {number} [offsetMinutes] east of UTC
 */
export function instantText(milliseconds, offsetMinutes = -new Date(milliseconds).getTimezoneOffset()) {
  const local = new Date(milliseconds + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(offsetMinutes);
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
