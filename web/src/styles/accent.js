/**
 * A merchant's accent colour, made readable: darkened on light and lightened on dark ground until white or near-black
 * text on it, and it as text on the ground, reach 4.5 : 1 (WCAG 2.2, 1.4.3).
 */

const TEXT_CONTRAST = 4.5;
/** On dark ground a colour that only just passes looks dull. */
const DARK_CONTRAST = 7;
const LIGHT_GROUND = [245, 247, 245];
const DARK_GROUND = [25, 32, 29];
const WHITE = [255, 255, 255];
const NIGHT = [6, 18, 15];

/** @typedef {number[]} Rgb three channels, 0…255 */

/** @param {string} hex `#rgb` or `#rrggbb` @returns {Rgb | undefined} */
export function parseHex(hex) {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(hex.trim());
  const digits = short
    ? short.slice(1).map((d) => d + d)
    : /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex.trim())?.slice(1);
  return digits?.map((d) => Number.parseInt(d, 16));
}

/** Relative luminance as WCAG defines it. @param {Rgb} rgb */
function luminance(rgb) {
  const [r, g, b] = rgb.map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {Rgb} a @param {Rgb} b */
export function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {Rgb} rgb @param {Rgb} towards @param {number} part */
function mix(rgb, towards, part) {
  return rgb.map((channel, at) => Math.round(channel + (towards[at] - channel) * part));
}

/** @param {Rgb} rgb @param {Rgb} ground @param {Rgb} towards @param {number} least contrast */
function until(rgb, ground, towards, least) {
  for (let step = 0; step <= 50; ++step) {
    const tried = mix(rgb, towards, step / 50);
    if (contrast(tried, ground) >= least) return tried;
  }
  return towards;
}

/** @param {Rgb} rgb */
function text(rgb) {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * The four custom properties of an accent; undefined when `hex` is no colour.
 * @param {string} hex @returns {Record<string, string> | undefined}
 */
export function accentProperties(hex) {
  const rgb = parseHex(hex);
  if (!rgb) return undefined;
  const light = until(rgb, LIGHT_GROUND, NIGHT, TEXT_CONTRAST);
  const dark = until(rgb, DARK_GROUND, WHITE, DARK_CONTRAST);
  return {
    '--returns-accent': text(light),
    '--returns-on-accent': text(contrast(WHITE, light) >= TEXT_CONTRAST ? WHITE : NIGHT),
    '--returns-accent-dark': text(dark),
    '--returns-on-accent-dark': text(contrast(NIGHT, dark) >= TEXT_CONTRAST ? NIGHT : WHITE),
  };
}
