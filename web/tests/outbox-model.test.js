// Nothing lost, nothing doubled: many lives of a device, each another by its seed. OUTBOX_RUNS=10000 for the long run.
import './setup.js';
import assert from 'node:assert/strict';
import test from 'node:test';
import { Courier } from '../src/outbox/courier.js';
import { seal } from '../src/outbox/seal.js';
import { SealedStore, openSealed } from '../src/outbox/sealed-store.js';
import { Sender } from '../src/outbox/sender.js';
import { database } from '../src/storage/database.js';
import * as store from '../src/storage/store.js';
import { Locks, Merchant, Tab, World, contentOf, tick } from './outbox-world.js';

const RUNS = Number(process.env.OUTBOX_RUNS ?? 300);
const FIRST = Number(process.env.OUTBOX_SEED ?? 1);
const merchant = new Merchant();

/** Lives one life. @param {number} seed @param {new (world: World, locks: Locks, seed: number) => Device} Kind */
async function live(seed, Kind) {
  const world = new World(seed);
  const device = new Kind(world, new Locks(), seed);
  await device.prepare();
  let left = 2 + Math.floor(world.random() * 3);
  device.openTab();
  for (let step = 0; step < 60; step += 1) {
    await tick();
    if (left > 0 && world.chance(0.15)) device.submit(`${seed}.${(left -= 1)}`);
    if (world.chance(0.04)) device.kill();
    if (device.tabs.length === 0 || (device.tabs.length < 2 && world.chance(0.05))) device.openTab();
  }
  while (left > 0) device.submit(`${seed}.${(left -= 1)}`);
  // Now the network is well, and somebody looks at the device.
  world.troubled = false;
  for (let step = 0; step < 3000 && (device.keeping || !(await device.rested())); step += 1) {
    if (device.tabs.length === 0) device.openTab();
    device.look();
    await tick();
  }
  assert.ok(await device.rested(), `seed ${seed}: something still waits`);
  const tabs = device.tabs;
  device.close();
  await tick();
  const lost = [...world.told].filter((content) => !world.filed.has(content));
  const doubled = [...world.filed].filter(([, times]) => times > 1);
  assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] }, `seed ${seed} (OUTBOX_SEED=${seed})`);
  assert.ok(tabs.length > 0);
  return world;
}

/** What a person has: a device with tabs that open and die. */
class Device {
  /** @type {Tab[]} */
  tabs = [];
  /** What is being kept, and by whom. @type {Map<Promise<unknown>, Tab>} */
  #keeping = new Map();

  /** @param {World} world @param {Locks} locks @param {number} seed */
  constructor(world, locks, seed) {
    Object.assign(this, { world, locks, seed });
  }

  kill() {
    this.tabs.splice(Math.floor(this.world.random() * this.tabs.length), 1)[0]?.kill();
  }

  async prepare() {}

  /** @param {Tab} tab @param {Promise<unknown>} kept */
  keeps(tab, kept) {
    this.#keeping.set(kept, tab);
    const done = () => this.#keeping.delete(kept);
    kept.then(done, done);
  }

  /** Somebody who is alive has pressed the button and not been answered yet. */
  get keeping() {
    return [...this.#keeping.values()].some(({ alive }) => alive);
  }

  close() {
    for (const tab of this.tabs) tab.kill();
    this.world.kills -= this.tabs.length;
  }
}

class SharedDevice extends Device {
  /** @param {World} world @param {Locks} locks @param {number} seed */
  constructor(world, locks, seed) {
    super(world, locks, seed);
    // A device of its own: nothing is left of an earlier life.
    globalThis.indexedDB = new IDBFactory();
    this.looker = new SealedStore(openSealed);
  }

  openTab() {
    const { world } = this;
    const tab = new Tab(world);
    const sealed = new SealedStore(() => tab.lives(openSealed()).then((db) => tab.watch(db)));
    const stop = new AbortController();
    let now = 0;
    const courier = new Courier({
      store: sealed,
      locks: this.locks.of(tab),
      random: world.random,
      clock: () => now,
      // Time passes by sleeping.
      sleep: (milliseconds, signal) =>
        tab.lives(
          tick().then(() => {
            if (!signal.aborted) now += Math.max(0, milliseconds);
          }),
        ),
      post: tab.living((/** @type {Uint8Array} */ bytes, /** @type {string} */ key) =>
        world.carry(key, () => contentOf(merchant.open(bytes, key)).request),
      ),
    });
    courier.run(stop.signal).catch(() => {});
    tab.onDeath(() => stop.abort());
    this.tabs.push(Object.assign(tab, { sealed, courier }));
  }

  /** @param {string} content */
  submit(content) {
    const tab = /** @type {any} */ (this.tabs[Math.floor(this.world.random() * this.tabs.length)]);
    const key = crypto.randomUUID();
    const request = new TextEncoder().encode(content);
    const { name, sealing } = merchant;
    const said = { order: 'KN-1001', token: '', factor: '1234', language: 'en', request, files: [] };
    const kept = tab
      .lives(seal({ merchant: name, sealing, key, content: said }))
      .then((/** @type {Uint8Array} */ bytes) => tab.lives(tab.sealed.add(key, bytes, Date.now())))
      .then(() => {
        this.world.told.add(content);
        tab.courier.hurry();
      });
    this.keeps(tab, kept);
  }

  look() {
    for (const tab of /** @type {any[]} */ (this.tabs)) tab.courier.hurry();
  }

  async rested() {
    return (await this.looker.all()).length === 0;
  }
}

/** The customer's own device: requests in the clear, one sender per entry, taken up again by whichever page comes. */
class OwnDevice extends Device {
  /** @type {Map<string, import('../src/storage/database.js').OutboxEntry>} */
  begun = new Map();

  /** The store opens its database once; here it is emptied instead. */
  async prepare() {
    const db = await database();
    const names = [...db.objectStoreNames];
    const tx = db.transaction(names, 'readwrite');
    await Promise.all([...names.map((name) => tx.objectStore(name).clear()), tx.done]);
  }

  openTab() {
    const tab = new Tab(this.world);
    this.tabs.push(tab);
    void store
      .allOutbox()
      .then((entries) => entries.filter(({ order }) => order.startsWith(`${this.seed}.`)))
      .then((entries) => entries.forEach((entry) => this.#send(tab, entry)));
  }

  /** @param {Tab} tab @param {import('../src/storage/database.js').OutboxEntry} entry */
  #send(tab, entry) {
    if (!tab.alive) return;
    const { world } = this;
    const reached = /** @type {any} */ (
      Object.fromEntries(
        ['saveOutbox', 'loadMedia', 'acknowledge', 'receiptOf'].map((name) => [
          name,
          tab.living(/** @type {any} */ (store)[name]),
        ]),
      )
    );
    const sender = new Sender({
      api: /** @type {any} */ ({
        url: (/** @type {string} */ path) => path,
        submit: tab.living((/** @type {Uint8Array} */ bytes, /** @type {string} */ key) =>
          world.carry(key, () => new TextDecoder().decode(bytes)),
        ),
      }),
      store: reached,
      upload: /** @type {any} */ (
        tab.living(async () => {
          if (world.trouble() !== 'none') throw new (await import('../src/net/api-error.js')).ApiError(503);
        })
      ),
      random: world.random,
      locks: this.locks.of(tab),
      keep: async ({ order }, receipt) =>
        /** @type {any} */ ({ ticket: `${order}-${receipt.ticket}`, order, receipt }),
    });
    sender.addEventListener('sending', (/** @type {any} */ { detail }) => {
      if (detail.phase === 'waiting') setImmediate(() => sender.hurry());
    });
    sender.send(structuredClone(entry)).catch(() => {});
    tab.onDeath(() => sender.stop());
  }

  /** @param {string} content */
  submit(content) {
    const tab = this.tabs[Math.floor(this.world.random() * this.tabs.length)];
    const blob = new Blob([content]);
    const file = { sha256: `f-${content}`, name: 'a.jpg', type: 'image/jpeg', size: 3, done: false };
    const entry = /** @type {any} */ ({
      key: crypto.randomUUID(),
      order: content,
      token: 'token',
      bytes: new TextEncoder().encode(content),
      manifest: [file],
      state: 'sealed',
      posted: false,
      attempts: 0,
      created: Date.now(),
    });
    const media = /** @type {any} */ ({ order: content, sha256: file.sha256, blob, name: file.name });
    const enqueue = tab.living(store.enqueue);
    const kept = tab
      .living(store.saveMedia)(media)
      .then(() => enqueue(entry))
      .then(() => {
        this.world.told.add(content);
        this.#send(tab, entry);
      });
    this.keeps(tab, kept);
  }

  look() {}

  async rested() {
    const waiting = (await store.allOutbox()).filter(({ order }) => order.startsWith(`${this.seed}.`));
    // A tab that died with what it had not begun to send leaves it to the next page.
    if (waiting.length > 0 && this.tabs.length < 3) this.openTab();
    return waiting.length === 0;
  }
}

for (const [name, Kind] of /** @type {const} */ ([
  ['sealed, on a shared device', SharedDevice],
  ['on the customer’s own device', OwnDevice],
])) {
  test(`${RUNS} lives of the outbox ${name}: none lost, none doubled`, { timeout: 3_600_000 }, async () => {
    const sum = { told: 0, sent: 0, kills: 0, filed: 0 };
    for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
      const world = await live(seed, /** @type {any} */ (Kind));
      sum.told += world.told.size;
      sum.filed += world.filed.size;
      sum.sent += world.sent;
      sum.kills += world.kills;
    }
    console.log(
      `${name}: ${RUNS} lives, ${sum.told} requests said to be kept, ${sum.filed} filed, ${sum.sent} tries, ${sum.kills} tabs killed; 0 lost, 0 doubled`,
    );
    // A world without trouble would prove nothing.
    assert.ok(sum.told > RUNS && sum.sent > 1.5 * sum.told && sum.kills > RUNS);
  });
}
