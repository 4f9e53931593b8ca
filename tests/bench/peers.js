// The same policy of forty rules in our format, by hand and in five rule engines: first the same ten thousand answers
// from all, then what a decision costs in each, and whether the goals hold. `npm ci` in this folder comes first.
import assert from 'node:assert/strict';
import os from 'node:os';
import { BatchFormat } from '../../wasm/batch.js';
import { toBytes } from '../../wasm/door.js';
import { Goals, count, print, time } from './measure.js';
import { cel } from './peers/cel.js';
import { compiled, interpreted } from './peers/json-logic.js';
import { jsonRulesEngine } from './peers/json-rules-engine.js';
import { opa, opaIsMissing } from './peers/opa.js';
import { zen } from './peers/zen.js';
import { FLAT_OUT, FREIGHT, decide, decideFlat } from './policy/by-hand.js';
import { makeCases } from './policy/cases.js';
import { COLUMNS, WANTED, makePack, rowOf, wordsOf } from './policy/pack.js';
import { RULES, TABLES, VERDICTS } from './policy/rules.js';
import { ask, file, open } from './wasm.js';

const goals = new Goals();
const cases = makeCases();
const [cpu] = os.cpus();
console.log(
  `Node ${process.version}, ${os.cpus().length} × ${cpu.model.trim()}, load ${os.loadavg()[0].toFixed(1)}`,
);
console.log(`${RULES} rules, ${count(cases.length)} cases\n`);

// Ours: one flat buffer in, one out.
const door = await open('returns-batch');
ask(door, 'load', makePack(), file('assets/calendars/cn.json'));
const format = new BatchFormat(ask(door, 'layout').batch);
const rows = cases.map(rowOf);
const buffer = format.encode(COLUMNS, WANTED, rows);
const room = new Uint8Array(1 << 20);
const batch = () => door.call('decideBatch', [buffer], room);
const batchWords = () => {
  const answer = format.decode(door.call('decideBatch', [format.encode(COLUMNS, WANTED, rows)], room));
  return cases.map((_, row) => wordsOf(answer, row));
};

// By hand, over objects and over the same numbers.
const flatIn = format.sheet(COLUMNS, WANTED, cases.length).values;
flatIn.set(new Int32Array(buffer.buffer, buffer.length - flatIn.byteLength));
const flatOut = new Int32Array(cases.length * FLAT_OUT);
const flatWords = (row) => {
  const [verdict, codes, freight, fee, clock] = flatOut.subarray(row * FLAT_OUT, (row + 1) * FLAT_OUT);
  const said = TABLES.eligibility.filter((_, index) => (codes >> index) & 1).map(({ then }) => then[1]);
  return { verdict: VERDICTS[verdict], codes: said, freight: FREIGHT[freight], fee, clock };
};

const engines = [compiled(), interpreted(), cel(), zen(), jsonRulesEngine()];
const missing = opaIsMissing();
if (!missing) engines.push(await opa());

// The same answers, before anything is timed.
const expected = cases.map(decide);
assert.deepEqual(batchWords(), expected, 'decide_batch');
decideFlat(flatIn, flatOut);
assert.deepEqual(
  cases.map((_, row) => flatWords(row)),
  expected,
  'by hand, flat',
);
for (const engine of engines) {
  const answers = [];
  for (const one of cases) answers.push(await engine.decide(one));
  assert.deepEqual(answers, expected, engine.name);
}
const kinds = VERDICTS.map((verdict) => expected.filter((answer) => answer.verdict === verdict).length);
assert.ok(
  kinds.every((number) => number > cases.length / 20),
  'cases of every kind',
);
console.log(
  `The same ${count(cases.length)} answers from all (${VERDICTS.map((v, i) => `${v} ${count(kinds[i])}`).join(', ')}).\n`,
);

// Answers are kept, as whoever asks for them would.
const kept = new Array(cases.length);
const objects = () => {
  for (let i = 0; i < cases.length; ++i) kept[i] = decide(cases[i]);
};
const all = (engine) => () => {
  for (let i = 0; i < cases.length; ++i) kept[i] = engine.decide(cases[i]);
};
// Slow engines decide a part, one after the other: some are asynchronous.
const some = (engine) => async () => {
  for (let i = 0; i < 250; ++i) kept[i] = await engine.decide(cases[i]);
};

/** Nanoseconds a decision. The quick ones take turns, so that a machine that is disturbed disturbs them alike. */
const quick = [
  ['decide_batch, WebAssembly', batch],
  ['by hand, objects', objects],
  ['by hand, flat arrays', () => decideFlat(flatIn, flatOut)],
];
const rounds = quick.map(() => []);
for (let round = 0; round < 15; ++round) {
  for (const [index, [, run]] of quick.entries()) rounds[index].push(await time(15, run));
}
const results = quick.map(([name], index) => ({
  name,
  ns: (rounds[index].sort((a, b) => a - b)[7] / cases.length) * 1e6,
  needsEval: false,
}));
results.push({
  name: 'decide_batch, objects in and out',
  ns: ((await time(5, batchWords)) / cases.length) * 1e6,
  needsEval: false,
});
for (const engine of engines) {
  const ms = engine.slow ? (await time(20, some(engine))) / 250 : (await time(9, all(engine))) / cases.length;
  results.push({ name: engine.name, ns: ms * 1e6, needsEval: engine.needsEval, general: true });
}
const of = (name) => results.find((result) => result.name === name).ns;
const ours = of('decide_batch, WebAssembly');
print([
  ['', 'decisions/s', 'ns each', 'decide_batch is', 'needs eval'],
  ...results
    .sort((a, b) => a.ns - b.ns)
    .map(({ name, ns, needsEval }) => [
      name,
      count(1e9 / ns),
      ns < 1000 ? ns.toFixed(1) : count(ns),
      `${(ns / ours).toFixed(ns / ours < 10 ? 2 : 0)} ×`,
      needsEval ? 'yes' : 'no',
    ]),
]);
if (missing) console.log(`OPA, WebAssembly: left out, ${missing}`);
console.log('');

// One plan, and one pack.
const core = await open('returns-core');
const prover = await open('returns-desk');
const pack = file('assets/packs/cn-pharmacy/pack.json');
const calendar = file('assets/calendars/cn.json');
const load = await time(21, () => ask(prover, 'load', pack, calendar));
const { proof } = ask(prover, 'load', pack, calendar);
const proved = [pack, calendar, JSON.stringify(proof)].map(toBytes);
const loadProved = await time(51, () => core.call('load', proved));
const { order, draft, now } = JSON.parse(file('tests/golden/123-two-items-one-refused.case.json').toString());
const documents = [order, draft, now].map(toBytes);
const plan = await time(500, () => core.call('plan', documents));

// The dearest: 200 lines, 12 of them chosen, and a promotion that is lost, so that every choice among them is weighed.
const lines = Array.from({ length: 200 }, (_, i) => ({
  id: `L${i}`,
  category: 'cosmetic',
  quantity: 1,
  unit_price: 1000 + i,
  exclusion_confirmed: 'no',
}));
const discounts = [{ id: 'D1', threshold: 215_000, off: 9000 }];
const paid = lines.reduce((sum, line) => sum + line.unit_price, 0) - 9000;
const items = lines.slice(0, 12).map(({ id }) => ({
  line: id,
  quantity: 1,
  reason: 'changed.not_needed',
  answers: { seal: 'intact', outer_box: 'intact' },
}));
const large = [
  { ...order, lines, discounts, tenders: [{ id: 'T1', kind: 'card', paid }] },
  { ...draft, items, resolution: 'refund' },
  now,
].map(toBytes);
const answer = JSON.parse(new TextDecoder().decode(core.call('plan', large)));
assert.equal(
  answer.plan?.resolutions[0].quote.lines.some(({ code }) => code === 'promotion_lost'),
  true,
);
const largePlan = await time(301, () => core.call('plan', large));

const general = results.filter((result) => result.general);
const fastest = (list) => Math.min(...list.map(({ ns }) => ns));
goals.check(
  'decide_batch against JavaScript by hand over objects',
  of('by hand, objects') / ours,
  '≥',
  3,
  ' ×',
);
goals.check('decide_batch against the fastest general engine', fastest(general) / ours, '≥', 20, ' ×');
goals.check(
  'decide_batch against the fastest that needs no eval',
  fastest(general.filter(({ needsEval }) => !needsEval)) / ours,
  '≥',
  100,
  ' ×',
);
goals.check('plan of two items, JSON in and out', plan, '<', 0.5, ' ms');
goals.check('plan of 200 lines, 12 chosen, every option and the advice', largePlan, '<', 5, ' ms');
goals.check('load of cn-pharmacy: read, compile, prove', load, '<', 30, ' ms');
goals.check('load of cn-pharmacy with its proof', loadProved, '<', 15, ' ms');
goals.end();
