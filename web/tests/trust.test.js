// A pack is opened only when one of the page's keys signed it.
import './setup.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { ApiError } from '../src/net/api-error.js';
import { Api } from '../src/net/api.js';
import { loadPolicy } from '../src/session/open.js';

const { vectors } = JSON.parse(
  readFileSync(new URL('../../tests/policy/vectors.json', import.meta.url), 'utf8'),
);
const [sound] = vectors;
const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** Opens a vector as an order's pack, at the vector's time. @param {any} vector @param {any} [trust] */
async function open(vector, trust = JSON.parse(vector.trust)) {
  /** @type {string[]} */
  const loaded = [];
  const api = {
    pack: async () => bytes(vector.pack),
    packProof: async () => undefined,
    packSignature: async () => (vector.signature ? bytes(vector.signature) : undefined),
    calendar: async () => bytes('{}'),
  };
  const core = {
    load: async (/** @type {Uint8Array} */ pack) => {
      loaded.push(new TextDecoder().decode(pack));
      return { pack: { id: 'cn-test' } };
    },
  };
  const now = Date.now;
  Date.now = () => Date.parse(vector.now);
  try {
    await loadPolicy(/** @type {any} */ ({ api, core, trust }), { id: 'cn-test', version: 3 });
  } finally {
    Date.now = now;
  }
  return loaded;
}

test('without keys a pack is opened as it comes', async () => {
  const [stripped] = vectors.filter((/** @type {any} */ { answer }) => answer === 'signature_missing');
  assert.deepEqual(await open(stripped, null), [stripped.pack]);
});

test('a sound signature opens the pack, and the core gets the bytes that were signed', async () => {
  assert.deepEqual(await open(sound), [sound.pack]);
});

test('a refused pack never reaches the core', async () => {
  const wrong = vectors.filter((/** @type {any} */ { answer, seen, version, id, trust }) => {
    // History is the server's to remember; a trust that is no JSON never becomes an object.
    return answer !== 'ok' && !seen && !version && !id && trust.startsWith('{') && answer !== 'duplicate_key';
  });
  assert.ok(wrong.length > 40, `${wrong.length} vectors`);
  for (const vector of wrong)
    await assert.rejects(open(vector), { name: 'SignatureRefusal', code: vector.answer }, vector.name);
});

test('the proof that the server has goes to the core; a server without one is no hindrance', async () => {
  const seen = /** @type {any[]} */ ([]);
  const core = {
    load: async (/** @type {any[]} */ ...documents) => {
      seen.push(documents);
      return { pack: {} };
    },
  };
  for (const packProof of [
    async () => bytes('{"schema":"returns.proof/1"}'),
    () => Promise.reject(new ApiError(0)),
  ]) {
    const api = {
      pack: async () => bytes('{"calendar":"cn"}'),
      packProof,
      calendar: async () => bytes('{}'),
    };
    await loadPolicy(/** @type {any} */ ({ api, core }), { id: 'cn-test', version: 3 });
  }
  assert.deepEqual(
    seen.map(([, , proof]) => proof),
    [bytes('{"schema":"returns.proof/1"}'), undefined],
  );
});

test('another version than the order names is refused, however well it is signed', async () => {
  const api = {
    pack: async () => bytes(sound.pack),
    packProof: async () => undefined,
    packSignature: async () => bytes(sound.signature),
  };
  const now = Date.now;
  Date.now = () => Date.parse(sound.now);
  const trust = JSON.parse(sound.trust);
  try {
    const older = loadPolicy(/** @type {any} */ ({ api, trust }), { id: 'cn-test', version: 4 });
    await assert.rejects(older, { name: 'SignatureRefusal', code: 'wrong_pack' });
  } finally {
    Date.now = now;
  }
});

test('a server without the signature is told from one that does not answer', async () => {
  const answers = (/** @type {number} */ status) => {
    globalThis.fetch = /** @type {any} */ (async () => new Response('{}', { status }));
    return new Api('/').packSignature('cn-test', 3);
  };
  assert.equal(await answers(404), undefined);
  await assert.rejects(answers(503), (error) => error instanceof ApiError && error.status === 503);
  assert.deepEqual(await answers(200), bytes('{}'));
});
