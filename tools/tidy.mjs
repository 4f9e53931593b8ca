// Runs clang-tidy over the project's own sources, a few at a time, and skips what it passed before:
// a stamp is named by the digest of the source, every header of ours that it reaches, .clang-tidy and the tool.
// usage: node tools/tidy.mjs BUILD_FOLDER JOBS COUNTS_FILE
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const [folder, jobs, countsFile] = process.argv.slice(2);
const root = process.cwd();
// Beside the compiler's cache: another clone of the same sources has passed too.
const stamps = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'returns-tidy');
mkdirSync(stamps, { recursive: true });

const commands = JSON.parse(readFileSync(join(folder, 'compile_commands.json'), 'utf8'));
const sources = [...new Set(commands.map(({ directory, file }) => relative(root, resolve(directory, file))))]
  .filter((file) => /^(core|decode|native|wasm)\//.test(file))
  .sort();
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
const lint = (file) =>
  new Promise((done) => {
    execFile(
      'clang-tidy',
      ['--quiet', '--warnings-as-errors=*', '--extra-arg=-Wno-unknown-warning-option', '-p', folder, file],
      { maxBuffer: 1 << 26 },
      (error, stdout) => done({ failed: Boolean(error), output: stdout }),
    );
  });

const todo = sources
  .map((file) => ({ file, stamp: stampOf(file) }))
  .filter(({ stamp }) => !existsSync(stamp));
const unchanged = sources.length - todo.length;
console.log(`${sources.length} sources, ${unchanged} unchanged since they passed`);

let failed = 0;
let started = 0;
async function worker() {
  while (started < todo.length) {
    const number = ++started;
    const { file, stamp } = todo[number - 1];
    const from = Date.now();
    const result = await lint(file);
    console.log(`[${number}/${todo.length}] ${file}  ${((Date.now() - from) / 1000).toFixed(1)} s`);
    if (result.failed) {
      failed += 1;
      console.log(result.output);
    } else {
      writeFileSync(stamp, file);
    }
  }
}
await Promise.all(Array.from({ length: Math.max(1, Number(jobs)) }, worker));
if (countsFile) appendFileSync(countsFile, `${sources.length - failed} ${failed} 0\n`);
process.exit(failed === 0 ? 0 : 1);
