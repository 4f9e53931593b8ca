// The golden corpus on the module that is shipped, in Node: the bytes that the native core gives.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { openDoor, toBytes } from '../../wasm/door.js';
import { ROOT, readCases, readDoorCases, readPack, strayFiles } from './corpus.js';

const built = join(ROOT, 'build/wasm');
/** The module that a customer's form loads, and the same core with every door. */
async function read(name) {
  const { default: factory } = await import(pathToFileURL(join(built, `${name}.js`)).href);
  return { factory, wasmBinary: readFileSync(join(built, `${name}.wasm`)) };
}
const modules = { core: await read('returns-core'), desk: await read('returns-desk') };

const decoder = new TextDecoder();
const doors = new Map();
/** One of the modules with that pack loaded, the customer's with the proof that the other one gave. */
async function opened(module, id) {
  const key = `${module} ${id}`;
  if (!doors.has(key)) {
    const { factory, wasmBinary } = modules[module];
    const door = await openDoor(factory, { wasmBinary });
    const ask = (name, ...documents) => decoder.decode(door.call(name, documents.map(toBytes)));
    const { pack, calendar } = readPack(id);
    const proof = module === 'core' ? (await opened('desk', id)).proof : '';
    const answer = JSON.parse(ask('load', pack, calendar, proof));
    assert.ok(answer.pack, `${id} does not load: ${JSON.stringify(answer)}`);
    doors.set(key, Object.assign(ask, { proof: JSON.stringify(answer.proof) }));
  }
  return doors.get(key);
}

const cases = readCases();
test('the corpus has its cases, and every answer belongs to one', () => {
  assert.ok(cases.length >= 60, `${cases.length} cases`);
  assert.deepEqual(strayFiles(), []);
});

for (const { name, pack, order, draft, now, plan, request } of cases) {
  test(name, async () => {
    const ask = await opened('core', pack);
    assert.equal(ask('plan', order, draft, now), plan);
    const sealed = ask('seal', order, draft, now);
    assert.equal(sealed, request);
    if (!sealed.startsWith('{"request":')) return;
    const desk = await opened('desk', pack);
    assert.equal(desk('seal', order, draft, now), request);
    const verification = desk('verify', order, sealed.slice('{"request":'.length, -1));
    assert.equal(verification, '{"verification":{"same":true}}');
  });
}

for (const { name, pack, door, documents, today, answer } of readDoorCases()) {
  test(name, async () => {
    const ask = await opened('desk', pack);
    if (today) assert.ok(JSON.parse(ask('loadToday', today, readPack(pack).calendar)).pack);
    assert.equal(ask(door, ...documents), answer);
    const sealed = /,"request":(\{.*\}),"acknowledgement":/.exec(answer)?.[1];
    if (sealed) assert.equal(ask('verify', documents[0], sealed), '{"verification":{"same":true}}');
  });
}

test('the module without a prover takes a pack only with the proof for these bytes', async () => {
  const { proof } = await opened('desk', 'cn-pharmacy');
  const { pack, calendar } = readPack('cn-pharmacy');
  const door = await openDoor(modules.core.factory, { wasmBinary: modules.core.wasmBinary });
  const load = (...documents) => JSON.parse(decoder.decode(door.call('load', documents.map(toBytes))));
  assert.ok(load(pack, calendar, proof).pack);
  const others = [
    [pack, calendar, ''],
    [pack, calendar, proof.replace(/"core":"[^"]*"/, '"core":"0.0.1"')],
    [`${pack} `, calendar, proof],
    [pack, `${calendar} `, proof],
    [pack, calendar, `${proof} `],
  ];
  for (const documents of others) {
    const { fault } = load(...documents);
    assert.equal(fault?.code, 'not_proved', documents[2]);
  }
  // What was loaded before is gone: no question is answered by a pack that was refused.
  assert.equal(JSON.parse(decoder.decode(door.call('plan', []))).fault?.code, 'not_loaded');
});

test('before a pack is loaded every question is answered with a fault', async () => {
  const door = await openDoor(modules.desk.factory, { wasmBinary: modules.desk.wasmBinary });
  for (const name of ['plan', 'seal', 'explain', 'withdraw', 'compare']) {
    const answer = JSON.parse(decoder.decode(door.call(name, [])));
    assert.equal(answer.fault?.code, 'not_loaded');
  }
});
