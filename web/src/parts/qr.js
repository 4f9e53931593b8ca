import { svg, html } from 'lit';
import qrcode from 'qrcode-generator';

/** Light around the code, in modules (ISO/IEC 18004). */
const QUIET = 4;

/**
 * The modules of a QR code as one path on a grid of its own.
 * @param {string} text @returns {{side: number, path: string}}
 */
export function qrPath(text) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; ++row) {
    for (let from = 0; from < count; ++from) {
      if (!code.isDark(row, from)) continue;
      let to = from;
      while (to < count && code.isDark(row, to)) ++to;
      path += `M${from + QUIET} ${row + QUIET}h${to - from}v1H${from + QUIET}z`;
      from = to;
    }
  }
  return { side: count + 2 * QUIET, path };
}

/** Dark on white in every theme: that is what scanners read. @param {string} text @param {string} label */
export function qr(text, label) {
  const { side, path } = qrPath(text);
  return html`<svg
    class="qr"
    viewBox="0 0 ${side} ${side}"
    role="img"
    aria-label=${label}
    shape-rendering="crispEdges"
  >
    ${svg`<rect width=${side} height=${side} fill="#fff"></rect><path d=${path} fill="#000"></path>`}
  </svg>`;
}
