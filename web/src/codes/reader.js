import { connectWorker } from '../../../wasm/client.js';

/** After so long without a picture the reader's memory, a hundred megabytes for a large one, is given back. */
const REST = 20_000;

/**
 * The worker that reads codes (worker.js), opened with the first picture that needs it.
 * @param {URL | undefined} base where the workers lie
 */
export function openReader(base) {
  /** @type {ReturnType<typeof connectWorker> | undefined} */
  let worker;
  /** @type {any} */
  let resting;
  const close = () => {
    worker?.close();
    worker = undefined;
  };
  return {
    /**
     * The codes that are seen in a picture. Fails where this browser cannot open it or has no workers, and where the
     * modules come from elsewhere.
     * @param {Blob} blob @param {'scan' | 'slip'} [door] codes of goods, or of a parcel slip @returns {Promise<string[]>}
     */
    async scan(blob, door = 'scan') {
      if (base?.origin !== location.origin) throw new Error('no worker of ours here');
      clearTimeout(resting);
      worker ??= connectWorker(new URL('codes-worker.js', base));
      try {
        return /** @type {any} */ (await worker.call(door, /** @type {any} */ ([blob])));
      } catch (error) {
        // A reader that failed, or ran out of memory, is not asked again; the next picture gets a new one.
        close();
        throw error;
      } finally {
        clearTimeout(resting);
        resting = setTimeout(close, REST);
      }
    },
  };
}
