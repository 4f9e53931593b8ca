// What a page says before its modules have come: in the language that it will have, in the places that it will have.
import assert from 'node:assert/strict';
import test from 'node:test';
import { DESK, PHONE, complaintsOf, visitor } from './chromium.js';
import { stage } from './stage.js';

const shop = stage();
const { server } = shop;

/** @param {import('playwright-core').Page} page */
const watchShifts = (page) =>
  page.addInitScript(() => {
    globalThis.shifted = 0;
    new PerformanceObserver((seen) => {
      for (const { value } of seen.getEntries()) globalThis.shifted += value;
    }).observe({ type: 'layout-shift', buffered: true });
  });

const boxes = (found) =>
  found.map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { text: element.textContent, x, y, width, height };
  });

for (const [path, locale, viewport] of [
  ['/', 'zh-CN', PHONE],
  ['/', 'en', DESK],
  ['/', 'ar', PHONE],
  ['/request.html', 'de', PHONE],
  ['/request.html', 'ar', DESK],
]) {
  test(`${path} in ${locale} at ${viewport.width} px: the first words stay where they are`, async () => {
    const context = await visitor(shop.browser, { viewport });
    const complaints = await complaintsOf(context);
    const page = await context.newPage();
    await watchShifts(page);
    let release;
    const held = new Promise((done) => (release = done));
    await page.route(/\.js$/, async (route) => {
      if (!route.request().url().endsWith('/first-paint.js')) await held;
      await route.continue();
    });
    await page.goto(`${server.url}${path}?locale=${locale}`, { waitUntil: 'commit' });
    await page.locator('[data-word]:not(:empty)').first().waitFor();
    const first = await page.locator('.first-words > *').evaluateAll(boxes);
    assert.equal(await page.getAttribute('html', 'lang'), locale);
    assert.equal(await page.getAttribute('html', 'dir'), locale === 'ar' ? 'rtl' : 'ltr');
    assert.equal(first.length, 2);
    assert.ok(first.every(({ text, height }) => text.length > 10 && height > 20));
    release();
    await page.locator('.hero').waitFor();
    assert.deepEqual(await page.locator('.hero > *').evaluateAll(boxes), first);
    // Nothing is said twice.
    assert.equal(await page.locator('.first-words').count(), 0);
    assert.ok((await page.evaluate(() => globalThis.shifted)) < 0.02);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test('orders and the link to withdraw that come late push nothing away', async () => {
  const context = await visitor(shop.browser, { viewport: PHONE });
  const page = await context.newPage();
  await watchShifts(page);
  let asked = 0;
  for (const [late, address] of [
    [300, /\/demo\/orders/],
    [600, /\/withdrawals\/labels\//],
  ]) {
    await page.route(address, async (route) => {
      asked += 1;
      await new Promise((done) => setTimeout(done, late));
      await route.continue();
    });
  }
  await page.goto(`${server.url}/?locale=en`);
  await page.locator('a[href="?mode=withdrawal"]').waitFor();
  await page.locator('.order-card').first().waitFor();
  assert.equal(asked, 2);
  assert.ok((await page.evaluate(() => globalThis.shifted)) < 0.02);
  await context.close();
});
