// What is said at once: the effect of an answer about the packaging, and answers to questions nobody wants to call about.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { findings } from './axe.js';
import { visitor } from './chromium.js';
import { Customer } from './customer.js';
import { ROOT } from './server.js';
import { stage } from './stage.js';
import { unwantedSerum } from './stories.js';
import { wordsOf } from './words.js';

const t = wordsOf('help');
const shop = stage();
const { server } = shop;

/** Runs in the page: where the focus is, through all shadow roots. */
const focused = () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
};

test('an answer about the packaging says at once what it does', { timeout: 120_000 }, async () => {
  const visit = await visitor(shop.browser);
  const page = await visit.newPage();
  const customer = new Customer(page, unwantedSerum());
  await customer.open(server.url);
  await customer.walk(undefined, t('question.seal'));
  const region = page.locator('fieldset [role=status]');
  // There before anything is said in it: a region that comes with its words is not heard.
  assert.equal(await region.count(), 1);
  assert.equal((await region.innerText()).trim(), '');
  await region.evaluate((element) => (element.dataset.same = 'yes'));

  const choose = async (option) => {
    await page.getByRole('radio', { name: t(option) }).focus();
    await page.keyboard.press('Space');
  };
  await choose('option.seal.broken');
  await region.getByText(t('effect.ineligible', { n: 1 })).waitFor();
  // Why, and by which rule.
  assert.equal(await region.getByRole('listitem').count(), 1);
  assert.ok((await region.getByRole('listitem').innerText()).length > 40);
  assert.equal(await region.getByRole('link').count(), 1);
  assert.deepEqual(await findings(page), []);
  await choose('option.seal.unsure');
  await region.getByText(t('effect.needs_review', { n: 1 })).waitFor();
  // Whether a closed one can go back hangs on nothing else here; the reason is not asked for.
  await choose('option.seal.intact');
  await region.getByText(t('effect.eligible', { n: 1 })).waitFor();
  assert.equal(await region.getByRole('listitem').count(), 0);
  assert.equal(await region.getAttribute('data-same'), 'yes', 'the region was made anew');
  await visit.close();
});

test(
  'the answers come when they are asked for, by the keyboard, and are found',
  { timeout: 120_000 },
  async () => {
    const visit = await visitor(shop.browser);
    const page = await visit.newPage();
    let fetched = 0;
    page.on('request', (request) => (fetched += request.url().endsWith('/en/help.json') ? 1 : 0));
    await new Customer(page, unwantedSerum()).open(server.url);
    assert.equal(fetched, 0);
    await page.getByRole('button', { name: t('help.faq') }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: t('help.faq') });
    const field = dialog.getByRole('searchbox');
    await field.waitFor();
    assert.equal(fetched, 1);
    assert.equal(await page.evaluate(focused), t('faq.search'));
    const words = JSON.parse(readFileSync(join(ROOT, 'assets/locales/en/help.json'), 'utf8'));
    const questions = Object.keys(words).filter((key) => key.endsWith('.q'));
    assert.equal(await dialog.getByRole('group').count(), questions.length);
    assert.deepEqual(await findings(page), []);

    // Neither accents nor case nor the order of the words matter.
    await page.keyboard.type('CODE  qr');
    await dialog.getByText(t('faq.found', { n: 1 }), { exact: true }).waitFor();
    assert.ok(await dialog.getByText(t('faq.find.a')).isVisible());
    // Words that people use stand for those of the answer; a whole sentence finds what has the most of it.
    const search = dialog.getByRole('searchbox');
    for (const sought of ['refund', 'How do I get my refund to the bank account?']) {
      await search.fill(sought);
      await dialog.getByText(t('faq.money.q')).waitFor();
    }
    await field.fill('zzz');
    await dialog.getByText(t('faq.found', { n: 0 }), { exact: true }).waitFor();
    assert.ok(await dialog.getByText(t('faq.nothing')).isVisible());
    assert.ok(await dialog.getByRole('link', { name: t('help.phone') }).isVisible());
    await field.fill('');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.ok(await dialog.getByText(t(questions[0].replace(/q$/, 'a'))).isVisible());
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(focused), t('help.faq'));
    await page.locator('returns-faq').waitFor({ state: 'detached' });
    await visit.close();
  },
);

test('answers that do not come leave the ways to a person', { timeout: 60_000 }, async () => {
  const visit = await visitor(shop.browser);
  const page = await visit.newPage();
  await page.route('**/help.json', (route) => route.abort());
  await new Customer(page, unwantedSerum()).open(server.url);
  await page.getByRole('button', { name: t('help.faq') }).click();
  const dialog = page.getByRole('dialog', { name: t('help.faq') });
  await dialog.getByRole('alert').waitFor();
  assert.ok(await dialog.getByRole('link', { name: t('help.phone') }).isVisible());
  // Another time they may come.
  await dialog.getByRole('button', { name: t('ui.close') }).click();
  await page.unroute('**/help.json');
  await page.getByRole('button', { name: t('help.faq') }).click();
  await dialog.getByRole('searchbox').waitFor();
  await visit.close();
});
