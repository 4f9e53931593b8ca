// json-rules-engine: rules with events, asked in three rounds because later tables see what earlier ones say.
import { Engine } from 'json-rules-engine';
import { REASONS, TABLES, answer, windowOf, worst } from '../policy/rules.js';

function conditions(when) {
  const all = Object.entries(when).flatMap(([fact, cell]) => {
    if (Array.isArray(cell)) return { fact, operator: 'in', value: cell };
    return [
      ...(cell.min === undefined ? [] : [{ fact, operator: 'greaterThanInclusive', value: cell.min }]),
      ...(cell.max === undefined ? [] : [{ fact, operator: 'lessThanInclusive', value: cell.max }]),
    ];
  });
  return { all };
}

function round(tables) {
  const engine = new Engine();
  for (const table of tables) {
    TABLES[table].forEach(({ when }, index) =>
      engine.addRule({ conditions: conditions(when), event: { type: table, params: { index } } }),
    );
  }
  return async (facts) => {
    const { events } = await engine.run(facts);
    const found = Object.fromEntries(tables.map((table) => [table, []]));
    for (const { type, params } of events) found[type].push(params.index);
    for (const list of Object.values(found)) list.sort((a, b) => a - b);
    return found;
  };
}

export function jsonRulesEngine() {
  const rounds = [
    round(['windows', 'routing']),
    round(['eligibility']),
    round(['settlement', 'fees', 'clocks']),
  ];
  const decide = async ({ category, reason, packaging, cold, photos, days, value, channel }) => {
    const [ground, fault] = REASONS[reason];
    const facts = { category, reason, ground, fault, packaging, cold, photos, value, channel };
    const { windows, routing } = await rounds[0](facts);
    const window = windowOf(days, TABLES.windows[windows[0]].then);
    const { eligibility } = await rounds[1]({ ...facts, window });
    const verdict = worst(eligibility);
    const grade = TABLES.routing[routing[0]].then;
    const { settlement, fees, clocks } = await rounds[2]({ ...facts, verdict, grade });
    return answer(
      verdict,
      eligibility.map((index) => TABLES.eligibility[index].then[1]),
      TABLES.settlement[settlement[0]].then,
      fees.reduce((sum, index) => sum + TABLES.fees[index].then, 0),
      TABLES.clocks[clocks[0]].then,
    );
  };
  return { name: 'json-rules-engine', needsEval: false, slow: true, decide };
}
