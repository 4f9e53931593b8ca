// The kiosk's own screens: nothing for axe to find, nothing to scroll sideways for, in every language, narrow and wide;
// and the keys on the screen write what is pressed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Look } from './axe.js';
import { Kiosk, k } from './kiosk.js';
import { readingFaults } from './reading.js';
import { Server } from './server.js';
import { demoOrder } from './stories.js';
import { t } from './words.js';

async function open(context, query) {
  const server = await new Server().start();
  const kiosk = await new Kiosk(server, query).start();
  context.after(async () => {
    await kiosk.remove();
    await server.close();
  });
  return { server, kiosk };
}

for (const locale of ['zh-CN', 'en', 'de', 'ar']) {
  test(`screens in ${locale}`, { timeout: 120_000 }, async (context) => {
    const { kiosk } = await open(context, `locale=${locale}`);
    const { page } = kiosk;
    const look = new Look(page);
    for (const [width, height] of [
      [320, 700],
      [1080, 1920],
    ]) {
      await page.setViewportSize({ width, height });
      await page.reload();
      await page.locator('.start').waitFor();
      await look.at(`first screen, ${width}`);
      assert.deepEqual(await readingFaults(page), [], `first screen, ${width}`);
      await page.locator('.start').click();
      await page.locator('#number').focus();
      await page.locator('.keys').waitFor();
      await look.at(`looking an order up, ${width}`);
      // From left to right as on every keyboard, also where everything else is mirrored; and each word on its key.
      const places = await page
        .locator('.keys .line')
        .first()
        .locator('button')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
      const wide = await page
        .locator('.keys button')
        .evaluateAll((all) =>
          all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent?.trim()),
        );
      assert.deepEqual(wide, []);
      if (width > 720) {
        const sizes = await page
          .locator('.button, .keys button')
          .evaluateAll((all) =>
            all.map((one) => one.getBoundingClientRect().height).filter((height) => height > 0),
          );
        assert.ok(Math.min(...sizes) >= 64, `a target of ${Math.min(...sizes)} px`);
      }
    }
    look.verdict();
    assert.equal(look.screens, 4);
  });
}

test('an order is opened by the keys on the screen alone', { timeout: 90_000 }, async (context) => {
  const { kiosk } = await open(context);
  const { page } = kiosk;
  const { factor } = demoOrder('KN-1001');
  await kiosk.button('kiosk.start').click();
  const press = async (/** @type {string} */ letters) => {
    for (const letter of letters) await page.getByRole('button', { name: letter, exact: true }).click();
  };
  await page.locator('#number').click();
  await press('kn');
  await kiosk.button('kiosk.key.digits').click();
  await press('-10019');
  await kiosk.button('kiosk.key.back').click();
  assert.equal(await page.locator('#number').inputValue(), 'kn-1001');
  await page.locator('#factor').click();
  await kiosk.button('kiosk.key.digits').click();
  await press(factor);
  await kiosk.button('kiosk.key.hide').click();
  await page.locator('.keys').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: t('lookup.find') }).click();
  await page.getByRole('heading', { level: 1, name: t('title.items') }).waitFor();
});

test('what waits', { timeout: 120_000 }, async (context) => {
  const { server, kiosk } = await open(context);
  const { page } = kiosk;
  await kiosk.settle();
  await server.stop();
  // Put there by hand: the panel shows what stands in the store.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const asked = indexedDB.open('returns-sealed');
        asked.onsuccess = () => {
          const tx = asked.result.transaction(['entries', 'bodies'], 'readwrite');
          const created = Date.now() - 3 * 3_600_000;
          const entry = { created, size: 4000, attempts: 7 };
          const refusal = { status: 409, code: 'units_taken' };
          tx.objectStore('entries').put({ ...entry, key: 'aaaaaaaa-bbbb', state: 'waiting' });
          tx.objectStore('entries').put({ ...entry, key: 'cccccccc-dddd', state: 'blocked', refusal });
          for (const key of ['aaaaaaaa-bbbb', 'cccccccc-dddd'])
            tx.objectStore('bodies').put({ key, bytes: new Uint8Array(8) });
          tx.oncomplete = () => {
            asked.result.close();
            resolve(undefined);
          };
        };
      }),
  );
  await page.reload();
  await kiosk.attract();
  const look = new Look(page);
  await page
    .getByRole('button', { name: k('kiosk.outbox.some', { n: 2, age: k('kiosk.age.hours', { n: 3 }) }) })
    .click();
  await page.getByText('CCCC-CCCC-DDDD').waitFor();
  await look.at('what waits');
  await page.setViewportSize({ width: 320, height: 700 });
  await look.at('what waits, narrow');
  look.verdict();
});
