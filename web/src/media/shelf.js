import { addEvidence, changeEvidence, removeEvidence } from '../data/draft.js';
import { FileRefused } from './file-refused.js';

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
  #serial = 0;
  #deps;
  /** @type {Map<string, Blob>} */
  #blobs = new Map();
  /** @type {Map<string, string>} when a picture was taken that is older than the parcel, by its digest */
  #tooEarly = new Map();
  /** @type {Map<string, string[]>} what was taken out of a file before it was kept, by its digest */
  #removed = new Map();

  /**
   * @param {object} deps
   * @param {import('../session/session.js').ReturnSession} deps.session
   * @param {typeof import('../storage/store.js')} deps.store
   * @param {() => Promise<import('../types/documents').MediaClient>} deps.media opened with the first file
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
    const { session, media, update, announce } = this.#deps;
    /** @type {Pending} */
    const pending = { id: ++this.#serial, slot: slotKey(slot), name: file.name, state: 'reading' };
    this.pending = [
      ...this.pending.filter((other) => other.state === 'reading' || other.slot !== pending.slot),
      pending,
    ];
    update();
    try {
      const { takeIn } = await import('./take-in.js');
      const { evidence, blob, ...more } = await takeIn(file, slot, await media(), session.order);
      await this.#keep({ order: session.order.id, sha256: evidence.sha256, blob, name: file.name, ...more });
      this.dismiss(pending.id);
      await session.change((draft) => addEvidence(draft, evidence));
      announce('added', file.name);
    } catch (error) {
      const known = error instanceof FileRefused;
      pending.state = 'refused';
      pending.code = known ? error.code : 'cannot_check';
      pending.params = known ? error.params : {};
      announce('refused', file.name);
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
    const { session } = this.#deps;
    const gone = session.draft.evidence?.[index];
    await session.change((draft) => removeEvidence(draft, index));
    if (gone) await this.#forget(gone.sha256);
  }

  /** Drops a file's bytes unless another slot shows them too. @param {string} sha256 */
  async #forget(sha256) {
    const { session, store } = this.#deps;
    if (session.draft.evidence?.some((file) => file.sha256 === sha256)) return;
    this.#blobs.delete(sha256);
    await store.dropMedia(session.order.id, sha256);
  }

  /**
   * What would make a better picture, from a frame of the camera; undefined where the media core gives no such advice.
   * @param {import('../types/documents').CameraFrame} frame
   */
  async advise(frame) {
    const { adviseFrame } = /** @type {any} */ (await this.media());
    return adviseFrame?.(frame);
  }

  /** The media core, for parts that came later. */
  media() {
    return this.#deps.media();
  }

  /** Where to look on the picture at `index`. @param {number} index @param {import('../types/documents').Mark[]} marks */
  async mark(index, marks) {
    await this.#deps.session.change((draft) => changeEvidence(draft, index, { marks }));
  }

  /**
   * Puts another picture in the place of the one at `index`, which is forgotten.
   * @param {number} index @param {File} file @param {import('../types/documents').Mark[]} marks
   */
  async replace(index, file, marks) {
    const { session, media, announce } = this.#deps;
    const gone = session.draft.evidence?.[index];
    if (!gone) return;
    const slot =
      session.plan?.slots.find((one) => slotKey(one) === slotKey(gone)) ?? /** @type {any} */ (gone);
    try {
      const { takeIn } = await import('./take-in.js');
      const { evidence, blob, ...more } = await takeIn(file, slot, await media());
      await this.#keep({ order: session.order.id, sha256: evidence.sha256, blob, name: file.name, ...more });
      await session.change((draft) => changeEvidence(draft, index, { ...evidence, marks }));
      await this.#forget(gone.sha256);
      announce('added', file.name);
    } catch {
      // The picture as it was must not go where its owner wanted something hidden.
      await this.remove(index);
      announce('refused', file.name);
    }
  }

  /** @param {string} sha256 @returns {Promise<Blob | undefined>} */
  async blobOf(sha256) {
    const held = this.#blobs.get(sha256);
    if (held) return held;
    const saved = await this.#deps.store.loadMedia(this.#deps.session.order.id, sha256);
    if (!saved) return undefined;
    this.#hold(saved);
    this.#deps.update();
    return saved.blob;
  }

  /** What was taken out of the file, as far as it is known: from where its bytes were last asked for. @param {string} sha256 */
  removedFrom(sha256) {
    return this.#removed.get(sha256) ?? [];
  }

  /** When the picture says it was taken, if that was before the parcel came; known until the page is left. @param {string} sha256 */
  tooEarly(sha256) {
    return this.#tooEarly.get(sha256);
  }

  /** @param {import('../storage/database.js').SavedMedia & {tooEarly?: string}} taken */
  async #keep({ tooEarly, ...saved }) {
    if (tooEarly) this.#tooEarly.set(saved.sha256, tooEarly);
    try {
      await this.#deps.store.saveMedia(saved);
    } catch (error) {
      if (/** @type {Error} */ (error)?.name === 'QuotaExceededError')
        throw new FileRefused('device_full', {});
      throw error;
    }
    this.#hold(saved);
  }

  /** @param {import('../storage/database.js').SavedMedia} saved */
  #hold({ sha256, blob, removed = [] }) {
    this.#blobs.set(sha256, blob);
    this.#removed.set(sha256, removed);
  }
}
