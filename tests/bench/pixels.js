// A photo of 12 megapixels judged by our media module, beside the libraries that a page would put together for it: all in
// WebAssembly or JavaScript in this one run, taking turns. `npm ci` in this folder comes first.
//
//   node tests/bench/pixels.js [PHOTO.jpg]     without one, a drawn photo is used
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Goals, median, print } from './measure.js';
import { ROOT, open } from './wasm.js';

const require = createRequire(import.meta.url);
const encoder = new TextEncoder();

function photo() {
  const [, , given] = process.argv;
  if (given) return readFileSync(given);
  const maker = join(ROOT, 'build/release/tests/pixels/make_samples');
  if (!existsSync(maker)) throw new Error('build/release is needed first: ./portal bench');
  const folder = mkdtempSync(join(tmpdir(), 'photo-'));
  execFileSync(maker, ['--photo', join(folder, 'photo.jpg')]);
  const bytes = readFileSync(join(folder, 'photo.jpg'));
  rmSync(folder, { recursive: true });
  return bytes;
}

const bytes = photo();
const media = await open('returns-media');
const none = encoder.encode('');
const inspect = () => media.call('inspect', [bytes, none, none]);
const report = JSON.parse(new TextDecoder().decode(inspect())).report;
if (!report.pixels) throw new Error('the photo was not decoded');
console.log(
  `JPEG of ${report.width} × ${report.height}, ${(bytes.length / 1e6).toFixed(1)} MB; sharpness ${report.pixels.sharpness}\n`,
);

const { decode } = require('@cwasm/jpeg-turbo');
const { bmvbhash } = require('blockhash-core');
const exifr = require('exifr');
// OpenCV.js resolves to itself: it must not pass through a promise.
const opencv = await new Promise((resolve) => {
  const module = require('@techstark/opencv-js');
  if (module.Mat) return resolve({ cv: module });
  module.onRuntimeInitialized = () => resolve({ cv: module });
});
const { cv } = opencv;

function laplacian(image) {
  const colours = cv.matFromImageData(image);
  const grey = new cv.Mat();
  const second = new cv.Mat();
  const mean = new cv.Mat();
  const deviation = new cv.Mat();
  cv.cvtColor(colours, grey, cv.COLOR_RGBA2GRAY);
  const start = performance.now();
  cv.Laplacian(grey, second, cv.CV_64F);
  cv.meanStdDev(second, mean, deviation);
  const taken = performance.now() - start;
  const variance = deviation.data64F[0] ** 2;
  for (const mat of [colours, grey, second, mean, deviation]) mat.delete();
  return { taken, variance };
}

const frame = new Uint8Array(640 * 480 * 4);
for (let y = 0; y < 480; ++y) {
  for (let x = 0; x < 640; ++x) {
    // Letters of a kind on paper, with grain.
    const ink = ((x >> 3) * 7 + (y >> 4) * 13) % 5 < 2 && y % 16 < 11;
    const value = (ink ? 60 : 200) + ((x * 31 + y * 17) % 7);
    frame.set([value, value, value, 255], 4 * (y * 640 + x));
  }
}
const size = encoder.encode('640x480');

const taken = { ours: [], decode: [], laplacian: [], blockhash: [], exif: [], advice: [] };
const timed = async (name, run) => {
  const start = performance.now();
  const result = await run();
  taken[name].push(performance.now() - start);
  return result;
};
for (let round = 0; round < 9; ++round) {
  await timed('ours', inspect);
  const image = await timed('decode', () => decode(bytes));
  taken.laplacian.push(laplacian(image).taken);
  await timed('blockhash', () => bmvbhash(image, 16));
  await timed('exif', () => exifr.parse(bytes).catch(() => undefined));
  for (let i = 0; i < 20; ++i) await timed('advice', () => media.call('advise', [frame, size]));
}

const of = (name) => median(taken[name]);
const peers = of('decode') + of('laplacian') + of('blockhash') + of('exif');
const row = (name, key) => [name, of(key).toFixed(1), Math.min(...taken[key]).toFixed(1)];
print([
  ['', 'median ms', 'best ms'],
  row('ours: container, decoding, every measure, likeness', 'ours'),
  row('@cwasm/jpeg-turbo, decoding', 'decode'),
  row('OpenCV.js, Laplacian and its variance (grey conversion not counted)', 'laplacian'),
  row('blockhash-core, 256 bits', 'blockhash'),
  row('exifr', 'exif'),
  ['the four together', peers.toFixed(1), ''],
  row('ours: advice on 640 × 480 RGBA', 'advice'),
]);
console.log('');
const goals = new Goals();
goals.check('a photo judged, in parts of the four libraries together', of('ours') / peers, '<', 0.25, '');
goals.check('advice on a frame', of('advice'), '<', 4, ' ms');
goals.end();
