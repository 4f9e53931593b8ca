import assert from 'node:assert/strict';
import test from 'node:test';
import { customerOf, filtered, NO_FILTER } from '../src/desk/filter.js';
import { minorUnits, typedAmount } from '../src/desk/money.js';
import { relative, span } from '../src/desk/words.js';

const NOW = Date.parse('2026-11-20T12:00:00Z');

/** @param {string} ticket @param {object} more */
const row = (ticket, more = {}) => ({
  ...{ ticket, order: 'O-1', status: 'received', lane: 'quality', grade: 'red', stage: 'assign' },
  ...{ assignee: '', revision: 1, received_at: '2026-11-20T10:00:00Z', ...more },
});

const ROWS = [
  row('20261120-AAAAA-001', { due_at: '2026-11-20T11:00:00Z', assignee: 'ann' }),
  row('20261110-BBBBB-001', { received_at: '2026-11-10T10:00:00Z', grade: 'ordinary', lane: 'logistics' }),
  row('20261120-BBBBB-002', { stage: 'closed', due_at: '2026-11-20T11:00:00Z', assignee: 'ann' }),
];

/** @param {Partial<import('../src/desk/filter.js').Filter>} part */
const shown = (part) =>
  filtered(ROWS, { ...NO_FILTER, ...part }, 'ann', NOW).map((one) => one.ticket.slice(9));

test('the queue is filtered by state, grade, type, time and customer', () => {
  assert.deepEqual(shown({}), ['AAAAA-001', 'BBBBB-001']);
  assert.deepEqual(shown({ state: 'mine' }), ['AAAAA-001']);
  assert.deepEqual(shown({ state: 'overdue' }), ['AAAAA-001']);
  assert.deepEqual(shown({ state: 'closed' }), ['BBBBB-002']);
  assert.deepEqual(shown({ state: '' }).length, 3);
  assert.deepEqual(shown({ grade: 'ordinary' }), ['BBBBB-001']);
  assert.deepEqual(shown({ lane: 'logistics' }), ['BBBBB-001']);
  assert.deepEqual(shown({ days: 1 }), ['AAAAA-001']);
  assert.deepEqual(shown({ text: ' bbbbb ', state: '' }), ['BBBBB-001', 'BBBBB-002']);
  assert.deepEqual(shown({ text: 'nothing' }), []);
  assert.equal(customerOf('20261120-AAAAA-001'), 'AAAAA');
});

test('an amount is read to the minor unit, and what is none is refused', () => {
  assert.equal(minorUnits('39.9', 'CNY'), 3990);
  assert.equal(minorUnits(' 39,90 ', 'EUR'), 3990);
  assert.equal(minorUnits('39.', 'CNY'), 3900);
  assert.equal(minorUnits('90', 'JPY'), 90);
  assert.equal(minorUnits('1.234', 'KWD'), 1234);
  for (const typed of ['', '-1', '1.234', '1e3', '1 000', 'x', '.5'])
    assert.equal(minorUnits(typed, 'CNY'), undefined, typed);
  for (const currency of ['CNY', 'JPY', 'KWD'])
    for (const minor of [0, 5, 99, 100, 123456])
      assert.equal(minorUnits(typedAmount(minor, currency), currency), minor, `${minor} ${currency}`);
});

test('times are said in the unit that fits', () => {
  assert.equal(relative('en', 3 * 3_600_000), 'in 3 hr.');
  assert.equal(relative('en', -50 * 3_600_000), '2 days ago');
  assert.equal(span('en', 5 * 60_000), '5 min');
  assert.equal(span('en', 5 * 86_400_000), '5 days');
});
