import { svg } from 'lit';

/**
 * Marks drawn over a picture: for whoever sets them and for whoever looks at the request. A dark rim under a bright line
 * is seen on every ground.
 * @typedef {import('./marks.js').Mark} Mark
 */

/**
 * The inside of an `<svg viewBox="0 0 WIDTH HEIGHT">` that lies over the picture.
 * @param {Mark[]} marks @param {{width: number, height: number}} size of the picture @param {number} [chosen]
 */
export function drawing(marks, { width, height }, chosen) {
  const line = Math.max(width, height) / 140;
  return marks.map((mark, index) => {
    const place = {
      x: (mark.x * width) / 1000,
      y: (mark.y * height) / 1000,
      w: (mark.w * width) / 1000,
      h: (mark.h * height) / 1000,
    };
    return svg`<g class="mark ${mark.kind} ${index === chosen ? 'chosen' : ''}">${
      mark.kind === 'hide'
        ? hidden(place)
        : [
            stroke(mark.kind, place, line * 2, line * 7, 'rim'),
            stroke(mark.kind, place, line, line * 7, 'line'),
          ]
    }${mark.kind === 'hide' ? '' : number(index + 1, place, line * 5, mark.kind === 'ring' ? 0.146 : 0)}</g>`;
  });
}

/** @typedef {{x: number, y: number, w: number, h: number}} Place */

/** @param {Place} place */
function hidden({ x, y, w, h }) {
  return svg`<rect class="black" x=${x} y=${y} width=${w} height=${h}></rect>`;
}

/** @param {string} kind @param {Place} place @param {number} thick @param {number} tip length of an arrow's strokes @param {string} name */
function stroke(kind, { x, y, w, h }, thick, tip, name) {
  if (kind === 'ring')
    return svg`<ellipse class=${name} cx=${x + w / 2} cy=${y + h / 2} rx=${w / 2} ry=${h / 2} stroke-width=${thick}></ellipse>`;
  if (kind === 'box')
    return svg`<rect class=${name} x=${x} y=${y} width=${w} height=${h} stroke-width=${thick}></rect>`;
  return svg`<path class=${name} d=${arrow({ x, y, w, h }, tip)} stroke-width=${thick}></path>`;
}

/** Shaft and two strokes at the tip. @param {Place} place @param {number} most of the strokes' length */
function arrow({ x, y, w, h }, most) {
  const tip = { x: x + w, y: y + h };
  const along = Math.atan2(h, w);
  const length = Math.min(Math.hypot(w, h) * 0.4, most);
  const side = (/** @type {number} */ turn) =>
    `M${tip.x} ${tip.y}L${tip.x - length * Math.cos(along + turn)} ${tip.y - length * Math.sin(along + turn)}`;
  return `M${x} ${y}L${tip.x} ${tip.y}${side(0.5)}${side(-0.5)}`;
}

/** The number beside it, by which its note is found. @param {number} n @param {Place} place @param {number} size @param {number} on where along the diagonal */
function number(n, { x, y, w, h }, size, on) {
  const at = { x: x + w * on, y: y + h * on };
  return svg`<circle class="dot" cx=${at.x} cy=${at.y} r=${size * 0.62}></circle><text
    class="n" x=${at.x} y=${at.y} font-size=${size * 0.8} text-anchor="middle" dominant-baseline="central">${n}</text>`;
}
