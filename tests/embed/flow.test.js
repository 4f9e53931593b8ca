// The whole flow in Firefox and WebKit, whose sessions under a driver are private windows that keep no Blob: an order, a fault, two photos, the answers, the receipt, and the request on the server.
// PICTURES=folder keeps what each screen looked like.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { Records } from '../browser/records.js';
import { Server } from '../browser/server.js';
import { spoiledMedicine } from '../browser/stories.js';
import { t } from '../browser/words.js';
import { FAKE_DEVICES, firefox, webkit } from './engines.js';
import { walk } from './walker.js';

const folder = process.env.PICTURES;
const { items, ...whole } = spoiledMedicine({ damage: [], batch: [] });
const story = {
  ...whole,
  items: items.slice(0, 1),
  photos: { [t('slot.damage_closeup')]: 1, [t('slot.batch_expiry')]: 1 },
};

/** The same with a film of the damage, recorded in the page. */
const filmed = {
  ...story,
  photos: { [t('slot.batch_expiry')]: 1 },
  films: [t('slot.damage_closeup')],
};

for (const { name, open, story: told, files } of [
  { name: 'Firefox, with photos', open: firefox, story, files: ['image/jpeg', 'image/jpeg'] },
  { name: 'WebKit, with photos', open: webkit, story, files: ['image/jpeg', 'image/jpeg'] },
  {
    name: 'Firefox, with a film of its own',
    open: () => firefox(FAKE_DEVICES),
    story: filmed,
    files: ['image/jpeg', 'video/webm'],
  },
]) {
  test(`${name}: from the order to the receipt`, { timeout: 300_000 }, async () => {
    const server = await new Server().start();
    const engine = await open();
    const inPortal = (/** @type {string} */ script) =>
      engine.run(
        script.replace(
          "document.querySelector('returns-portal')",
          "document.querySelector('returns-shop').shadowRoot.querySelector('returns-portal')",
        ),
      );
    const screens = [];
    try {
      await engine.goto(`${server.url}/?locale=en&order=${story.order}`);
      const end = Date.now() + 60_000;
      while (
        !(await engine.run(
          `Boolean(document.querySelector('returns-shop')?.shadowRoot?.querySelector('returns-portal'))`,
        ))
      ) {
        assert.ok(Date.now() < end, 'the portal does not come');
        await new Promise((done) => setTimeout(done, 200));
      }
      const onScreen = async (/** @type {string} */ heading) => {
        screens.push(heading);
        if (!folder) return;
        await mkdir(folder, { recursive: true });
        await new Promise((done) => setTimeout(done, 400));
        await writeFile(join(folder, `${name}-${screens.length}.png`), await engine.picture());
      };
      const ticket = await walk(inPortal, told, undefined, onScreen, 240_000);
      assert.ok(screens.length >= 6, screens.join(' → '));
      const records = new Records(server.data);
      const [{ body }] = records.query(`SELECT body FROM requests WHERE ticket = '${ticket}'`);
      const { evidence } = JSON.parse(body).draft;
      const kinds = evidence.map(({ report }) => report.type);
      assert.deepEqual(kinds.sort(), files);
      for (const { report } of evidence) {
        assert.equal(report.complete, true, JSON.stringify(report));
        if (report.kind !== 'video') continue;
        // By its clusters: a film that is recorded as it comes states no length.
        assert.ok(report.duration_ms > 1500 && report.duration_ms < 6000, JSON.stringify(report));
        assert.deepEqual(report.problems, []);
      }
      // Whole, and the same: the intake names files by their digest.
      for (const { sha256 } of evidence)
        assert.equal(records.query(`SELECT sha256 FROM media WHERE sha256 = '${sha256}'`).length, 1);
    } finally {
      await engine.close();
      await server.close();
    }
  });
}
