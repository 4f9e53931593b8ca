// Common Expression Language: one expression per table.
import { Environment } from '@marcbachmann/cel-js';
import { TABLES, decideWith } from '../policy/rules.js';

const text = (value) => JSON.stringify(value);

function condition(when) {
  const parts = Object.entries(when).flatMap(([fact, cell]) => {
    if (!Array.isArray(cell)) {
      return [
        ...(cell.min === undefined ? [] : [`${fact} >= ${cell.min}`]),
        ...(cell.max === undefined ? [] : [`${fact} <= ${cell.max}`]),
      ];
    }
    return cell.length === 1 ? `${fact} == ${text(cell[0])}` : `${fact} in ${text(cell)}`;
  });
  return parts.length === 0 ? 'true' : parts.join(' && ');
}

const FIRST = ['windows', 'routing', 'settlement', 'clocks'];

function expression(name, rules) {
  if (FIRST.includes(name)) {
    return rules.reduceRight((rest, { when }, index) => `(${condition(when)}) ? ${index} : (${rest})`, '-1');
  }
  return `[${rules.map(({ when }) => condition(when)).join(', ')}]`;
}

export function cel() {
  const environment = new Environment();
  const facts = [
    'category',
    'reason',
    'ground',
    'fault',
    'packaging',
    'cold',
    'photos',
    'channel',
    'window',
    'verdict',
    'grade',
  ];
  for (const fact of facts) environment.registerVariable(fact, 'string');
  environment.registerVariable('value', 'int');
  const functions = Object.fromEntries(
    Object.entries(TABLES).map(([name, rules]) => [name, environment.parse(expression(name, rules))]),
  );
  const ask = (table, given) => {
    const answer = functions[table]({ ...given, value: BigInt(given.value) });
    return Array.isArray(answer)
      ? answer.flatMap((matches, index) => (matches ? index : []))
      : [Number(answer)];
  };
  return { name: '@marcbachmann/cel-js', needsEval: false, decide: (one) => decideWith(ask, one) };
}
