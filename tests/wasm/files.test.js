// Files that stay where they are: the module reads what it looks at, a film of 2 GB as well as a small picture.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { openMedia } from '../../wasm/media-client.js';
import { toBytes } from '../../wasm/door.js';
import { giveSource, inMemory } from '../../wasm/file-source.js';
import { ROOT, open } from '../bench/wasm.js';
import { box, film } from './film.js';

const SAMPLES = ['large.jpg', 'small.png', 'tall.webp'].map((name) =>
  readFileSync(join(ROOT, 'tests/pixels/samples', name)),
);
const door = await open('returns-media');
const folder = mkdtempSync(join(tmpdir(), 'files-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string} name @param {import('../../wasm/file-source.js').FileSource | undefined} source */
function call(name, source) {
  giveSource(door, source);
  return Buffer.from(door.call(name, [new Uint8Array(0), toBytes('a.jpg'), toBytes('image/jpeg')]));
}
const asked = (name, source) => JSON.parse(call(name, source).toString('latin1').split('\n')[0]);

test('a picture has the same report as from its bytes', () => {
  for (const bytes of SAMPLES) {
    const whole = door.call('inspect', [bytes, toBytes('a.jpg'), toBytes('image/jpeg')]);
    const expected = Buffer.from(whole).toString();
    assert.ok(expected.includes('"pixels"'), expected);
    assert.equal(call('inspectFile', inMemory(bytes)).toString(), expected);
  }
});

test('its digest is its SHA-256', () => {
  for (const bytes of [Buffer.alloc(0), ...SAMPLES, Buffer.alloc(5_000_000, 7)]) {
    const expected = createHash('sha256').update(bytes).digest('hex');
    assert.deepEqual(asked('digestFile', inMemory(bytes)), { sha256: expected });
  }
});

test('a file that went away, or is shorter than it was, is unreadable', () => {
  const unreadable = { fault: { code: 'unreadable' } };
  const [bytes] = SAMPLES;
  const gone = () => {
    throw new DOMException('gone', 'NotFoundError');
  };
  for (const read of [gone, () => bytes.subarray(0, 10)])
    for (const name of ['inspectFile', 'scrubFile', 'digestFile'])
      assert.deepEqual(asked(name, { size: bytes.length, read }), unreadable, name);
});

test('a film of 2 GB is read in the memory the module has', () => {
  const path = join(folder, 'long.mp4');
  const { head, index } = film({ data: 2 ** 31, place: '+52.5200+013.4050/' });
  const file = openSync(path, 'w+');
  try {
    writeSync(file, head, 0, head.length, 0);
    truncateSync(path, head.length + 2 ** 31); // a hole: no disk is filled
    writeSync(file, index, 0, index.length, head.length + 2 ** 31);
    const size = head.length + 2 ** 31 + index.length;
    let read = 0;
    const source = {
      size,
      read: (/** @type {number} */ at, /** @type {number} */ count) => {
        read += count;
        const room = Buffer.alloc(count);
        readSync(file, room, 0, count, at);
        return room;
      },
    };
    const before = door.module.HEAPU8.length;
    const { report } = asked('inspectFile', source);
    assert.equal(report.size, size);
    assert.equal(report.complete, true, JSON.stringify(report));
    assert.deepEqual(report.metadata, ['gps']);
    assert.ok(report.duration_ms > 0);
    const { scrub } = asked('scrubFile', source);
    assert.equal(scrub.outcome, 'scrubbed');
    assert.ok(
      scrub.edits.every(({ at }) => at > 2 ** 31),
      'behind the data, and the place is a large number',
    );
    assert.ok(read < 2_000_000, `${read} bytes read`);
    assert.equal(door.module.HEAPU8.length, before, 'the memory grew');
    // Half of it: the index is behind, so nothing says what it is but that it is cut.
    const half = asked('inspectFile', { ...source, size: 2 ** 30 });
    assert.equal(half.report.complete, false);
    assert.equal(half.report.problems[0].code, 'truncated');
  } finally {
    closeSync(file);
  }
});

test('on a page without workers the client reads the file first, and answers the same', async () => {
  const build = join(ROOT, 'build/wasm');
  const media = await openMedia({
    baseUrl: 'https://shop.example/',
    factories: { 'returns-media.js': async () => (await import(join(build, 'returns-media.js'))).default },
    read: async (name) => readFileSync(join(build, name)),
  });
  const { head, index } = film({ data: 1000, place: '+52.5200+013.4050/' });
  const bytes = Buffer.concat([head, Buffer.alloc(1000, 1), index]);
  const file = new Blob([bytes], { type: 'video/mp4' });
  const { scrub, blob } = await media.scrubFile(file);
  assert.deepEqual(scrub.removed, ['gps']);
  const kept = Buffer.from(await blob.arrayBuffer());
  const { bytes: expected } = await media.scrub(bytes);
  assert.ok(kept.equals(expected));
  assert.equal(blob.type, 'video/mp4');
  const { sha256 } = await media.digestFile(blob);
  assert.equal(sha256, createHash('sha256').update(kept).digest('hex'));
  const { report } = await media.inspectFile(blob, 'a.mp4');
  assert.deepEqual(report, (await media.inspect(kept, 'a.mp4', 'video/mp4')).report);
  assert.deepEqual(report.metadata, []);
  await media.close();
});

test('boxes say their size', () => {
  assert.deepEqual([...box('free', Buffer.from('ab'))], [0, 0, 0, 10, 102, 114, 101, 101, 97, 98]);
});
