// `returns inspect` and `returns scrub` on files, and on what people get wrong.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = process.env.RETURNS_PROGRAM;
assert.ok(program, 'RETURNS_PROGRAM is not set');
const run = (...args) => spawnSync(program, args, { encoding: 'utf8' });

const folder = mkdtempSync(join(tmpdir(), 'returns-media-'));
after(() => rmSync(folder, { recursive: true }));
const photo = readFileSync(fileURLToPath(new URL('../pixels/samples/large.jpg', import.meta.url)));
const noted = Buffer.concat([
  photo.subarray(0, 2),
  Buffer.from('\xff\xfe\x00\x0fbought by Ann', 'latin1'),
  photo.subarray(2),
]);
// A camera's block: little-endian TIFF with the maker's name, at 26.
const camera = Buffer.concat([
  Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x0f\x01\x02\0\x06\0\0\0\x1a\0\0\0\0\0\0\0', 'latin1'),
  Buffer.from('Maker\0', 'latin1'),
]);
const path = (name) => join(folder, name);
writeFileSync(path('noted.jpg'), noted);
writeFileSync(
  path('camera.jpg'),
  Buffer.concat([
    photo.subarray(0, 2),
    Buffer.from([0xff, 0xe1, 0, camera.length + 2]),
    camera,
    photo.subarray(2),
  ]),
);
writeFileSync(path('cut.jpg'), noted.subarray(0, 5000));
writeFileSync(path('empty.jpg'), '');
writeFileSync(path('letter.pdf'), '%PDF-1.7\n1 0 obj\nxref\ntrailer\n<<>>\nstartxref\n42\n%%EOF\n');

test('inspect: a table for people, a line for each file for programs', () => {
  const { status, stdout } = run('inspect', path('noted.jpg'));
  assert.equal(status, 0);
  const [head, row] = stdout.trimEnd().split('\n');
  assert.match(head, /^file +type +bytes +pixels +turn +ms +pages +metadata +problems$/);
  assert.match(row, /noted\.jpg +image\/jpeg +\d+ +\d+x\d+ +0 +0 +- +comment /);

  const json = run('inspect', '--json', path('noted.jpg'), path('cut.jpg'), path('empty.jpg'));
  assert.equal(json.status, 1, 'a file that no slot would take');
  const [whole, cut, empty] = json.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(whole.file, path('noted.jpg'));
  assert.deepEqual(whole.report.metadata, ['comment']);
  assert.ok(whole.report.pixels, 'its pixels are judged as well');
  assert.deepEqual(cut.report.problems, [{ code: 'truncated', verdict: 'refuse', byte: 5000 }]);
  assert.equal(empty.report.problems[0].code, 'empty');
});

test('inspect: what metadata claim stands beside the report', () => {
  const { stdout } = run('inspect', '--json', path('camera.jpg'), path('noted.jpg'));
  const [camera, noted] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(camera.origin, { make: 'Maker' });
  assert.equal(noted.origin, undefined);
  assert.match(run('inspect', path('camera.jpg')).stdout, /\n {2}says: make=Maker;\n$/);
});

test('inspect: a file that is not there does not hide the others', () => {
  const { status, stdout, stderr } = run('inspect', path('nowhere.jpg'), path('noted.jpg'));
  assert.equal(status, 2);
  assert.match(stderr, /nowhere\.jpg: there is no such file\. What to do: /);
  assert.match(stdout, /noted\.jpg/);
});

test('scrub: the copy is the picture without its note; again it is clean, also in place', () => {
  const first = run('scrub', path('noted.jpg'), path('clean.jpg'));
  assert.deepEqual([first.status, first.stdout], [0, `${path('clean.jpg')}: scrubbed comment\n`]);
  assert.ok(readFileSync(path('clean.jpg')).equals(photo));
  const again = run('scrub', path('clean.jpg'), path('clean.jpg'));
  assert.deepEqual([again.status, again.stdout], [0, `${path('clean.jpg')}: clean\n`]);
  assert.ok(readFileSync(path('clean.jpg')).equals(photo));
  assert.ok(readFileSync(path('noted.jpg')).equals(noted), 'the original is as it was');
});

test('scrub: what cannot be scrubbed is said, and nothing is written', () => {
  for (const [name, said] of [
    ['cut.jpg', 'broken truncated'],
    ['letter.pdf', 'not_supported'],
  ]) {
    const { status, stderr } = run('scrub', path(name), path('out'));
    assert.equal(status, 1);
    assert.ok(stderr.startsWith(`${path(name)}: ${said}. What to do: `), stderr);
    assert.ok(!existsSync(path('out')));
  }
  assert.equal(run('scrub', path('nowhere.jpg'), path('out')).status, 2);
  assert.equal(run('scrub', path('noted.jpg'), folder).status, 2);
  assert.equal(run('scrub', path('noted.jpg'), join(folder, 'no', 'such', 'out')).status, 2);
  assert.ok(!readdirSync(folder).some((name) => name.endsWith('.part')));
});
