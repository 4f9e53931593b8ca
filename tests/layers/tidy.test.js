// tools/tidy.mjs reads neighbours as one source: a defect in any of them is still seen, and named.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { batchesOf } from '../../tools/tidy-batches.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CLEAN = (name) => `int ${name}(int a) { return a + 1; }\n`;
const BAD = (name) => `typedef int Number;
Number ${name}(Number a) { return a; }
`;

/** @param {Record<string, string>} sources */
function tidied(sources) {
  const place = mkdtempSync(join(tmpdir(), 'tidy-'));
  try {
    cpSync(join(root, '.clang-tidy'), join(place, '.clang-tidy'));
    mkdirSync(join(place, 'core'));
    mkdirSync(join(place, 'build'));
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(place, 'core', name), text);
    const commands = Object.keys(sources).map((name) => ({
      directory: join(place, 'build'),
      file: join(place, 'core', name),
      command: `c++ -std=c++20 -o ${name}.o -c ${join(place, 'core', name)}`,
    }));
    writeFileSync(join(place, 'build/compile_commands.json'), JSON.stringify(commands));
    const run = spawnSync('node', [join(root, 'tools/tidy.mjs'), 'build', '2', 'counts'], {
      cwd: place,
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: join(place, 'cache') },
    });
    return { ...run, counts: readFileSync(join(place, 'counts'), 'utf8').trim() };
  } finally {
    rmSync(place, { recursive: true });
  }
}

const there = spawnSync('clang-tidy', ['--version']).status === 0;

test('clean neighbours pass as one', { skip: !there && 'clang-tidy is not installed' }, () => {
  const run = tidied({ 'a.cpp': CLEAN('first'), 'b.cpp': CLEAN('second') });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  assert.equal(run.counts, '2 0 0');
});

test(
  'a defect in the second of two is seen, and only that one fails',
  { skip: !there && 'clang-tidy is not installed' },
  () => {
    const run = tidied({ 'a.cpp': CLEAN('first'), 'b.cpp': BAD('second') });
    assert.equal(run.status, 1);
    assert.equal(run.counts, '1 1 0');
    assert.match(run.stdout, /core\/b\.cpp:\d+:\d+: error/);
  },
);

test('names in common part two sources, a using-declaration stands alone', () => {
  const texts = {
    'core/a.cpp': 'namespace {\nint helper(int a) {\n  return a;\n}\n}  // namespace\n',
    'core/b.cpp': 'namespace {\nint helper(int b) {\n  return b;\n}\n}  // namespace\n',
    'core/c.cpp': CLEAN('third'),
    'core/d.cpp': 'using std::string;\n',
    'native/e.cpp': CLEAN('fifth'),
  };
  const batches = batchesOf(Object.keys(texts), { textOf: (file) => texts[file], flagsOf: () => '' });
  assert.deepEqual(batches, [['core/a.cpp', 'core/c.cpp'], ['core/b.cpp'], ['core/d.cpp'], ['native/e.cpp']]);
});
