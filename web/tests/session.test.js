import { fixture } from './setup.js';
import assert from 'node:assert/strict';
import test from 'node:test';
import { chooseQuantity, setField } from '../src/data/draft.js';
import { ReturnSession } from '../src/session/session.js';
import * as store from '../src/storage/store.js';

const { plan: NOTHING } = fixture('nothing-chosen');
const { plan: QUESTIONS } = fixture('cosmetic-questions');
const { plan: ADVERSE } = fixture('adverse-reaction');
const { plan: TWO } = fixture('two-items');

let serial = 0;

/** A session whose core answers with the plan that `plans` picks for a draft. @param {(draft: any) => any} plans @param {object} [more] */
function sessionWith(plans, more = {}) {
  const order = { ...fixture('order'), id: `S${++serial}` };
  const sealed = { n: 0 };
  const core = {
    load: async () => ({ pack: {} }),
    plan: async (/** @type {any} */ _order, /** @type {any} */ draft) => ({ plan: plans(draft) }),
    seal: async () => {
      sealed.n += 1;
      return { request: {}, bytes: new TextEncoder().encode('{}') };
    },
    close() {},
  };
  const api = {
    skew: 0,
    url: (/** @type {string} */ path) => path,
    submit: async (/** @type {any} */ _bytes, /** @type {string} */ key) => ({
      ticket: `T-${order.id}`,
      idempotency_key: key,
      digest: 'd',
      received_at: '2026-11-09T09:00:00+08:00',
    }),
  };
  let keys = 0;
  const session = new ReturnSession(
    /** @type {any} */ ({
      order,
      token: 't',
      core,
      api,
      store,
      upload: async () => {},
      uuid: () => `${order.id}-${++keys}`,
      ...more,
    }),
  );
  return { session, sealed, order };
}

/** @param {ReturnSession} session @param {string} what */
const happens = (session, what) =>
  new Promise((resolve) =>
    session.addEventListener(
      'change',
      (event) => /** @type {any} */ (event).detail === what && resolve(undefined),
    ),
  );

test('a request that is being made is shown as such, also when it cannot be kept', async () => {
  const full = { ...store, enqueue: async () => Promise.reject(new Error('the disk is full')) };
  const { session } = sessionWith(() => QUESTIONS, { store: full });
  /** @type {string[]} */
  const troubles = [];
  session.addEventListener('trouble', (event) => troubles.push(/** @type {any} */ (event).detail.message));
  await session.start();
  /** @type {boolean[]} */
  const shown = [];
  session.addEventListener('change', () => shown.push(session.sealing));
  const submitted = session.submit();
  assert.deepEqual(shown, [true]);
  assert.equal(await submitted, false);
  assert.ok(session.unkept);
  assert.deepEqual(shown, [true, false]);
  assert.deepEqual(troubles, ['the disk is full']);
});

test('Continue on an unfinished screen stays and says what lacks', async () => {
  const { session } = sessionWith(() => NOTHING);
  await session.start();
  assert.equal(session.screen.id, 'items');
  assert.deepEqual(session.errors, []);
  const lacking = await session.next();
  assert.deepEqual(
    lacking.map((missing) => missing.code),
    ['required'],
  );
  assert.equal(session.screen.id, 'items');
  assert.deepEqual(session.errors, lacking);
});

test('draft, screen and read advice come back after a reload', async () => {
  const { session, order } = sessionWith(() => QUESTIONS);
  await session.start();
  await session.change((draft) => setField(chooseQuantity(draft, 'L2', 1, ['L2']), '/description', 'torn'));
  session.show('packaging:L2:seal');
  await happens(session, 'saved');
  const { session: again } = sessionWith(() => QUESTIONS);
  again.order = order;
  await again.start();
  assert.equal(again.draft.description, 'torn');
  assert.equal(again.screen.id, 'packaging:L2:seal');
  assert.ok(again.resumed);
});

test('an answer to an old draft never covers a newer one', async () => {
  /** @type {((plan: any) => void)[]} */
  const answers = [];
  const core = {
    plan: () => new Promise((resolve) => answers.push((plan) => resolve({ plan }))),
    close() {},
  };
  const { session } = sessionWith(() => NOTHING, { core });
  const started = session.start();
  while (answers.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  answers[0](NOTHING);
  await started;
  const first = session.change((draft) => ({ ...draft, description: 'a' }));
  const second = session.change((draft) => ({ ...draft, description: 'ab' }));
  answers[2](TWO);
  await second;
  answers[1](QUESTIONS);
  await first;
  assert.equal(session.plan, TWO);
});

test('urgent advice is shown once on the way, and can be opened again', async () => {
  const { session } = sessionWith(() => ADVERSE);
  await session.start();
  session.show('reason:L2');
  await session.next();
  assert.equal(session.screen.id, 'notice');
  await session.next();
  assert.equal(session.screen.id, 'details');
  session.show('reason:L2');
  await session.next();
  assert.equal(session.screen.id, 'details');
  session.show('notice');
  assert.equal(session.screen.id, 'notice');
});

test('a changed answer leads back to the answers, by way of what it opened', async () => {
  const done = structuredClone(QUESTIONS);
  done.missing = [];
  for (const step of done.steps) step.done = true;
  let plan = done;
  const { session } = sessionWith(() => plan);
  await session.start();
  session.changeAnswer('reason:L2');
  plan = QUESTIONS; // the new reason asks about the packaging again
  await session.change((draft) => draft);
  session.plan = { ...QUESTIONS, missing: QUESTIONS.missing };
  await session.next();
  assert.equal(session.screen.id, 'packaging:L2:seal');
  plan = done;
  await session.change((draft) => draft);
  await session.next();
  assert.equal(session.screen.id, 'check');
});

test('two presses on send make one request', async () => {
  const { session, order } = sessionWith(() => QUESTIONS);
  await session.start();
  const finished = happens(session, 'done');
  await Promise.all([session.submit(), session.submit()]);
  await finished;
  assert.equal(session.done?.ticket, `T-${order.id}`);
  assert.equal(session.done?.receipt.idempotency_key.startsWith(order.id), true);
  assert.equal(await store.outboxOf(order.id), undefined);
  assert.equal(await store.loadDraft(order.id), undefined);
});

test('a request in the outbox goes on by itself when the order is opened again', async () => {
  const { session, order } = sessionWith(() => QUESTIONS);
  await store.enqueue({
    key: 'left-over',
    order: order.id,
    token: 'old',
    bytes: new TextEncoder().encode('{}'),
    manifest: [],
    state: 'sealed',
    posted: true,
    attempts: 3,
    created: 0,
  });
  const finished = happens(session, 'done');
  await session.start();
  await finished;
  assert.equal(session.done?.receipt.idempotency_key, 'left-over');
});

test('a request that may have arrived cannot be taken back and changed', async () => {
  const { session } = sessionWith(() => QUESTIONS);
  session.entry = /** @type {any} */ ({ posted: true });
  for (const [phase, posted, can] of /** @type {const} */ ([
    ['waiting', true, false],
    ['stopped', true, false],
    ['stopped', false, true],
    ['expired', true, false],
    ['blocked', true, true],
  ])) {
    session.entry = /** @type {any} */ ({ posted });
    session.sending = /** @type {any} */ ({ phase });
    assert.equal(session.canEdit, can, `${phase} ${posted}`);
  }
});

test('back at the answers after a refusal, the order is as it stands now', async () => {
  const fresh = { ...fixture('order'), refunded: 100 };
  const refused = sessionWith(() => QUESTIONS, {
    api: { skew: 0, currentOrder: async () => ({ order: fresh }) },
  }).session;
  await refused.start();
  refused.entry = /** @type {any} */ ({ key: 'k', posted: true });
  refused.sending = /** @type {any} */ ({ phase: 'blocked' });
  await refused.edit();
  assert.equal(refused.order, fresh);
  assert.equal(refused.entry, undefined);

  const offline = sessionWith(() => QUESTIONS, {
    api: { skew: 0, currentOrder: () => Promise.reject(new Error('offline')) },
  });
  await offline.session.start();
  offline.session.entry = /** @type {any} */ ({ key: 'k', posted: true });
  offline.session.sending = /** @type {any} */ ({ phase: 'blocked' });
  await offline.session.edit();
  assert.equal(offline.session.order, offline.order, 'what is known stays');
});

test('a sender that breaks leaves the request in the outbox and says so', async () => {
  const { session, order } = sessionWith(() => QUESTIONS, {
    store: { ...store, acknowledge: () => Promise.reject(new Error('the disk is gone')) },
  });
  await session.start();
  const trouble = new Promise((resolve) =>
    session.addEventListener('trouble', (event) => resolve(/** @type {any} */ (event).detail.message)),
  );
  await session.submit();
  assert.equal(await trouble, 'the disk is gone');
  assert.equal(session.sending?.phase, 'stopped');
  assert.equal(session.canEdit, false, 'it has left the device');
  assert.ok(await store.outboxOf(order.id));
});
