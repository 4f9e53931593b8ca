// The media module says of a picture's pixels what the native build says, to the bit; and what a page can ask of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ROOT, open } from '../bench/wasm.js';

const folder = join(ROOT, 'tests/pixels/samples');
const reports = JSON.parse(readFileSync(join(folder, 'reports.json'), 'utf8'));
const encoder = new TextEncoder();
const media = await open('returns-media');
const call = (door, ...documents) =>
  new TextDecoder().decode(
    media.call(
      door,
      documents.map((document) => (typeof document === 'string' ? encoder.encode(document) : document)),
    ),
  );

test('there are samples', () => assert.ok(Object.keys(reports).length >= 11));

for (const [name, expected] of Object.entries(reports)) {
  test(`${name}: the same report as natively`, () => {
    const answer = call('inspect', readFileSync(join(folder, name)), name, '');
    assert.equal(answer, JSON.stringify(expected));
  });
}

test('decoding says how far it has come', () => {
  const heard = [];
  media.onProgress = (thousandths) => heard.push(thousandths);
  call('inspect', readFileSync(join(folder, 'large.jpg')), '', '');
  media.onProgress = undefined;
  assert.ok(heard.length >= 5, `${heard.length} times`);
  assert.deepEqual(
    heard,
    [...heard].sort((a, b) => a - b),
  );
  assert.ok(heard.at(-1) <= 1000);
});

test('a file that the JPEG library gives up on leaves the module usable', () => {
  const bytes = readFileSync(join(folder, 'large.jpg'));
  const table = bytes.indexOf(Buffer.from([0xff, 0xc4]));
  const broken = Buffer.from(bytes);
  broken.fill(0xff, table + 4, table + 24); // more codes than any Huffman table has
  for (let i = 0; i < 3; ++i) {
    const { report } = JSON.parse(call('inspect', broken, '', ''));
    assert.deepEqual(report.problems, [{ code: 'damaged', verdict: 'hint' }]);
    assert.equal(call('inspect', bytes, 'large.jpg', ''), JSON.stringify(reports['large.jpg']));
  }
});

test('advice for a frame of a preview, in luma and in colours', () => {
  const luma = new Uint8Array(640 * 480);
  for (let y = 0; y < 480; ++y)
    for (let x = 0; x < 640; ++x) luma[y * 640 + x] = ((x >> 4) ^ (y >> 4)) & 1 ? 200 : 60;
  const colours = new Uint8Array(luma.length * 4);
  luma.forEach((value, i) => colours.set([value, value, value, 255], 4 * i));
  const answer = call('advise', luma, '640x480');
  assert.equal(call('advise', colours, '640x480'), answer);
  const { advice, sharpness } = JSON.parse(answer);
  assert.equal(advice, 'good');
  assert.ok(sharpness > 500);
  assert.equal(JSON.parse(call('advise', new Uint8Array(640 * 480), '640x480')).advice, 'too_dark');
  assert.equal(call('advise', luma, '640x481'), '{"fault":{"code":"bad_frame"}}');
});
