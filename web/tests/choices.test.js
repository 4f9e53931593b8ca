import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceMatters, choicesOf, only } from '../src/data/choices.js';

const draft = (...lines) => ({
  schema: 'returns.draft/1',
  order: 'O-1',
  items: lines.map((line) => ({ line, quantity: 1 })),
  evidence: lines.map((line) => ({ slot: 'defect', line, sha256: line })),
});
const shipping = { paid: 0, list: 800, free_from: 9900 };

test('few items: every choice, the largest first', () => {
  assert.deepEqual(choicesOf(draft('A', 'B')), [['A', 'B'], ['A'], ['B']]);
  const four = choicesOf(draft('A', 'B', 'C', 'D'));
  assert.equal(four.length, 15);
  assert.equal(new Set(four.map(String)).size, 15);
  assert.ok(four.every((lines, at) => at === 0 || four[at - 1].length >= lines.length));
});

test('many items: all, all but one, one alone', () => {
  const choices = choicesOf(draft('A', 'B', 'C', 'D', 'E'));
  assert.equal(choices.length, 11);
  assert.deepEqual(choices[0], ['A', 'B', 'C', 'D', 'E']);
  assert.deepEqual(choices[1], ['B', 'C', 'D', 'E']);
  assert.deepEqual(choices.at(-1), ['E']);
});

test('a choice takes the files of what stays behind with it', () => {
  const rest = only(draft('A', 'B', 'C'), ['A', 'C']);
  assert.deepEqual(
    rest.items.map(({ line }) => line),
    ['A', 'C'],
  );
  assert.deepEqual(
    rest.evidence.map(({ line }) => line),
    ['A', 'C'],
  );
});

test('it matters where something has terms, and two things go back', () => {
  const spend = { discounts: [{ id: 'D1', threshold: 10000 }] };
  assert.equal(choiceMatters(spend, draft('A', 'B')), true);
  assert.equal(choiceMatters(spend, draft('A')), false);
  assert.equal(choiceMatters({ discounts: [{ id: 'D1' }] }, draft('A', 'B')), false);
  assert.equal(choiceMatters({ shipping }, draft('A', 'B')), true);
  assert.equal(choiceMatters({ shipping: { ...shipping, paid: 800 } }, draft('A', 'B')), false);
  assert.equal(choiceMatters({}, draft('A', 'B')), false);
});
