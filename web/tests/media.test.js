import './setup.js';
import assert from 'node:assert/strict';
import test from 'node:test';
import { MediaShelf, slotKey } from '../src/media/shelf.js';
import { acceptOf, takeIn } from '../src/media/take-in.js';
import { sha256Hex } from '../src/data/digest.js';
import * as store from '../src/storage/store.js';

const SLOT = /** @type {any} */ ({
  slot: 'damage_closeup',
  line: 'L1',
  kinds: ['image', 'video'],
  max_bytes: 100,
});
const clean = { outcome: 'clean', removed: [], problems: [] };
const media = /** @type {import('../src/types/documents').MediaClient} */ ({
  taken: async () => ({ taken: {} }),
  scrub: async () => ({ scrub: clean }),
  inspect: async () => ({
    report: /** @type {any} */ ({
      schema: 'returns.report/1',
      kind: 'image',
      type: 'image/png',
      problems: [],
    }),
  }),
});

test('the digest is SHA-256 in hex', async () => {
  assert.equal(
    await sha256Hex(new TextEncoder().encode('abc')),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('a file becomes evidence with its digest, its slot and what its bytes say', async () => {
  const file = new File(['abc'], 'IMG 1.jpg', { type: 'image/jpeg' });
  const { evidence, blob, type } = await takeIn(file, SLOT, media);
  assert.deepEqual([evidence.slot, evidence.line, evidence.name], ['damage_closeup', 'L1', 'IMG 1.jpg']);
  assert.equal(evidence.sha256.slice(0, 8), 'ba7816bf');
  assert.equal(type, 'image/png', 'the type that the bytes have, not the one the name claims');
  assert.equal(await blob.text(), 'abc');
});

test('a picture of goods that is older than the parcel is known by its day', async () => {
  const at = '2026-11-02T14:03:22';
  const asked = /** @type {any[]} */ ([]);
  const early = /** @type {any} */ ({
    ...media,
    taken: async (/** @type {Uint8Array} */ bytes, /** @type {any} */ order) => {
      asked.push([new TextDecoder().decode(bytes), order.id]);
      return { taken: { at, before_delivery: true } };
    },
  });
  const order = /** @type {any} */ ({ id: 'O-1' });
  const file = () => new File(['abc'], 'a.jpg');
  assert.equal((await takeIn(file(), SLOT, early, order)).tooEarly, at);
  assert.deepEqual(asked, [['abc', 'O-1']], 'asked before the scrub');
  const { line, ...ofTheRequest } = SLOT;
  assert.equal(line, 'L1');
  assert.equal((await takeIn(file(), ofTheRequest, early, order)).tooEarly, undefined);
  assert.equal((await takeIn(file(), SLOT, media, order)).tooEarly, undefined);
  assert.equal(asked.length, 1, 'receipts and screenshots may be older');
});

test('digest, report and what is kept are of the file without place and device', async () => {
  /** @type {string[]} */
  const seen = [];
  const scrubbing = /** @type {any} */ ({
    ...media,
    scrub: async (/** @type {Uint8Array} */ bytes) => ({
      scrub: { outcome: 'scrubbed', removed: ['exif', 'gps'], problems: [] },
      bytes: bytes.subarray(0, 3),
    }),
    inspect: async (/** @type {Uint8Array} */ bytes) => {
      seen.push(new TextDecoder().decode(bytes));
      return media.inspect(bytes, '', '');
    },
  });
  const { evidence, blob, removed } = await takeIn(new File(['abc at home'], 'a.jpg'), SLOT, scrubbing);
  assert.equal(evidence.sha256.slice(0, 8), 'ba7816bf');
  assert.equal(await blob.text(), 'abc');
  assert.deepEqual(seen, ['abc']);
  assert.deepEqual(removed, ['exif', 'gps']);
  assert.ok(!JSON.stringify(evidence).includes('gps'));

  const { shelf, session } = shelfWith({ media: async () => scrubbing });
  await shelf.add([new File(['abc at home'], 'a.jpg')], SLOT);
  assert.deepEqual(shelf.removedFrom(evidence.sha256), ['exif', 'gps']);
  // The page is opened again: it is known as soon as the picture is shown.
  const { shelf: later } = shelfWith({ session });
  assert.deepEqual(later.removedFrom(evidence.sha256), []);
  assert.equal(await (await later.blobOf(evidence.sha256))?.text(), 'abc');
  assert.deepEqual(later.removedFrom(evidence.sha256), ['exif', 'gps']);
});

test('a file that nobody can look through is not taken, and says what is wrong with it', async () => {
  const broken = /** @type {any} */ ({
    ...media,
    scrub: async () => ({
      scrub: {
        outcome: 'broken',
        removed: [],
        problems: [
          { code: 'trailing_data', verdict: 'hint' },
          { code: 'truncated', verdict: 'refuse', byte: 3 },
        ],
      },
    }),
  });
  await assert.rejects(takeIn(new File(['abc'], 'a.jpg'), SLOT, broken), { code: 'truncated' });
});

test('a file that is too large is refused unread; an empty or unreadable one says so', async () => {
  const huge = /** @type {any} */ ({
    size: 101,
    name: 'a.mp4',
    arrayBuffer: () => assert.fail('it was read'),
  });
  await assert.rejects(takeIn(huge, SLOT, media), {
    code: 'too_large',
    params: { size: 101, max_bytes: 100 },
  });
  await assert.rejects(takeIn(new File([], 'a.jpg'), SLOT, media), { code: 'empty' });
  const gone = /** @type {any} */ ({
    size: 1,
    name: 'a',
    arrayBuffer: () => Promise.reject(new Error('NotReadable')),
  });
  await assert.rejects(takeIn(gone, SLOT, media), { code: 'unreadable' });
});

test('what the chooser offers follows the slot', () => {
  assert.equal(acceptOf(SLOT), 'image/*,video/*');
  assert.equal(acceptOf(/** @type {any} */ ({ kinds: ['image', 'document'] })), 'image/*,application/pdf');
});

/** @param {any} [extra] */
function shelfWith(extra = {}) {
  const session = /** @type {any} */ ({
    order: { id: `M${Math.random()}` },
    draft: {},
    change: async (/** @type {Function} */ edit) => (session.draft = edit(session.draft)),
  });
  /** @type {string[]} */
  const said = [];
  const shelf = new MediaShelf({
    session,
    store,
    media: async () => /** @type {any} */ (media),
    update: () => {},
    announce: (outcome, name) => said.push(`${outcome} ${name}`),
    ...extra,
  });
  return { shelf, session, said };
}

test('a file is on the device before the draft names it', async () => {
  const { shelf, session, said } = shelfWith();
  await shelf.add([new File(['abc'], 'a.jpg')], SLOT);
  const [{ sha256 }] = session.draft.evidence;
  assert.equal((await store.loadMedia(session.order.id, sha256))?.name, 'a.jpg');
  assert.deepEqual(said, ['added a.jpg']);
  assert.deepEqual(shelf.pending, []);
});

test('a private window that keeps no Blob keeps its bytes', async () => {
  const put = IDBObjectStore.prototype.put;
  // As WebKit refuses it.
  IDBObjectStore.prototype.put = function refusing(value, ...key) {
    if (Object.values(value).some((part) => part instanceof Blob))
      throw new DOMException('Error preparing Blob/File data to be stored in object store', 'UnknownError');
    return put.call(this, value, ...key);
  };
  try {
    const { shelf, session, said } = shelfWith();
    await shelf.add([new File(['abc'], 'a.jpg')], SLOT);
    assert.deepEqual(said, ['added a.jpg']);
    const kept = await store.loadMedia(session.order.id, session.draft.evidence[0].sha256);
    assert.equal(await kept?.blob.text(), 'abc');
    assert.equal(kept?.blob.type, kept?.type);
  } finally {
    IDBObjectStore.prototype.put = put;
  }
});

test('the bytes stay as long as another slot shows the same picture', async () => {
  const { shelf, session } = shelfWith();
  await shelf.add([new File(['abc'], 'a.jpg')], SLOT);
  await shelf.add([new File(['abc'], 'a.jpg')], { ...SLOT, slot: 'outer_box' });
  const { sha256 } = session.draft.evidence[0];
  await shelf.remove(0);
  assert.ok(await store.loadMedia(session.order.id, sha256));
  await shelf.remove(0);
  assert.equal(await store.loadMedia(session.order.id, sha256), undefined);
  assert.equal(session.draft.evidence, undefined);
});

test('one bad file of several is refused by name, the others are taken', async () => {
  const { shelf, session, said } = shelfWith();
  await shelf.add([new File([], 'empty.jpg'), new File(['abc'], 'good.jpg')], SLOT);
  assert.deepEqual(said, ['refused empty.jpg', 'added good.jpg']);
  assert.equal(session.draft.evidence.length, 1);
});

test('a device without room says so and keeps the draft as it was', async () => {
  const full = {
    ...store,
    saveMedia: () => Promise.reject(Object.assign(new Error(), { name: 'QuotaExceededError' })),
  };
  const { shelf, session } = shelfWith({ store: full });
  await shelf.add([new File(['abc'], 'a.jpg')], SLOT);
  assert.deepEqual(
    shelf.pending.map((file) => [file.state, file.code, file.slot]),
    [['refused', 'device_full', slotKey(SLOT)]],
  );
  assert.equal(session.draft.evidence, undefined);
});
