import { ApiError } from '../net/api-error.js';
import { waitSeconds } from '../net/backoff.js';

/**
 * Carries sealed requests to the intake, oldest first, again and again. Of all tabs one is at work; when it ends, however
 * that is, another takes over. An entry leaves the store only with the receipt for its own key.
 *
 * @typedef {import('./sealed-store.js').SealedEntry} SealedEntry
 * @typedef {{ticket: string, idempotency_key: string, received_at: string}} SealedReceipt
 * @typedef {{key: string, phase: 'delivered' | 'waiting' | 'blocked', receipt?: SealedReceipt, status?: number, code?: string}} Outcome
 *
 * @typedef {object} Deps
 * @property {import('./sealed-store.js').SealedStore} store
 * @property {(bytes: Uint8Array, key: string, signal: AbortSignal) => Promise<SealedReceipt>} post
 * @property {Pick<LockManager, 'request'>} locks
 * @property {() => number} [clock]
 * @property {() => number} [random]
 * @property {(milliseconds: number, signal: AbortSignal) => Promise<void>} [sleep] ends early when it is aborted
 */

const LOCK = 'returns-sealed-outbox';
/** Looks again also when nothing is known to wait: another tab may have added something. */
const LONGEST_SLEEP = 60_000;
/** A connection that says nothing is given up: so long, and so much more per byte. */
const PATIENCE = 60_000;
const SLOWEST_BYTES_PER_MS = 10;

export class Courier extends EventTarget {
  #deps;
  /** Not before, by key; forgotten with the page, so that a start tries everything at once. @type {Map<string, number>} */
  #notBefore = new Map();
  #nap = new AbortController();
  #hurried = false;

  /** @param {Deps} deps */
  constructor(deps) {
    super();
    this.#deps = { clock: Date.now, random: Math.random, sleep, ...deps };
  }

  /** Works until the signal ends it. @param {AbortSignal} signal */
  async run(signal) {
    try {
      await this.#deps.locks.request(LOCK, { signal }, () => this.#work(signal));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Something was added, or the connection may be back: everything is due now. */
  hurry() {
    this.#notBefore.clear();
    this.#hurried = true;
    this.#nap.abort();
  }

  /** What a person was asked about is tried once more. @param {string} key */
  async retry(key) {
    await this.#deps.store.note(key, { state: 'waiting', refusal: undefined });
    this.hurry();
  }

  /** @param {AbortSignal} signal */
  async #work(signal) {
    while (!signal.aborted) {
      this.#hurried = false;
      const now = this.#deps.clock();
      const waiting = (await this.#deps.store.all()).filter((entry) => entry.state === 'waiting');
      const due = waiting.find(({ key }) => (this.#notBefore.get(key) ?? 0) <= now);
      if (due) {
        await this.#carry(due, signal);
        continue;
      }
      const next = Math.min(...waiting.map(({ key }) => this.#notBefore.get(key) ?? 0), now + LONGEST_SLEEP);
      this.#nap = new AbortController();
      const stop = () => this.#nap.abort();
      signal.addEventListener('abort', stop, { once: true });
      // Told to hurry between looking and lying down.
      if (!this.#hurried && !signal.aborted) await this.#deps.sleep(next - now, this.#nap.signal);
      signal.removeEventListener('abort', stop);
    }
  }

  /** @param {SealedEntry} entry @param {AbortSignal} signal */
  async #carry(entry, signal) {
    const { store, post } = this.#deps;
    const { key } = entry;
    try {
      const bytes = await store.body(key);
      if (!bytes) return this.#later(entry, new ApiError(0, { code: 'gone' }));
      const patience = AbortSignal.timeout(PATIENCE + Math.ceil(entry.size / SLOWEST_BYTES_PER_MS));
      const receipt = await post(bytes, key, AbortSignal.any([signal, patience]));
      // A 2xx without our receipt is not an acknowledgement, whoever sent it.
      if (receipt?.idempotency_key !== key || !receipt.ticket) throw new ApiError(0, { code: 'no_receipt' });
      await store.acknowledge(key, receipt);
      this.#notBefore.delete(key);
      this.#tell({ key, phase: 'delivered', receipt });
    } catch (error) {
      if (signal.aborted) return;
      // Not foreseen, so not known to pass: whoever runs this is told, and starts it again.
      if (!(error instanceof ApiError)) throw error;
      if (error.transient) return this.#later(entry, error);
      const refusal = { status: error.status, code: error.code };
      await store.note(key, { state: 'blocked', refusal });
      this.#tell({ key, phase: 'blocked', ...refusal });
    }
  }

  /** @param {SealedEntry} entry @param {ApiError} error */
  async #later({ key, attempts }, { status, code, retryAfter }) {
    const { clock, random, store } = this.#deps;
    const wait = waitSeconds(attempts + 1, random(), retryAfter) * 1000;
    this.#notBefore.set(key, clock() + wait);
    await store.note(key, { attempts: attempts + 1 });
    this.#tell({ key, phase: 'waiting', status, code });
  }

  /** @param {Outcome} outcome */
  #tell(outcome) {
    this.dispatchEvent(new CustomEvent('outcome', { detail: outcome }));
  }
}

/** @param {number} milliseconds @param {AbortSignal} signal @returns {Promise<void>} */
function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    if (signal.aborted) done();
    signal.addEventListener('abort', done);
  });
}
