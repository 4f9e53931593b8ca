// What a customer's phone has to fetch, compressed as a server sends it. A budget is kept by refusing what goes over.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { dirname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const KB = 1024;

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;

/** Markup by which the parts that come later are known. */
const LATE_MARKS = { receipt: 'ticket', evidence: 'slots' };

/** @returns {{file: string, raw: number, small: number}[]} */
const weigh = (files) =>
  files.map((file) => {
    const bytes = readFileSync(join(ROOT, file));
    assert.ok(bytes.length > 0, `${file} is empty`);
    return { file, raw: bytes.length, small: brotli(bytes) };
  });

/** What a page loads before anybody touches it: its scripts, what they import at once, its styles. */
export function initialFiles(html, readText) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    if (!file.endsWith('.js')) return;
    // Static imports and re-exports of a bundle; import(…) is loaded when it is needed.
    const links = /\b(?:import|from)\s*(["'])(\.{1,2}\/[^"']+)\1/g;
    for (const [, , name] of readText(file).matchAll(links)) visit(normalize(join(dirname(file), name)));
  };
  const tags = /<(?:script[^>]*\ssrc|link[^>]*\shref)=["']([^"'?#]+\.(?:js|css))["']/g;
  for (const [, name] of html.matchAll(tags)) visit(normalize(name.replace(/^\//, '')));
  return [...seen].sort();
}

function within(title, limit, files) {
  const weighed = weigh(files);
  const total = weighed.reduce((sum, { small }) => sum + small, 0);
  const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`.padStart(10);
  console.log(`${title}: at most ${limit / KB} KB as brotli`);
  for (const { file, raw, small } of weighed) console.log(`${kb(raw)} ${kb(small)}  ${file}`);
  console.log(`${' '.repeat(10)} ${kb(total)}  together`);
  assert.ok(total > 0 && total <= limit, `${title}: ${total} bytes, ${total - limit} too many`);
}

test('the decision core with its glue', () => {
  within('Decision core', 100 * KB, ['web/dist/wasm/returns-core.wasm', 'web/dist/wasm/returns-core.js']);
});

test('the media module with its glue', () => {
  within('Media module', 300 * KB, ['web/dist/wasm/returns-media.wasm', 'web/dist/wasm/returns-media.js']);
});

test('the reader of codes, fetched with the first picture of a pack', () => {
  within('Reader of codes', 360 * KB, ['web/dist/wasm/codes-worker.js', 'web/dist/wasm/zxing_reader.wasm']);
});

// An order opened in a shop's page: the element with its first screen, the core and its worker. What comes later (the
// receipt, the camera, uploading) is not in it.
test('the first screen of the portal with the core', () => {
  const dist = join(ROOT, 'web/dist');
  const readText = (file) => readFileSync(join(dist, file), 'utf8');
  const shell = initialFiles('<script src="returns-portal.js"></script>', readText);
  const worker = initialFiles('<script src="wasm/core-worker.js"></script>', readText);
  const core = ['wasm/returns-core.wasm', 'wasm/returns-core.js', ...worker];
  assert.ok(shell.length > 1 && worker.length > 1);
  const late = ['receipt', 'evidence'].filter((name) =>
    shell.some((file) => new RegExp(`class="(${LATE_MARKS[name]})"`).test(readText(file))),
  );
  assert.deepEqual(late, [], 'these should be loaded when they are needed');
  within(
    'First screen',
    128 * KB,
    [...new Set([...shell, ...core])].map((file) => `web/dist/${file}`),
  );
});

for (const page of ['index.html', 'request.html']) {
  test(`what ${page} loads at once`, () => {
    const dist = join(ROOT, 'web/dist');
    const files = initialFiles(readFileSync(join(dist, page), 'utf8'), (file) =>
      readFileSync(join(dist, file), 'utf8'),
    );
    assert.ok(
      files.some((file) => file.endsWith('.js')),
      `no script found in ${page}`,
    );
    within(
      page,
      64 * KB,
      files.map((file) => `web/dist/${file}`),
    );
  });
}

test('what a shop embeds', () => {
  const { loader } = JSON.parse(readFileSync(join(ROOT, 'web/dist/v/embed.json'), 'utf8'));
  // As it lies there, not compressed: it stands in other people's pages.
  assert.ok(readFileSync(join(ROOT, 'web/dist', loader)).length <= 5 * KB);
  within('The loader', 2.5 * KB, [`web/dist/${loader}`]);
  // All script of the portal in one file: returns, complaints, withdrawals, uploads, questions and answers, the glue of
  // three modules. It comes with the first use of the tag, not with the shop's page.
  within('The element', 98 * KB, [`web/dist/${loader.replace('loader.js', 'element.js')}`]);
  const dist = join(ROOT, 'web/dist');
  const frame = initialFiles(readFileSync(join(dist, 'embed.html'), 'utf8'), (file) =>
    readFileSync(join(dist, file), 'utf8'),
  );
  within(
    'embed.html',
    64 * KB,
    frame.map((file) => `web/dist/${file}`),
  );
});

test('the weighing follows what is imported at once and nothing else', () => {
  const texts = {
    'a.js': 'import{x}from"./chunks/b.js";import"./c.js";const y=()=>import("./late.js");',
    'chunks/b.js': 'export*from"../c.js";',
    'c.js': '',
    'late.js': '',
  };
  const html = '<link rel="stylesheet" href="/page.css"><script type="module" src="/a.js"></script>';
  assert.deepEqual(
    initialFiles(html, (file) => texts[file]),
    ['a.js', 'c.js', 'chunks/b.js', 'page.css'],
  );
});
