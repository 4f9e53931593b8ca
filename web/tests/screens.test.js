import { fixture } from './setup.js';
import assert from 'node:assert/strict';
import test from 'node:test';
import { missingOn, reachable, screenNear, screensOf } from '../src/session/screens.js';

const ids = (/** @type {string} */ name) => screensOf(fixture(name).plan).map((screen) => screen.id);

test('one decision per screen: each packaging question has its own', () => {
  assert.deepEqual(ids('cosmetic-questions'), [
    'items',
    'reason:L2',
    'packaging:L2:seal',
    'packaging:L2:outer_box',
    'contact',
    'check',
  ]);
});

test('screens are named by order line, so that unticking the first item does not move the second', () => {
  assert.deepEqual(ids('two-items').slice(0, 3), ['items', 'reason:L1', 'reason:L2']);
});

test('safety advice stands before everything that follows the answers', () => {
  assert.deepEqual(ids('adverse-reaction').slice(0, 4), ['items', 'reason:L2', 'notice', 'details']);
});

test('advice of an ordinary lane gets no screen of its own', () => {
  const { plan } = fixture('quality');
  assert.ok(plan.notices.length > 0);
  assert.ok(!ids('quality').includes('notice'));
});

test('what is missing is asked on its own screen and nowhere else', () => {
  const { plan } = fixture('cosmetic-questions');
  const screens = screensOf(plan);
  for (const missing of plan.missing) {
    const asking = screens.filter((screen) => missingOn(plan, screen).includes(missing));
    assert.equal(asking.length, 1, missing.path);
  }
  assert.deepEqual(
    missingOn(plan, screens[2]).map((missing) => missing.path),
    ['/items/0/answers/seal'],
  );
  assert.equal(screens[2].done, false);
});

test('every missing entry of every fixture belongs to exactly one screen', () => {
  for (const name of ['nothing-chosen', 'two-items', 'quality', 'adverse-reaction']) {
    const { plan } = fixture(name);
    for (const missing of plan.missing) {
      const asking = screensOf(plan).filter((screen) => missingOn(plan, screen).includes(missing));
      assert.equal(asking.length, 1, `${name} ${missing.path}`);
    }
  }
});

test('a screen that no longer applies leads to the first that lacks something', () => {
  const screens = screensOf(fixture('two-items').plan);
  assert.equal(screenNear(screens, 'reason:L1').id, 'reason:L1');
  assert.equal(screenNear(screens, 'packaging:L9').id, 'reason:L2');
  assert.equal(
    screenNear(screensOf(fixture('cosmetic-questions').plan), 'packaging:L2').id,
    'packaging:L2:seal',
  );
});

test('who comes back to a screen gets what lies before it when that is open again, as after sending', () => {
  const half = screensOf(fixture('cosmetic-questions').plan);
  assert.equal(reachable(half, 'contact').id, 'packaging:L2:seal');
  assert.equal(reachable(half, 'reason:L2').id, 'reason:L2');
  const empty = screensOf(fixture('nothing-chosen').plan);
  assert.equal(reachable(empty, 'contact').id, 'items');
  const full = half.map((screen) => ({ ...screen, done: true }));
  assert.equal(reachable(full, 'check').id, 'check');
});

test('words in place of photos are asked for once', () => {
  const { plan } = fixture('quality');
  const steps = plan.steps.map((/** @type {any} */ one) => {
    const fields = one.fields?.map((/** @type {any} */ field) => ({ ...field, required: false }));
    if (one.id === 'details') return { ...one, fields };
    const seen = { path: '/description', kind: 'text', label: 'field.seen', required: true };
    return one.id === 'evidence' ? { ...one, fields: [...one.fields, seen] } : one;
  });
  const evidence = screenNear(screensOf({ ...plan, steps }), 'evidence');
  const words = evidence.fields.filter(({ path }) => path === '/description');
  assert.deepEqual(
    words.map(({ label }) => label),
    ['field.seen'],
  );
  assert.ok(evidence.fields.some(({ path }) => path.endsWith('/batch')));
});

test('words that nobody has to give stand under the photos; required ones keep their screen', () => {
  const { plan } = fixture('quality');
  const step = (/** @type {string} */ id) => plan.steps.find((/** @type {any} */ one) => one.id === id);
  assert.ok(step('details') && step('evidence'));
  const withRequired = (/** @type {boolean} */ required) => {
    const steps = plan.steps.map((/** @type {any} */ one) =>
      one.id === 'details'
        ? { ...one, fields: one.fields.map((/** @type {any} */ field) => ({ ...field, required })) }
        : one,
    );
    return screensOf({ ...plan, steps });
  };
  const apart = withRequired(true).map(({ id }) => id);
  assert.ok(apart.includes('details') && apart.includes('evidence'));

  const joined = withRequired(false);
  assert.ok(!joined.some(({ id }) => id === 'details'));
  const evidence = screenNear(joined, 'details');
  assert.equal(evidence.id, 'evidence');
  assert.deepEqual(
    evidence.fields.map(({ path }) => path),
    [...step('evidence').fields, ...step('details').fields].map((/** @type {any} */ field) => field.path),
  );
  // What lacks in either is asked for there.
  const tooLong = { step: 'details', path: '/description', code: 'too_long' };
  assert.deepEqual(missingOn({ ...plan, missing: [tooLong] }, evidence), [tooLong]);
});
