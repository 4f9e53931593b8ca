import { ApiError } from '../net/api-error.js';
import { waitSeconds } from '../net/backoff.js';

/**
 * Carries one outbox entry to the intake: files first, then the request, again and again until a receipt for the
 * entry's own key has come, or a refusal that only a person can mend.
 *
 * An entry leaves the store in one place only, `store.acknowledge`, and only with its receipt. Whatever stops the sender
 * (reload, crash, a stopped server, the stop button) leaves the entry as it was, with what the server already has.
 *
 * @typedef {import('../storage/database.js').OutboxEntry} OutboxEntry
 * @typedef {import('../types/documents').Receipt} Receipt
 *
 * @typedef {object} Sending
 * @property {'uploading' | 'submitting' | 'waiting' | 'stopped' | 'blocked' | 'expired' | 'done'} phase
 * @property {number} sent - bytes
 * @property {number} total - bytes
 * @property {number} file - which file, from 1; 0 when none
 * @property {number} files
 * @property {number} [seconds] - until the next attempt, when waiting
 * @property {number} [status] - why it waits or is blocked; 0: no connection
 * @property {OutboxEntry['refusal']} [refusal]
 * @property {Receipt} [receipt]
 */

export class Sender extends EventTarget {
  #deps;
  /** @type {AbortController | undefined} */
  #running;
  /** @type {(() => void) | undefined} */
  #wake;

  /**
   * @param {object} deps
   * @param {import('../net/api.js').Api} deps.api
   * @param {typeof import('../storage/store.js')} deps.store
   * @param {typeof import('./upload.js').uploadFile} deps.upload
   * @param {() => number} [deps.random]
   * @param {{request: (name: string, options: {signal: AbortSignal}, run: () => Promise<any>) => Promise<any>}} [deps.locks]
   *   one sender per entry over all tabs
   * @param {(entry: OutboxEntry, receipt: Receipt) => Promise<import('../storage/database.js').SavedReceipt>} deps.keep
   *   what to keep of a receipt for showing again
   */
  constructor(deps) {
    super();
    this.#deps = deps;
  }

  /**
   * @param {OutboxEntry} entry
   * @returns {Promise<Sending>} how it ended: done, blocked, expired or stopped
   */
  async send(entry) {
    this.#running?.abort();
    const control = new AbortController();
    this.#running = control;
    const { locks } = this.#deps;
    const run = () => this.#untilEnd(entry, control.signal);
    try {
      if (!locks) return await run();
      return await locks.request(`returns-outbox-${entry.key}`, { signal: control.signal }, run);
    } catch (error) {
      if (/** @type {Error} */ (error)?.name === 'AbortError') return this.#tell(entry, { phase: 'stopped' });
      throw error;
    } finally {
      if (this.#running === control) this.#running = undefined;
    }
  }

  /** Stops without losing anything. */
  stop() {
    this.#running?.abort();
  }

  /** Ends a wait now: the connection is back, or the person asked. */
  hurry() {
    this.#wake?.();
  }

  /** @param {OutboxEntry} entry @param {AbortSignal} signal @returns {Promise<Sending>} */
  async #untilEnd(entry, signal) {
    for (;;) {
      try {
        return await this.#attempt(entry, signal);
      } catch (error) {
        if (signal.aborted) throw new DOMException('stopped', 'AbortError');
        if (!(error instanceof ApiError)) throw error;
        const refusal = { status: error.status, code: error.code, at: error.at, params: error.params };
        if (error.unauthorised) return this.#tell(entry, { phase: 'expired', status: 401, refusal });
        const mended = sendAgain(entry, error);
        if (!error.transient && !mended) {
          entry.state = 'blocked';
          entry.refusal = refusal;
          await this.#deps.store.saveOutbox(entry);
          return this.#tell(entry, { phase: 'blocked', status: error.status, refusal });
        }
        entry.attempts += 1;
        await this.#deps.store.saveOutbox(entry);
        const random = (this.#deps.random ?? Math.random)();
        await this.#wait(entry, waitSeconds(entry.attempts, random, error.retryAfter), error.status, signal);
      }
    }
  }

  /** @param {OutboxEntry} entry @param {AbortSignal} signal @returns {Promise<Sending>} */
  async #attempt(entry, signal) {
    const { api, store, upload, keep } = this.#deps;
    // Another tab had it before, and brought it to its end.
    const { receipt: had } = (await store.receiptOf(entry.order)) ?? {};
    if (had?.idempotency_key === entry.key) return this.#tell(entry, { phase: 'done', receipt: had });
    delete entry.refusal;
    entry.state = 'uploading';
    for (const file of entry.manifest) {
      if (file.done) continue;
      this.#tell(entry, { phase: 'uploading' }, file);
      const media = await store.loadMedia(entry.order, file.sha256);
      if (!media) throw new ApiError(410, { code: 'media_gone', params: { name: file.name } });
      /** @type {Promise<void> | undefined} */
      let address;
      await upload({
        endpoint: api.url('api/v1/media'),
        token: entry.token,
        blob: media.blob,
        file,
        signal,
        onProgress: (sent) => this.#tell(entry, { phase: 'uploading' }, file, sent),
        onAddress: (url) => {
          file.uploadUrl = url;
          // Only saves sending the same bytes again; waited for, so that no write comes after the acknowledgement.
          address = store.saveOutbox(entry).catch(() => {});
        },
      });
      await address;
      file.done = true;
      await store.saveOutbox(entry);
    }
    entry.state = 'submitting';
    entry.posted = true;
    await store.saveOutbox(entry);
    this.#tell(entry, { phase: 'submitting' });
    const receipt = await api.submit(entry.bytes, entry.key, entry.token, signal);
    if (receipt?.idempotency_key !== entry.key || !receipt.ticket) {
      // A 2xx without our receipt is not an acknowledgement, whoever sent it.
      throw new ApiError(0, { code: 'no_receipt' });
    }
    await store.acknowledge(entry, await keep(entry, receipt));
    return this.#tell(entry, { phase: 'done', receipt });
  }

  /** @param {OutboxEntry} entry @param {number} seconds @param {number} status @param {AbortSignal} signal */
  async #wait(entry, seconds, status, signal) {
    const end = Date.now() + seconds * 1000;
    let woken = false;
    /** @type {() => void} */
    let next = () => {};
    const go = () => next();
    signal.addEventListener('abort', go);
    this.#wake = () => {
      woken = true;
      go();
    };
    try {
      while (!woken && !signal.aborted && Date.now() < end) {
        const left = Math.ceil((end - Date.now()) / 1000);
        this.#tell(entry, { phase: 'waiting', seconds: left, status });
        if (woken || signal.aborted) break;
        await new Promise((resolve) => {
          const timer = setTimeout(resolve, Math.min(1000, Math.max(0, end - Date.now())));
          next = () => {
            clearTimeout(timer);
            resolve(undefined);
          };
        });
      }
    } finally {
      signal.removeEventListener('abort', go);
      this.#wake = undefined;
    }
    if (signal.aborted) throw new DOMException('stopped', 'AbortError');
  }

  /**
   * @param {OutboxEntry} entry
   * @param {Pick<Sending, 'phase'> & Partial<Sending>} what
   * @param {import('../storage/database.js').ManifestEntry} [current] @param {number} [sent]
   * @returns {Sending}
   */
  #tell(entry, what, current, sent = 0) {
    const total = entry.manifest.reduce((sum, file) => sum + file.size, 0);
    const done = entry.manifest.reduce((sum, file) => sum + (file.done ? file.size : 0), 0);
    const sending = {
      sent: done + sent,
      total,
      file: current ? entry.manifest.indexOf(current) + 1 : 0,
      files: entry.manifest.length,
      ...what,
    };
    this.dispatchEvent(new CustomEvent('sending', { detail: sending }));
    return sending;
  }
}

/** How often a file is sent from the start before a person is asked. */
const FRESH_UPLOADS = 3;

/**
 * The server does not have a file as we have it: broken on the way, or thrown away since. It is sent from the start.
 * @param {OutboxEntry} entry @param {ApiError} error
 * @returns {boolean} false when that is not what is wrong, or it has been tried often enough
 */
function sendAgain(entry, error) {
  const file =
    error.code === 'evidence_missing'
      ? entry.manifest.find((candidate) => candidate.sha256 === error.params?.sha256)
      : error.status === 460
        ? entry.manifest.find((candidate) => !candidate.done)
        : undefined;
  if (!file || (file.fresh ?? 0) >= FRESH_UPLOADS) return false;
  file.fresh = (file.fresh ?? 0) + 1;
  file.done = false;
  delete file.uploadUrl;
  return true;
}
