// The worker's side: one door, requests answered in order. A message carries an id, a door and its documents;
// the answer carries the same id and either bytes or a plain error.

import { openDoor } from './door.js';

/**
 * @typedef {{id: number, door: string, documents: Uint8Array[], file?: Blob | VideoFrame, progress?: boolean}} DoorRequest
 * @typedef {{id: number, answer: Uint8Array} | {id: number, progress: number} | {id: number, error: {name: string, message: string}}} DoorResponse
 */

/**
 * @param {(options: object) => Promise<import('./door.js').WasmModule>} factory
 * @param {string} base  URL of the folder that the .wasm file is in
 * @param {(door: import('./door.js').Door, request: DoorRequest) => void} [prepare]  before each call
 */
export function serveDoor(factory, base, prepare) {
  const scope = /** @type {any} */ (globalThis);
  const ready = openDoor(factory, { locateFile: (name) => new URL(name, base).href });
  scope.addEventListener('message', async (/** @type {MessageEvent<DoorRequest>} */ event) => {
    const { id, door, documents, progress } = event.data;
    try {
      const opened = await ready;
      opened.onProgress = progress
        ? (thousandths) => scope.postMessage({ id, progress: thousandths })
        : undefined;
      prepare?.(opened, event.data);
      const answer = opened.call(door, documents);
      scope.postMessage({ id, answer }, [answer.buffer]);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      scope.postMessage({ id, error: { name, message } });
    }
  });
}
