// What public sample photos say of themselves, by `returns inspect`, exifr and exiv2; and what the two others still find
// once `returns scrub` has been over them, which may be the orientation and nothing else.
//   RETURNS_CORPORA=FOLDER node tests/bench/metadata.mjs      photos anywhere below FOLDER/exif, photo, orientation
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const corpora = process.env.RETURNS_CORPORA ?? '';
const folders = ['exif', 'photo', 'orientation'].map((name) => join(corpora, name));
if (!corpora || !folders.some((folder) => existsSync(folder))) {
  console.log('Skipped: RETURNS_CORPORA names no folder that has exif/, photo/ or orientation/ in it.');
  process.exit(0);
}
if (spawnSync('exiv2', ['--version']).error) {
  console.log('Skipped: exiv2 is not installed (apt-get install exiv2).');
  process.exit(0);
}
const exifr = createRequire(import.meta.url)('exifr');
const program = fileURLToPath(new URL('../../build/release/native/returns', import.meta.url));
const below = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? below(path) : [path];
  });
const files = folders
  .filter((folder) => existsSync(folder))
  .flatMap(below)
  .filter((path) => /\.jpe?g$/i.test(path));

/** As ours writes it: printable ASCII, 64 characters, no blanks around, nothing behind a zero. */
const text = (value) =>
  value === undefined
    ? undefined
    : String(value)
        .split('\0')[0]
        .replace(/^ +/, '')
        .slice(0, 64)
        .replace(/[^ -~]/g, '?')
        .replace(/ +$/, '') || undefined;
const moment = (value) => {
  const found = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(String(value ?? ''));
  return found && found[1] !== '0000' && found[2] !== '00'
    ? `${found[1]}-${found[2]}-${found[3]}T${found[4]}`
    : undefined;
};
const turn = (value) => (Number(value) >= 1 && Number(value) <= 8 ? Number(value) : undefined);

function ours(path) {
  const { stdout } = spawnSync(program, ['inspect', '--json', path], { encoding: 'utf8' });
  const { report, origin = {} } = JSON.parse(stdout);
  return {
    make: origin.make,
    model: origin.model,
    software: origin.software,
    taken_at: origin.taken_at,
    offset: origin.offset,
    orientation: report.orientation || undefined,
    gps: report.metadata.includes('gps'),
  };
}

const RAW = { translateValues: false, reviveValues: false, tiff: true, exif: true, gps: true, xmp: true };
async function byExifr(path) {
  const found = await exifr.parse(readFileSync(path), RAW).catch(() => undefined);
  if (!found) return undefined;
  return {
    make: text(found.Make),
    model: text(found.Model),
    software: text(found.Software ?? found.CreatorTool), // the second one is XMP's word
    taken_at: moment(found.DateTimeOriginal),
    offset: text(found.OffsetTimeOriginal),
    orientation: turn(found.Orientation),
    gps: found.GPSLatitude !== undefined || found.GPSLongitude !== undefined,
  };
}

function listed(path, flags) {
  const { stdout } = spawnSync('exiv2', ['-q', flags, path], { encoding: 'latin1' });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => /^(\S+)\s*(.*)$/.exec(line)?.slice(1) ?? [line, '']);
}
function byExiv2(path) {
  const all = new Map(listed(path, '-PEXkv'));
  if (all.size === 0) return undefined;
  return {
    make: text(all.get('Exif.Image.Make')),
    model: text(all.get('Exif.Image.Model')),
    software: text(all.get('Exif.Image.Software') ?? all.get('Xmp.xmp.CreatorTool')),
    taken_at: moment(all.get('Exif.Photo.DateTimeOriginal')),
    offset: text(all.get('Exif.Photo.OffsetTimeOriginal')),
    orientation: turn(all.get('Exif.Image.Orientation')),
    gps: all.has('Exif.GPSInfo.GPSLatitude') || all.has('Exif.GPSInfo.GPSLongitude'),
  };
}

const differing = [];
let [compared, both] = [0, 0];
for (const path of files) {
  const mine = ours(path);
  const peers = { exifr: await byExifr(path), exiv2: byExiv2(path) };
  if (peers.exifr && peers.exiv2) both += 1;
  for (const [peer, theirs] of Object.entries(peers)) {
    if (!theirs) continue;
    for (const [key, value] of Object.entries(theirs)) {
      compared += 1;
      if (mine[key] === value) continue;
      const other = peers[peer === 'exifr' ? 'exiv2' : 'exifr']?.[key];
      differing.push({ path, key, peer, theirs: value, ours: mine[key], agrees: other === mine[key] });
    }
  }
}
console.log(
  `${files.length} photos, ${both} read by all three: ${compared} answers compared, ${differing.length} differ`,
);
for (const one of differing) {
  const { path, key, peer, agrees } = one;
  console.log(
    `  ${relative(corpora, path)} ${key}: ${peer} ${one.theirs ?? '-'}, ours ${one.ours ?? '-'}` +
      (agrees ? ' (as the other one)' : ''),
  );
}

const EVERYTHING = {
  tiff: true,
  exif: true,
  gps: true,
  interop: true,
  ifd1: true,
  iptc: true,
  xmp: true,
  makerNote: true,
  userComment: true,
  translateKeys: true,
};
const folder = mkdtempSync(join(tmpdir(), 'metadata-'));
let [scrubbed, clean] = [0, 0];
const left = [];
try {
  for (const path of files) {
    const out = join(folder, 'out.jpg');
    rmSync(out, { force: true });
    if (spawnSync(program, ['scrub', path, out]).status !== 0) continue; // cut or damaged: no slot takes it
    scrubbed += 1;
    const keys = [
      ...Object.keys((await exifr.parse(readFileSync(out), EVERYTHING).catch(() => undefined)) ?? {}),
      ...listed(out, '-PEIXkv').map(([key]) => key),
      ...execFileSync('exiv2', ['-q', '-pc', out], { encoding: 'latin1' }).split('\n').filter(Boolean),
    ].filter((key) => !/^(Exif\.Image\.)?Orientation$/.test(key));
    if (keys.length === 0) clean += 1;
    else left.push(`  ${relative(corpora, path)}: ${keys.join(' ')}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${scrubbed} scrubbed: in ${clean} exifr and exiv2 find nothing but the orientation`);
for (const line of left) console.log(line);
if (left.length > 0 || differing.some(({ agrees }) => !agrees)) process.exitCode = 1;
