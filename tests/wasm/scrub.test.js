// The door that takes place, device and notes out of a picture, as a page asks for it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { openMedia } from '../../wasm/media-client.js';
import { ROOT, open } from '../bench/wasm.js';

const photo = readFileSync(join(ROOT, 'tests/pixels/samples/large.jpg'));
const note = Buffer.from('\xff\xfe\x00\x10bought by Ann\n', 'latin1'); // a line feed, as it stands before the bytes too
const noted = Buffer.concat([photo.subarray(0, 2), note, photo.subarray(2), Buffer.from('and a film')]);

const door = await open('returns-media');
const scrub = (bytes) => Buffer.from(door.call('scrub', [bytes]));

test('what is scrubbed comes after one line that says what went', () => {
  const answer = scrub(noted);
  const end = answer.indexOf(10);
  assert.deepEqual(JSON.parse(answer.subarray(0, end).toString()), {
    scrub: {
      schema: 'returns.scrub/1',
      outcome: 'scrubbed',
      removed: ['comment', 'trailing_data'],
      problems: [],
    },
  });
  assert.ok(answer.subarray(end + 1).equals(photo));
});

test('what needs nothing, cannot be scrubbed or is broken has no bytes', () => {
  const outcome = (bytes) => JSON.parse(scrub(bytes).toString()).scrub;
  assert.equal(outcome(photo).outcome, 'clean');
  const broken = outcome(noted.subarray(0, 1000));
  assert.equal(broken.outcome, 'broken');
  assert.deepEqual(broken.problems, [{ code: 'truncated', verdict: 'refuse', byte: 1000 }]);
  assert.equal(
    outcome(Buffer.from('%PDF-1.7\n1 0 obj\nxref\ntrailer\n<<>>\nstartxref\n42\n%%EOF\n')).outcome,
    'not_supported',
  );
});

test('the client gives the bytes as bytes', async () => {
  const folder = join(ROOT, 'build/wasm');
  const media = await openMedia({
    baseUrl: 'https://shop.example/',
    factories: { 'returns-media.js': async () => (await import(join(folder, 'returns-media.js'))).default },
    read: async (name) => readFileSync(join(folder, name)),
  });
  const { scrub: said, bytes } = await media.scrub(noted);
  assert.deepEqual(said.removed, ['comment', 'trailing_data']);
  assert.ok(photo.equals(bytes));
  assert.equal((await media.scrub(photo)).bytes, undefined);
  const { report } = await media.inspect(bytes, 'a.jpg', 'image/jpeg');
  assert.equal(report.complete, true);
  await media.close();
});
