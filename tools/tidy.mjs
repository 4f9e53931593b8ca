// Runs clang-tidy over the project's own sources, a few at a time, and skips what it passed before:
// a stamp is named by the digest of the source, every header of ours that it reaches, .clang-tidy and the tool.
// usage: node tools/tidy.mjs BUILD_FOLDER JOBS COUNTS_FILE
//
// Nine tenths of a run over one source go into headers that its neighbours include too. So neighbours with the same
// flags and without names in common are read as one source first; where that one is not clean, each of them is
// judged alone, and only that counts. tests/layers/tidy.test.js holds that a defect in any of them is seen.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { batchesOf } from './tidy-batches.mjs';

const [folder, jobs, countsFile] = process.argv.slice(2);
const root = process.cwd();
// Beside the compiler's cache: another clone of the same sources has passed too.
const stamps = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'returns-tidy');
mkdirSync(stamps, { recursive: true });

const commands = new Map();
for (const { directory, file, command } of JSON.parse(
  readFileSync(join(folder, 'compile_commands.json'), 'utf8'),
)) {
  const name = relative(root, resolve(directory, file));
  if (/^(core|decode|native|wasm)\//.test(name)) commands.set(name, { directory, command });
}
const sources = [...commands.keys()].sort();
if (sources.length === 0) {
  console.error(`No source of ours in ${folder}/compile_commands.json.`);
  process.exit(1);
}

const texts = new Map();
const textOf = (file) => {
  if (!texts.has(file)) texts.set(file, existsSync(file) ? readFileSync(file, 'utf8') : '');
  return texts.get(file);
};

/** The file and every file of ours it includes, however far away. */
function reach(file, seen = new Set()) {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const [, name] of textOf(file).matchAll(/^\s*#\s*include\s*"([^"]+)"/gm)) {
    reach(existsSync(name) ? name : join(dirname(file), name), seen);
  }
  return seen;
}

const tool = execFileSync('clang-tidy', ['--version'], { encoding: 'utf8' }) + textOf('.clang-tidy');
const stampOf = (file) => {
  const hash = createHash('sha256').update(tool);
  for (const reached of [...reach(file)].sort()) hash.update(reached).update('\0').update(textOf(reached));
  return join(stamps, hash.digest('hex'));
};

/** @returns {Promise<{failed: boolean, output: string}>} */
const tidy = (database, file, more = []) =>
  new Promise((done) => {
    execFile(
      'clang-tidy',
      [
        '--quiet',
        '--warnings-as-errors=*',
        '--extra-arg=-Wno-unknown-warning-option',
        ...more,
        '-p',
        database,
        file,
      ],
      { maxBuffer: 1 << 26 },
      (error, stdout) => done({ failed: Boolean(error), output: stdout }),
    );
  });

/** What the batch is compiled with: the flags of its members, which are the same. */
function written(batch, number) {
  const database = join(folder, 'tidy', String(number));
  const file = resolve(database, 'batch.cpp');
  mkdirSync(database, { recursive: true });
  writeFileSync(file, batch.map((source) => `#include "${resolve(source)}"\n`).join(''));
  const { directory, command } = commands.get(batch[0]);
  const rest = command.slice(0, command.lastIndexOf(' -o '));
  writeFileSync(
    join(database, 'compile_commands.json'),
    JSON.stringify([{ directory, file, command: `${rest} -o batch.o -c ${file}` }]),
  );
  return { database, file };
}
const IN_BATCHES = [
  '--checks=-bugprone-suspicious-include',
  '--header-filter=/(core|decode|native|wasm)/[^.]*[.](h|cpp)$',
];

const stampsOf = new Map(sources.map((file) => [file, stampOf(file)]));
const todo = sources.filter((file) => !existsSync(stampsOf.get(file)));
console.log(`${sources.length} sources, ${sources.length - todo.length} unchanged since they passed`);

const queue = batchesOf(todo, { textOf, flagsOf: (file) => commands.get(file).command.split(' -o ')[0] });
const findings = [];
let taken = 0;
let ended = 0;
/** @param {string} file @param {string} output empty: it passed */
function judged(file, from, output) {
  ended += 1;
  console.log(
    `[${ended}/${todo.length}] ${file}  ${((Date.now() - from) / 1000).toFixed(1)} s${output && '  FAILED'}`,
  );
  if (output) findings.push(output);
  else writeFileSync(stampsOf.get(file), file);
}
async function worker() {
  while (taken < queue.length) {
    const number = taken++;
    const batch = queue[number];
    let from = Date.now();
    if (batch.length > 1) {
      const { database, file } = written(batch, number);
      if (!(await tidy(database, file, IN_BATCHES)).failed) {
        for (const source of batch) judged(source, from, '');
        continue;
      }
    }
    for (const source of batch) {
      from = Date.now();
      const { failed, output } = await tidy(folder, source);
      judged(source, from, failed ? output || `${source}: clang-tidy failed without a word` : '');
    }
  }
}
await Promise.all(Array.from({ length: Math.max(1, Number(jobs)) }, worker));
// Last, where they are looked for: a long log is cut in its middle.
for (const output of findings) console.log(output);
if (countsFile) appendFileSync(countsFile, `${sources.length - findings.length} ${findings.length} 0\n`);
process.exit(findings.length === 0 ? 0 : 1);
