/**
 * Where bar codes lie in a picture, and how they are turned. Readers look along rows and columns; a long code that is
 * turned by fifteen degrees crosses none of them whole.
 *
 * A tile of bars has gradients of one direction only: that is what a structure tensor measures. Tiles that agree and
 * touch are one region.
 *
 * @typedef {object} Picture RGBA; only green is looked at, which is most of what the eye calls light
 * @property {Uint8ClampedArray} data
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Region a turned rectangle
 * @property {number} x - of the middle
 * @property {number} y
 * @property {number} angle - across the bars, in radians, 0 where bars stand upright
 * @property {number} length - across the bars
 * @property {number} height - along them
 * @property {number} weight
 */

const TILE = 32;
const ROWS = 3; // every third row of a tile is enough
const LEAST_ENERGY = 30; // mean square of a gradient: below it there is only noise
const LEAST_COHERENCE = 0.5; // 1: all gradients alike, 0: of every direction
const SAME_DIRECTION = Math.cos((2 * 12 * Math.PI) / 180); // twelve degrees, of doubled angles

/** Sums of squares and of the product of the two diagonal gradients, a tile each. @param {Picture} image */
function tensors({ data, width, height }) {
  const across = Math.floor((width - 1) / TILE);
  const down = Math.floor((height - 1) / TILE);
  const stride = 4 * width;
  const sums = new Int32Array(3 * across * down);
  for (let ty = 0; ty < down; ++ty) {
    for (let y = ty * TILE; y < (ty + 1) * TILE; y += ROWS) {
      for (let tx = 0; tx < across; ++tx) {
        let [a, b, c] = [0, 0, 0];
        const from = 4 * (y * width + tx * TILE) + 1;
        for (let i = from; i < from + 4 * TILE; i += 4) {
          const d = data[i + stride + 4] - data[i];
          const e = data[i + stride] - data[i + 4];
          a += d * d;
          b += e * e;
          c += d * e;
        }
        const at = 3 * (ty * across + tx);
        sums[at] += a;
        sums[at + 1] += b;
        sums[at + 2] += c;
      }
    }
  }
  return { sums, across, down };
}

/**
 * @param {Picture} image
 * @param {number} [most]
 * @returns {Region[]} the likeliest first
 */
export function findStripes(image, most = 6) {
  const { sums, across, down } = tensors(image);
  const tiles = across * down;
  const perTile = TILE * Math.ceil(TILE / ROWS);
  // The diagonals are turned by 45 degrees from the axes: doubled, (cos, sin) of the direction is (-2c, a - b) / (a + b).
  const cos = new Float32Array(tiles);
  const sin = new Float32Array(tiles);
  const energy = new Float32Array(tiles);
  /** @type {number[]} */
  const seeds = [];
  for (let t = 0; t < tiles; ++t) {
    const [a, b, c] = [sums[3 * t], sums[3 * t + 1], sums[3 * t + 2]];
    const sum = a + b;
    if (sum < LEAST_ENERGY * perTile) continue;
    const x = -2 * c;
    const y = a - b;
    const strength = Math.hypot(x, y);
    if (strength < LEAST_COHERENCE * sum) continue;
    cos[t] = x / strength;
    sin[t] = y / strength;
    energy[t] = sum / perTile;
    seeds.push(t);
  }
  seeds.sort((s, t) => energy[t] - energy[s]);
  const taken = new Uint8Array(tiles);
  /** @type {Region[]} */
  const regions = [];
  for (const seed of seeds) {
    if (taken[seed]) continue;
    const members = [seed];
    taken[seed] = 1;
    for (let m = 0; m < members.length; ++m) {
      const tx = members[m] % across;
      const ty = (members[m] - tx) / across;
      for (let y = Math.max(0, ty - 1); y <= Math.min(down - 1, ty + 1); ++y) {
        for (let x = Math.max(0, tx - 1); x <= Math.min(across - 1, tx + 1); ++x) {
          const t = y * across + x;
          if (taken[t] || energy[t] === 0) continue;
          if (cos[t] * cos[seed] + sin[t] * sin[seed] < SAME_DIRECTION) continue;
          taken[t] = 1;
          members.push(t);
        }
      }
    }
    if (members.length >= 3) regions.push(regionOf(members, { cos, sin, energy, across }));
  }
  return regions.sort((p, q) => q.weight - p.weight).slice(0, most);
}

/**
 * @param {number[]} members
 * @param {{cos: Float32Array, sin: Float32Array, energy: Float32Array, across: number}} tiles
 * @returns {Region}
 */
function regionOf(members, { cos, sin, energy, across }) {
  let [c, s, weight] = [0, 0, 0];
  for (const t of members) {
    c += energy[t] * cos[t];
    s += energy[t] * sin[t];
    weight += energy[t];
  }
  const angle = Math.atan2(s, c) / 2;
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const t of members) {
    const x = ((t % across) + 0.5) * TILE;
    const y = (Math.floor(t / across) + 0.5) * TILE;
    const [u, v] = [x * ux + y * uy, y * ux - x * uy];
    [left, right] = [Math.min(left, u), Math.max(right, u)];
    [top, bottom] = [Math.min(top, v), Math.max(bottom, v)];
  }
  const [u, v] = [(left + right) / 2, (top + bottom) / 2];
  return {
    x: u * ux - v * uy,
    y: u * uy + v * ux,
    angle,
    length: right - left + TILE,
    height: bottom - top + TILE,
    // Long and many: a code has more tiles across its bars than a shadow's edge has.
    weight: Math.sqrt(weight) * (right - left + TILE),
  };
}
