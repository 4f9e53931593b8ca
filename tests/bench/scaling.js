// How the cost of a decision grows with the rules: packs of 40, 400 and 4,000 eligibility rules over the same columns and
// the same rows. A row of one column is a word per 64 rules; deciding may grow no faster than that.
import os from 'node:os';
import { BatchFormat } from '../../wasm/batch.js';
import { Goals, print, time } from './measure.js';
import { chance } from './policy/cases.js';
import { CATEGORIES } from './policy/rules.js';
import { makePack } from './policy/pack.js';
import { ask, file, open } from './wasm.js';

const REASONS = 40;
const ROWS = 2000;
const COLUMNS = ['category', 'reason', 'answer.packaging', 'quantity', 'goods', 'timing'];
const goals = new Goals();

/** Rules that each accept some values in a few columns, and one for all that is left. */
function packOf(rules) {
  const pack = makePack();
  const below = chance(rules);
  const some = (list) => {
    const first = below(list.length);
    return [...new Set([list[first], list[(first + 1 + below(list.length)) % list.length]])];
  };
  const reasons = Array.from({ length: REASONS }, (_, index) => `case.r${index}`);
  const grounds = pack.vocabulary.grounds;
  pack.vocabulary.reasons = [
    {
      id: 'case',
      icon: 'quality',
      children: reasons.map((id, index) => ({
        id,
        ground: grounds[index % grounds.length],
        fault: 'none',
        goods: ['received'],
        icon: 'quality',
      })),
    },
  ];
  pack.vocabulary.questions = [pack.vocabulary.questions[0]];
  pack.tables.questions.rules = [pack.tables.questions.rules[0]];
  const one = (id, when, then) => ({ id, when, then, source: 'bench' });
  pack.tables.windows = {
    hit: 'first',
    columns: [],
    rules: [one('all', {}, { unit: 'day', n: 14, roll: 'none' })],
  };
  pack.tables.fees = { hit: 'collect', columns: [], rules: [] };
  pack.tables.settlement.rules = [one('all', {}, pack.tables.settlement.rules.at(-1).then)];
  pack.tables.routing.rules = [one('all', {}, { lane: 'ordinary', grade: 'ordinary' })];
  pack.tables.clocks.rules = [one('all', {}, pack.tables.clocks.rules[0].then)];
  pack.vocabulary.grades = ['ordinary'];
  const { options } = pack.vocabulary.questions[0];
  pack.tables.eligibility = {
    hit: 'collect',
    columns: ['category', 'reason', 'answer.packaging', 'quantity'],
    rules: [
      ...Array.from({ length: rules - 1 }, (_, index) => {
        const min = 1 + below(30);
        const when = {
          category: some(CATEGORIES),
          reason: some(reasons),
          quantity: { min, max: min + below(20) },
        };
        if (below(2) === 0) when['answer.packaging'] = some(options);
        return one(`r${index}`, when, {
          verdict: below(4) === 0 ? 'needs_review' : 'eligible',
          code: `c${index}`,
        });
      }),
      one('rest', {}, { verdict: 'eligible', code: 'rest' }),
    ],
  };
  return pack;
}

async function costOf(rules) {
  const door = await open('returns-batch');
  ask(door, 'load', packOf(rules), file('assets/calendars/cn.json'));
  const { batch: layout } = ask(door, 'layout');
  const format = new BatchFormat(layout);
  const columns = COLUMNS.map((name) => layout.columns.find((column) => column.name === name));
  const sheet = format.sheet(COLUMNS, ['eligibility'], ROWS);
  const empty = format.sheet(COLUMNS, ['eligibility'], 0);
  const below = chance(7);
  for (let i = 0; i < sheet.values.length; ++i) {
    const { name, values } = columns[i % columns.length];
    const limit =
      name === 'answer.packaging' ? values.length - 1 : name === 'goods' ? 3 : (values?.length ?? 50);
    sheet.values[i] = values ? below(limit) : 1 + below(limit);
  }
  const room = new Uint8Array(1 << 23);
  const answer = format.decode(door.call('decideBatch', [sheet.bytes], room));
  let findings = 0;
  for (let row = 0; row < 100; ++row) findings += answer.rules('eligibility', row).length;
  if (findings < 100) throw new Error('a case without a finding');
  const compile = await time(101, () => door.call('decideBatch', [empty.bytes], room));
  const all = await time(61, () => door.call('decideBatch', [sheet.bytes], room));
  // Rules of windows and questions are there too: one each.
  const words = Math.ceil((rules + 2) / 64);
  return { rules, words, compile, ns: ((all - compile) / ROWS) * 1e6 };
}

console.log(
  `Node ${process.version}, ${os.cpus().length} × ${os.cpus()[0].model.trim()}, load ${os.loadavg()[0].toFixed(1)}`,
);
const costs = [];
for (const rules of [40, 400, 4000]) costs.push(await costOf(rules));
print([
  ['rules', 'words per column', 'compiled in µs', 'ns a decision', 'ns a word'],
  ...costs.map(({ rules, words, compile, ns }) =>
    [rules, words, (compile * 1000).toFixed(0), ns.toFixed(1), (ns / words).toFixed(2)].map(String),
  ),
]);
for (const [index, { rules, words, ns }] of costs.entries()) {
  if (index === 0) continue;
  const before = costs[index - 1];
  goals.check(
    `growth of time over growth of words, ${before.rules} → ${rules}`,
    ns / before.ns / (words / before.words),
    '<',
    1,
    '',
  );
}
goals.end();
