// The golden corpus on the module that is shipped, in Node: the bytes that the native core gives.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { openDoor, toBytes } from '../../wasm/door.js';
import { ROOT, readCases, readPack, strayFiles } from './corpus.js';

const built = join(ROOT, 'build/wasm');
const { default: factory } = await import(pathToFileURL(join(built, 'returns-core.js')).href);
const wasmBinary = readFileSync(join(built, 'returns-core.wasm'));

const decoder = new TextDecoder();
const doors = new Map();
/** A core with that pack loaded. */
async function core(id) {
  if (!doors.has(id)) {
    const door = await openDoor(factory, { wasmBinary });
    const ask = (name, ...documents) => decoder.decode(door.call(name, documents.map(toBytes)));
    const { pack, calendar } = readPack(id);
    const answer = JSON.parse(ask('load', pack, calendar));
    assert.ok(answer.pack, `${id} does not load: ${JSON.stringify(answer)}`);
    doors.set(id, ask);
  }
  return doors.get(id);
}

const cases = readCases();
test('the corpus has its cases, and every answer belongs to one', () => {
  assert.ok(cases.length >= 60, `${cases.length} cases`);
  assert.deepEqual(strayFiles(), []);
});

for (const { name, pack, order, draft, now, plan, request } of cases) {
  test(name, async () => {
    const ask = await core(pack);
    assert.equal(ask('plan', order, draft, now), plan);
    const sealed = ask('seal', order, draft, now);
    assert.equal(sealed, request);
    if (!sealed.startsWith('{"request":')) return;
    const verification = ask('verify', order, sealed.slice('{"request":'.length, -1));
    assert.equal(verification, '{"verification":{"same":true}}');
  });
}

test('before a pack is loaded every question is answered with a fault', async () => {
  const door = await openDoor(factory, { wasmBinary });
  for (const name of ['plan', 'seal']) {
    const answer = JSON.parse(decoder.decode(door.call(name, [])));
    assert.equal(answer.fault?.code, 'not_loaded');
  }
});
