// Cut anywhere and changed anywhere, a file has a report and a scrub in the module too, in the memory it may have; and
// the same from its bytes and where it lies.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ROOT, open } from '../bench/wasm.js';
import { giveSource, inMemory } from '../../wasm/file-source.js';
import { film } from './film.js';

const folder = join(ROOT, 'tests/pixels/samples');
const media = await open('returns-media');
const none = new Uint8Array(0);
const MOST_MEMORY = 64 * 1024 * 1024;

const { head, index } = film({ data: 100, place: '+52.5200+013.4050/' });
const samples = [
  ['film', Buffer.concat([head, Buffer.alloc(100, 7), index])],
  ...readdirSync(folder)
    .filter((name) => !name.endsWith('.json'))
    .map((name) => [name, readFileSync(join(folder, name))]),
];

/** @param {string} door @param {Uint8Array} bytes */
const ask = (door, bytes) =>
  Buffer.from(media.call(door, [bytes, none, none]))
    .toString('latin1')
    .split('\n')[0];

/** @param {Uint8Array} bytes @param {string} what */
function lawful(bytes, what) {
  const answer = ask('inspect', bytes);
  const { report } = JSON.parse(answer);
  assert.equal(report.size, bytes.length, what);
  assert.ok(report.complete || report.problems.length > 0, what);
  giveSource(media, inMemory(bytes));
  assert.equal(ask('inspectFile', bytes), answer, what);
  const { scrub } = JSON.parse(ask('scrub', bytes));
  assert.equal(scrub.outcome === 'broken', scrub.problems.length > 0, what);
  const { edits, ...lying } = JSON.parse(ask('scrubFile', bytes)).scrub;
  assert.deepEqual(lying, scrub, what);
  assert.equal(edits !== undefined, scrub.outcome === 'scrubbed', what);
  return report;
}

for (const [name, bytes] of samples) {
  test(`${name} cut`, () => {
    const step = Math.max(1, Math.ceil(bytes.length / 150));
    for (let size = 0; size < bytes.length; size += step) {
      const { complete } = lawful(bytes.subarray(0, size), `${name} cut at ${size}`);
      assert.equal(complete, false, `${name} cut at ${size}`);
    }
    assert.ok(media.module.HEAPU8.length <= MOST_MEMORY, `${media.module.HEAPU8.length} bytes of memory`);
  });

  test(`${name} changed`, () => {
    const changed = Buffer.from(bytes);
    const step = Math.max(1, Math.ceil(bytes.length / 100));
    for (let at = 0; at < changed.length; at += step) {
      for (const value of [0, 0x7f, 0xff]) {
        changed[at] = value;
        lawful(changed, `${name} with ${value} at ${at}`);
      }
      changed[at] = bytes[at];
    }
    assert.ok(media.module.HEAPU8.length <= MOST_MEMORY, `${media.module.HEAPU8.length} bytes of memory`);
  });
}
