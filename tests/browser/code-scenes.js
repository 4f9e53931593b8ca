// Photographs of a label with real codes on it, drawn by bwip-js module by module.
import bwipjs from 'bwip-js';

/** The modules of a code, row by row: 1 is dark. @param {Record<string, any>} options of bwip-js */
function modules(options) {
  const [symbol] = bwipjs.raw(options);
  if (symbol.pixs) return { width: symbol.pixx, height: symbol.pixy, dark: [...symbol.pixs] };
  const bars = [...symbol.sbs].flatMap((n, i) => new Array(n).fill(i % 2 === 0 ? 1 : 0));
  const height = 45;
  return { width: bars.length, height, dark: Array.from({ length: height }, () => bars).flat() };
}

/* Runs in the page. */
async function labelInPage({ codes, width, height, blur }) {
  const canvas = new OffscreenCanvas(width, height);
  const c = canvas.getContext('2d');
  const table = c.createLinearGradient(0, 0, width, height);
  table.addColorStop(0, '#b98a5a');
  table.addColorStop(1, '#8a5f38');
  c.fillStyle = table;
  c.fillRect(0, 0, width, height);
  c.save();
  c.translate(width / 2, height / 2);
  c.fillStyle = '#f4f3ee';
  c.fillRect(-width * 0.46, -height * 0.44, width * 0.92, height * 0.88);
  c.fillStyle = '#0d6e8c';
  c.fillRect(-width * 0.46, -height * 0.44, width * 0.92, height * 0.1);
  c.fillStyle = '#1c2a35';
  for (let row = 0; row < 6; ++row) {
    c.font = `${600 - row * 40} ${height * (0.045 - row * 0.004)}px sans-serif`;
    c.fillText('0.25 g × 24 capsules · H20050001', -width * 0.43, -height * (0.28 - row * 0.06));
  }
  for (const { modules, x, y, module, turn } of codes) {
    c.save();
    c.translate(x * width, y * height);
    c.rotate((turn * Math.PI) / 180);
    c.translate((-modules.width * module) / 2, (-modules.height * module) / 2);
    c.fillStyle = '#fff';
    const quiet = 10 * module;
    c.fillRect(-quiet, -quiet, modules.width * module + 2 * quiet, modules.height * module + 2 * quiet);
    c.fillStyle = '#15171a';
    modules.dark.forEach((dark, i) => {
      if (!dark) return;
      const [u, v] = [i % modules.width, Math.floor(i / modules.width)];
      // A hair wider than a module: no seams between neighbours.
      c.fillRect(u * module, v * module, module + 0.4, module + 0.4);
    });
    c.restore();
  }
  c.restore();
  if (blur) {
    c.filter = `blur(${blur}px)`;
    c.drawImage(canvas, 0, 0);
    c.filter = 'none';
  }
  let state = 7;
  const picture = c.getImageData(0, 0, width, height);
  for (let i = 0; i < picture.data.length; i += 4) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    const noise = ((state >> 16) % 17) - 8;
    for (let k = 0; k < 3; ++k) picture.data[i + k] += noise;
  }
  c.putImageData(picture, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {{name: string, codes: {options: Record<string, any>, x?: number, y?: number, module?: number, turn?: number}[],
 *   width?: number, height?: number, blur?: number}} what  x and y from the middle, in parts of the picture
 * @returns {Promise<import('./scenes.js').Shot>}
 */
export async function labelWith(context, { name, codes, width = 2400, height = 1800, blur = 0 }) {
  const drawn = codes.map(({ options, x = 0, y = 0.18, module = 6, turn = 0 }) => ({
    modules: modules(options),
    ...{ x, y, module, turn },
  }));
  const page = await context.newPage();
  try {
    const base64 = await page.evaluate(labelInPage, { codes: drawn, width, height, blur });
    return { name, mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') };
  } finally {
    await page.close();
  }
}
