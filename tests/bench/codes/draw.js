// Codes drawn by bwip-js, module by module, on a picture that is no code.
import bwipjs from 'bwip-js';

/**
 * @typedef {{width: number, height: number, dark: (x: number, y: number) => boolean}} Modules
 * @typedef {{data: Uint8ClampedArray, width: number, height: number}} Picture RGBA
 */

/** The modules of a code. @param {Record<string, any>} options of bwip-js @returns {Modules} */
export function modulesOf(options) {
  const [symbol] = bwipjs.raw(options);
  if (symbol.pixs) {
    return {
      width: symbol.pixx,
      height: symbol.pixy,
      dark: (x, y) => symbol.pixs[y * symbol.pixx + x] === 1,
    };
  }
  const bars = [...symbol.sbs].flatMap((n, i) => new Array(n).fill(i % 2 === 0));
  return { width: bars.length, height: 40, dark: (x) => bars[x] };
}

const SAMPLES = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
];
const QUIET = 12; // modules of white around a code

/**
 * A picture with soft, uneven ground and a white label in the middle of it; four samples a pixel.
 * @param {Modules | undefined} code
 * @param {{width?: number, height?: number, module: number, turn?: number, invert?: boolean, blur?: number}} how turn in
 *   degrees, blur as the sigma of a Gaussian in pixels
 * @returns {Picture}
 */
export function draw(code, { width = 1200, height = 900, module, turn = 0, invert = false, blur = 0 }) {
  const grey = new Uint8ClampedArray(width * height);
  const [c, s] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const reach = code ? Math.hypot(code.width / 2 + QUIET, code.height / 2 + QUIET) * module + 1 : 0;
  let seed = 7;
  for (let y = 0; y < height; ++y) {
    const down = 50 * Math.cos(y / 90);
    for (let x = 0; x < width; ++x) {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      const ground = 120 + down * Math.sin(x / 70) + ((seed >> 16) % 24);
      const near = Math.abs(x - width / 2) < reach && Math.abs(y - height / 2) < reach;
      let sum = 0;
      if (code && near) {
        for (const [dx, dy] of SAMPLES) {
          const [px, py] = [x + dx - width / 2, y + dy - height / 2];
          const u = (px * c + py * s) / module + code.width / 2;
          const v = (py * c - px * s) / module + code.height / 2;
          const inside = u >= 0 && v >= 0 && u < code.width && v < code.height;
          const label = u > -QUIET && v > -QUIET && u < code.width + QUIET && v < code.height + QUIET;
          const dark = inside && code.dark(Math.floor(u), Math.floor(v));
          sum += label ? (dark !== invert ? 20 : 235) : ground;
        }
      } else sum = 4 * ground;
      grey[y * width + x] = sum / 4;
    }
  }
  const seen = blur > 0 ? blurred(grey, width, height, blur) : grey;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0, at = 0; i < seen.length; ++i, at += 4) {
    data[at] = data[at + 1] = data[at + 2] = seen[i];
    data[at + 3] = 255;
  }
  return { data, width, height };
}

/** @param {Uint8ClampedArray} grey @param {number} width @param {number} height @param {number} sigma */
function blurred(grey, width, height, sigma) {
  const reach = Math.ceil(3 * sigma);
  const kernel = Float32Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const whole = kernel.reduce((a, b) => a + b, 0);
  const across = new Float32Array(grey.length);
  const out = new Uint8ClampedArray(grey.length);
  const along = (
    /** @type {ArrayLike<number>} */ from,
    /** @type {any} */ to,
    /** @type {number} */ step,
    /** @type {(i: number) => [number, number]} */ ends,
  ) => {
    for (let i = 0; i < to.length; ++i) {
      const [first, last] = ends(i);
      let sum = 0;
      for (let k = -reach; k <= reach; ++k)
        sum += kernel[k + reach] * from[Math.min(last, Math.max(first, i + k * step))];
      to[i] = sum / whole;
    }
  };
  along(grey, across, 1, (i) => {
    const first = i - (i % width);
    return [first, first + width - 1];
  });
  along(across, out, width, (i) => [i % width, (i % width) + width * (height - 1)]);
  return out;
}
