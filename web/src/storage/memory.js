/**
 * The store of a page that is not allowed to keep anything: a frame in a browser that blocks what third parties store, a
 * private window, some web views. It forgets with the page. A draft is not pretended to be saved; a request that is being
 * sent is held until its receipt has come.
 * @typedef {import('./database.js').SavedDraft} SavedDraft
 * @typedef {import('./database.js').SavedMedia} SavedMedia
 * @typedef {import('./database.js').OutboxEntry} OutboxEntry
 * @typedef {import('./database.js').SavedReceipt} SavedReceipt
 */

/** @returns {typeof import('./store.js')} */
export function memoryStore() {
  /** @type {Map<string, SavedMedia>} */
  const media = new Map();
  /** @type {Map<string, OutboxEntry>} */
  const outbox = new Map();
  /** @type {Map<string, SavedReceipt>} */
  const receipts = new Map();

  const mediaKey = (/** @type {string} */ order, /** @type {string} */ sha256) => `${sha256} ${order}`;
  const dropMediaOf = (/** @type {string} */ order) => {
    for (const [key, saved] of media) if (saved.order === order) media.delete(key);
  };
  const outboxOf = async (/** @type {string} */ order) =>
    [...outbox.values()].find((entry) => entry.order === order);

  return {
    async saveDraft() {
      throw new Error('nothing can be kept on this device');
    },
    loadDraft: async () => undefined,
    allDrafts: async () => [],
    dropDraft: async (order) => dropMediaOf(order),
    saveMedia: async (saved) => void media.set(mediaKey(saved.order, saved.sha256), saved),
    loadMedia: async (order, sha256) => media.get(mediaKey(order, sha256)),
    dropMedia: async (order, sha256) => void media.delete(mediaKey(order, sha256)),
    saveOutbox: async (entry) => void outbox.set(entry.key, entry),
    async enqueue(entry) {
      const standing = await outboxOf(entry.order);
      if (!standing) outbox.set(entry.key, entry);
      return standing ?? entry;
    },
    outboxOf,
    allOutbox: async () => [...outbox.values()].sort((a, b) => a.created - b.created),
    dropOutbox: async (key) => void outbox.delete(key),
    async acknowledge(entry, saved) {
      if (saved.receipt.idempotency_key !== entry.key) throw new Error('the receipt is for another request');
      receipts.set(saved.ticket, saved);
      outbox.delete(entry.key);
      dropMediaOf(entry.order);
    },
    loadReceipt: async (ticket) => receipts.get(ticket),
    allReceipts: async () => [...receipts.values()],
    receiptOf: async (order) =>
      [...receipts.values()]
        .filter((saved) => saved.order === order)
        .sort((a, b) => (a.receipt.received_at < b.receipt.received_at ? 1 : -1))[0],
  };
}
