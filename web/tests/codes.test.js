// The reader with what it needs help with: codes drawn here, turned, small and blurred, on a picture that is no code.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { scan, tiles } from '../src/codes/scan.js';
import { findStripes } from '../src/codes/stripes.js';
import { draw, modulesOf } from '../../tests/bench/codes/draw.js';

prepareZXingModule({
  overrides: {
    wasmBinary: readFileSync(
      new URL('../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url),
    ),
  },
});

const TRACE = '81000010123456789012';
const GOODS = '6901234567892';

const trace = modulesOf({ bcid: 'code128', text: TRACE });
const goods = modulesOf({ bcid: 'ean13', text: GOODS });
const alone = async (/** @type {any} */ image) =>
  (await readBarcodes(image, { tryHarder: true, textMode: 'Plain' })).map(({ text }) => text);

test('codes that are turned are read at every angle', async () => {
  let helped = 0;
  for (const [code, text, symbology] of /** @type {const} */ ([
    [trace, TRACE, ']C0'],
    [goods, GOODS, ']E0'],
  ])) {
    for (const turn of [0, 15, 30, 45, 60, 75, 90, 135, 180]) {
      const image = draw(code, { module: 3, turn });
      assert.deepEqual(await scan(image, readBarcodes), [symbology + text], `${text} turned by ${turn}`);
      helped += (await alone(image)).includes(text) ? 0 : 1;
    }
  }
  // Without our help some of them are lost; otherwise this test would show nothing.
  assert.ok(helped > 3, `${helped}`);
});

test('small modules are read', async () => {
  for (const module of [1.5, 2]) {
    for (const turn of [0, 20]) {
      const found = await scan(draw(trace, { module, turn }), readBarcodes);
      assert.deepEqual(found, [`]C0${TRACE}`], `${module} px, turned by ${turn}`);
    }
  }
});

test('a GS1 DataMatrix keeps its separators and says what it is', async () => {
  const matrix = modulesOf({ bcid: 'gs1datamatrix', text: '(01)09501101530003(17)271231(10)AB12(21)S1' });
  const [code] = await scan(draw(matrix, { module: 4, turn: 12 }), readBarcodes);
  assert.deepEqual(code, ']d201095011015300031727123110AB12\u001d21S1');
});

test('light on dark is found, last', async () => {
  const square = modulesOf({ bcid: 'qrcode', text: TRACE });
  assert.deepEqual(await scan(draw(square, { module: 5, invert: true }), readBarcodes), [`]Q1${TRACE}`]);
});

test('where no code is, none is found', async () => {
  assert.deepEqual(await scan(draw(undefined, { module: 1 }), readBarcodes), []);
});

test('stripes are found where they are', () => {
  const [region] = findStripes(draw(trace, { module: 3, turn: 30 }));
  assert.ok(Math.hypot(region.x - 600, region.y - 450) < 60, JSON.stringify(region));
  const turned = (((region.angle * 180) / Math.PI + 360) % 180) - 30;
  assert.ok(Math.abs(turned) < 4, `${turned}`);
  assert.ok(Math.abs(region.length - (trace.width + 24) * 3) < 60, `${region.length}`);
});

test('a large picture is read in parts that overlap and cover it', () => {
  const image = { data: new Uint8ClampedArray(4 * 5000 * 5000), width: 5000, height: 5000 };
  image.data[4 * (2500 * 5000 + 2500)] = 9;
  const parts = [...tiles(image)];
  assert.equal(parts.length, 4);
  for (const { data, width, height } of parts) {
    assert.equal(data.length, 4 * width * height);
    assert.ok(width * height <= 16e6);
  }
  assert.equal(parts.filter(({ data }) => data.includes(9)).length, 4, 'the middle is in all four');
});
