/**
 * A turned region of bars, laid straight: its rows, and the same rows with the blur taken back as far as it goes.
 * Along its bars a code says the same everywhere, so its rows may be averaged; what is left of the noise allows
 * sharpening that a single row would not bear.
 *
 * @typedef {import('./stripes.js').Picture} Picture
 * @typedef {import('./stripes.js').Region} Region
 */

const BANDS = 3; // that have to agree on a sharpened code
const BAND_ROWS = 4;
const LONGEST = 2400;
const LEAST_CHANGES = 24; // of light and dark; EAN-8, the shortest code, has 43
/** Radius of the blur that is taken back, in pixels, and in how many rounds. */
const SHARPER = [
  [1, 6],
  [2, 15],
  [3, 40],
];

/** @param {Picture} image @param {number} x @param {number} y */
function sample({ data, width, height }, x, y) {
  const left = x < 0 ? 0 : x > width - 2 ? width - 2 : Math.floor(x);
  const top = y < 0 ? 0 : y > height - 2 ? height - 2 : Math.floor(y);
  const fx = x < left ? 0 : x > left + 1 ? 1 : x - left;
  const fy = y < top ? 0 : y > top + 1 ? 1 : y - top;
  const i = 4 * (top * width + left) + 1;
  const j = i + 4 * width;
  const upper = data[i] + (data[i + 4] - data[i]) * fx;
  const lower = data[j] + (data[j + 4] - data[j]) * fx;
  return upper + (lower - upper) * fy;
}

/**
 * The mean of `lines` rows around `v`, a row across the bars.
 * @param {Picture} image @param {Region} region
 * @param {{angle: number, v: number, spread: number, lines: number, length: number, columns: number}} row
 */
function rowOf(image, region, { angle, v, spread, lines, length, columns }) {
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const row = new Float32Array(columns);
  const step = length / columns;
  for (let line = 0; line < lines; ++line) {
    const at = v + (lines === 1 ? 0 : (line / (lines - 1) - 0.5) * spread);
    let x = region.x - at * uy - (length / 2) * ux;
    let y = region.y + at * ux - (length / 2) * uy;
    for (let i = 0; i < columns; ++i, x += step * ux, y += step * uy) row[i] += sample(image, x, y);
  }
  for (let i = 0; i < columns; ++i) row[i] /= lines;
  return row;
}

/** @param {Float32Array} row */
function contrast(row) {
  let sum = 0;
  for (let i = 1; i < row.length; ++i) sum += (row[i] - row[i - 1]) ** 2;
  return sum;
}

/** The angle at which the mean of the rows keeps most of its contrast. @param {Picture} image @param {Region} region */
function bestAngle(image, region) {
  let [best, most] = [region.angle, -1];
  const columns = Math.max(16, Math.round(region.length));
  const spread = Math.min(region.height, 120) * 0.6;
  for (let n = -12; n <= 12; ++n) {
    const angle = region.angle + (n * 0.4 * Math.PI) / 180;
    const found = contrast(
      rowOf(image, region, { angle, v: 0, spread, lines: 12, length: region.length, columns }),
    );
    if (found > most) [best, most] = [angle, found];
  }
  return best;
}

/** @param {Float32Array} row @param {number} sigma */
function blurred(row, sigma) {
  const reach = Math.ceil(3 * sigma);
  const kernel = Float32Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((a, b) => a + b, 0);
  // With its ends repeated outwards, so that no tap has to ask where it is.
  const wide = new Float32Array(row.length + 2 * reach);
  wide.fill(row[0], 0, reach);
  wide.set(row, reach);
  wide.fill(row[row.length - 1], reach + row.length);
  const out = new Float32Array(row.length);
  for (let i = 0; i < row.length; ++i) {
    let value = 0;
    for (let k = 0; k < kernel.length; ++k) value += kernel[k] * wide[i + k];
    out[i] = value / sum;
  }
  return out;
}

/**
 * What, blurred by `sigma`, gives `row`: Van Cittert's iteration, kept between black and white.
 * @param {Float32Array} row @param {number} sigma @param {number} rounds
 */
function sharpened(row, sigma, rounds) {
  const guess = row.slice();
  for (let n = 0; n < rounds; ++n) {
    const again = blurred(guess, sigma);
    for (let i = 0; i < row.length; ++i) {
      guess[i] = Math.min(255, Math.max(0, guess[i] + 1.5 * (row[i] - again[i])));
    }
  }
  return guess;
}

/** From its darkest to its lightest. @param {Float32Array} row */
function stretched(row) {
  const sorted = row.slice().sort();
  const low = sorted[Math.floor(sorted.length * 0.02)];
  const high = sorted[Math.floor(sorted.length * 0.98)];
  const scale = 255 / Math.max(1, high - low);
  return row.map((value) => Math.min(255, Math.max(0, (value - low) * scale)));
}

/** @param {Float32Array[]} rows @param {number} times  each row is written */
function picture(rows, times) {
  const width = rows[0].length;
  const data = new Uint8ClampedArray(4 * width * rows.length * times).fill(255);
  rows.forEach((row, r) => {
    for (let copy = 0; copy < times; ++copy) {
      let at = 4 * width * (r * times + copy);
      for (let i = 0; i < width; ++i, at += 4) data[at] = data[at + 1] = data[at + 2] = row[i];
    }
  });
  return { data, width, height: rows.length * times };
}

/**
 * Whether a region says the same along its bars: a mean of its rows keeps their contrast, and changes often.
 * @param {Picture} image @param {Region} region @param {number} angle
 */
function looksLikeBars(image, region, angle) {
  const columns = Math.max(16, Math.round(region.length));
  const of = (/** @type {number} */ v, /** @type {number} */ spread, /** @type {number} */ lines) =>
    rowOf(image, region, { angle, v, spread, lines, length: region.length, columns });
  const reach = region.height * 0.2;
  const single = [-1, 0, 1].reduce((sum, n) => sum + contrast(of(n * reach * 0.5, 0, 1)), 0) / 3;
  const mean = of(0, reach, 12);
  if (contrast(mean) < 0.35 * single) return false;
  let [changes, rising] = [0, false];
  let turn = mean[0];
  for (const value of mean) {
    // Half a turn counts once it is larger than what noise leaves in a mean.
    if (rising ? value < turn - 6 : value > turn + 6) {
      changes += 1;
      rising = !rising;
      turn = value;
    } else if (rising ? value > turn : value < turn) turn = value;
  }
  return changes >= LEAST_CHANGES;
}

/**
 * @param {Picture} image
 * @param {Region} region
 * @returns {{straight: Picture, sharp: () => Generator<Picture, void, void>} | undefined} as it is, and sharpened ever
 *   more; there every band is written BAND_ROWS times, so that a code which one band alone gives is not believed.
 *   Nothing for a region that is no code.
 */
export function straighten(image, region) {
  const angle = bestAngle(image, region);
  if (!looksLikeBars(image, region, angle)) return undefined;
  // The quiet zone stands outside the bars that were found.
  const length = region.length * 1.15 + 48;
  const height = Math.max(8, region.height * 0.8);
  const row = (
    /** @type {number} */ scale,
    /** @type {number} */ v,
    /** @type {number} */ spread,
    /** @type {number} */ lines,
  ) => rowOf(image, region, { angle, v, spread, lines, length, columns: Math.round(length * scale) });
  const scale = Math.max(1, Math.min(4, Math.floor(LONGEST / length)));
  const rows = Math.max(6, Math.min(20, Math.round(height / 4)));
  const straight = Array.from({ length: rows }, (_, r) =>
    row(scale, ((r + 0.5) / rows - 0.5) * height, 2, 3),
  );
  return {
    straight: picture(straight, 1),
    *sharp() {
      const fine = Math.min(scale, 2);
      const band = Math.min((height * 0.6) / BANDS, 30);
      const means = Array.from({ length: BANDS }, (_, b) =>
        stretched(row(fine, (b - (BANDS - 1) / 2) * band, band * 0.9, 10)),
      );
      for (const [sigma, rounds] of SHARPER) {
        yield picture(
          means.map((mean) => sharpened(mean, sigma * fine, rounds)),
          BAND_ROWS,
        );
      }
    },
  };
}

/** Rows that agree before a sharpened code counts: more than one band has. */
export const SHARP_LINES = BAND_ROWS + 1;
