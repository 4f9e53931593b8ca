// What was read in pictures, before and after the customer says that it is right.
import assert from 'node:assert/strict';
import test from 'node:test';
import { CodeBook, matcher } from '../src/codes/code-book.js';
import { confirmCodes, dropCodes } from '../src/codes/confirm.js';
import { wantedBy } from '../src/codes/wanted.js';
import { changeEvidence } from '../src/data/draft.js';
import { pretty, rowsOf } from '../src/screens/evidence/code-rows.js';

const ABOUT = { lines: [{ line: 'L1' }], wants: ['batch'], now: '2026-11-09T09:00:00+08:00' };
const EVIDENCE = /** @type {any} */ ({ slot: 'batch_expiry', sha256: 'aa', name: 'a.jpg', report: {} });

/** @param {Partial<ConstructorParameters<typeof CodeBook>[0]>} [deps] */
function bookWith(deps) {
  /** @type {any[]} */
  const asked = [];
  const book = new CodeBook({
    scan: async (blob) => (asked.push(['scan', blob.size]), [']E06901234500042']),
    match: async (scan) => (asked.push(['match', scan]), /** @type {any} */ ([{ kind: 'goods' }])),
    blobOf: async () => new Blob(['abc']),
    update: () => {},
    ...deps,
  });
  return { book, asked };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('a picture is read once, and asked about anew when the question changes', async () => {
  let updates = 0;
  const { book, asked } = bookWith({ update: () => (updates += 1) });
  assert.deepEqual(book.see(EVIDENCE, ABOUT), { state: 'reading' });
  await settled();
  assert.deepEqual(book.see(EVIDENCE, ABOUT), { state: 'reading' });
  await settled();
  const texts = [']E06901234500042'];
  assert.deepEqual(book.see(EVIDENCE, ABOUT), { state: 'read', texts, codes: [{ kind: 'goods' }] });
  assert.equal(updates, 2);
  assert.deepEqual(asked, [
    ['scan', 3],
    ['match', { codes: texts, ...ABOUT }],
  ]);
  const typed = { ...ABOUT, lines: [{ line: 'L1', batch: 'A1' }] };
  assert.deepEqual(book.see(EVIDENCE, typed), { state: 'reading' });
  await settled();
  assert.equal(book.see(EVIDENCE, typed).state, 'read');
  assert.equal(asked.filter(([what]) => what === 'scan').length, 1);
});

test('what was confirmed is not read again', async () => {
  const { book, asked } = bookWith();
  book.see({ ...EVIDENCE, codes: [']d210A'] }, ABOUT);
  await settled();
  assert.deepEqual(asked, [['match', { codes: [']d210A'], ...ABOUT }]]);
});

test('a reader that fails, or a picture that is gone: nobody looked', async () => {
  for (const deps of [
    { scan: () => Promise.reject(new Error('no worker')) },
    { blobOf: async () => undefined },
    { match: () => Promise.reject(new Error('no module')) },
  ]) {
    const { book } = bookWith(deps);
    for (let i = 0; i < 3; ++i) {
      book.see(EVIDENCE, ABOUT);
      await settled();
    }
    assert.deepEqual(book.see(EVIDENCE, ABOUT), { state: 'failed' });
  }
});

test('pictures are read one after the other, also after one that failed', async () => {
  /** @type {string[]} */
  const order = [];
  const { book } = bookWith({
    blobOf: async (sha256) => new Blob([sha256]),
    scan: async (blob) => {
      const name = await blob.text();
      order.push(`from ${name}`);
      await settled();
      order.push(`to ${name}`);
      if (name === 'aa') throw new Error('out of memory');
      return [];
    },
  });
  book.see(EVIDENCE, ABOUT);
  book.see({ ...EVIDENCE, sha256: 'bb' }, ABOUT);
  for (let i = 0; i < 4; ++i) await settled();
  assert.deepEqual(order, ['from aa', 'to aa', 'from bb', 'to bb']);
  assert.deepEqual(book.see({ ...EVIDENCE, sha256: 'bb' }, ABOUT), { state: 'read', texts: [], codes: [] });
});

test('the media module is asked in its own words, and a fault is an error', async () => {
  const bytes = (/** @type {any} */ value) => new TextEncoder().encode(JSON.stringify(value));
  /** @type {any} */
  let given;
  const media = /** @type {any} */ ({
    call: async (/** @type {string} */ door, /** @type {Uint8Array[]} */ documents) => {
      given = [door, ...documents.map((document) => JSON.parse(new TextDecoder().decode(document)))];
      return bytes(given[1].now ? { codes: { codes: [] } } : { fault: { code: 'missing', at: '/now' } });
    },
  });
  const match = matcher(media, bytes({ id: 'O' }), bytes({ id: 'p' }));
  assert.deepEqual(await match({ codes: ['x'], ...ABOUT }), []);
  assert.deepEqual(given, [
    'codes',
    { schema: 'returns.scan/1', codes: ['x'], ...ABOUT },
    { id: 'O' },
    { id: 'p' },
  ]);
  await assert.rejects(match(/** @type {any} */ ({ codes: [], lines: [], wants: [] })), /missing at \/now/);
});

/** @type {any} */
const DRAFT = { order: 'O', items: [{ line: 'L2' }, { line: 'L1' }], evidence: [EVIDENCE, EVIDENCE] };
const CODE = /** @type {any} */ ({ line: 'L1', batch: 'A2411', offers_batch: true, findings: [] });

test('confirmed codes go with their picture, the batch to the question that the plan asks', () => {
  const path = '/items/1/answers/batch';
  const confirmed = confirmCodes(DRAFT, 1, ['x'], [CODE], [path, '/description']);
  assert.deepEqual(confirmed.evidence?.[1].codes, ['x']);
  assert.equal(confirmed.evidence?.[0].codes, undefined);
  assert.equal(confirmed.items?.[1].answers?.batch, 'A2411');
  assert.equal(confirmed.items?.[0].answers, undefined);
  // Not asked, or of other goods: the codes alone.
  assert.equal(confirmCodes(DRAFT, 1, ['x'], [CODE], []).items?.[1].answers, undefined);
  const other = confirmCodes(DRAFT, 1, ['x'], [{ ...CODE, offers_batch: false }], [path]);
  assert.equal(other.items?.[1].answers, undefined);
  assert.deepEqual(dropCodes(confirmed, 1).evidence?.[1], EVIDENCE);
});

test('another picture in the place of one does not keep what was read in it', () => {
  const confirmed = confirmCodes(DRAFT, 0, ['x'], [], []);
  const marked = changeEvidence(confirmed, 0, { marks: [] });
  assert.deepEqual(marked.evidence?.[0].codes, ['x'], 'marks change no picture');
  const blackened = changeEvidence(confirmed, 0, { ...EVIDENCE, sha256: 'bb', marks: [] });
  assert.ok(!('codes' in (blackened.evidence?.[0] ?? {})));
});

test('numbers stand as they are printed, each with what is said of it, the goods once', () => {
  const goods = { kind: 'goods', gtin: '06901234500042', findings: [], offers_batch: false };
  const matrix = {
    ...{ kind: 'gs1', gtin: '06901234500042', batch: 'B', expires_on: '2027-05-31', offers_batch: true },
    findings: [
      { code: 'code.other_batch', bearing: 'differs', params: {} },
      { code: 'code.unmarked', bearing: 'note', params: {} },
    ],
  };
  const all = /** @type {any[]} */ ([goods, matrix]);
  assert.deepEqual(rowsOf(all[0], all), { named: [], others: [] });
  const { named, others } = rowsOf(all[1], all);
  assert.deepEqual(
    named.map(({ name, value, findings }) => [name, value, findings.length]),
    [
      ['batch', 'B', 1],
      ['expires_on', '2027-05-31', 0],
      ['gtin', '6901234500042', 0],
    ],
  );
  assert.deepEqual(others, [matrix.findings[1]]);
  for (const [gtin, shown] of [
    ['00000096385074', '96385074'],
    ['00012345000065', '012345000065'],
    ['06901234500042', '6901234500042'],
    ['16901234500049', '16901234500049'],
  ])
    assert.equal(pretty({ read: gtin }).read, shown);
  assert.deepEqual(pretty({ read: '2027-05-31', days: 3 }, 'en'), { read: 'May 31, 2027', days: 3 });
});

test('only slots that ask for codes are looked through', () => {
  assert.deepEqual(wantedBy({ slot: 'batch_expiry' }), ['batch']);
  assert.deepEqual(wantedBy({ slot: 'trace_code' }), ['trace']);
  for (const slot of ['damage_closeup', 'toString']) assert.equal(wantedBy({ slot }), undefined);
});
