import { fixture } from './setup.js';
import assert from 'node:assert/strict';
import test from 'node:test';
import { missingOn, screenNear, screensOf } from '../src/session/screens.js';

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
