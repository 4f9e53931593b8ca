// The sample folders of zxing-cpp (its test/samples, Apache-2.0), read with zxing-wasm alone and by ours, which looks for
// the codes of packages only. Nothing may be lost that zxing alone reads, and nothing be read where nothing is.
//   RETURNS_CORPORA=FOLDER node tests/bench/codes/samples.mjs      FOLDER/barcodes/ean13-1/1.png and 1.txt, …
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { LONGEST, scan } from '../../../web/src/codes/scan.js';
import { launch } from '../../browser/chromium.js';

const samples = join(process.env.RETURNS_CORPORA ?? '', 'barcodes');
if (!process.env.RETURNS_CORPORA || !existsSync(samples)) {
  console.log('Skipped: RETURNS_CORPORA names no folder that has barcodes/ in it.');
  process.exit(0);
}
const wasm = new URL('../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url);
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm) } });

const browser = await launch();
const page = await browser.newPage();

/** Pixels as the browser's worker gets them. @param {Buffer} bytes @param {string} type */
async function pixelsOf(bytes, type) {
  const { base64, width, height } = await page.evaluate(
    async ([encoded, mime]) => {
      const blob = new Blob([Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0))], { type: mime });
      const bitmap = await createImageBitmap(blob);
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      let text = '';
      for (let at = 0; at < data.length; at += 0x8000)
        text += String.fromCharCode(...data.subarray(at, at + 0x8000));
      return { base64: btoa(text), width: bitmap.width, height: bitmap.height };
    },
    [bytes.toString('base64'), type],
  );
  return { data: new Uint8ClampedArray(Buffer.from(base64, 'base64')), width, height };
}

/** What stands beside the picture: control characters are written <GS>, as the reader's own escaped texts have them. */
function expectedOf(folder, stem) {
  const text = join(folder, `${stem}.txt`);
  if (existsSync(text)) return readFileSync(text, 'utf8').trimEnd();
  const bytes = join(folder, `${stem}.bin`);
  return existsSync(bytes) ? readFileSync(bytes).toString('latin1') : undefined;
}
const escaped = (text) =>
  [...text].map((c) => (CONTROLS[c.charCodeAt(0)] ? `<${CONTROLS[c.charCodeAt(0)]}>` : c)).join('');
const CONTROLS =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

let wrong = 0;
for (const name of readdirSync(samples).sort()) {
  const folder = join(samples, name);
  if (!/-\d+$/.test(name)) continue;
  const nothing = name.startsWith('falsepositives');
  let [alone, ours, all] = [0, 0, 0];
  for (const file of readdirSync(folder).filter((one) => /\.(png|jpe?g|webp|gif)$/.test(one))) {
    const expected = expectedOf(folder, file.replace(/\.\w+$/, ''));
    if (!nothing && expected === undefined) continue;
    if (Buffer.byteLength(expected ?? '') > LONGEST - 3) continue; // on no package, and not taken
    all += 1;
    const type = `image/${file.endsWith('jpg') ? 'jpeg' : file.split('.').at(-1)}`;
    const image = await pixelsOf(readFileSync(join(folder, file)), type);
    const plain = await readBarcodes(image, { tryHarder: true, textMode: 'Plain' });
    const found = (await scan(image, readBarcodes)).map((code) => code.slice(3));
    const is = (text) => text === expected || escaped(text) === expected;
    const [reads, knows] = nothing
      ? [plain.filter(({ isValid }) => isValid).length > 0, found.length > 0]
      : [plain.some(({ text }) => is(text)), found.some(is)];
    alone += reads ? 1 : 0;
    ours += knows ? 1 : 0;
    if (nothing ? knows : reads && !knows) {
      wrong += 1;
      console.log(`${name}/${file}: ${nothing ? 'read' : 'lost'} ${JSON.stringify(found)}`);
    }
  }
  console.log(`${name}: of ${all}, zxing ${alone}, ours ${ours}`);
}
await browser.close();
if (wrong > 0) process.exitCode = 1;
