/**
 * The QR code of a parcel slip (native/intake/slip.h): "RETURNS1:", then the order's document, deflated, in base 45. So a
 * device without a network knows an order; the intake judges by its own all the same.
 * @typedef {import('../types/documents').Order} Order
 */

const PREFIX = 'RETURNS1:';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
/** As much as a QR code holds, and as much as an order has (200 lines). */
const LONGEST = 4296;
const MOST_BYTES = 1 << 20;

/** @param {string} text RFC 9285 @returns {Uint8Array | undefined} */
export function decodeBase45(text) {
  if (text.length % 3 === 1) return undefined;
  const bytes = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((one) => ALPHABET.indexOf(one));
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    const pair = digits.length === 3;
    if (digits.includes(-1) || value > (pair ? 0xffff : 0xff)) return undefined;
    if (pair) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return new Uint8Array(bytes);
}

/** @param {Uint8Array} bytes */
async function inflated(bytes) {
  const stream = new Blob([/** @type {any} */ (bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  const parts = [];
  let size = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    // A few bytes can swell to any number.
    if (size > MOST_BYTES) throw new RangeError('larger than an order');
    parts.push(value);
  }
  return new Blob(parts).text();
}

/** Whether it is meant for us at all. @param {string} text */
export const isSlip = (text) => text.startsWith(PREFIX);

/** The order of a slip; undefined for anything else. @param {string} text @returns {Promise<Order | undefined>} */
export async function readSlip(text) {
  if (!isSlip(text) || text.length > LONGEST) return undefined;
  const bytes = decodeBase45(text.slice(PREFIX.length));
  if (!bytes) return undefined;
  try {
    const order = JSON.parse(await inflated(bytes));
    const whole = order?.schema === 'returns.order/1' && typeof order.id === 'string';
    return whole && Array.isArray(order.lines) ? order : undefined;
  } catch {
    return undefined;
  }
}
