import { addEvidence, removeEvidence, setCodes } from '../data/draft.js';
import { FileRefused, takeIn } from './take-in.js';

/**
 * The files of one session: takes new ones in, keeps them on the device, knows which are still being read and which
 * could not be taken. What counts as good enough is the plan's to say.
 *
 * @typedef {import('../types/documents').Slot} Slot
 *
 * @typedef {object} Pending a file that is not in the draft
 * @property {number} id
 * @property {string} slot - slotKey
 * @property {string} name
 * @property {'reading' | 'refused'} state
 * @property {string} [code]
 * @property {Record<string, any>} [params]
 */

/** @param {{slot: string, line?: string}} of */
export function slotKey(of) {
  return of.line === undefined ? of.slot : `${of.slot}@${of.line}`;
}

export class MediaShelf {
  /** @type {Pending[]} */
  pending = [];
  /** @type {Set<string>} digests of pictures whose codes are being read */
  scanning = new Set();
  #serial = 0;
  #deps;
  /** @type {Map<string, Blob>} */
  #blobs = new Map();

  /**
   * @param {object} deps
   * @param {import('../session/session.js').ReturnSession} deps.session
   * @param {typeof import('../storage/store.js')} deps.store
   * @param {() => Promise<import('../types/documents').MediaClient>} deps.media opened with the first file
   * @param {() => {scan: (blob: Blob) => Promise<import('../types/documents').ScannedCode[]>}} [deps.codes] the reader
   *   of bar codes, opened with the first picture of a slot that asks for them
   * @param {() => void} deps.update
   * @param {(outcome: 'added' | 'refused', name: string) => void} deps.announce
   */
  constructor(deps) {
    this.#deps = deps;
  }

  /** @param {Iterable<File>} files @param {Slot} slot @param {number} [replaces] index of the evidence that goes */
  async add(files, slot, replaces) {
    const chosen = [...files];
    if (replaces !== undefined && chosen.length > 0) await this.remove(replaces);
    for (const file of chosen) await this.#one(file, slot);
  }

  /** @param {File} file @param {Slot} slot */
  async #one(file, slot) {
    const { session, store, media, update, announce } = this.#deps;
    /** @type {Pending} */
    const pending = { id: ++this.#serial, slot: slotKey(slot), name: file.name, state: 'reading' };
    this.pending = [
      ...this.pending.filter((other) => other.state === 'reading' || other.slot !== pending.slot),
      pending,
    ];
    update();
    try {
      const { evidence, blob, type } = await takeIn(file, slot, await media());
      await keep(store, { order: session.order.id, sha256: evidence.sha256, blob, name: file.name, type });
      this.#blobs.set(evidence.sha256, blob);
      this.dismiss(pending.id);
      await session.change((draft) => addEvidence(draft, evidence));
      announce('added', file.name);
      await this.#scan(evidence, blob, slot);
    } catch (error) {
      const known = error instanceof FileRefused;
      pending.state = 'refused';
      pending.code = known ? error.code : 'cannot_check';
      pending.params = known ? error.params : {};
      announce('refused', file.name);
      update();
    }
  }

  /**
   * Looks for codes in a picture that is already kept: nobody waits for it to go on.
   * @param {import('../types/documents').Evidence} evidence @param {Blob} blob @param {Slot} slot
   */
  async #scan(evidence, blob, slot) {
    const { session, codes, update } = this.#deps;
    if (!codes || !slot.codes?.length || evidence.report.kind !== 'image') return;
    this.scanning.add(evidence.sha256);
    update();
    try {
      const found = await codes().scan(blob);
      await session.change((draft) => setCodes(draft, evidence, found));
    } catch {
      // A picture that this browser cannot open has no codes to speak of: the draft says that nobody looked.
    } finally {
      this.scanning.delete(evidence.sha256);
      update();
    }
  }

  /** @param {number} id */
  dismiss(id) {
    this.pending = this.pending.filter((other) => other.id !== id);
    this.#deps.update();
  }

  /** @param {number} index in the draft */
  async remove(index) {
    const { session, store } = this.#deps;
    const gone = session.draft.evidence?.[index];
    await session.change((draft) => removeEvidence(draft, index));
    const still = session.draft.evidence?.some((file) => file.sha256 === gone?.sha256);
    if (gone && !still) {
      this.#blobs.delete(gone.sha256);
      await store.dropMedia(session.order.id, gone.sha256);
    }
  }

  /** @param {string} sha256 @returns {Promise<Blob | undefined>} */
  async blobOf(sha256) {
    const held = this.#blobs.get(sha256);
    if (held) return held;
    const saved = await this.#deps.store.loadMedia(this.#deps.session.order.id, sha256);
    if (saved) this.#blobs.set(sha256, saved.blob);
    return saved?.blob;
  }
}

/** @param {typeof import('../storage/store.js')} store @param {import('../storage/database.js').SavedMedia} saved */
async function keep(store, saved) {
  try {
    await store.saveMedia(saved);
  } catch (error) {
    if (/** @type {Error} */ (error)?.name === 'QuotaExceededError') throw new FileRefused('device_full', {});
    throw error;
  }
}
