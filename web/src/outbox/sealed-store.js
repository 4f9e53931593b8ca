import { openDB } from 'idb';

/**
 * Sealed requests on a shared device, in a database of their own: the wipe between two customers takes everything else.
 * In the clear stand the idempotency key, the age, the size, and how sending went; nothing that says whose it is.
 *
 * @typedef {object} SealedEntry
 * @property {string} key - the idempotency key, a UUID
 * @property {number} created - milliseconds since 1970
 * @property {number} size - bytes
 * @property {'waiting' | 'blocked'} state
 * @property {number} attempts
 * @property {{status: number, code: string}} [refusal]
 *
 * @typedef {import('idb').IDBPDatabase<any>} Database
 */

const NAME = 'returns-sealed';
const STRICT = /** @type {const} */ ({ durability: 'strict' });

/** @returns {Promise<Database>} */
export function openSealed() {
  return openDB(NAME, 1, {
    upgrade(db) {
      db.createObjectStore('entries', { keyPath: 'key' });
      // Apart, so that looking at what waits does not read it all.
      db.createObjectStore('bodies', { keyPath: 'key' });
    },
    blocking(_current, _blocked, event) {
      /** @type {IDBDatabase} */ (event.target).close();
    },
  });
}

export class SealedStore {
  #open;
  /** @type {Promise<Database> | undefined} */
  #opened;

  /** @param {() => Promise<Database>} [open] */
  constructor(open = openSealed) {
    this.#open = open;
  }

  /** @returns {Promise<Database>} */
  #database() {
    this.#opened ??= this.#open().then(
      (db) => {
        db.addEventListener('close', () => (this.#opened = undefined));
        return db;
      },
      (cause) => {
        this.#opened = undefined;
        throw new Error('the store on this device cannot be opened', { cause });
      },
    );
    return this.#opened;
  }

  /** When this has ended, the request survives whatever happens to the page. @param {string} key @param {Uint8Array} bytes @param {number} created */
  async add(key, bytes, created) {
    const tx = (await this.#database()).transaction(['entries', 'bodies'], 'readwrite', STRICT);
    const entry = { key, created, size: bytes.length, state: 'waiting', attempts: 0 };
    await Promise.all([
      tx.objectStore('entries').add(entry),
      tx.objectStore('bodies').add({ key, bytes }),
      tx.done,
    ]);
    return /** @type {SealedEntry} */ (entry);
  }

  /** @returns {Promise<SealedEntry[]>} oldest first */
  async all() {
    const entries = await (await this.#database()).getAll('entries');
    return entries.sort((a, b) => a.created - b.created);
  }

  /** @param {string} key @returns {Promise<Uint8Array | undefined>} */
  async body(key) {
    return (await (await this.#database()).get('bodies', key))?.bytes;
  }

  /** Writes down how sending went; an entry that has gone meanwhile does not come back. @param {string} key @param {Partial<SealedEntry>} change */
  async note(key, change) {
    const tx = (await this.#database()).transaction('entries', 'readwrite', STRICT);
    const entry = await tx.store.get(key);
    const noted = entry && { ...entry, ...change };
    if (noted) await tx.store.put(noted);
    await tx.done;
    return /** @type {SealedEntry | undefined} */ (noted);
  }

  /**
   * The one place where a sealed request leaves the device.
   * @param {string} key @param {{idempotency_key: string, ticket: string}} receipt
   */
  async acknowledge(key, receipt) {
    if (receipt?.idempotency_key !== key || !receipt.ticket)
      throw new Error('the receipt is for another request');
    const tx = (await this.#database()).transaction(['entries', 'bodies'], 'readwrite', STRICT);
    await Promise.all([tx.objectStore('entries').delete(key), tx.objectStore('bodies').delete(key), tx.done]);
  }
}
