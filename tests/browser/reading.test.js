// Every screen as people read it who need it narrower, wider spaced, larger: nothing is cut off, lies on something else
// or has to be scrolled for sideways (WCAG 2.2: 1.4.4, 1.4.10, 1.4.12).
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { DESK, PHONE, launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { SPACED, enlarge, readingFaults, restyle } from './reading.js';
import { Server } from './server.js';
import { spoiledAndShown } from './stories.js';
import { t } from './words.js';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const NARROW = { width: 320, height: 640 };

/** @type {Record<string, {viewport: {width: number, height: number}, css?: string, times?: number}>} */
const WAYS = {
  'at 320 px': { viewport: NARROW },
  'with wide spacing on a phone': { viewport: PHONE, css: SPACED },
  'with wide spacing at 320 px': { viewport: NARROW, css: SPACED },
  'with text twice as large on a desk': { viewport: DESK, times: 2 },
  'with text twice as large on a phone': { viewport: PHONE, times: 2 },
  'at 200 % on a desk': { viewport: { width: DESK.width / 2, height: DESK.height / 2 } },
};

/** @param {import('playwright-core').Page} page @param {string} where @param {Set<string>} wrong */
async function readEachWay(page, where, wrong) {
  for (const [way, { viewport, css, times = 1 }] of Object.entries(WAYS)) {
    await page.setViewportSize(viewport);
    if (css) await restyle(page, css);
    if (times !== 1) await enlarge(page, times);
    for (const fault of await readingFaults(page)) wrong.add(`${where}, ${way}: ${fault}`);
    if (css) await restyle(page, null);
    if (times !== 1) await enlarge(page, 1);
  }
  await page.setViewportSize(PHONE);
}

test('every screen, narrower, wider spaced, larger', { timeout: 300_000 }, async (context) => {
  const server = await new Server().start();
  context.after(() => server.close());
  const visit = await visitor(browser);
  const story = await spoiledAndShown(visit);
  const page = await visit.newPage();
  /** @type {Set<string>} */
  const wrong = new Set();
  let looked = 0;
  const read = async (where) => {
    looked += 1;
    await readEachWay(page, where, wrong);
  };
  await page.goto(`${server.url}/?locale=en`);
  await page.getByRole('heading', { name: t('shop.pick') }).waitFor();
  await read('home');
  const customer = new Customer(page, story);
  await customer.open(server.url);
  for (;;) {
    const heading = await customer.heading();
    await read(heading);
    if (heading === t('title.check')) break;
    if (heading !== t('title.notice')) {
      await customer.button('ui.continue').click();
      await page.waitForTimeout(100);
      if ((await customer.heading()) !== heading) continue;
      await read(`${heading}, with errors`);
    }
    await customer.answer();
    await read(`${heading}, answered`);
    await customer.next();
  }
  await customer.submit();
  await read('receipt');
  await page.goto(`${server.url}/request.html?locale=en`);
  await page.getByRole('heading', { name: t('request.title') }).waitFor();
  await read('look-up');
  assert.deepEqual([...wrong], []);
  assert.ok(looked > 20, `${looked} screens`);
  await visit.close();
});

test('what is cut off, outside or on something else would be seen', { timeout: 60_000 }, async () => {
  const visit = await visitor(browser);
  const page = await visit.newPage();
  await page.setContent(`<!doctype html><p style="width: 40px; overflow: hidden; white-space: nowrap">A long sentence</p>
    <p style="position: absolute; top: 100px">Below</p><p style="position: absolute; top: 104px">Above</p>
    <p style="position: absolute; left: 380px; white-space: nowrap">Far away to the right</p>
    <button style="width: 30px; white-space: nowrap">Much too long</button>`);
  const found = (await readingFaults(page)).join('\n');
  for (const mark of ['is cut off', 'lie on each other', 'outside the window', 'sticks out', 'too wide'])
    assert.ok(found.includes(mark), `${mark} in:\n${found}`);
  await visit.close();
});
