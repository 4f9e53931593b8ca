import { openDB } from 'idb';

/**
 * What is kept on the device until the shop has it.
 *
 * | store | key | holds |
 * |---|---|---|
 * | drafts | order id | order, token, draft, screen, when it was last touched |
 * | media | [order id, SHA-256] | the file's bytes, name, type, what was taken out |
 * | outbox | idempotency key | the sealed request's bytes, media manifest, state |
 * | receipts | ticket | the receipt, for showing again |
 *
 * @typedef {import('../types/documents').Order} Order
 * @typedef {import('../types/documents').Draft} Draft
 * @typedef {import('../types/documents').Receipt} Receipt
 *
 * @typedef {object} SavedDraft
 * @property {string} id
 * @property {Order} order
 * @property {string} token
 * @property {Draft} draft
 * @property {string} screen
 * @property {string[]} seen
 * @property {number} touched - milliseconds since 1970
 *
 * @typedef {object} SavedMedia
 * @property {string} order
 * @property {string} sha256
 * @property {Blob} blob
 * @property {string} name
 * @property {string} type
 * @property {string[]} [removed] - what was taken out before it was kept
 *
 * @typedef {object} ManifestEntry
 * @property {string} sha256
 * @property {string} name
 * @property {string} type
 * @property {number} size
 * @property {string} [uploadUrl] - where a broken upload goes on
 * @property {boolean} done
 * @property {number} [fresh] - how often it was sent from the start
 *
 * @typedef {'sealed' | 'uploading' | 'submitting' | 'blocked'} OutboxState
 *
 * @typedef {object} OutboxEntry
 * @property {string} key - the idempotency key, a UUID
 * @property {string} order
 * @property {string} token
 * @property {Uint8Array} bytes
 * @property {ManifestEntry[]} manifest
 * @property {OutboxState} state
 * @property {boolean} posted - the request has left the device at least once; its fate may be unknown
 * @property {number} attempts
 * @property {number} created - milliseconds since 1970
 * @property {{status: number, code: string, at?: string, params?: Record<string, any>}} [refusal]
 *
 * @typedef {object} SavedReceipt
 * @property {string} ticket
 * @property {string} order
 * @property {Receipt} receipt
 * @property {any} request
 * @property {any} plan - the plan that was on the screen, for "what to do with the parcel"
 * @property {Order} goods
 */

const NAME = 'returns-portal';
const VERSION = 1;

/** @typedef {import('idb').IDBPDatabase<any>} Database */

/** @type {Promise<Database> | undefined} */
let opened;

/** @returns {Promise<Database>} */
export function database() {
  opened ??= openDB(NAME, VERSION, {
    upgrade(db) {
      db.createObjectStore('drafts', { keyPath: 'id' });
      db.createObjectStore('media', { keyPath: ['order', 'sha256'] }).createIndex('order', 'order');
      db.createObjectStore('outbox', { keyPath: 'key' }).createIndex('order', 'order');
      db.createObjectStore('receipts', { keyPath: 'ticket' }).createIndex('order', 'order');
    },
    blocking(_current, _blocked, event) {
      // A newer page wants to upgrade: let go, and open again on the next call.
      /** @type {IDBDatabase} */ (event.target).close();
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  }).catch((cause) => {
    opened = undefined;
    throw new Error('the store on this device cannot be opened', { cause });
  });
  return opened;
}
