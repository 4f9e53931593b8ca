// A picture from the gallery that is older than the parcel: asked about, and nothing of it leaves the device.
import assert from 'node:assert/strict';
import test from 'node:test';
import { findings } from './axe.js';
import { visitor } from './chromium.js';
import { Customer } from './customer.js';
import { Records } from './records.js';
import { photograph } from './scenes.js';
import { stage } from './stage.js';
import { spoiledMedicine } from './stories.js';
import { t } from './words.js';

const shop = stage();
const { server } = shop;
const records = new Records(server.data);

/** The photo with an EXIF block that has DateTimeOriginal and nothing else. @param {Buffer} jpeg @param {string} moment */
function dated(jpeg, moment) {
  const entry = (tag, type, count, value) => {
    const out = Buffer.alloc(12);
    out.writeUInt16BE(tag, 0);
    out.writeUInt16BE(type, 2);
    out.writeUInt32BE(count, 4);
    out.writeUInt32BE(value, 8);
    return out;
  };
  const directory = (one) => Buffer.concat([Buffer.from([0, 1]), one, Buffer.alloc(4)]);
  const tiff = Buffer.concat([
    Buffer.from('MM\0*\0\0\0\x08', 'latin1'),
    directory(entry(0x8769, 4, 1, 26)),
    directory(entry(0x9003, 2, 20, 44)),
    Buffer.from(`${moment}\0`),
  ]);
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(body.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), size, body, jpeg.subarray(2)]);
}

test('a picture older than the parcel is asked about', { timeout: 120_000 }, async () => {
  const visit = await visitor(shop.browser);
  const shot = await photograph(visit, { kind: 'damage', seed: 1 });
  const label = await photograph(visit, { kind: 'label', seed: 3 });
  const old = { ...shot, buffer: dated(shot.buffer, '2019:05:04 10:20:30') };
  const page = await visit.newPage();
  const customer = new Customer(page, spoiledMedicine({ damage: [old], batch: [label] }));
  await customer.open(server.url);
  const sentence = t('files.too_early', { day: '|' }).split('|')[1];
  let asked = 0;
  while ((await customer.heading()) !== t('title.check')) {
    await customer.answer();
    const text = await page.getByRole('main').innerText();
    if (text.includes(sentence)) {
      asked += 1;
      assert.match(text, /2019/);
      assert.deepEqual(await findings(page), []);
    }
    await customer.next();
  }
  assert.equal(asked, 1, 'not asked, or asked about the other picture too');
  await customer.submit();
  const [request] = records.query('SELECT body FROM requests');
  assert.ok(!request.body.includes('2019'), 'the moment left the device');
});
