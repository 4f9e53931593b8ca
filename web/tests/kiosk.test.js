import './setup.js';
import assert from 'node:assert/strict';
import test from 'node:test';
import { IdleWatch } from '../src/kiosk/idle.js';
import { kioskStore } from '../src/kiosk/kiosk-store.js';
import { ageText, referenceOf } from '../src/kiosk/outbox-panel.js';
import { exportOutbox } from '../src/outbox/export.js';
import { SealedStore, openSealed } from '../src/outbox/sealed-store.js';
import { Merchant, contentOf } from './outbox-world.js';

function watch(context) {
  context.mock.timers.enable({ apis: ['setInterval'] });
  const said = [];
  const time = { now: 1_000_000 };
  const idle = new IdleWatch({
    limit: 90_000,
    warning: 20_000,
    clock: () => time.now,
    onWarning: (left) => said.push(left),
    onEnd: () => said.push('end'),
  });
  const pass = (seconds) => {
    for (let n = 0; n < seconds; n += 1) {
      time.now += 1000;
      context.mock.timers.tick(1000);
    }
  };
  return { idle, said, time, pass };
}

test('a warning twenty seconds before the end, then the end, once', (context) => {
  const { idle, said, pass } = watch(context);
  idle.start();
  pass(69);
  assert.deepEqual(said, []);
  pass(1);
  assert.deepEqual(said, [20]);
  pass(60);
  assert.deepEqual(said.slice(-2), [1, 'end']);
  assert.equal(said.length, 21);
});

test('a touch begins anew and takes the warning back', (context) => {
  const { idle, said, pass } = watch(context);
  idle.start();
  pass(75);
  idle.touch();
  assert.equal(said.at(-1), undefined);
  const before = said.length;
  pass(69);
  assert.equal(said.length, before);
});

test('a machine that slept through the limit ends at once', (context) => {
  const { idle, said, time, pass } = watch(context);
  idle.start();
  time.now += 3_600_000;
  pass(1);
  assert.deepEqual(said, ['end']);
});

test('nothing is watched before somebody has begun, or after the end', (context) => {
  const { idle, said, pass } = watch(context);
  idle.touch();
  pass(200);
  idle.start();
  idle.stop();
  pass(200);
  assert.deepEqual(said, []);
});

const entryOf = (key, manifest = []) => ({
  key,
  order: 'KN-1001',
  token: 'token',
  bytes: new TextEncoder().encode('{"planted":"Quillfeather"}'),
  manifest,
  state: 'sealed',
  posted: false,
  attempts: 0,
  created: 1,
});

function kiosk(more = {}) {
  globalThis.indexedDB = new IDBFactory();
  const merchant = new Merchant();
  const sealed = new SealedStore(openSealed);
  const said = [];
  const store = kioskStore({
    sealed,
    trust: { merchant: merchant.name, sealing: merchant.sealing },
    customer: () => ({ factor: '4821', language: 'de' }),
    onSealing: () => said.push('sealing'),
    onSealed: (entry) => said.push(entry.key),
    onFailure: () => said.push('failure'),
    ...more,
  });
  return { merchant, sealed, store, said };
}

const settle = async (said, length) => {
  while (said.length < length) await new Promise((done) => setImmediate(done));
};

test('what is sent is sealed with its files and who it is from; drafts stay in memory', async () => {
  const { merchant, sealed, store, said } = kiosk();
  const sha256 = 'a'.repeat(64);
  const blob = new Blob([new Uint8Array(150_000).fill(7)]);
  await store.saveMedia({ order: 'KN-1001', sha256, blob, name: 'a.jpg', type: 'image/jpeg' });
  await store.saveDraft({ id: 'KN-1001', draft: { planted: 'Quillfeather' } });
  assert.equal((await store.loadDraft('KN-1001')).draft.planted, 'Quillfeather');
  const file = { sha256, name: 'a.jpg', type: 'image/jpeg', size: blob.size, done: false };
  void store.enqueue(entryOf('11111111-2222-4333-8444-555555555555', [file]));
  // A second press is the same request.
  void store.enqueue(entryOf('99999999-2222-4333-8444-555555555555', [file]));
  await settle(said, 2);
  const [entry, ...others] = await sealed.all();
  assert.deepEqual(others, []);
  const bytes = await sealed.body(entry.key);
  assert.ok(!Buffer.from(bytes).includes('Quillfeather'));
  const { head, request, rest } = contentOf(merchant.open(bytes, entry.key));
  assert.equal(request, '{"planted":"Quillfeather"}');
  assert.deepEqual(
    { order: head.order, factor: head.factor, token: head.token, language: head.language },
    { order: 'KN-1001', factor: '4821', token: 'token', language: 'de' },
  );
  assert.deepEqual(head.files, [{ sha256, name: 'a.jpg', type: 'image/jpeg', size: 150_000 }]);
  assert.ok(rest.length === 150_000 && rest.every((byte) => byte === 7));
  assert.deepEqual(await indexedDB.databases(), [{ name: 'returns-sealed', version: 1 }]);
  const exported = Buffer.from(await (await exportOutbox(sealed)).arrayBuffer());
  assert.ok(exported.includes(Buffer.from(bytes)));
});

test('what cannot be kept is said, and can be tried again', async () => {
  const { store, said, sealed } = kiosk();
  const gone = { sha256: 'b'.repeat(64), name: 'b.jpg', type: 'image/jpeg', size: 1, done: false };
  await assert.rejects(store.enqueue(entryOf('11111111-2222-4333-8444-555555555555', [gone])));
  assert.deepEqual(said, ['sealing', 'failure']);
  void store.enqueue(entryOf('21111111-2222-4333-8444-555555555555'));
  await settle(said, 4);
  assert.equal((await sealed.all()).length, 1);
});

test('a receipt for another request takes nothing away', async () => {
  const { sealed } = kiosk();
  await sealed.add('key-one-1', new Uint8Array(3), 1);
  for (const receipt of [{ idempotency_key: 'key-two-2', ticket: 'T' }, { idempotency_key: 'key-one-1' }, {}])
    await assert.rejects(sealed.acknowledge('key-one-1', receipt));
  assert.equal((await sealed.all()).length, 1);
  await sealed.acknowledge('key-one-1', { idempotency_key: 'key-one-1', ticket: 'T' });
  assert.deepEqual([await sealed.all(), await sealed.body('key-one-1')], [[], undefined]);
  assert.equal(await sealed.note('key-one-1', { attempts: 3 }), undefined);
  assert.deepEqual(await sealed.all(), []);
});

test('references and ages', () => {
  const t = (key, { n } = {}) => `${key}${n === undefined ? '' : ` ${n}`}`;
  assert.equal(referenceOf('0a1b2c3d-4e5f-4666-8777-888888888888'), '0A1B-2C3D-4E5F');
  const age = (ms) => ageText(/** @type {any} */ ({ t }), ms);
  assert.deepEqual(
    [59_000, 60_000, 3_599_000, 3_600_000, 47 * 3_600_000, 48 * 3_600_000].map(age),
    ['now', 'minutes 1', 'minutes 59', 'hours 1', 'hours 47', 'days 2'].map((text) => `kiosk.age.${text}`),
  );
});
