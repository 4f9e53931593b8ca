// `returns policy …` as a person runs it: what it prints, what it ends with, and what it says of what is wrong.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';

const program = process.env.RETURNS_PROGRAM ?? 'build/release/native/returns';
const assets = process.env.RETURNS_ASSETS ?? 'assets';
const folder = mkdtempSync(join(tmpdir(), 'policy-'));
after(() => rmSync(folder, { recursive: true }));

const write = (name, value) => {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};
const run = (args, { input, env = {} } = {}) => {
  const done = spawnSync(program, ['policy', ...args], {
    encoding: 'utf8',
    input,
    env: { ...process.env, RETURNS_ASSETS: assets, LANG: 'C', LC_ALL: '', ...env },
    maxBuffer: 1 << 28,
  });
  return { status: done.status, out: done.stdout, err: done.stderr };
};
const json = (args, options) => {
  const done = run([...args, '--json'], options);
  return { ...done, answer: JSON.parse(done.out) };
};

const opened = {
  schema: 'returns.case/1',
  name: 'opened cosmetic, no reason',
  category: 'cosmetic',
  reason: 'changed.not_needed',
  'answer.seal': 'broken',
  expect: { verdict: 'ineligible', findings: ['seal_broken'] },
};
const cases = (...list) => ({ schema: 'returns.cases/1', cases: list });

test('test: passing cases end with 0 and say how many rules they reach', () => {
  const done = run(['test', 'cn-cosmetics', '--cases', write('good.json', cases(opened))]);
  assert.equal(done.status, 0, done.err);
  assert.match(done.out, /✓ opened cosmetic, no reason/);
  assert.match(done.out, /1 case passed, 0 failed\. They reach \d+ of \d+ rules/);
});

test('test: a failing case ends with 1 and names place, expected and got', () => {
  const wrong = { ...opened, expect: { verdict: 'eligible', refund: 1 } };
  const { status, answer } = json([
    'test',
    'cn-cosmetics',
    '--cases',
    write('bad.json', cases(opened, wrong)),
  ]);
  assert.equal(status, 1);
  assert.equal(answer.schema, 'returns.policy_test/1');
  assert.deepEqual([answer.passed, answer.failed], [1, 1]);
  assert.deepEqual(answer.cases[1].differences, [
    { at: '/cases/1/expect/verdict', expected: 'eligible', got: 'ineligible' },
    { at: '/cases/1/expect/refund', expected: 1, got: 0 },
  ]);
});

test('explain: answer, sources and every rule', () => {
  const done = run(['explain', write('one.json', opened), '--pack', 'cn-cosmetics', '--misses', '0']);
  assert.equal(done.status, 0, done.err);
  for (const part of ['seal_broken', '7dr-9-1', 'https://', 'answer.seal', 'eligibility/seal-broken'])
    assert.ok(done.out.includes(part), part);
  const { answer } = json(['explain', '-', '--pack', 'cn-cosmetics'], { input: JSON.stringify(opened) });
  assert.equal(answer.plan.verdict, 'ineligible');
  const eligibility = answer.trace.find(({ table }) => table === 'eligibility');
  assert.deepEqual(eligibility.fired, ['eligibility/seal-broken']);
  const sealed = eligibility.missed.find(({ rule }) => rule === 'eligibility/sealed');
  assert.deepEqual(sealed.against, [{ column: 'answer.seal', value: 'broken', allowed: ['intact'] }]);
});

test('explain --at: the same purchase, asked at another moment', () => {
  const file = write('at.json', {
    reason: 'changed.not_needed',
    signed_at: '2026-11-07T15:20:00+08:00',
    now: '2026-11-09T09:00:00+08:00',
  });
  const at = (moment) =>
    json(['explain', file, '--pack', 'cn-cosmetics', '--at', moment]).answer.plan.items[0].window;
  assert.equal(at('2026-11-10T09:00:00+08:00').state, 'open');
  assert.deepEqual(at('2026-11-30T09:00:00+08:00').margin, { n: -14, unit: 'day' });
});

test('every language speaks', () => {
  const file = write('one.json', opened);
  const words = { en: 'Answer:', de: 'Antwort:', 'zh-CN': '结论', ar: 'الجواب' };
  for (const [lang, word] of Object.entries(words)) {
    const done = run(['explain', file, '--pack', 'cn-cosmetics', '--lang', lang]);
    assert.ok(done.out.includes(word), lang);
    assert.ok(!/(?<!-)tools\.[a-z]/.test(done.out), `${lang}: a sentence without words\n${done.out}`);
  }
  assert.ok(
    run(['explain', file, '--pack', 'cn-cosmetics'], { env: { LANG: 'de_DE.UTF-8' } }).out.includes(words.de),
  );
});

const packs = ['cn-cosmetics', 'cn-pharmacy', 'eu-consumer', 'uk-consumer', 'us-retail'];

test('check: the built-in packs are proved, and every language has their words', () => {
  const { status, answer } = json(['check', ...packs]);
  assert.equal(status, 0, JSON.stringify(answer));
  assert.equal(answer.packs.length, packs.length);
  for (const pack of answer.packs) assert.deepEqual(pack.findings, []);
});

test('check: a finding has a case that explain takes', () => {
  const pack = JSON.parse(readFileSync(join(assets, 'packs/cn-cosmetics/pack.json'), 'utf8'));
  pack.tables.routing.rules = pack.tables.routing.rules.filter(({ id }) => id !== 'ordinary');
  const file = write('gap.json', pack);
  const { status, answer } = json(['check', file]);
  assert.equal(status, 1);
  const gap = answer.packs[0].findings.find(({ code }) => code === 'no_answer');
  assert.equal(gap.table, 'routing');
  assert.ok(gap.text && gap.todo);
  const explained = json(['explain', '-', '--pack', file], { input: JSON.stringify(gap.case) });
  assert.equal(explained.status, 0, explained.err);
  assert.match(explained.err, /not proved/);
  const routing = explained.answer.trace.find(({ table }) => table === 'routing');
  assert.deepEqual(routing.fired, []);
});

for (const pack of packs) {
  test(`the cases kept beside ${pack} hold`, () => {
    const done = run(['test', pack]);
    assert.equal(done.status, 0, done.out + done.err);
  });
}

test('coverage: a rule no case reaches comes with a case that does', () => {
  const file = write('good.json', cases(opened));
  const before = json(['coverage', 'cn-cosmetics', '--cases', file]).answer;
  const unreached = before.by_rule.filter(({ hits }) => hits === 0);
  assert.ok(unreached.length > 50);
  const given = unreached.filter((rule) => rule.case).map((rule) => rule.case);
  assert.ok(given.length > unreached.length * 0.9, `${given.length} of ${unreached.length}`);
  const more = json([
    'coverage',
    'cn-cosmetics',
    '--cases',
    file,
    write('given.json', cases(...given)),
  ]).answer;
  assert.ok(more.rules - more.rules_covered <= unreached.length - given.length, `${more.rules_covered}`);
});

test('coverage: below the threshold ends with 1', () => {
  const file = write('good.json', cases(opened));
  assert.equal(run(['coverage', 'cn-cosmetics', '--cases', file, '--threshold', '3']).status, 0);
  const low = run(['coverage', 'cn-cosmetics', '--cases', file, '--threshold', '99']);
  assert.equal(low.status, 1);
  assert.match(low.out, /below the 99 %/);
});

test('simulate: counts, and what another pack would change', () => {
  const lines = [
    { category: 'cosmetic', reason: 'changed.not_needed', 'answer.seal': 'broken' },
    { category: 'cosmetic', reason: 'changed.not_needed' },
    { category: 'device', reason: 'quality.defective' },
  ];
  const file = write('lines.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
  const { status, answer } = json(['simulate', 'cn-cosmetics', file, '--jobs', '2']);
  assert.equal(status, 0);
  assert.deepEqual(answer.packs[0].verdicts, { eligible: 2, needs_review: 0, ineligible: 1, no_answer: 0 });
  assert.equal(answer.packs[0].rule_hits['eligibility/seal-broken'], 1);
  const pack = JSON.parse(readFileSync(join(assets, 'packs/cn-cosmetics/pack.json'), 'utf8'));
  pack.tables.eligibility.rules.find(({ id }) => id === 'seal-broken').then.verdict = 'needs_review';
  const other = json(['simulate', 'cn-cosmetics', file, '--against', write('milder.json', pack)]).answer;
  assert.deepEqual(other.changes.rows, [
    { category: 'cosmetic', reason: 'changed.not_needed', from: 'ineligible', to: 'needs_review', lines: 1 },
  ]);
  const bad = run(['simulate', 'cn-cosmetics', '-'], { input: '{"reason":"nonsense"}\n' });
  assert.equal(bad.status, 1);
  assert.match(bad.out, /line 1 +reason/);
});

test('diff: the rows that change, with a case for each, and how many past requests they touch', () => {
  const pack = JSON.parse(readFileSync(join(assets, 'packs/cn-cosmetics/pack.json'), 'utf8'));
  pack.tables.eligibility.rules.find(({ id }) => id === 'seal-broken').then = {
    verdict: 'needs_review',
    code: 'seal_unsure',
  };
  const milder = write('milder.json', pack);
  const past = write(
    'past.jsonl',
    ['broken', 'intact'].map((seal) => JSON.stringify({ ...opened, 'answer.seal': seal })).join('\n'),
  );
  const { status, answer } = json(['diff', 'cn-cosmetics', milder, '--requests', past]);
  assert.equal(status, 1);
  assert.deepEqual(answer.requests, { lines: 2, refused: 0, changed: 1, verdict_changed: 1 });
  const [row] = answer.rows;
  assert.deepEqual(row.when['answer.seal'], ['broken']);
  assert.deepEqual(row.changes[0], {
    table: 'verdict',
    from: ['ineligible'],
    to: ['needs_review'],
    rules_from: [],
    rules_to: [],
  });
  const verdict = (name) =>
    json(['explain', '-', '--pack', name], { input: JSON.stringify(row.case) }).answer.plan.verdict;
  assert.equal(verdict('cn-cosmetics'), 'ineligible');
  assert.equal(verdict(milder), 'needs_review');
  assert.match(run(['diff', 'cn-cosmetics', milder]).out, /answer\.seal broken/);
  assert.equal(run(['diff', 'cn-cosmetics', 'cn-cosmetics']).status, 0);
});

// What is wrong, where, and what to do; never a crash, never silence, always 2.
const faults = [
  ['no such pack', ['test', 'cn-nothing'], /cn-nothing: There is no such pack\. .*cn-cosmetics/],
  [
    'no such file',
    ['explain', join(folder, 'nowhere.json'), '--pack', 'cn-cosmetics'],
    /nowhere\.json: There is no such file\./,
  ],
  [
    'not JSON',
    ['explain', write('broken.json', '{"a":1,\n "b":}'), '--pack', 'cn-cosmetics'],
    /broken\.json: .*line 2, column \d+/,
  ],
  [
    'unknown member',
    ['explain', write('member.json', { ...opened, colour: 'red' }), '--pack', 'cn-cosmetics'],
    /member\.json, \/colour: There is no fact “colour”\. Use one of: category/,
  ],
  [
    'unknown value',
    ['explain', write('value.json', { ...opened, category: 'food' }), '--pack', 'cn-cosmetics'],
    /value\.json, \/category: “food” .*cosmetic/,
  ],
  ['a pack that is none', ['test', write('none.json', {})], /none\.json, \/calendar/],
  [
    'a pack that is broken',
    [
      'test',
      write('zone.json', {
        ...JSON.parse(readFileSync(join(assets, 'packs/cn-cosmetics/pack.json'), 'utf8')),
        zone: 8,
      }),
    ],
    /zone\.json, \/zone/,
  ],
  [
    'several cases, none named',
    ['explain', write('two.json', cases(opened, opened)), '--pack', 'cn-cosmetics'],
    /#\/cases\/0, #\/cases\/1/,
  ],
  ['no pack named', ['explain', write('one.json', opened)], /--pack/],
  [
    'no cases',
    ['test', 'cn-cosmetics', '--cases', write('empty.json', cases())],
    /empty\.json: There are no cases/,
  ],
  [
    'a moment that is none',
    ['explain', write('one.json', opened), '--pack', 'cn-cosmetics', '--at', 'Friday'],
    /“Friday” is not a moment/,
  ],
  ['no assets', ['test', 'cn-cosmetics', '--assets', folder], /--assets DIR/],
];
for (const [title, args, message] of faults) {
  test(`what is wrong is said: ${title}`, () => {
    const done = run(args);
    assert.equal(done.status, 2, done.out + done.err);
    assert.match(done.err, message);
    assert.ok(!/(?<!-)tools\.[a-z]|\{[a-z]+\}/.test(done.err), done.err);
  });
}

test('for a program, a problem is a document', () => {
  const { status, answer } = json([
    'explain',
    write('member.json', { ...opened, colour: 'red' }),
    '--pack',
    'cn-cosmetics',
  ]);
  assert.equal(status, 2);
  assert.equal(answer.schema, 'returns.problem/1');
  assert.equal(answer.code, 'case.member');
  assert.equal(answer.at, '/colour');
  assert.ok(answer.text && answer.todo);
});
