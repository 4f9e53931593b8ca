// What the documents say is there, is there: links, groups and commands.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { dirname, join } from 'node:path';
import { ROOT, sources } from './source.js';

const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const pages = [
  ...sources(['docs'], ['.md']),
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((path) => ({ path, text: read(path) })),
];

/** Links and pictures that lead nowhere. */
function deadLinks(all, exists) {
  return all.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)\s]+)\)|<img[^>]*\ssrc="([^"]+)"/g)]
      .map(([, link, picture]) => link ?? picture)
      .filter((link) => !/^(https?:|mailto:|#)/.test(link))
      .filter((link) => !exists(join(dirname(path), link.split('#')[0])))
      .map((link) => `${path}: ${link}`),
  );
}

test('every link in the documents leads somewhere', () => {
  assert.ok(pages.length > 5);
  assert.deepEqual(
    deadLinks(pages, (path) => existsSync(join(ROOT, path))),
    [],
  );
});

test('a dead link would be seen', () => {
  const page = {
    path: 'docs/a.md',
    text: '[b](b.md) [c](../c.md#d) [e](https://e.example) <img src="f.png">',
  };
  assert.deepEqual(
    deadLinks([page], (path) => path === 'c.md'),
    ['docs/a.md: b.md', 'docs/a.md: f.png'],
  );
});

test('every decision record is in the index', () => {
  const index = read('docs/adr/README.md');
  const records = sources(['docs/adr'], ['.md']).filter(({ path }) => /\/\d{4}-/.test(path));
  assert.ok(records.length > 0);
  for (const { path } of records) assert.ok(index.includes(`](${path.split('/').pop()})`), path);
});

test('help and CONTRIBUTING name every test group', () => {
  const listed = (/** @type {string} */ name) =>
    new RegExp(`${name}_groups="([^"]+)"`).exec(read('tools/test.sh'))?.[1].split(' ') ?? [];
  const groups = listed('all');
  const more = listed('more');
  assert.ok(groups.length > 5);
  const help = read('portal');
  const guide = read('CONTRIBUTING.md');
  assert.ok(help.includes(groups.join(' ')), 'portal help lists other groups than tools/test.sh');
  assert.ok(more.length > 0 && help.includes(`only when named: ${more.join(' ')} `));
  for (const group of [...groups, ...more])
    assert.ok(guide.includes(`| \`${group}\` |`), `CONTRIBUTING.md does not explain ${group}`);
});
