import { warmUp } from '../outbox/upload.js';

/**
 * The media core, opened with the first file and once; with it the way to the intake is warmed up, since what is chosen
 * will be sent.
 * @param {() => {baseUrl: string | URL} & import('../../../wasm/client.js').Loading} loading
 * @returns {() => Promise<import('../types/documents').MediaClient>}
 */
export function openedOnce(loading) {
  /** @type {Promise<import('../types/documents').MediaClient> | undefined} */
  let opened;
  return () => {
    if (opened) return opened;
    warmUp();
    opened = import('../../../wasm/media-client.js').then(({ openMedia }) => openMedia(loading()));
    opened.catch(() => (opened = undefined)); // the next file tries again
    return opened;
  };
}
