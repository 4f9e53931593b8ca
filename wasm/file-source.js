// Files that stay where they are while the media module reads what it looks at (wasm/host_file.h).

/** @typedef {{size: number, read: (at: number, count: number) => Uint8Array}} FileSource */

/**
 * What the next calls of the doors that end in File read; a read that throws, or gives less, makes them answer with a
 * fault.
 * @param {import('./door.js').Door} door @param {FileSource | undefined} source
 */
export function giveSource(door, source) {
  const module = /** @type {any} */ (door.module);
  module.fileSize = source?.size ?? 0;
  module.readFile = (/** @type {number} */ at, /** @type {number} */ into, /** @type {number} */ count) => {
    try {
      const bytes = source?.read(at, count);
      if (bytes?.length !== count) return false; // shorter than it was
      module.HEAPU8.set(bytes, into);
      return true;
    } catch {
      return false;
    }
  };
}

/** Pages of a Blob, read while the module waits: only a worker can. @param {Blob} file @returns {FileSource} */
export function inPages(file) {
  const reader = new /** @type {any} */ (globalThis).FileReaderSync();
  return {
    size: file.size,
    read: (at, count) => new Uint8Array(reader.readAsArrayBuffer(file.slice(at, at + count))),
  };
}

/** A page cannot wait for a file: there all of it is read first. @param {Uint8Array} bytes @returns {FileSource} */
export const inMemory = (bytes) => ({
  size: bytes.length,
  read: (at, count) => bytes.subarray(at, at + count),
});
