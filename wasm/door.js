// One wasm module behind byte buffers. Used in the worker, on the page when workers are refused, and in Node.

/**
 * What Emscripten gives: see core_door.cpp and media_door.cpp.
 * @typedef {Record<string, () => void> & {
 *   HEAPU8: Uint8Array,
 *   reserve(slot: number, size: number): number,
 *   answerAt(): number,
 *   answerSize(): number,
 * }} WasmModule
 */

/** @typedef {string | Uint8Array | object} Document */

const encoder = new TextEncoder();

/**
 * Documents cross as UTF-8 bytes; objects are written as JSON first.
 * @param {Document} document
 * @returns {Uint8Array}
 */
export function toBytes(document) {
  if (document instanceof Uint8Array) return document;
  return encoder.encode(typeof document === 'string' ? document : JSON.stringify(document));
}

export class Door {
  /** @type {WasmModule} */
  #module;

  /** Hears how far a long call has come, in thousandths. @param {((thousandths: number) => void) | undefined} hear */
  set onProgress(hear) {
    /** @type {any} */ (this.#module).onProgress = hear;
  }

  /** @param {WasmModule} module */
  constructor(module) {
    this.#module = module;
  }

  /** For what only some doors need (file-source.js). */
  get module() {
    return this.#module;
  }

  /**
   * Calls one door with its documents and copies the answer out.
   * @param {string} name
   * @param {Uint8Array[]} documents
   * @param {Uint8Array} [into]  where the answer is put when it fits: bulk work needs no new memory each time
   * @returns {Uint8Array}
   */
  call(name, documents, into) {
    const module = this.#module;
    documents.forEach((bytes, slot) => {
      const at = module.reserve(slot, bytes.length);
      // Taken after reserve: a heap that grew has a new view.
      module.HEAPU8.set(bytes, at);
    });
    module[name]();
    const at = module.answerAt();
    const end = at + module.answerSize();
    if (!into || into.length < end - at) return module.HEAPU8.slice(at, end);
    into.set(module.HEAPU8.subarray(at, end));
    return into.subarray(0, end - at);
  }
}

/**
 * @param {(options: object) => Promise<WasmModule>} factory  default export of returns-core.js or returns-media.js
 * @param {{wasmBinary?: Uint8Array, locateFile?: (name: string) => string}} options
 */
export async function openDoor(factory, options) {
  return new Door(await factory(options));
}
