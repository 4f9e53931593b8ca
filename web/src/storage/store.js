import { database } from './database.js';

/**
 * Reads and writes of the device's store. Writes that must survive a crash use strict durability.
 * @typedef {import('./database.js').SavedDraft} SavedDraft
 * @typedef {import('./database.js').SavedMedia} SavedMedia
 * @typedef {Omit<SavedMedia, 'blob'> & {bytes: ArrayBuffer}} StoredMedia
 * @typedef {import('./database.js').OutboxEntry} OutboxEntry
 * @typedef {import('./database.js').SavedReceipt} SavedReceipt
 */

const STRICT = /** @type {const} */ ({ durability: 'strict' });

/** @param {SavedDraft} saved */
export async function saveDraft(saved) {
  const db = await database();
  await db.put('drafts', saved);
}

/** @param {string} order @returns {Promise<SavedDraft | undefined>} */
export async function loadDraft(order) {
  return (await database()).get('drafts', order);
}

/** @returns {Promise<SavedDraft[]>} newest first */
export async function allDrafts() {
  const drafts = await (await database()).getAll('drafts');
  return drafts.sort((a, b) => b.touched - a.touched);
}

/** Throws the draft and its files away. @param {string} order */
export async function dropDraft(order) {
  const tx = (await database()).transaction(['drafts', 'media'], 'readwrite', STRICT);
  await tx.objectStore('drafts').delete(order);
  for await (const cursor of tx.objectStore('media').index('order').iterate(order)) await cursor.delete();
  await tx.done;
}

/** @param {SavedMedia | StoredMedia} media */
async function putMedia(media) {
  const tx = (await database()).transaction('media', 'readwrite', STRICT);
  await Promise.all([tx.store.put(media), tx.done]);
}

/**
 * In a private window WebKit keeps no Blob ("Error preparing Blob/File data to be stored in object store"), but its
 * bytes: those, then.
 * @param {SavedMedia} media
 */
export async function saveMedia(media) {
  try {
    await putMedia(media);
  } catch (error) {
    if (/** @type {Error} */ (error).name === 'QuotaExceededError') throw error;
    const { blob, ...rest } = media;
    await putMedia({ ...rest, bytes: await blob.arrayBuffer() });
  }
}

/** @param {string} order @param {string} sha256 @returns {Promise<SavedMedia | undefined>} */
export async function loadMedia(order, sha256) {
  const saved = await (await database()).get('media', [order, sha256]);
  if (saved?.bytes) saved.blob = new Blob([saved.bytes], { type: saved.type });
  return saved;
}

/** @param {string} order @param {string} sha256 */
export async function dropMedia(order, sha256) {
  await (await database()).delete('media', [order, sha256]);
}

/** Writes down how sending went; an entry that another tab has brought to its end does not come back. @param {OutboxEntry} entry */
export async function saveOutbox(entry) {
  const tx = (await database()).transaction('outbox', 'readwrite', STRICT);
  if (await tx.store.getKey(entry.key)) await tx.store.put(entry);
  await tx.done;
}

/**
 * Puts a sealed request into the outbox, unless the order already has one: a second press is the same request.
 * @param {OutboxEntry} entry
 * @returns {Promise<OutboxEntry>} the entry that stands
 */
export async function enqueue(entry) {
  const tx = (await database()).transaction('outbox', 'readwrite', STRICT);
  const standing = await tx.store.index('order').get(entry.order);
  if (!standing) await tx.store.put(entry);
  await tx.done;
  return standing ?? entry;
}

/** @param {string} order @returns {Promise<OutboxEntry | undefined>} */
export async function outboxOf(order) {
  return (await database()).getFromIndex('outbox', 'order', order);
}

/** @returns {Promise<OutboxEntry[]>} oldest first */
export async function allOutbox() {
  const entries = await (await database()).getAll('outbox');
  return entries.sort((a, b) => a.created - b.created);
}

/** @param {string} key */
export async function dropOutbox(key) {
  await (await database()).delete('outbox', key);
}

/**
 * The one place where a request leaves the device's care: the receipt comes in and the entry, its files and the draft
 * go out, in one transaction.
 * @param {OutboxEntry} entry @param {SavedReceipt} saved
 */
export async function acknowledge(entry, saved) {
  if (saved.receipt.idempotency_key !== entry.key) throw new Error('the receipt is for another request');
  const tx = (await database()).transaction(['outbox', 'drafts', 'media', 'receipts'], 'readwrite', STRICT);
  await tx.objectStore('receipts').put(saved);
  await tx.objectStore('outbox').delete(entry.key);
  await tx.objectStore('drafts').delete(entry.order);
  for await (const cursor of tx.objectStore('media').index('order').iterate(entry.order))
    await cursor.delete();
  await tx.done;
}

/** @param {string} ticket @returns {Promise<SavedReceipt | undefined>} */
export async function loadReceipt(ticket) {
  return (await database()).get('receipts', ticket);
}

/** @returns {Promise<SavedReceipt[]>} */
export async function allReceipts() {
  return (await database()).getAll('receipts');
}

/** The latest receipt for an order. @param {string} order @returns {Promise<SavedReceipt | undefined>} */
export async function receiptOf(order) {
  const found = await (await database()).getAllFromIndex('receipts', 'order', order);
  return found.sort((a, b) => (a.receipt.received_at < b.receipt.received_at ? 1 : -1))[0];
}
