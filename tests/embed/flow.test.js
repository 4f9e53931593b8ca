// The whole flow in Firefox and WebKit, whose sessions under a driver are private windows that keep no Blob: an order, a
// fault, photos chosen, marked, blacked out and taken in the page, the answers, the receipt, the request on the server
// with the bytes of its files, and the request looked up. PICTURES=folder keeps what each screen looked like.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { Records, sha256 } from '../browser/records.js';
import { ROOT, Server } from '../browser/server.js';
import { demoOrder, spoiledMedicine } from '../browser/stories.js';
import { t, wordsOf } from '../browser/words.js';
import { FAKE_DEVICES, MOCK_CAMERA, firefox, until, webkit } from './engines.js';
import { walk } from './walker.js';

const ENGINES = {
  Firefox: () => firefox(FAKE_DEVICES),
  WebKit: () => webkit(MOCK_CAMERA),
};
const PORTAL = `document.querySelector('returns-shop')?.shadowRoot?.querySelector('returns-portal')`;
const [DAMAGE, BATCH] = ['slot.damage_closeup', 'slot.batch_expiry'].map((key) => t(key));
const request = wordsOf('request');

const { items, ...whole } = spoiledMedicine({ damage: [], batch: [] });
const story = { ...whole, items: items.slice(0, 1) };
const inShop = (/** @type {string} */ script) =>
  script.replaceAll("document.querySelector('returns-portal')", PORTAL);
const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

/**
 * From the order to the receipt, in an engine and against a server of its own.
 * @param {string} name @param {any} told @param {(held: {engine: import('./engines.js').Engine, server: Server,
 *   records: Records, ticket: string, body: any, picture: (what: string) => Promise<void>}) => Promise<void>} check
 */
function filed(name, told, check) {
  test(`${name}: from the order to the receipt`, { timeout: 300_000 }, async () => {
    const server = await new Server().start();
    const engine = await ENGINES[name.split(',')[0]]();
    const screens = [];
    const picture = async (/** @type {string} */ what) => {
      screens.push(what);
      if (!process.env.PICTURES) return;
      await mkdir(process.env.PICTURES, { recursive: true });
      await pause(400);
      const file = `${name}-${screens.length}.png`;
      await writeFile(join(process.env.PICTURES, file), await engine.picture());
    };
    try {
      await engine.goto(`${server.url}/?locale=en&order=${story.order}`);
      await until(engine, `Boolean(${PORTAL})`, 'the portal');
      const ticket = await walk((script) => engine.run(inShop(script)), told, {
        give: (field, path) => engine.give(inShop(field), path),
        onScreen: picture,
        patience: 240_000,
      });
      assert.ok(screens.length >= 6, screens.join(' → '));
      const records = new Records(server.data);
      const [row] = records.query(`SELECT body FROM requests WHERE ticket = '${ticket}'`);
      const body = JSON.parse(row.body);
      for (const { report } of body.draft.evidence)
        assert.equal(report.complete, true, JSON.stringify(report));
      // Whole, and the same: what lies under a digest has it.
      for (const { sha256: digest } of body.draft.evidence)
        assert.equal(sha256(records.media(digest) ?? Buffer.of()), digest);
      await check({ engine, server, records, ticket, body, picture });
    } finally {
      await engine.close();
      await server.close();
    }
  });
}

const folder = await mkdtemp(join(tmpdir(), 'returns-photos-'));
test.after(() => rm(folder, { recursive: true }));
const sample = (/** @type {string} */ name) => readFile(join(ROOT, 'tests/pixels/samples', name));
/** With a note of whose phone it is, which must not leave the device. */
const large = await sample('large.jpg');
const note = Buffer.from("\xff\xfe\x00\x0dAnn's phone", 'latin1');
const damaged = Buffer.concat([large.subarray(0, 2), note, large.subarray(2)]);
const label = await sample('plain.jpg');
const [damagedPath, labelPath] = ['capsules.jpg', 'label.jpg'].map((name) => join(folder, name));
await writeFile(damagedPath, damaged);
await writeFile(labelPath, label);

/** What colour the middle of a picture has. @param {import('./engines.js').Engine} engine @param {Buffer} bytes @returns {Promise<number[]>} */
async function middleOf(engine, bytes) {
  await engine.run(`(() => {
    const image = new Image();
    image.src = 'data:image/jpeg;base64,${bytes.toString('base64')}';
    image.decode().then(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 3, height: 3 });
      const ink = canvas.getContext('2d');
      ink.drawImage(image, image.width / 2 - 1, image.height / 2 - 1, 3, 3, 0, 0, 3, 3);
      window.middle = [...ink.getImageData(1, 1, 1, 1).data.slice(0, 3)];
    });
    return true;
  })()`);
  return until(engine, 'window.middle', 'the picture');
}

for (const name of ['Firefox', 'WebKit']) {
  const told = {
    ...story,
    chosen: { [DAMAGE]: [damagedPath], [BATCH]: [labelPath] },
    taken: { [DAMAGE]: 1 },
    marks: [
      { file: 'capsules.jpg', tool: t('mark.ring') },
      { file: 'label.jpg', tool: t('mark.hide') },
    ],
  };
  filed(`${name}, with photos`, told, async ({ engine, server, records, ticket, body, picture }) => {
    const { evidence } = body.draft;
    assert.deepEqual(
      evidence.map(({ report }) => report.type),
      Array(3).fill('image/jpeg'),
    );
    // The chosen one, to the byte but for the note, with its ring beside it.
    assert.ok(records.holds(damaged));
    const marked = evidence.find(({ name: file }) => file === 'capsules.jpg');
    assert.deepEqual([marked.sha256, marked.marks.map(({ kind }) => kind)], [sha256(large), ['ring']]);
    // The blacked out one is another picture, black in the middle, and the first never came.
    assert.ok(!records.holds(label));
    const hidden = evidence.find(
      ({ sha256: digest, name: file }) => digest !== marked.sha256 && !/^photo-/.test(file),
    );
    const middle = await middleOf(engine, records.media(hidden.sha256));
    assert.ok(
      middle.every((part) => part < 12),
      `the middle shows ${middle}`,
    );
    // The one taken in the page has the camera's size, and was judged.
    const taken = evidence.find(({ name: file }) => /^photo-\d{17}\.jpg$/.test(file));
    assert.ok(taken.report.width >= 320 && taken.report.pixels, JSON.stringify(taken.report));

    // The receipt's own link: how it goes, after the second factor.
    const link = await engine.run(`[...${PORTAL}.shadowRoot.querySelectorAll('a')]
      .find((one) => one.textContent === ${JSON.stringify(t('done.look_up'))}).href`);
    assert.ok(link.startsWith(server.url) && link.includes(ticket), link);
    await engine.goto(link);
    const page = `document.querySelector('returns-request')?.shadowRoot`;
    await until(engine, `Boolean(${page}?.querySelector('#factor'))`, 'the look-up');
    await engine.run(`(() => {
      const factor = ${page}.querySelector('#factor');
      factor.value = ${JSON.stringify(demoOrder(story.order).factor)};
      factor.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      ${page}.querySelector('form .primary').click();
    })()`);
    const status = [request('status.received'), request('status.needs_review')];
    const heading = `${page}?.querySelector('h1')?.textContent.trim()`;
    await until(engine, `${JSON.stringify(status)}.includes(${heading})`, 'the status');
    await picture('look-up');
  });
}

/** The same with a film of the damage, recorded in the page. */
const films = { ...story, chosen: { [BATCH]: [labelPath] }, films: [DAMAGE] };
filed('Firefox, with a film of its own', films, async ({ body }) => {
  const { evidence } = body.draft;
  assert.deepEqual(evidence.map(({ report }) => report.type).sort(), ['image/jpeg', 'video/webm']);
  const { report } = evidence.find((one) => one.report.kind === 'video');
  // By its clusters: a film that is recorded as it comes states no length.
  assert.ok(report.duration_ms > 1500 && report.duration_ms < 6000, JSON.stringify(report));
  assert.deepEqual(report.problems, []);
});
