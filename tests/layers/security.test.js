// docs/security.md names a test for every line, and the tree has it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { join } from 'node:path';
import { ROOT } from './source.js';

/** The rows of the table: line, what is done, tests. @param {string} text */
const rowsOf = (text) =>
  text
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** What a row promises and the tree does not have. @param {string[]} row @param {(path: string) => string | undefined} read */
function missing([line, done, tests], read) {
  if (tests === 'none') return /^Not (done|kept): /.test(done) ? [] : [`${line}: without a test`];
  const named = [...tests.matchAll(/`([^`]+)` ([^`]+?)(?:,? *(?=`)|$)/g)];
  if (named.length === 0) return [`${line}: names no test`];
  return named.flatMap(([, path, name]) => {
    const text = read(path);
    if (text === undefined) return [`${line}: ${path} is not there`];
    return text.includes(name) ? [] : [`${line}: ${path} has no "${name}"`];
  });
}

const read = (/** @type {string} */ path) =>
  existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined;

test('every line of the table has its test', () => {
  const rows = rowsOf(readFileSync(join(ROOT, 'docs/security.md'), 'utf8'));
  assert.ok(rows.length > 30);
  assert.deepEqual(
    rows.flatMap((row) => missing(row, read)),
    [],
  );
});

test('what is missing would be seen', () => {
  const tree = (/** @type {string} */ path) => (path === 'a.js' ? "test('one')" : undefined);
  const rows = rowsOf('| 1.1 | a | `a.js` one |\n| 1.2 | b | `a.js` two, `b.js` one |\n| 1.3 | c | none |\n');
  assert.deepEqual(
    rows.map((row) => missing(row, tree)),
    [[], ['1.2: a.js has no "two"', '1.2: b.js is not there'], ['1.3: without a test']],
  );
});
