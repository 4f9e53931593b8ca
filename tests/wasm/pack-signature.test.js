// The vectors of the native signer in the browser's module, in Node: the same answers, code for code.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { join } from 'node:path';
import { REFUSALS, SignatureRefusal, verifyPack } from '../../wasm/pack-signature.js';
import { answerTo, flipAll } from '../policy/vectors.js';
import { ROOT } from './corpus.js';

const { refusals, vectors } = JSON.parse(readFileSync(join(ROOT, 'tests/policy/vectors.json'), 'utf8'));

test('the codes are those of the native check, and one more', () => {
  assert.deepEqual(REFUSALS, [...refusals, 'unsupported']);
});

test('every vector gets its answer', async () => {
  assert.ok(vectors.length >= 70, `${vectors.length} vectors`);
  for (const vector of vectors) assert.equal(await answerTo(verifyPack, vector), vector.answer, vector.name);
});

test('one flipped bit anywhere is refused', { timeout: 120_000 }, async () => {
  const { tried, accepted } = await flipAll(verifyPack, vectors[0]);
  assert.ok(tried > 3000, `${tried} bits`);
  assert.deepEqual(accepted, []);
});

test('a browser without Ed25519, or a page without WebCrypto, is refused and says so', async () => {
  const without = {
    digest: (...all) => crypto.subtle.digest(...all),
    importKey: () => Promise.reject(new DOMException('no such algorithm', 'NotSupportedError')),
  };
  assert.equal(await answerTo(verifyPack, vectors[0], { subtle: without }), 'unsupported');
  assert.equal(await answerTo(verifyPack, vectors[0], { subtle: null }), 'unsupported');
});

test('a trust document may be an object; one that is none is refused', async () => {
  const trust = JSON.parse(vectors[0].trust);
  assert.equal(await answerTo(verifyPack, vectors[0], { trust }), 'ok');
  for (const none of [undefined, null, 3, [], {}, { ...trust, keys: [null] }, { ...trust, keys: [[]] }])
    assert.equal(await answerTo(verifyPack, vectors[0], { trust: none }), 'trust_malformed', String(none));
  const stray = { ...trust, keys: [{ ...trust.keys[0], note: 'ours' }] };
  assert.equal(await answerTo(verifyPack, vectors[0], { trust: stray }), 'trust_malformed');
});

test('a clock that gives no time lets nothing through', async () => {
  assert.equal(await answerTo(verifyPack, vectors[0], { now: NaN }), 'key_not_yet_valid');
});

test('a refusal carries its code', async () => {
  const refused = verifyPack({
    pack: new Uint8Array(),
    signature: undefined,
    trust: vectors[0].trust,
    now: 0,
  });
  await assert.rejects(
    refused,
    (error) => error instanceof SignatureRefusal && error.code === 'signature_missing',
  );
});
