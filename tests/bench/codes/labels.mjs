// Labels in a picture of twelve megapixels, 13 conditions a code, beside zxing-wasm alone with the one format that is
// there; ours looks for every format. Nothing may be lost that zxing alone reads, and nothing may be read that is not there.
//   node tests/bench/codes/labels.mjs [ean13,code128,gs1datamatrix]
import { readFileSync } from 'node:fs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { scan } from '../../../web/src/codes/scan.js';
import { draw, modulesOf } from './draw.js';

const wasm = new URL('../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url);
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm) } });

const KINDS = {
  ean13: { text: '6901234567892', read: ']E06901234567892', format: 'EAN13' },
  code128: { text: '81000010123456789012', read: ']C081000010123456789012', format: 'Code128' },
  gs1datamatrix: {
    text: '(01)09501101530003(17)271231(10)AB12C3(21)SN1',
    read: ']d201095011015300031727123110AB12C3\u001d21SN1',
    format: 'DataMatrix',
  },
};
const CONDITIONS = [
  ...[1.5, 2, 3, 4, 8].map((module) => ({ module, blur: 0, turn: 0 })),
  ...[1, 2, 3].map((blur) => ({ module: 3, blur, turn: 0 })),
  ...[15, 30, 45, 90, 180].map((turn) => ({ module: 3, blur: 0, turn })),
];

/** Time of this process, not of the others on the machine. */
async function timed(run) {
  const from = process.cpuUsage();
  const answer = await run();
  const { user, system } = process.cpuUsage(from);
  return [answer, Math.round((user + system) / 1000)];
}

let wrong = 0;
const times = [];
for (const bcid of process.argv[2]?.split(',') ?? Object.keys(KINDS)) {
  const { text, read, format } = KINDS[bcid];
  const modules = modulesOf({ bcid, text });
  let [alone, ours] = [0, 0];
  for (const condition of CONDITIONS) {
    const image = draw(modules, { width: 4000, height: 3000, ...condition });
    const options = { formats: [format], tryHarder: true, textMode: 'Plain' };
    const [theirs, a] = await timed(() => readBarcodes(image, options));
    const [found, b] = await timed(() => scan(image, readBarcodes));
    const reads = theirs.some((code) => code.symbologyIdentifier + code.text === read);
    const knows = found.includes(read);
    const strange = found.filter((code) => code !== read);
    alone += reads ? 1 : 0;
    ours += knows ? 1 : 0;
    wrong += (reads && !knows ? 1 : 0) + strange.length;
    times.push(b);
    const { module, blur, turn } = condition;
    console.log(
      `${bcid} ${module} px, blur ${blur}, ${turn}°: zxing ${reads ? 'reads' : '-'} ${a} ms, ` +
        `ours ${knows ? 'reads' : '-'} ${b} ms${strange.length > 0 ? `, not there: ${strange}` : ''}`,
    );
  }
  console.log(`${bcid}: zxing ${alone}, ours ${ours} of ${CONDITIONS.length}`);
}
times.sort((p, q) => p - q);
console.log(`ours, all formats: median ${times[times.length >> 1]} ms, most ${times[times.length - 1]} ms`);
if (wrong > 0) {
  console.log(`${wrong} codes that zxing alone reads are lost, or are not there`);
  process.exitCode = 1;
}
