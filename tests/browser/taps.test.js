// How much a customer has to do: the simple case, counted by what the browser saw, not by what the test meant to do.
import assert from 'node:assert/strict';
import test from 'node:test';
import { visitor } from './chromium.js';
import { photograph } from './scenes.js';
import { stage } from './stage.js';
import { demoOrder } from './stories.js';
import { t } from './words.js';

const MOST = 14;
const MOST_SCREENS = 9;

const shop = stage();
const { server } = shop;

/* Runs in the page: a shop whose customer has signed in. */
async function embed({ order, factor, contact }) {
  const answer = await fetch('/api/v1/orders/lookup', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ order, factor }),
  });
  const found = await answer.json();
  await import(new URL('/returns-portal.js', location.href).href);
  const portal = document.createElement('returns-portal');
  Object.assign(portal, { order: found.order, token: found.token, contact, locale: 'en' });
  window.counted = { taps: 0, screens: [] };
  const count = (event) => {
    if (event.isTrusted) window.counted.taps += 1;
  };
  for (const type of ['pointerdown', 'keydown']) window.addEventListener(type, count, true);
  portal.addEventListener('returns-step', ({ detail }) => window.counted.screens.push(detail.screen));
  document.body.replaceChildren(portal);
}

test(
  `one item, a quality problem, two photos: at most ${MOST} taps, ${MOST_SCREENS} screens`,
  { timeout: 120_000 },
  async () => {
    const visit = await visitor(shop.browser);
    const photos = [
      await photograph(visit, { seed: 31, kind: 'damage' }),
      await photograph(visit, { seed: 32, kind: 'damage' }),
    ];
    const { id, factor, title } = demoOrder('BH-2001');
    const page = await visit.newPage();
    await page.goto(`${server.url}/request.html?locale=en`);
    const contact = { name: 'Lin Wei', phone: '13800004821' };
    await page.evaluate(embed, { order: id, factor, contact });

    const heading = (key) => page.getByRole('heading', { level: 1, name: t(key), exact: true }).waitFor();
    const goOn = () => page.getByRole('button', { name: t('ui.continue'), exact: true }).click();
    await heading('title.items');
    await page.getByText(title('L1'), { exact: true }).first().click();
    await goOn();
    await heading('title.reason');
    await page.getByText(t('reason.quality'), { exact: true }).click();
    await page.getByText(t('reason.quality.seal_open'), { exact: true }).last().click();
    await goOn();
    await heading('title.evidence');
    const slot = page.getByRole('region', { name: t('slot.damage_closeup'), exact: true });
    for (const [index, photo] of photos.entries()) {
      const chooser = page.waitForEvent('filechooser');
      await slot.getByLabel(`${t('files.choose')}: ${t('slot.damage_closeup')}`).click();
      await (await chooser).setFiles(photo);
      await slot.getByText(t('files.good')).nth(index).waitFor();
    }
    await goOn();
    await heading('title.resolution');
    await page.getByText(t('resolution.refund'), { exact: true }).first().click();
    await goOn();
    // The shop has told who this is: it is shown to be changed, not to be typed.
    await heading('title.contact');
    assert.equal(await page.getByLabel(new RegExp(`^${t('field.phone')}`)).inputValue(), contact.phone);
    await goOn();
    await heading('title.check');
    await page.getByRole('button', { name: t('ui.submit') }).click();
    await heading('done.title');

    const { taps, screens } = await page.evaluate(() => window.counted);
    const different = new Set(screens);
    console.log(`${taps} taps and keystrokes, ${different.size} screens: ${[...different].join(', ')}`);
    assert.ok(taps >= 10, `only ${taps} were seen: the counting is broken`);
    assert.ok(taps <= MOST, `${taps} taps and keystrokes`);
    assert.ok(different.size <= MOST_SCREENS, [...different].join(', '));
    await visit.close();
  },
);
