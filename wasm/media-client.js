// The page's side of the media module: what files and frames say. Comes with the first file.

import { connection, parse } from './client.js';
import { toBytes } from './door.js';
import { giveSource, inMemory } from './file-source.js';
import { documentsOf, isFrame } from './frame-source.js';

/** @typedef {import('./client.js').OnProgress} OnProgress */
/** @typedef {import('./client.js').Loading} Loading */

/**
 * @param {Blob} file
 * @param {{at: number, length: number, put: number, zeros: number}[]} edits  ascending
 * @param {Uint8Array} puts  what is put, one behind the other
 */
function edited(file, edits, puts) {
  /** @type {any[]} */
  const parts = [];
  let at = 0;
  let put = 0;
  for (const edit of edits) {
    parts.push(file.slice(at, edit.at), puts.slice(put, put + edit.put), new Uint8Array(edit.zeros));
    at = edit.at + edit.length;
    put += edit.put;
  }
  return new Blob([...parts, file.slice(at)], { type: file.type });
}

/**
 * Opens the media core; call it when the first file is chosen.
 * @param {{baseUrl: string | URL} & Loading} options  folder with returns-media.js, returns-media.wasm and media-worker.js
 */
export async function openMedia({ baseUrl, ...loading }) {
  const base = new URL(baseUrl, globalThis.location?.href);
  const media = connection({
    base,
    worker: 'media-worker.js',
    module: 'returns-media.js',
    loading: {
      ...loading,
      give: async (door, file, documents) => {
        if (isFrame(file)) documents.splice(0, documents.length, ...documentsOf(file.clone()));
        else giveSource(door, file && inMemory(new Uint8Array(await file.arrayBuffer())));
      },
    },
    prepare: async (call) => {
      await call('inspect', [new Uint8Array(0), new Uint8Array(0), new Uint8Array(0)]);
    },
  });
  return {
    /**
     * @param {Uint8Array} bytes
     * @param {string} name   as the file is called on the device
     * @param {string} type   media type that the browser claims
     * @param {{signal?: AbortSignal, onProgress?: OnProgress}} [options]  progress is of the decoding, in thousandths
     * @returns {Promise<{report: any}>}
     */
    async inspect(bytes, name, type, options) {
      return parse(await media.call('inspect', [bytes, toBytes(name), toBytes(type)], options));
    },
    /**
     * The same file without place, device, owner, times, notes and thumbnails; no pixel changes. `bytes` is there when
     * the outcome is "scrubbed". "clean": nothing was there; "not_supported": this kind of file keeps what it carries;
     * "broken": cut, damaged or unknown, `problems` say how.
     * @param {Uint8Array} bytes
     * @param {{signal?: AbortSignal}} [options]
     * @returns {Promise<{scrub: any, bytes?: Uint8Array}>}
     */
    async scrub(bytes, options) {
      const answer = await media.call('scrub', [bytes], options);
      const end = answer.indexOf(10);
      if (end < 0) return parse(answer);
      return { ...parse(answer.subarray(0, end)), bytes: answer.subarray(end + 1) };
    },
    /**
     * The same report of a file that stays where it is: a film of any length is looked at in less than 1 MB of memory
     * where there are workers.
     * @param {Blob} file @param {string} name
     * @param {{signal?: AbortSignal, onProgress?: OnProgress}} [options]
     * @returns {Promise<{report?: any, fault?: any}>}
     */
    async inspectFile(file, name, options) {
      const documents = [new Uint8Array(0), toBytes(name), toBytes(file.type)];
      return parse(await media.call('inspectFile', documents, { ...options, file }));
    },
    /**
     * The same scrub of a file that stays where it is. `blob` is there when the outcome is "scrubbed": what is kept
     * of the file is still the file's.
     * @param {Blob} file
     * @param {{signal?: AbortSignal}} [options]
     * @returns {Promise<{scrub?: any, blob?: Blob, fault?: any}>}
     */
    async scrubFile(file, options) {
      const answer = await media.call('scrubFile', [], { ...options, file });
      const end = answer.indexOf(10);
      if (end < 0) return parse(answer);
      const said = parse(answer.subarray(0, end));
      return { ...said, blob: edited(file, said.scrub.edits, answer.subarray(end + 1)) };
    },
    /**
     * @param {Blob} file
     * @param {{signal?: AbortSignal, onProgress?: OnProgress}} [options]
     * @returns {Promise<{sha256?: string, fault?: any}>}
     */
    async digestFile(file, options) {
      return parse(await media.call('digestFile', [], { ...options, file }));
    },
    /**
     * When the picture says it was taken, by its camera's own clock, and whether that was before the parcel came: a
     * question to the customer. Ask before the scrub, which takes it out.
     * @param {Uint8Array} bytes @param {object} order
     * @returns {Promise<{taken?: {at?: string, before_delivery?: boolean}, fault?: any}>}
     */
    async taken(bytes, order) {
      return parse(await media.call('taken', [bytes, toBytes(order)]));
    },
    /**
     * What to do now to get a better picture, from one frame of a camera's preview; about 640 pixels wide is enough.
     * `advice` is a key under `advice.frame.` in the locales: good, too_dark, too_bright, glare, too_far, moved,
     * blurred, cannot_judge. Of two frames of one scene the one with the larger `sharpness` is the sharper.
     * Show one advice at a time, each for a second or longer; never make "good" a condition for taking the picture.
     * @param {VideoFrame | {data: Uint8Array | Uint8ClampedArray, width: number, height: number}} frame  of a video, which
     *   the worker then reads (close it yourself); ImageData; or one byte of luma a pixel
     * @returns {Promise<{advice?: string, sharpness?: number, fault?: any}>}
     */
    async adviseFrame(frame) {
      if (isFrame(frame)) return parse(await media.call('advise', [], { file: frame }));
      const { data, width, height } = frame;
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      return parse(await media.call('advise', [bytes, toBytes(`${width}x${height}`)]));
    },
    /** For parts that came later: the other doors (core/wire/codes.h), and where the workers lie. */
    call: media.call,
    base,
    close: media.close,
  };
}
