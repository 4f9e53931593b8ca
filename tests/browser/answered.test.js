// How a new screen comes: rehearsed while nobody waits, with what is looked at first, and the rest after the paint.
import assert from 'node:assert/strict';
import test from 'node:test';
import { PHONE, complaintsOf, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { stage } from './stage.js';
import { unwantedSerum } from './stories.js';
import { t } from './words.js';

const shop = stage();

/* Runs in the page before its scripts: counts the templates that are read, and can hold the frames back. */
function watch() {
  const mine = /** @type {any} */ (window);
  Object.assign(mine, { templates: 0, frames: [], held: false });
  const make = Document.prototype.createElement;
  Document.prototype.createElement = function (/** @type {any[]} */ ...of) {
    if (of[0] === 'template') mine.templates += 1;
    return make.apply(this, of);
  };
  const next = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (run) => (mine.held ? mine.frames.push(run) : next(run));
}

/** @param {string} until */
async function at(until) {
  const visit = await visitor(shop.browser, { viewport: PHONE });
  const complaints = await complaintsOf(visit);
  const page = await visit.newPage();
  await page.addInitScript(watch);
  const customer = new Customer(page, unwantedSerum());
  await customer.open(shop.server.url);
  await customer.walk(undefined, until);
  await customer.answer();
  const saved = page.getByText(t('ui.saved'), { exact: true });
  await saved.waitFor();
  return { page, complaints, visit };
}

/** @param {import('playwright-core').Page} page */
const idle = (page) =>
  page.evaluate(async () => {
    for (let turn = 0; turn < 3; ++turn) await new Promise((done) => requestIdleCallback(done));
  });

test('what stands below comes with the next frame, and no template is read between the tap and the screen', async () => {
  const { page, complaints, visit } = await at(t('title.contact'));
  await idle(page);
  const before = await page.evaluate(() => {
    /** @type {any} */ (window).held = true;
    return /** @type {any} */ (window).templates;
  });
  assert.ok(before > 10, `${before} templates before the last screen`);
  await page.getByRole('button', { name: t('ui.continue'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: t('title.check'), exact: true }).waitFor();
  await page
    .getByRole('term')
    .filter({ hasText: t('check.reason') })
    .waitFor();
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).templates), before);
  assert.equal(await page.getByText(t('check.sent_title'), { exact: true }).count(), 0);
  assert.equal(
    await page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.id;
    }),
    'title',
  );

  await page.evaluate(() => {
    const mine = /** @type {any} */ (window);
    mine.held = false;
    for (const run of mine.frames.splice(0)) requestAnimationFrame(run);
  });
  await page.getByText(t('check.sent_title'), { exact: true }).waitFor();
  assert.deepEqual(complaints, []);
  await visit.close();
});

test('a rehearsal is not seen, not heard and not saved', async () => {
  const { page, complaints, visit } = await at(t('title.contact'));
  await idle(page);
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
  assert.equal(await page.getByText(t('title.check'), { exact: true }).count(), 0);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: t('title.contact'), exact: true }).waitFor();
  assert.deepEqual(complaints, []);
  await visit.close();
});
