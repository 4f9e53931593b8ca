// Who cannot take photos is not stopped: words instead, a person who reads them, and the desk that sees why.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Look } from './axe.js';
import { visitor } from './chromium.js';
import { Customer } from './customer.js';
import { stage } from './stage.js';
import { spoiledMedicine } from './stories.js';
import { t } from './words.js';

const shop = stage();
const { server } = shop;
const SEEN = 'Brown spots on the blister, three capsules are soft and stick together. LOT A2411.';

test('words in place of photos: asked for, read by a person, filed', { timeout: 120_000 }, async () => {
  const visit = await visitor(shop.browser);
  const page = await visit.newPage();
  const look = new Look(page);
  const customer = new Customer(page, spoiledMedicine({ damage: [], batch: [] }));
  await customer.open(server.url);
  await customer.walk(undefined, t('title.evidence'));

  // Neither photos nor words: the form says what lacks. With words nothing of it stands in the way.
  await customer.button('ui.continue').click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('checkbox', { name: t('field.in_words') }).check();
  const words = page.getByLabel(t('field.seen'));
  assert.equal(await words.inputValue(), customer.story.description);
  await words.fill(' ');
  await customer.button('ui.continue').click();
  await page.getByRole('alert').getByText(t('missing.required.text')).waitFor();
  await look.at('in words');
  await words.fill(SEEN);
  await customer.button('ui.continue').click();

  await customer.atHeading(t('title.resolution'));
  await page.getByText(t('finding.described_in_words')).waitFor();
  await customer.walk(async (heading) => {
    if (heading !== t('title.check')) return;
    const main = await page.getByRole('main').innerText();
    assert.ok(main.includes(SEEN) && main.includes(t('field.in_words')));
  });
  // The same in a second tab; sent from the first. The second does not stay at the end of a form that is empty now.
  const second = await visit.newPage();
  await second.goto(page.url());
  const at = (/** @type {string} */ key) =>
    second.getByRole('heading', { level: 1, name: t(key), exact: true }).waitFor();
  await at('title.check');
  await customer.submit();
  await second.reload();
  await at('title.items');
  await second.getByText(t('done.earlier', { ticket: '' }).replace(/\W+$/, '')).waitFor();
  look.verdict();
  await visit.close();
});
