import { uint32 } from './seal.js';

const MAGIC = 'returns.outbox/1\n';

/**
 * `returns.outbox/1`: what waits, for carrying to the intake by hand (`returns outbox import`). Nothing is taken out by it:
 * what is delivered twice is filed once.
 * @param {import('./sealed-store.js').SealedStore} store
 * @returns {Promise<Blob>}
 */
export async function exportOutbox(store) {
  /** @type {BlobPart[]} */
  const parts = [MAGIC];
  for (const { key, created, size } of await store.all()) {
    const body = await store.body(key);
    if (!body) continue;
    const head = new TextEncoder().encode(JSON.stringify({ key, created, size }));
    parts.push(uint32(head.length), head, /** @type {BlobPart} */ (body));
  }
  return new Blob(parts, { type: 'application/octet-stream' });
}
