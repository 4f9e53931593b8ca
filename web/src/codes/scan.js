import { findStripes } from './stripes.js';
import { SHARP_LINES, straighten } from './straighten.js';

/**
 * Finds the codes of a picture with zxing, and helps it where it is blind: long codes that are turned, small ones, and
 * blurred ones. What the codes mean is the core's to say.
 *
 * @typedef {import('./stripes.js').Picture} Picture
 * @typedef {typeof import('zxing-wasm/reader').readBarcodes} ReadBarcodes
 * @typedef {import('zxing-wasm/reader').ReaderOptions} ReaderOptions
 */

/** @typedef {NonNullable<ReaderOptions['formats']>} Formats */

/** @type {Formats} */
const LINEAR = ['EAN13', 'EAN8', 'UPCA', 'UPCE', 'Code128', 'ITF14', 'DataBar'];
/** @type {Formats} */
const MATRIX = ['DataMatrix', 'QRCode'];
/** @type {Formats} what may be believed of a sharpened profile: symbols with a check that means something */
const STRONG = ['EAN13', 'UPCA', 'Code128', 'DataBar'];

const encoder = new TextEncoder();

const MOST = 8;
export const LONGEST = 512; // bytes of a text with its symbology identifier: as many as the core takes
const LARGEST = 16e6; // pixels read at once; the reader needs several bytes for each
const OVERLAP = 1.2;
const SMALL = 4e6;

/**
 * @param {Picture} image  RGBA
 * @param {ReadBarcodes} read
 * @param {{formats?: Formats, longest?: number}} [options] `longest`: bytes of a text with its identifier
 * @returns {Promise<string[]>} texts, each behind its symbology identifier (ISO/IEC 15424): "]d2010950…"
 */
export async function scan(image, read, { formats, longest = LONGEST } = {}) {
  /** @type {Set<string>} */
  const found = new Set();
  let linear = 0;
  const take = async (/** @type {Picture} */ part, /** @type {ReaderOptions} */ options) => {
    const results = await read(/** @type {ImageData} */ (part), {
      textMode: 'Plain',
      tryHarder: true,
      maxNumberOfSymbols: MOST,
      ...options,
    });
    let fresh = 0;
    for (const { isValid, text, symbologyIdentifier, symbology } of results) {
      const code = symbologyIdentifier + text;
      if (!isValid || text === '' || encoder.encode(code).length > longest) continue;
      if (!(/** @type {string[]} */ (MATRIX).includes(symbology))) linear += 1;
      if (found.has(code)) continue;
      fresh += 1;
      found.add(code);
    }
    return fresh > 0;
  };
  const [bars, squares] = [LINEAR, MATRIX].map((family) =>
    formats ? formats.filter((format) => family.includes(format)) : family,
  );
  const upright = { tryInvert: false };
  for (const part of tiles(image)) {
    if (bars.length > 0) await take(part, { ...upright, formats: bars });
    if (squares.length > 0) await take(part, { ...upright, formats: squares });
  }
  if (linear === 0 && bars.length > 0) {
    const plain = { ...upright, tryRotate: false, tryDownscale: false };
    for (const region of findStripes(image)) {
      const laid = straighten(image, region);
      if (!laid || (await take(laid.straight, { ...plain, formats: bars }))) continue;
      const strong = bars.filter((format) => STRONG.includes(format));
      for (const sharp of laid.sharp()) {
        if (await take(sharp, { ...plain, formats: strong, minLineCount: SHARP_LINES })) break;
      }
    }
  }
  // Light on dark is rare, is no bar code, and is looked for last; in half the size where the picture is large.
  if (found.size === 0 && squares.length > 0) {
    const smaller = image.width * image.height > SMALL ? halved(image) : image;
    for (const part of tiles(smaller)) await take(part, { tryInvert: true, formats: squares });
  }
  return [...found].slice(0, MOST);
}

/**
 * The picture, or overlapping parts of one that is too large to be read at once.
 * @param {Picture} image
 * @returns {Generator<Picture, void, void>}
 */
export function* tiles(image) {
  const { data, width, height } = image;
  const n = Math.ceil(Math.sqrt((width * height) / LARGEST));
  if (n <= 1) return yield image;
  const [w, h] = [
    Math.min(width, Math.ceil((width / n) * OVERLAP)),
    Math.min(height, Math.ceil((height / n) * OVERLAP)),
  ];
  for (let row = 0; row < n; ++row) {
    for (let column = 0; column < n; ++column) {
      const left = Math.round((column * (width - w)) / (n - 1));
      const top = Math.round((row * (height - h)) / (n - 1));
      const part = new Uint8ClampedArray(4 * w * h);
      for (let y = 0; y < h; ++y) {
        const from = 4 * ((top + y) * width + left);
        part.set(data.subarray(from, from + 4 * w), 4 * w * y);
      }
      yield { data: part, width: w, height: h };
    }
  }
}

/** Every second pixel of every second row, each the mean of four. @param {Picture} image @returns {Picture} */
function halved({ data, width, height }) {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Uint8ClampedArray(4 * w * h);
  const stride = 4 * width;
  for (let y = 0, at = 0; y < h; ++y) {
    for (let x = 0, from = 2 * y * stride; x < w; ++x, from += 8, at += 4) {
      const mean =
        (data[from + 1] + data[from + 5] + data[from + stride + 1] + data[from + stride + 5] + 2) >> 2;
      out[at] = out[at + 1] = out[at + 2] = mean;
      out[at + 3] = 255;
    }
  }
  return { data: out, width: w, height: h };
}
