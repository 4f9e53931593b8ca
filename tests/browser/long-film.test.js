// A film as phones make them, of 40 MB with its place in it: looked at, relieved of the place and sent without ever
// being in memory as a whole.
import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import test from 'node:test';
import { film } from '../wasm/film.js';
import { visitor } from './chromium.js';
import { Customer } from './customer.js';
import { Records, scrubbed, sha256 } from './records.js';
import { photograph } from './scenes.js';
import { stage } from './stage.js';
import { spoiledMedicine } from './stories.js';

const MB = 1024 * 1024;
const shop = stage();
const { server } = shop;
const records = new Records(server.data);

test(
  'a film of 40 MB goes without its place, and the intake finds the same',
  { timeout: 180_000 },
  async () => {
    const data = randomFillSync(Buffer.alloc(40 * MB));
    const { head, index } = film({ data: data.length, place: '+52.5200+013.4050/' });
    const bytes = Buffer.concat([head, data, index]);
    const kept = scrubbed(bytes);
    assert.notEqual(sha256(kept), sha256(bytes));

    const visit = await visitor(shop.browser);
    // Forty megabytes go from the driver to the browser.
    visit.setDefaultTimeout(90_000);
    const page = await visit.newPage();
    // What the page itself reads whole would be seen here; the worker reads pages.
    await page.addInitScript(() => {
      const read = Blob.prototype.arrayBuffer;
      /** @type {any} */ (window).largest = 0;
      Blob.prototype.arrayBuffer = function arrayBuffer() {
        /** @type {any} */ (window).largest = Math.max(/** @type {any} */ (window).largest, this.size);
        return read.call(this);
      };
    });
    const clip = { name: 'VID_0001.mp4', mimeType: 'video/mp4', buffer: bytes };
    const label = await photograph(visit, { kind: 'label', seed: 3 });
    const customer = new Customer(page, spoiledMedicine({ damage: [clip], batch: [label] }));
    await customer.open(server.url);
    await customer.walk();
    const largest = await page.evaluate(() => /** @type {any} */ (window).largest);
    assert.ok(largest > 0 && largest < 16 * MB, `${largest} bytes in memory at once`);
    await customer.submit();

    const [request] = records.query('SELECT * FROM requests');
    assert.deepEqual(JSON.parse(request.verification), { same: true });
    const evidence = JSON.parse(request.body).draft.evidence.find(({ name }) => name === clip.name);
    assert.equal(evidence.sha256, sha256(kept));
    assert.deepEqual(evidence.report.metadata, []);
    assert.equal(evidence.report.duration_ms, 3000);
    assert.ok(records.holds(bytes), 'what is on disk is not the film without its place');
  },
);
