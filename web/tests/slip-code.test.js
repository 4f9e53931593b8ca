import assert from 'node:assert/strict';
import test from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { decodeBase45, readSlip } from '../src/kiosk/slip-code.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** @param {Uint8Array} bytes */
function encode(bytes) {
  let out = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let value = pair ? bytes[at] * 256 + bytes[at + 1] : bytes[at];
    for (let n = 0; n < (pair ? 3 : 2); ++n, value = Math.floor(value / 45)) out += ALPHABET[value % 45];
  }
  return out;
}

/** @param {unknown} document */
const slipOf = (document) => `RETURNS1:${encode(deflateRawSync(JSON.stringify(document)))}`;

test('base 45 as in RFC 9285, 4.3 and 4.4', () => {
  for (const [text, bytes] of [
    ['BB8', 'AB'],
    ['%69 VD92EX0', 'Hello!!'],
    ['UJCLQE7W581', 'base-45'],
    ['QED8WEX0', 'ietf!'],
    ['', ''],
  ])
    assert.equal(Buffer.from(decodeBase45(text) ?? []).toString(), bytes);
  // One letter too many or too few, a letter of another alphabet, a number that is no pair of bytes (4.4: "GGW").
  for (const text of ['B', 'BB8A', 'bb8', 'GGW', ':::', '::'])
    assert.equal(decodeBase45(text), undefined, text);
});

test('an order comes back as it was, and nothing else does', async () => {
  const order = { schema: 'returns.order/1', id: 'O-1', lines: [{ id: 'L1' }] };
  assert.deepEqual(await readSlip(slipOf(order)), order);
  for (const other of [
    { ...order, schema: 'x' },
    { ...order, id: 7 },
    { ...order, lines: {} },
    [],
    null,
    'x',
  ])
    assert.equal(await readSlip(slipOf(other)), undefined, JSON.stringify(other));
  const whole = slipOf(order);
  for (let length = 0; length < whole.length; ++length)
    assert.equal(await readSlip(whole.slice(0, length)), undefined, `${length} of ${whole.length}`);
  assert.equal(await readSlip('KN-1001'), undefined);
  // A few bytes that would swell to four megabytes.
  assert.equal(await readSlip(slipOf({ ...order, lines: [' '.repeat(4 << 20)] })), undefined);
});
