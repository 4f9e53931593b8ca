import { seal } from '../outbox/seal.js';
import { memoryStore } from '../storage/memory.js';

/**
 * The store of a shared device. Drafts and files live in memory and go with the page; a request that is sent is sealed for
 * the merchant first, and only then kept.
 *
 * @typedef {import('../outbox/sealed-store.js').SealedEntry} SealedEntry
 *
 * @param {object} deps
 * @param {import('../outbox/sealed-store.js').SealedStore} deps.sealed
 * @param {{merchant: string, sealing: import('../../../wasm/pack-signature.js').Sealing}} deps.trust
 * @param {() => {factor: string, language: string}} deps.customer what was typed to open the order
 * @param {() => void} deps.onSealing
 * @param {(entry: SealedEntry) => void} deps.onSealed
 * @param {() => void} deps.onFailure
 * @returns {typeof import('../storage/store.js')}
 */
export function kioskStore({ sealed, trust, customer, onSealing, onSealed, onFailure }) {
  const memory = memoryStore();
  /** @type {Map<string, import('../storage/database.js').SavedDraft>} */
  const drafts = new Map();
  /** @type {Promise<never> | undefined} */
  let enqueuing;

  /** @param {import('../storage/database.js').OutboxEntry} entry @returns {Promise<never>} */
  async function keep(entry) {
    onSealing();
    try {
      const files = [];
      for (const { sha256, name, type } of entry.manifest) {
        const media = await memory.loadMedia(entry.order, sha256);
        if (!media) throw new Error('a file is gone');
        files.push({ sha256, name, type, blob: media.blob });
      }
      const content = { order: entry.order, token: entry.token, ...customer(), request: entry.bytes, files };
      const bytes = await seal({ ...trust, key: entry.key, content });
      onSealed(await sealed.add(entry.key, bytes, entry.created));
    } catch (error) {
      enqueuing = undefined;
      onFailure();
      throw error;
    }
    // From here on it is the courier's; the session, which still has everything in the clear, is about to go.
    return new Promise(() => {});
  }

  return {
    ...memory,
    saveDraft: async (saved) => void drafts.set(saved.id, saved),
    loadDraft: async (id) => drafts.get(id),
    allDrafts: async () => [...drafts.values()],
    dropDraft: async (id) => {
      drafts.delete(id);
      await memory.dropDraft(id);
    },
    // A second press is the same request.
    enqueue: (entry) => (enqueuing ??= keep(entry)),
  };
}
