// zxing-cpp's own sample pictures (RETURNS_CORPORA/barcodes, a folder each): as many read as zxing-wasm alone reads, none
// of them lost, and none in the pictures that have none.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { scan } from '../../../web/src/codes/scan.js';

const wasm = new URL('../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url);
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm) } });

const root = process.env.RETURNS_CORPORA && join(process.env.RETURNS_CORPORA, 'barcodes');
if (!root || !existsSync(root)) {
  console.log('skipped: RETURNS_CORPORA is not set');
  process.exit(0);
}

/** Without control characters, which the expected texts spell in several ways. @param {string} text */
const plain = (text) =>
  text
    .replace(/<\w+>/g, '')
    .replace(/\p{Cc}/gu, '')
    .trim();

function expected(folder, name) {
  const stem = join(folder, name.replace(/\.\w+$/, ''));
  if (existsSync(`${stem}.txt`)) return plain(readFileSync(`${stem}.txt`, 'utf8'));
  return existsSync(`${stem}.bin`) ? plain(readFileSync(`${stem}.bin`, 'latin1')) : undefined;
}

let wrong = 0;
for (const name of readdirSync(root)) {
  const folder = join(root, name);
  if (!statSync(folder).isDirectory()) continue;
  let [pictures, alone, ours] = [0, 0, 0];
  for (const file of readdirSync(folder)) {
    if (!/\.(png|webp|jpe?g|gif)$/i.test(file)) continue;
    pictures += 1;
    const want = expected(folder, file);
    const { data, info } = await sharp(readFileSync(join(folder, file)))
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
    const image = { data: pixels, width: info.width, height: info.height };
    const hits = [
      (await readBarcodes(image, { tryHarder: true, textMode: 'Plain' })).filter(({ isValid }) => isValid),
      await scan(image, readBarcodes),
    ].map((codes) =>
      want === undefined ? codes.length > 0 : codes.some(({ text }) => plain(text) === want),
    );
    alone += hits[0] ? 1 : 0;
    ours += hits[1] ? 1 : 0;
    const nothing = name.startsWith('falsepositives');
    if (nothing ? hits[1] : hits[0] && !hits[1]) {
      wrong += 1;
      console.log(`${name}/${file}: ${nothing ? 'a code that is not there' : 'lost'}`);
    }
  }
  console.log(`${name}: ${pictures} pictures, zxing ${alone}, ours ${ours}`);
}
if (wrong > 0) process.exitCode = 1;
