// A device, a network and an intake in which everything that can go wrong does, as a seed says. The outboxes under test
// are the real ones, on an IndexedDB; a tab that is killed takes its open transactions along and does nothing more.
import { createDecipheriv, createECDH, createHash, hkdfSync } from 'node:crypto';
import { ApiError } from '../src/net/api-error.js';

/** Numbers that a seed repeats. @param {number} seed @returns {() => number} in [0, 1) */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const tick = () => new Promise((done) => setImmediate(done));
const never = () => new Promise(() => {});

/** What the network and the server in front of the intake do, with how often. Some after the intake has filed it. */
const TROUBLES = [
  ['offline', 22],
  ['503', 12],
  ['500', 4],
  ['429', 6],
  ['in_flight', 3],
  ['captive', 3],
  ['foreign_receipt', 2],
  ['timeout', 6],
  ['filed_and_503', 8],
  ['filed_and_lost', 10],
  ['filed_and_timeout', 6],
  ['none', 18],
];
const WEIGHT = TROUBLES.reduce((sum, [, weight]) => sum + weight, 0);

export class World {
  /** How often each submission was filed, by what stands in it. @type {Map<string, number>} */
  filed = new Map();
  /** What the customer was told is safe. @type {Set<string>} */
  told = new Set();
  troubled = true;
  sent = 0;
  kills = 0;
  #receipts = new Map();

  /** @param {number} seed */
  constructor(seed) {
    this.random = dice(seed);
  }

  /** @param {number} probability */
  chance(probability) {
    return this.random() < probability;
  }

  /** The intake: a key files once, and gives the same receipt again. @param {string} key @param {string} content */
  file(key, content) {
    const known = this.#receipts.get(key);
    if (known) {
      if (known.content !== content) throw new ApiError(422, { code: 'key_reused' });
      return known.receipt;
    }
    this.filed.set(content, (this.filed.get(content) ?? 0) + 1);
    const receipt = {
      ticket: `T${this.#receipts.size + 1}`,
      idempotency_key: key,
      received_at: '2026-11-29T00:00:00Z',
      status: 'received',
    };
    this.#receipts.set(key, { content, receipt });
    return receipt;
  }

  trouble() {
    if (!this.troubled) return 'none';
    let at = this.random() * WEIGHT;
    for (const [name, weight] of TROUBLES) if ((at -= /** @type {number} */ (weight)) < 0) return name;
    return 'none';
  }

  /** One try, as a page sees it: a receipt, or an ApiError. @param {string} key @param {() => string} read the content */
  async carry(key, read) {
    this.sent += 1;
    const trouble = this.trouble();
    for (let wait = Math.floor(this.random() * 3); wait > 0; wait -= 1) await tick();
    if (trouble === 'offline' || trouble === 'timeout') throw new ApiError(0);
    if (trouble === 'in_flight') throw new ApiError(409, { code: 'in_flight', retryAfter: 1 });
    if (trouble === '429') throw new ApiError(429, { retryAfter: 3 });
    if (/^\d+$/.test(trouble)) throw new ApiError(Number(trouble));
    if (trouble === 'captive') return /** @type {any} */ ({ welcome: 'to our network' });
    if (trouble === 'foreign_receipt') return { ticket: 'T0', idempotency_key: 'somebody-elses' };
    const receipt = this.file(key, read());
    await tick();
    if (trouble === 'filed_and_503') throw new ApiError(503);
    if (trouble.startsWith('filed_and')) throw new ApiError(0);
    return receipt;
  }
}

/** One browser tab. Dead, none of its calls comes back, and none of its writes is begun. */
export class Tab {
  alive = true;
  /** @type {Set<IDBTransaction>} */
  #open = new Set();
  /** @type {(() => void)[]} */
  #onDeath = [];

  /** @param {World} world */
  constructor(world) {
    this.world = world;
  }

  /** @param {() => void} run */
  onDeath(run) {
    this.#onDeath.push(run);
  }

  kill() {
    this.alive = false;
    this.world.kills += 1;
    for (const transaction of this.#open) {
      // What had been handed to the browser for committing is committed; the rest never happened.
      if (this.world.chance(0.5)) continue;
      try {
        transaction.abort();
      } catch {
        // It had just ended.
      }
    }
    for (const run of this.#onDeath) run();
  }

  /** @template T @param {Promise<T>} promise @returns {Promise<T>} */
  async lives(promise) {
    const settled = await promise.then(
      (value) => () => value,
      (error) => () => {
        throw error;
      },
    );
    if (!this.alive) await never();
    return settled();
  }

  /** A function that a dead tab does not call any more. @template {(...all: any[]) => Promise<any>} F @param {F} call @returns {F} */
  living(call) {
    return /** @type {F} */ ((...all) => (this.alive ? this.lives(call(...all)) : never()));
  }

  /** @param {import('idb').IDBPDatabase<any>} db @returns {any} */
  watch(db) {
    const begin = (/** @type {any[]} */ ...all) => {
      if (!this.alive) throw new Error('this tab is dead');
      const transaction = /** @type {any} */ (db).transaction(...all);
      this.#open.add(transaction);
      transaction.done.then(
        () => this.#open.delete(transaction),
        () => this.#open.delete(transaction),
      );
      return transaction;
    };
    return new Proxy(db, {
      get: (target, name) => {
        if (name === 'transaction') return begin;
        const value = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (String(name).startsWith('get')) return this.living(value.bind(target));
        return value.bind(target);
      },
    });
  }
}

/** The browser's locks, of which a dead tab lets go. */
export class Locks {
  /** @type {Map<string, {tab: Tab, start: () => void}[]>} */
  #queues = new Map();

  /** @param {Tab} tab @returns {Pick<LockManager, 'request'>} */
  of(tab) {
    const request = async (
      /** @type {string} */ name,
      /** @type {any} */ options,
      /** @type {any} */ run,
    ) => {
      const queue = this.#queues.get(name) ?? [];
      this.#queues.set(name, queue);
      /** @type {() => void} */
      let start = () => {};
      const turn = new Promise((resolve) => (start = () => resolve(undefined)));
      const entry = { tab, start };
      queue.push(entry);
      const leave = () => {
        const at = queue.indexOf(entry);
        if (at < 0) return;
        queue.splice(at, 1);
        if (at === 0) queue[0]?.start();
      };
      tab.onDeath(leave);
      options.signal?.addEventListener('abort', () => queue[0] !== entry && leave());
      if (queue[0] === entry) start();
      await turn;
      try {
        return await run({ name });
      } finally {
        leave();
      }
    };
    return /** @type {any} */ ({ request });
  }
}

/** The merchant's key pair, and an opener of containers that shares no line with the one that seals. */
export class Merchant {
  #key = createECDH('prime256v1');
  name = 'demo';

  constructor() {
    this.public = this.#key.generateKeys('hex');
    const id = createHash('sha256').update(Buffer.from(this.public, 'hex')).digest('hex').slice(0, 32);
    this.sealing = { id, algorithm: /** @type {const} */ ('p-256'), public: this.public };
  }

  /** @param {Uint8Array} container @param {string} key @returns {Buffer} */
  open(container, key) {
    const bytes = Buffer.from(container);
    const magic = 'returns.sealed/1\n';
    if (bytes.subarray(0, magic.length).toString() !== magic) throw new Error('no container');
    const point = bytes.subarray(magic.length + 16, magic.length + 81);
    const about = Buffer.from(`returns.sealed/1\0${this.name}\0${this.sealing.id}\0${key}`);
    const salt = Buffer.concat([point, Buffer.from(this.public, 'hex')]);
    const secret = hkdfSync('sha256', this.#key.computeSecret(point), salt, about, 32);
    let rest = bytes.subarray(magic.length + 81);
    const plain = [];
    for (let piece = 0; rest.length > 0; piece += 1) {
      const part = rest.subarray(0, 65_552);
      rest = rest.subarray(part.length);
      const nonce = Buffer.alloc(12);
      nonce.writeBigUInt64BE(BigInt(piece), 3);
      nonce[11] = rest.length === 0 ? 1 : 0;
      const cipher = createDecipheriv('aes-256-gcm', Buffer.from(secret), nonce);
      cipher.setAAD(about);
      cipher.setAuthTag(part.subarray(-16));
      plain.push(cipher.update(part.subarray(0, -16)), cipher.final());
    }
    return Buffer.concat(plain);
  }
}

/** What stands in the plaintext of a container. @param {Buffer} plain */
export function contentOf(plain) {
  const length = plain.readUInt32BE(0);
  const head = JSON.parse(plain.subarray(4, 4 + length).toString());
  const request = plain.subarray(4 + length, 4 + length + head.request);
  return { head, request: request.toString(), rest: plain.subarray(4 + length + head.request) };
}
