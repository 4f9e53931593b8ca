import assert from 'node:assert/strict';
import test from 'node:test';
import {
  addEvidence,
  chooseQuantity,
  emptyDraft,
  removeEvidence,
  setConsent,
  setField,
} from '../src/data/draft.js';
import { read, write } from '../src/data/pointer.js';

const LINES = ['L1', 'L2', 'L3'];

test('a pointer reads and writes without touching its input', () => {
  const before = Object.freeze({ a: Object.freeze([Object.freeze({ 'x/y': 1 })]) });
  const after = write(before, '/a/0/x~1y', 2);
  assert.equal(read(before, '/a/0/x~1y'), 1);
  assert.equal(read(after, '/a/0/x~1y'), 2);
  assert.equal(read(after, '/a/7/b'), undefined);
  assert.deepEqual(write(after, '/a/0/x~1y', ''), { a: [{}] });
  assert.throws(() => write({}, '/__proto__/polluted', 1), TypeError);
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test('items keep the order of the shop, whatever order they are ticked in', () => {
  let draft = emptyDraft('O1');
  for (const line of ['L3', 'L1', 'L2']) draft = chooseQuantity(draft, line, 1, LINES);
  assert.deepEqual(
    draft.items?.map((item) => item.line),
    LINES,
  );
});

test('a changed quantity keeps what was said about the line', () => {
  let draft = chooseQuantity(emptyDraft('O1'), 'L1', 1, LINES);
  draft = setField(draft, '/items/0/reason', 'quality.spoiled');
  draft = chooseQuantity(draft, 'L1', 2, LINES);
  assert.deepEqual(draft.items, [{ line: 'L1', quantity: 2, reason: 'quality.spoiled' }]);
});

test('an unticked line goes with its photos, and only its own', () => {
  let draft = chooseQuantity(emptyDraft('O1'), 'L1', 1, LINES);
  draft = chooseQuantity(draft, 'L2', 1, LINES);
  for (const line of ['L1', 'L2', undefined]) {
    draft = addEvidence(draft, {
      slot: 's',
      ...(line && { line }),
      name: 'a',
      sha256: 'f',
      report: { kind: 'image' },
    });
  }
  draft = chooseQuantity(draft, 'L1', 0, LINES);
  assert.deepEqual(
    draft.items?.map((item) => item.line),
    ['L2'],
  );
  assert.deepEqual(
    draft.evidence?.map((file) => file.line),
    ['L2', undefined],
  );
});

test('a new reason drops the answers of the old one, the same reason keeps them', () => {
  let draft = chooseQuantity(emptyDraft('O1'), 'L1', 1, LINES);
  draft = setField(draft, '/items/0/reason', 'changed.not_needed');
  draft = setField(draft, '/items/0/answers/seal', 'intact');
  assert.deepEqual(setField(draft, '/items/0/reason', 'changed.not_needed').items?.[0].answers, {
    seal: 'intact',
  });
  assert.equal(setField(draft, '/items/0/reason', 'quality.spoiled').items?.[0].answers, undefined);
});

test('members without content are left out', () => {
  let draft = setConsent(emptyDraft('O1'), 'sensitive_media', true);
  assert.deepEqual(draft.consents, ['sensitive_media']);
  draft = setConsent(setConsent(draft, 'sensitive_media', true), 'sensitive_media', false);
  draft = addEvidence(draft, { slot: 's', name: 'a', sha256: 'f', report: { kind: 'image' } });
  draft = removeEvidence(setField(setField(draft, '/contact/phone', '1'), '/contact/phone', ''), 0);
  assert.deepEqual(draft, emptyDraft('O1'));
});

test('what the shop knows of the customer is in the draft from the start, and nothing that no draft holds', () => {
  assert.deepEqual(emptyDraft('A', /** @type {any} */ ({ phone: '1', email: '', customer: 7 })), {
    schema: 'returns.draft/1',
    order: 'A',
    contact: { phone: '1' },
  });
  assert.deepEqual(emptyDraft('A', {}), { schema: 'returns.draft/1', order: 'A' });
});
