// Which of two things to send back, when a promotion hangs on them: what each choice gives back is seen before.
import assert from 'node:assert/strict';
import test from 'node:test';
import { findings } from './axe.js';
import { visitor } from './chromium.js';
import { Customer } from './customer.js';
import { stage } from './stage.js';
import { demoOrder } from './stories.js';
import { t } from './words.js';

const shop = stage();
const { server } = shop;

test('three choices of two items, and another one taken', { timeout: 120_000 }, async () => {
  const { id, title } = demoOrder('BH-2001');
  const page = await (await visitor(shop.browser, { viewport: { width: 390, height: 844 } })).newPage();
  const customer = new Customer(page, {
    order: id,
    items: ['L1', 'L2'].map((line) => ({ title: title(line), reason: t('reason.changed.not_needed') })),
    choices: [t('option.seal.intact'), t('option.outer_box.intact'), t('option.gift.returned')],
    files: {},
    resolution: 'refund',
    contact: { name: 'Lin Wei', phone: '13800004821' },
  });
  await customer.open(server.url);
  await customer.walk(undefined, t('title.resolution'));
  await page.getByRole('radio', { name: t('resolution.refund') }).check();

  await page.getByText(t('ui.choices')).click();
  const rows = page.locator('.compare li');
  await rows.first().waitFor();
  assert.equal(await rows.count(), 3);
  const said = await rows.allInnerTexts();
  assert.match(said[0], /190\.00/);
  assert.ok(said[0].includes(t('ui.choice_keeps')), said[0]);
  assert.ok(said[0].includes(t('ui.choice_present')), said[0]);
  const lost = said.find((row) => row.includes(title('L1')) && !row.includes(title('L2')));
  assert.match(lost, /90\.00/);
  assert.ok(lost.includes('30.00'), lost);
  assert.deepEqual(await findings(page), []);

  await rows
    .filter({ hasText: title('L1'), hasNotText: title('L2') })
    .getByRole('button')
    .click();
  await page.getByText(t('ui.choices')).waitFor({ state: 'detached' });
  assert.match(await page.getByRole('main').innerText(), /90\.00/);
});
