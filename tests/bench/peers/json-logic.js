// json-logic-engine: compiled (it writes JavaScript and needs eval) and interpreted.
import { LogicEngine } from 'json-logic-engine';
import { TABLES, decideWith } from '../policy/rules.js';

function condition(when) {
  const parts = Object.entries(when).flatMap(([fact, cell]) => {
    const value = { var: fact };
    if (!Array.isArray(cell)) {
      return [
        ...(cell.min === undefined ? [] : [{ '>=': [value, cell.min] }]),
        ...(cell.max === undefined ? [] : [{ '<=': [value, cell.max] }]),
      ];
    }
    return cell.length === 1 ? { '===': [value, cell[0]] } : { in: [value, cell] };
  });
  return parts.length === 0 ? true : parts.length === 1 ? parts[0] : { and: parts };
}

const FIRST = ['windows', 'routing', 'settlement', 'clocks'];

/** Tables as expressions: the first match is one `if`, a table that collects is a list of conditions. */
const LOGIC = Object.fromEntries(
  Object.entries(TABLES).map(([name, rules]) => [
    name,
    FIRST.includes(name)
      ? { if: [...rules.flatMap(({ when }, index) => [condition(when), index]), -1] }
      : rules.map(({ when }) => condition(when)),
  ]),
);

const indexes = (answer) =>
  typeof answer === 'number' ? [answer] : answer.flatMap((matches, index) => (matches ? index : []));

export function compiled() {
  const engine = new LogicEngine();
  const functions = Object.fromEntries(
    Object.entries(LOGIC).map(([name, logic]) => [name, engine.build(logic)]),
  );
  const ask = (table, facts) => indexes(functions[table](facts));
  return { name: 'json-logic-engine, compiled', needsEval: true, decide: (one) => decideWith(ask, one) };
}

export function interpreted() {
  const engine = new LogicEngine();
  const ask = (table, facts) => indexes(engine.run(LOGIC[table], facts));
  return { name: 'json-logic-engine, interpreted', needsEval: false, decide: (one) => decideWith(ask, one) };
}
