import { fixture } from './setup.js';
import assert from 'node:assert/strict';
import test from 'node:test';
import { ApiError } from '../src/net/api-error.js';
import { Sender } from '../src/outbox/sender.js';
import * as store from '../src/storage/store.js';

const BYTES = new TextEncoder().encode('{"schema":"returns.request/1"}');

/** A server that can fail on command and keeps what it was given, as a real one: by idempotency key. */
class FakeServer {
  requests = new Map();
  files = new Set();
  posts = 0;
  uploads = 0;
  /** What the next calls do instead of working; `after` does its work and then loses the answer. @type {(Error | 'after' | undefined)[]} */
  script = [];
  answer = (/** @type {string} */ key) => ({
    ticket: 'T-1',
    idempotency_key: key,
    digest: 'd',
    received_at: 'r',
  });

  #next() {
    const next = this.script.shift();
    if (next instanceof Error) throw next;
    return next;
  }

  api = {
    url: (/** @type {string} */ path) => path,
    submit: async (/** @type {Uint8Array} */ bytes, /** @type {string} */ key) => {
      this.posts += 1;
      const then = this.#next();
      this.requests.set(key, bytes);
      if (then === 'after') throw new ApiError(0);
      return this.answer(key);
    },
  };

  upload = async (/** @type {any} */ { file, onAddress, onProgress, signal }) => {
    this.uploads += 1;
    const then = this.#next();
    onAddress(`/api/v1/media/${file.sha256}`);
    onProgress(file.size);
    this.files.add(file.sha256);
    if (then === 'after') throw new ApiError(0);
    if (signal.aborted) throw new DOMException('stopped', 'AbortError');
  };
}

/** @param {FakeServer} server @param {object} [more] */
function senderFor(server, more = {}) {
  return new Sender({
    api: /** @type {any} */ (server.api),
    store,
    upload: server.upload,
    random: () => 0,
    keep: async (entry, receipt) =>
      /** @type {any} */ ({ ticket: receipt.ticket, order: entry.order, receipt, goods: fixture('order') }),
    ...more,
  });
}

let serial = 0;

/** A sealed request of an order of its own, with files. @param {number} files */
async function sealed(files) {
  const order = `O${++serial}`;
  const manifest = [];
  for (let n = 0; n < files; ++n) {
    const sha256 = `${order}-${n}`;
    await store.saveMedia({ order, sha256, blob: new Blob(['x']), name: `${n}.jpg`, type: 'image/jpeg' });
    manifest.push({ sha256, name: `${n}.jpg`, type: 'image/jpeg', size: 1, done: false });
  }
  await store.saveDraft(/** @type {any} */ ({ id: order, draft: {}, touched: 0 }));
  return store.enqueue({
    key: `key-${order}`,
    order,
    token: 't',
    bytes: BYTES,
    manifest,
    state: 'sealed',
    posted: false,
    attempts: 0,
    created: serial,
  });
}

/** @param {Sender} sender waits are cut short, so that the test does not wait */
function impatient(sender) {
  sender.addEventListener('sending', (event) => {
    if (/** @type {any} */ (event).detail.phase === 'waiting') setTimeout(() => sender.hurry(), 0);
  });
  return sender;
}

test('files first, then the request; with the receipt everything goes from the device at once', async () => {
  const server = new FakeServer();
  const entry = await sealed(2);
  const result = await senderFor(server).send(entry);
  assert.equal(result.phase, 'done');
  assert.equal(server.requests.get(entry.key), entry.bytes);
  assert.deepEqual([server.uploads, server.files.size, server.posts], [2, 2, 1]);
  assert.equal(await store.outboxOf(entry.order), undefined);
  assert.equal(await store.loadDraft(entry.order), undefined);
  assert.equal(await store.loadMedia(entry.order, entry.manifest[0].sha256), undefined);
  assert.equal((await store.receiptOf(entry.order))?.ticket, 'T-1');
});

test('a 503 and a lost connection are asked again, and nothing is sent twice', async () => {
  const server = new FakeServer();
  server.script = [
    new ApiError(503),
    undefined,
    new ApiError(0),
    'after',
    new ApiError(429, { retryAfter: 0 }),
  ];
  const entry = await sealed(1);
  const result = await impatient(senderFor(server)).send(entry);
  assert.equal(result.phase, 'done');
  assert.equal(server.uploads, 2);
  assert.equal(server.requests.size, 1);
});

test('a wait is ended by a stop, at once, and leaves no listener behind', async (context) => {
  let listeners = 0;
  for (const [name, step] of /** @type {const} */ ([
    ['addEventListener', 1],
    ['removeEventListener', -1],
  ])) {
    const real = AbortSignal.prototype[name];
    context.mock.method(AbortSignal.prototype, name, function (/** @type {any[]} */ ...args) {
      listeners += step;
      return real.apply(this, /** @type {any} */ (args));
    });
  }
  const server = new FakeServer();
  server.script = [new ApiError(429, { retryAfter: 30 })];
  const entry = await sealed(0);
  const sender = senderFor(server);
  let told = 0;
  let before = 0;
  sender.addEventListener('sending', (event) => {
    if (/** @type {any} */ (event).detail.phase !== 'waiting') return;
    told += 1;
    if (told === 1) before = listeners;
    if (told < 3) return;
    assert.equal(listeners, before, 'each second of a wait adds a listener');
    setTimeout(() => sender.stop(), 0);
  });
  const began = performance.now();
  assert.equal((await sender.send(entry)).phase, 'stopped');
  assert.equal(told, 3);
  assert.ok(performance.now() - began < 20_000);
  assert.equal(listeners, before - 1);
  assert.ok(await store.outboxOf(entry.order), 'nothing is lost by a stop');
});

test('a 2xx without our receipt is not believed', async () => {
  for (const wrong of [{}, { ticket: 'T-9', idempotency_key: 'somebody else' }, null]) {
    const server = new FakeServer();
    const right = server.answer;
    let asked = 0;
    server.answer = (key) => (++asked === 1 ? /** @type {any} */ (wrong) : right(key));
    const entry = await sealed(0);
    const sender = senderFor(server);
    const phases = [];
    sender.addEventListener('sending', async (event) => {
      const { phase } = /** @type {any} */ (event).detail;
      phases.push(phase);
      if (phase !== 'waiting') return;
      assert.ok(await store.outboxOf(entry.order), 'the entry is still there');
      sender.hurry();
    });
    assert.equal((await sender.send(entry)).phase, 'done');
    assert.ok(phases.includes('waiting'));
  }
});

test('the store refuses a receipt for another key', async () => {
  const entry = await sealed(0);
  const receipt = /** @type {any} */ ({ ticket: 'T', idempotency_key: 'other' });
  await assert.rejects(
    store.acknowledge(entry, /** @type {any} */ ({ ticket: 'T', order: entry.order, receipt })),
  );
  assert.ok(await store.outboxOf(entry.order));
});

test('a refusal is kept and shown, never dropped and never repeated on its own', async () => {
  const server = new FakeServer();
  server.script = [new ApiError(422, { code: 'not_returnable', at: '/draft/items/0' })];
  const entry = await sealed(0);
  const result = await senderFor(server).send(entry);
  assert.equal(result.phase, 'blocked');
  assert.equal(result.refusal?.code, 'not_returnable');
  assert.equal(server.posts, 1);
  const kept = await store.outboxOf(entry.order);
  assert.equal(kept?.state, 'blocked');
  assert.deepEqual(kept?.bytes, BYTES);
  assert.ok(await store.loadDraft(entry.order));
});

test('a token that is gone asks for the second factor and goes on with the same key', async () => {
  const server = new FakeServer();
  server.script = [undefined, new ApiError(401)];
  const entry = await sealed(1);
  const sender = senderFor(server);
  assert.equal((await sender.send(entry)).phase, 'expired');
  const again = await store.outboxOf(entry.order);
  assert.equal(again?.key, entry.key);
  assert.equal((await sender.send({ .../** @type {any} */ (again), token: 'fresh' })).phase, 'done');
  assert.equal(server.uploads, 1, 'the file that had arrived is not sent again');
});

test('stopping loses nothing and remembers where the upload stands', async () => {
  const server = new FakeServer();
  const entry = await sealed(2);
  const sender = senderFor(server);
  sender.addEventListener('sending', (event) => {
    const { phase, file } = /** @type {any} */ (event).detail;
    if (phase === 'uploading' && file === 2) sender.stop();
  });
  assert.equal((await sender.send(entry)).phase, 'stopped');
  const kept = await store.outboxOf(entry.order);
  assert.deepEqual(
    kept?.manifest.map((file) => file.done),
    [true, false],
  );
  assert.equal(kept?.posted, false);
  assert.equal(server.posts, 0);
});

test('a file that is gone from the device is said by name', async () => {
  const entry = await sealed(1);
  await store.dropMedia(entry.order, entry.manifest[0].sha256);
  const result = await senderFor(new FakeServer()).send(entry);
  assert.equal(result.phase, 'blocked');
  assert.deepEqual([result.refusal?.code, result.refusal?.params], ['media_gone', { name: '0.jpg' }]);
});

test('a file that the server lost, or got broken, is sent from the start; but not for ever', async () => {
  const entry = await sealed(1);
  const { sha256 } = entry.manifest[0];
  const lost = () => new ApiError(409, { code: 'evidence_missing', params: { sha256 } });
  const server = new FakeServer();
  server.script = [new ApiError(460, { code: 'digest_mismatch' }), undefined, lost()];
  assert.equal((await impatient(senderFor(server)).send(entry)).phase, 'done');
  assert.equal(server.uploads, 3);

  const again = await sealed(1);
  const stubborn = new FakeServer();
  stubborn.upload = async () => {
    stubborn.uploads += 1;
    throw new ApiError(460, { code: 'digest_mismatch' });
  };
  const result = await impatient(senderFor(stubborn)).send(again);
  assert.deepEqual([result.phase, result.refusal?.code, stubborn.uploads], ['blocked', 'digest_mismatch', 4]);
});

test('a second press finds the request that is already in the outbox', async () => {
  const entry = await sealed(0);
  const second = await store.enqueue({ ...entry, key: 'another key' });
  assert.equal(second.key, entry.key);
  assert.equal((await store.allOutbox()).filter((other) => other.order === entry.order).length, 1);
});

// Every point at which a page can die: a write that never happens, an answer that never comes. After each, a new page
// takes the entry up from the store; in the end there is one request, and no file is missing.
test('killed at every step, resumed from the store: one request, all files, one receipt', async () => {
  for (let death = 0; death < 24; ++death) {
    const server = new FakeServer();
    const { order, key } = await sealed(2);
    let steps = 0;
    const mortal =
      (/** @type {Function} */ act) =>
      async (/** @type {any[]} */ ...args) => {
        if (steps++ === death) throw new Error('the page died');
        return act(...args);
      };
    const dying = /** @type {any} */ ({ ...store });
    for (const name of ['saveOutbox', 'loadMedia', 'acknowledge']) dying[name] = mortal(dying[name]);
    const first = senderFor(server, { store: dying, upload: mortal(server.upload) });
    const entry = await store.outboxOf(order);
    let died = false;
    await first.send(/** @type {any} */ (structuredClone(entry))).catch(() => (died = true));

    const left = await store.outboxOf(order);
    if (left) assert.equal((await senderFor(server).send(left)).phase, 'done', `death ${death}`);
    else assert.ok(!died || (await store.receiptOf(order)), `death ${death}: gone without a receipt`);
    assert.deepEqual([...server.requests.keys()], [key], `death ${death}`);
    assert.equal(server.files.size, 2, `death ${death}`);
    assert.ok(await store.receiptOf(order), `death ${death}`);
  }
});
