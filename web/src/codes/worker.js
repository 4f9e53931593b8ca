// The reader of bar codes, in a worker of its own: its module is large and is loaded with the first picture that has
// to show a code. It answers like the workers of wasm/serve-door.js, but its document is a Blob.
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { scan } from './scan.js';

prepareZXingModule({
  // From our own origin, next to this script; the package would ask a CDN.
  overrides: { locateFile: (/** @type {string} */ name) => new URL(name, self.location.href).href },
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
    if (door !== 'scan') throw new TypeError(`unknown request: ${door}`);
    const [blob] = documents;
    const answer = blob instanceof Blob ? await scan(await pixelsOf(blob), readBarcodes) : [];
    self.postMessage({ id, answer });
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    self.postMessage({ id, error: { name, message } });
  }
});
