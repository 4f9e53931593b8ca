// Bulk decisions: WebAssembly answers with the bytes that the native core gives (their digests stand in the golden
// corpus), and wasm/batch.js reads what stands in them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { BatchError, BatchFormat } from '../../wasm/batch.js';
import { openDoor, toBytes } from '../../wasm/door.js';
import { ROOT, readPack } from './corpus.js';

const built = join(ROOT, 'build/wasm');
const { default: factory } = await import(pathToFileURL(join(built, 'returns-batch.js')).href);
const wasmBinary = readFileSync(join(built, 'returns-batch.wasm'));
const decoder = new TextDecoder();

async function open(id) {
  const door = await openDoor(factory, { wasmBinary });
  const { pack, calendar } = readPack(id);
  const answer = JSON.parse(decoder.decode(door.call('load', [pack, calendar].map(toBytes))));
  assert.ok(answer.pack, `${id} does not load: ${JSON.stringify(answer)}`);
  const layout = JSON.parse(decoder.decode(door.call('layout', []))).batch;
  return { door, layout, format: new BatchFormat(layout) };
}

// The generator of tests/golden-runner/batch.cpp.
function chance() {
  let state = 1;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % limit;
  };
}

function value(column, below) {
  if (below(500) === 0) return -7;
  if (column.values) return below(column.values.length);
  if (column.name === 'signed_at' || column.name === 'now') return 29_000_000 + below(1_000_000);
  const span = column.max - column.min + 1;
  return column.min + below(Math.min(span, below(2) === 0 ? 41 : 2 ** 24));
}

function buffer({ layout, format }, timed) {
  const columns = layout.columns.filter(({ name }) => !timed || name !== 'timing');
  const sheet = format.sheet(
    columns.map(({ name }) => name),
    layout.tables.map(({ name }) => name),
    2000,
  );
  const below = chance();
  for (let i = 0; i < sheet.values.length; ++i) sheet.values[i] = value(columns[i % columns.length], below);
  return sheet.bytes;
}

const golden = JSON.parse(readFileSync(join(ROOT, 'tests/golden/batch.json'), 'utf8'));
test('there are packs to decide by', () => assert.ok(Object.keys(golden).length >= 2));

for (const [id, digests] of Object.entries(golden)) {
  test(`${id}: the bytes that the native core gives`, async () => {
    const opened = await open(id);
    for (const [time, digest] of Object.entries(digests)) {
      const answer = opened.door.call('decideBatch', [buffer(opened, time === 'signed_at')]);
      assert.equal(createHash('sha256').update(answer).digest('hex'), digest, time);
      const { rows, status } = opened.format.decode(answer);
      assert.equal(rows, 2000, `${status}`);
    }
  });
}

test('rows by name in, rules by name out', async () => {
  const { door, layout, format } = await open('cn-pharmacy');
  const columns = layout.columns
    .map(({ name }) => name)
    .filter((name) => !['signed_at', 'now'].includes(name));
  const row = Object.fromEntries(
    layout.columns.map(({ name, values, min }) => [
      name,
      values ? values.at(name.startsWith('answer.') ? -1 : 0) : min,
    ]),
  );
  const given = {
    category: 'cosmetic',
    gift: 'no',
    reason: 'changed.not_needed',
    goods: 'received',
    timing: 'open',
    recall: 'not_listed',
    promise: 'none',
  };
  const tables = ['questions', 'eligibility', 'settlement'];
  const ask = (...rows) => format.decode(door.call('decideBatch', [format.encode(columns, tables, rows)]));
  const first = ask({ ...row, ...given });
  const table = (name) => layout.tables.find((entry) => entry.name === name);
  const asked = first.rules('questions', 0).map((rule) => table('questions').rules[rule]);
  assert.ok(asked.length > 0);
  assert.deepEqual([first.status(0), first.verdict(0)], [1, -1], 'a question is open');

  const pack = JSON.parse(readPack('cn-pharmacy').pack);
  const rules = pack.tables.questions.rules;
  const answers = Object.fromEntries(
    asked.map((id) => {
      const { question } = rules.find((rule) => `questions/${rule.id}` === id).then;
      return [
        `answer.${question}`,
        layout.columns.find(({ name }) => name === `answer.${question}`).values[0],
      ];
    }),
  );
  const answer = ask({ ...row, ...given, ...answers }, { ...row, ...given, category: 'no such thing' });
  assert.equal(answer.rows, 2);
  assert.equal(answer.status(0), 0);
  const findings = answer.rules('eligibility', 0).map((rule) => table('eligibility').rules[rule]);
  assert.ok(findings.length > 0 && findings.every((id) => id.startsWith('eligibility/')), `${findings}`);
  assert.equal(answer.rules('settlement', 0).length, 1);
  assert.equal(answer.status(1), -1 - columns.indexOf('category'));
  assert.deepEqual(answer.rules('eligibility', 1), []);
});

test('a fault is thrown with its place', async () => {
  const { door, format } = await open('cn-pharmacy');
  const ask = () =>
    format.decode(door.call('decideBatch', [format.encode(['category'], ['eligibility'], [])]));
  assert.throws(ask, (error) => error instanceof BatchError && error.fault.at === '/columns');
});

test('before a pack is loaded every question is answered with a fault', async () => {
  const door = await openDoor(factory, { wasmBinary });
  for (const name of ['layout', 'decideBatch']) {
    assert.equal(JSON.parse(decoder.decode(door.call(name, []))).fault?.code, 'not_loaded');
  }
});
