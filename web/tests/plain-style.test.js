import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const read = (/** @type {string} */ path) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Colours by name, of the first block that sets them behind `from`. @param {string} css @param {string} from */
function colours(css, from) {
  const block = css.slice(css.indexOf(from));
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [, name, value] of block.matchAll(/--([a-z-]+):\s*(?:var\([^#()]*(#[0-9a-f]+)\)|#[0-9a-f]+)/g))
    if (!found.has(name)) found.set(name, value ?? '');
  for (const [, name, value] of block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]+)/g))
    if (!found.get(name)) found.set(name, value);
  return found;
}

test('the form without scripts has the colours of the design system, by day and by night', () => {
  const tokens = read('../src/styles/tokens.js');
  const plain = read('../plain.css');
  const days = [colours(plain, ':root'), colours(tokens, ':host')];
  const nights = [colours(plain, 'prefers-color-scheme: dark'), colours(tokens, 'const DARK')];
  let compared = 0;
  for (const [own, wanted] of [days, nights]) {
    for (const name of [
      'ink',
      'soft',
      'line',
      'line-strong',
      'surface',
      'raised',
      'accent',
      'on-accent',
      'stop',
    ]) {
      assert.match(wanted.get(name) ?? '', /^#/, name);
      assert.equal(own.get(name), wanted.get(name), name);
      compared += 1;
    }
    for (const name of ['good', 'good-soft', 'caution', 'caution-soft', 'stop-soft', 'info-soft'])
      assert.equal(own.get(name), wanted.get(name), name);
  }
  assert.equal(compared, 18);
});
