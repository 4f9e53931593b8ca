// Labels drawn by bwip-js, pasted into a photo: 13 conditions per code, beside zxing-wasm alone with the one format that
// is there. The photo is RETURNS_CORPORA/photo; without it a picture of soft noise takes its place.
//   node tests/bench/codes/labels.mjs [ean13,code128,gs1datamatrix]
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import bwipjs from 'bwip-js';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { scan } from '../../../web/src/codes/scan.js';

const wasm = new URL('../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url);
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm) } });

const KINDS = {
  ean13: { text: '6901234567892', format: 'EAN13', options: { height: 10, includetext: true } },
  code128: { text: '81000010123456789012', format: 'Code128', options: { height: 10 } },
  gs1datamatrix: {
    text: '(01)09501101530003(17)271231(10)AB12C3(21)SN1',
    read: '01095011015300031727123110AB12C3\u001d21SN1',
    format: 'DataMatrix',
    options: {},
  },
};
const CONDITIONS = [
  ...[1.5, 2, 3, 4, 8].map((module) => ({ module, blur: 0, turn: 0 })),
  ...[1, 2, 3].map((blur) => ({ module: 3, blur, turn: 0 })),
  ...[15, 30, 45, 90, 180].map((turn) => ({ module: 3, blur: 0, turn })),
];

async function ground() {
  const folder = process.env.RETURNS_CORPORA && join(process.env.RETURNS_CORPORA, 'photo');
  const name = folder && existsSync(folder) && readdirSync(folder).find((file) => /\.jpe?g$/i.test(file));
  if (name) {
    const { data, info } = await sharp(join(folder, name))
      .rotate()
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  }
  console.log('RETURNS_CORPORA is not set: a drawn ground instead of the photo');
  const [width, height] = [4000, 3000];
  const noise = { type: 'gaussian', mean: 128, sigma: 40 };
  const data = await sharp({ create: { width, height, channels: 3, background: '#888', noise } })
    .blur(1.2)
    .ensureAlpha()
    .raw()
    .toBuffer();
  return { data, width, height };
}

async function label({ text, options }, bcid, module) {
  const scale = 8;
  const paper = { paddingwidth: 12, paddingheight: 12, backgroundcolor: 'FFFFFF' };
  const png = await bwipjs.toBuffer({ bcid, text, scale, ...paper, ...options });
  const { width = 0, height = 0 } = await sharp(png).metadata();
  const to = (side) => Math.round((side * module) / scale);
  return sharp(png).resize(to(width), to(height), { kernel: 'cubic', fit: 'fill' }).toBuffer();
}

async function paste(photo, small, { blur, turn }) {
  const { width, height } = photo;
  const raw = { raw: { width, height, channels: /** @type {4} */ (4) } };
  const input = turn
    ? await sharp(small)
        .ensureAlpha()
        .rotate(turn, { background: { r: 0, g: 0, b: 0, alpha: 0 } })
        .toBuffer()
    : small;
  const size = await sharp(input).metadata();
  const left = Math.round(width * 0.45 - (size.width ?? 0) / 2);
  const top = Math.round(height * 0.55 - (size.height ?? 0) / 2);
  let data = await sharp(photo.data, raw).composite([{ input, left, top }]).raw().toBuffer();
  if (blur) data = await sharp(data, raw).blur(blur).raw().toBuffer();
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height };
}

/** Time of this process, not of the others on the machine; one thread each. */
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function timed(run) {
  const from = spent();
  const answer = await run();
  return [answer, Math.round(spent() - from)];
}

const photo = await ground();
const chosen = process.argv[2]?.split(',') ?? Object.keys(KINDS);
let lost = 0;
const times = [];
for (const bcid of chosen) {
  const kind = KINDS[bcid];
  const want = kind.read ?? kind.text;
  let [alone, ours] = [0, 0];
  for (const condition of CONDITIONS) {
    const image = await paste(photo, await label(kind, bcid, condition.module), condition);
    const options = { formats: [kind.format], tryHarder: true, textMode: 'Plain' };
    const [theirs, a] = await timed(() => readBarcodes(image, options));
    const [found, b] = await timed(() => scan(image, readBarcodes));
    const [read, known] = [theirs, found].map((codes) => codes.some(({ text }) => text === want));
    alone += read ? 1 : 0;
    ours += known ? 1 : 0;
    lost += read && !known ? 1 : 0;
    times.push(b);
    const strange = found.filter(({ text }) => text !== want).length;
    lost += strange;
    const { module, blur, turn } = condition;
    console.log(
      `${bcid} ${module} px, blur ${blur}, ${turn}°: zxing ${read ? 'reads' : '-'} ${a} ms, ` +
        `ours ${known ? 'reads' : '-'} ${b} ms${strange ? `, ${strange} that are not there` : ''}`,
    );
  }
  console.log(`${bcid}: zxing ${alone}, ours ${ours} of ${CONDITIONS.length}`);
}
times.sort((p, q) => p - q);
console.log(`all formats, median ${times[times.length >> 1]} ms, most ${times[times.length - 1]} ms`);
if (lost > 0) {
  console.log(`${lost} codes that zxing alone reads are lost, or are not there`);
  process.exitCode = 1;
}
