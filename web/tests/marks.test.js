import assert from 'node:assert/strict';
import test from 'node:test';
import { changeEvidence } from '../src/data/draft.js';
import { forDraft, drawn, moved, placed, scaled } from '../src/marking/marks.js';

/** What the core asks of a mark (core/wire/read_draft.cpp). @param {any} mark */
function holds(mark) {
  const { kind, x, y, w, h } = mark;
  for (const part of [x, y, w, h]) assert.ok(Number.isInteger(part), JSON.stringify(mark));
  for (const [at, by] of [
    [x, w],
    [y, h],
  ]) {
    assert.ok(at >= 0 && at <= 1000 && at + by >= 0 && at + by <= 1000, JSON.stringify(mark));
    if (kind !== 'arrow') assert.ok(by >= 1, JSON.stringify(mark));
  }
}

test('whatever is done to a mark, it stays in the picture and in whole thousandths', () => {
  let state = 7;
  const chance = (/** @type {number} */ most) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state / 4294967296) * most;
  };
  const anywhere = () => ({ x: chance(1400) - 200, y: chance(1400) - 200 });
  for (const kind of /** @type {const} */ (['ring', 'box', 'arrow', 'hide'])) {
    for (let round = 0; round < 400; ++round) {
      let mark = round % 2 ? placed(kind, anywhere()) : drawn(kind, anywhere(), anywhere());
      holds(mark);
      for (let step = 0; step < 12; ++step) {
        mark =
          chance(2) < 1
            ? moved(mark, chance(400) - 200, chance(400) - 200)
            : scaled(mark, chance(2) < 1 ? 1.2 : 1 / 1.2);
        holds(mark);
      }
    }
  }
});

test('a mark moved away and back is where it was, and an arrow keeps its tip when it grows', () => {
  const ring = placed('ring', { x: 500, y: 500 });
  assert.deepEqual(moved(moved(ring, 75, -50), -75, 50), ring);
  const arrow = drawn('arrow', { x: 300, y: 300 }, { x: 500, y: 600 });
  const longer = scaled(arrow, 1.2);
  assert.deepEqual([longer.x + longer.w, longer.y + longer.h], [500, 600]);
  assert.ok(Math.hypot(longer.w, longer.h) > Math.hypot(arrow.w, arrow.h));
  // However often it is made smaller, it can be seen and made larger again.
  let small = arrow;
  for (let n = 0; n < 60; ++n) small = scaled(small, 1 / 1.2);
  assert.ok(Math.hypot(small.w, small.h) >= 30);
});

test('the draft keeps places and notes, and nothing of what is blacked out', () => {
  const marks = [
    { ...placed('ring', { x: 1, y: 1 }), note: '  spots ' },
    placed('hide', { x: 500, y: 500 }),
    { ...placed('box', { x: 900, y: 900 }), note: '   ' },
  ];
  const kept = forDraft(marks);
  assert.deepEqual(
    kept.map(({ kind, note }) => [kind, note]),
    [
      ['ring', 'spots'],
      ['box', undefined],
    ],
  );
  assert.ok(!('note' in kept[1]));
  const report = { kind: 'image' };
  const draft = {
    schema: 'returns.draft/1',
    order: 'A',
    evidence: [{ slot: 's', name: 'n', sha256: 'a', report }],
  };
  const marked = changeEvidence(/** @type {any} */ (draft), 0, { marks: kept });
  assert.deepEqual(marked.evidence?.[0].marks, kept);
  // The last mark taken away takes the member with it; another file in its place keeps the marks given with it only.
  assert.ok(!('marks' in (changeEvidence(marked, 0, { marks: [] }).evidence?.[0] ?? {})));
  assert.equal(changeEvidence(marked, 0, { sha256: 'b', marks: kept }).evidence?.[0].sha256, 'b');
});
