// The reader of bar codes, in a worker of its own: its module is large and is loaded with the first picture that has to
// show a code. It answers like the workers of wasm/serve-door.js, but its document is a Blob and its answer a list.
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { scan } from './scan.js';

/** What the build made sure of (web/build.mjs): these bytes and no others are run. @type {string | undefined} */
const integrity = /** @type {any} */ (globalThis).__READER_INTEGRITY__;

/** From our own origin, next to this script; the package would ask a CDN. */
async function prepare() {
  const response = await fetch(new URL('zxing_reader.wasm', self.location.href), { integrity });
  if (!response.ok) throw new Error(`zxing_reader.wasm: HTTP ${response.status}`);
  const wasmBinary = await response.arrayBuffer();
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

/** @type {Promise<void> | undefined} */
let prepared;

/** What is looked for in a picture, by door: codes of goods, or the code of a parcel slip (kiosk/slip-code.js). */
const DOORS = /** @type {Record<string, Parameters<typeof scan>[2]>} */ ({
  scan: {},
  slip: { formats: ['QRCode', 'Code128'], longest: 8192 },
});

/** @param {Blob} blob */
async function pixelsOf(blob) {
  const bitmap = await createImageBitmap(blob);
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

self.addEventListener('message', async (event) => {
  const { id, door, documents } = event.data;
  try {
    if (!Object.hasOwn(DOORS, door) || !(documents[0] instanceof Blob))
      throw new TypeError(`unknown request: ${door}`);
    await (prepared ??= prepare());
    const answer = await scan(await pixelsOf(documents[0]), readBarcodes, DOORS[door]);
    self.postMessage({ id, answer });
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    self.postMessage({ id, error: { name, message } });
  }
});
