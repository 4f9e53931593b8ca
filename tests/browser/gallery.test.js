// Every state of the gallery: it is reached, and neither axe nor a reader finds anything wrong with it, in each theme; in
// one language each, or in all of them.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { serveGallery } from '../../web/dev/gallery/serve.mjs';
import { STATES } from '../../web/dev/gallery/states.js';
import { findings } from './axe.js';
import { DESK, PHONE, launch, visitor } from './chromium.js';
import { readingFaults, tornWords } from './reading.js';

/** @type {Awaited<ReturnType<typeof serveGallery>>} */
let gallery;
let browser;
before(async () => {
  gallery = await serveGallery();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await gallery?.close();
});

const THEMES = ['light', 'dark', 'contrast'];

/** Brings the page to a state. @returns {Promise<string>} why it could not be */
async function reach(page, id, how) {
  await page.goto(`${gallery.url}/state.html?${new URLSearchParams({ state: id, ...how })}`);
  const reached = await page.waitForFunction(
    () => {
      const { state, why } = document.documentElement.dataset;
      return state === 'coming' ? undefined : { state, why };
    },
    undefined,
    { timeout: 60_000 },
  );
  const { state, why } = await reached.jsonValue();
  return state === 'reached' ? '' : `not reached: ${why}`;
}

/** The same state in another theme, on a phone and on a desk. @param {import('playwright-core').Page} page @param {string} theme */
async function dress(page, theme) {
  await page.setViewportSize(theme === 'dark' ? DESK : PHONE);
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
    const visit = (/** @type {Document | ShadowRoot} */ root) => {
      for (const element of root.querySelectorAll('[theme]')) element.setAttribute('theme', name);
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) visit(element.shadowRoot);
    };
    visit(document);
  }, theme);
}

test('the gallery shows every state once, in frames', { timeout: 120_000 }, async () => {
  const visit = await visitor(browser, { viewport: DESK });
  const page = await visit.newPage();
  await page.goto(gallery.url);
  const titles = await page.locator('iframe').evaluateAll((all) => all.map((frame) => frame.title));
  assert.deepEqual(titles, [...new Set(STATES.map(({ id }) => id))]);
  assert.ok(titles.length > 50, `${titles.length} states`);
  // A frame draws its state under the policy of the product.
  await page.frameLocator('iframe[title=items]').locator('html[data-state=reached]').waitFor();
  await page.getByLabel('theme').selectOption('dark');
  const frame = page.frameLocator('iframe[title=items]');
  await frame.locator('returns-portal[theme=dark] [data-screen=items]').waitFor();
  assert.deepEqual(await findings(page), []);
  await visit.close();
});

const LOCALES = ['zh-CN', 'en', 'de', 'ar'];
/** Every day each state in one language, the languages taking turns; with GALLERY=all each in every language. */
const ALL = process.env.GALLERY === 'all';

for (const [turn, locale] of LOCALES.entries()) {
  const states = STATES.filter((_, i) => ALL || i % LOCALES.length === turn);
  test(`states in ${locale}, light, dark and with more contrast`, { timeout: 1_200_000 }, async () => {
    const visit = await visitor(browser);
    const page = await visit.newPage();
    /** @type {Map<string, string>} */
    const wrong = new Map();
    let looked = 0;
    for (const { id } of states) {
      const failed = await reach(page, id, { locale, theme: THEMES[0] });
      if (failed) {
        wrong.set(`${id}: ${failed}`, locale);
        continue;
      }
      for (const theme of THEMES) {
        await dress(page, theme);
        looked += 1;
        const found = await findings(page);
        // The sheet of components shows pairs of colours that no screen puts together, under their names.
        if (id !== 'components' && theme !== 'contrast') found.push(...(await readingFaults(page)));
        if (id !== 'components') found.push(...(await tornWords(page)));
        for (const fault of found) wrong.set(fault, `${id}, ${theme}`);
      }
    }
    assert.deepEqual(
      [...wrong].map(([fault, where]) => `${where}: ${fault}`),
      [],
    );
    assert.equal(looked, states.length * THEMES.length);
    await visit.close();
  });
}

test('a state that is not reached would be seen', { timeout: 60_000 }, async () => {
  const visit = await visitor(browser);
  const page = await visit.newPage();
  assert.match(await reach(page, 'no-such-state', {}), /^not reached/);
  await visit.close();
});
