// `returns policy export` and `import` as a person runs them: what goes where, and what is said of what is lost.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';

const program = process.env.RETURNS_PROGRAM ?? 'build/release/native/returns';
const assets = process.env.RETURNS_ASSETS ?? 'assets';
const folder = mkdtempSync(join(tmpdir(), 'exchange-'));
after(() => rmSync(folder, { recursive: true }));

const at = (name) => join(folder, name);
const run = (...args) => {
  const done = spawnSync(program, ['policy', ...args], {
    encoding: 'utf8',
    env: { ...process.env, RETURNS_ASSETS: assets, LANG: 'C', LC_ALL: '' },
  });
  return { status: done.status, out: done.stdout, err: done.stderr };
};
const link = ['--link', 'https://shop.example/returns'];
const sample = (name) =>
  join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, 'exchange', name);

test('the document is on standard output, what is lost on standard error', () => {
  const { status, out, err } = run('export', 'us-retail', '--to', 'schema.org', ...link);
  assert.equal(status, 0, err);
  const names = JSON.parse(out)['@graph'].map(({ name }) => name);
  assert.ok(names.includes('electronics'));
  assert.match(err, /\d+ things did not fit:/);
  assert.match(err, /windows\/electronics-year/);
});

test('with a file the document goes there; for a program both are one answer', () => {
  const told = run('export', 'us-retail', '--to', 'google', ...link, '--out', at('google.json'));
  assert.equal(told.status, 0, told.err);
  assert.match(told.out, /things did not fit/);
  const written = JSON.parse(readFileSync(at('google.json'), 'utf8'));
  const answer = JSON.parse(run('export', 'us-retail', '--to', 'google', ...link, '--json').out);
  assert.deepEqual(answer.document, written);
  assert.ok(answer.lost.every(({ code, text }) => code && text && !text.startsWith('tools.')));
});

test('every loss has its sentence in every language', () => {
  const codes = new Set();
  for (const pack of ['cn-pharmacy', 'cn-cosmetics', 'eu-consumer', 'uk-consumer', 'us-retail'])
    for (const to of ['schema.org', 'google'])
      for (const lang of ['en', 'de', 'zh-CN', 'ar'])
        for (const { code, text } of JSON.parse(
          run('export', pack, '--to', to, ...link, '--lang', lang, '--json').out,
        ).lost) {
          codes.add(code);
          assert.ok(!text.startsWith('tools.'), `${lang} ${text}`);
        }
  assert.ok(codes.size > 12, [...codes].join(' '));
});

test('an import is a pack that passes the check', () => {
  for (const [from, name] of [
    ['schema.org', 'schema-org-organization.json'],
    ['schema.org', 'schema-org-product.json'],
    ['google', 'google.json'],
  ]) {
    const told = run('import', sample(name), '--from', from, '--id', 'shop', '--out', at('pack.json'));
    assert.equal(told.status, 0, told.err);
    assert.match(told.out, /Not in the source, and set for you to check:/);
    // The merchant's own categories have no words yet; nothing else is open.
    const checked = run('check', at('pack.json'));
    const open = checked.out.match(/✗ \w+\n.*/g) ?? [];
    assert.ok(
      open.every((finding) => /✗ missing_text\n\s+There are no words for category\./.test(finding)),
      `${name}: ${checked.out}${checked.err}`,
    );
    assert.equal(checked.status, open.length > 0 ? 1 : 0, checked.err);
    assert.equal(JSON.parse(readFileSync(at('pack.json'), 'utf8')).id, 'shop');
  }
});

test('what is missing is said', () => {
  const code = (...args) => {
    const done = run(...args, '--json');
    assert.equal(done.status, 2);
    return JSON.parse(done.out).code;
  };
  assert.equal(code('export', 'us-retail', '--to', 'google'), 'exchange.no_link');
  writeFileSync(at('none.json'), '{"@type":"Product"}');
  assert.equal(code('import', at('none.json'), '--from', 'schema.org'), 'exchange.no_policy');
  writeFileSync(at('nowhere.json'), '{"@type":"MerchantReturnPolicy","merchantReturnDays":30}');
  assert.equal(code('import', at('nowhere.json'), '--from', 'schema.org'), 'exchange.no_market');
  assert.equal(run('import', at('nowhere.json'), '--from', 'schema.org', '--market', 'US', 'DE').status, 0);
  writeFileSync(at('broken.json'), '{');
  assert.equal(code('import', at('broken.json'), '--from', 'google'), 'not_json');
});
