/**
 * Which pictures are looked through for codes, and what their slot asks the codes for. The names of slots are shared by
 * packs and sentences alike (docs/adr/0320); a pack's slot of another name is an ordinary picture.
 * @type {Record<string, string[]>}
 */
const WANTED = { batch_expiry: ['batch'], recall_batch: ['batch'], trace_code: ['trace'], wrong_item: [] };

/** @param {{slot: string}} of @returns {string[] | undefined} undefined: nobody looks */
export function wantedBy({ slot }) {
  return Object.hasOwn(WANTED, slot) ? WANTED[slot] : undefined;
}
