// Another item instead of the one that was bought: the difference is seen, agreed to by its sum, and asked again when it
// changes.
import assert from 'node:assert/strict';
import test from 'node:test';
import { findings } from './axe.js';
import { visitor } from './chromium.js';
import { Customer } from './customer.js';
import { readingFaults } from './reading.js';
import { Records } from './records.js';
import { stage } from './stage.js';
import { demoOrder } from './stories.js';
import { t } from './words.js';

const shop = stage();
const { server } = shop;

test('a dearer serum instead: agreed to by its sum, and sealed with it', { timeout: 120_000 }, async () => {
  const { id, title } = demoOrder('MS-8101');
  const page = await (await visitor(shop.browser)).newPage();
  const customer = new Customer(page, {
    order: id,
    items: [{ title: title('L2'), reason: t('reason.changed.not_needed') }],
    choices: [t('option.seal.intact'), t('option.outer_box.intact')],
    files: {},
    resolution: 'exchange',
    contact: { name: 'Ana Bell', phone: '2025550144' },
  });
  await customer.open(server.url);
  await customer.walk(undefined, t('title.exchange'));

  const same = page.getByRole('radio', { name: t('option.exchange.same') });
  assert.ok(await same.isChecked(), 'the same item again needs no answer');
  const agree = page.getByRole('checkbox', { name: new RegExp(t('field.pay_difference')) });
  assert.equal(await agree.count(), 0);
  await page.getByText('Repair cream 50 ml').click();
  await page
    .getByText(t('exchange.less', { amount: '$5.00' }))
    .first()
    .waitFor();
  assert.equal(await agree.count(), 0, 'nothing is due for a cheaper one');

  await page.getByText('Hyaluronic serum 50 ml').click();
  await agree.waitFor();
  await page.getByText(t('bill.due')).waitFor();
  assert.match(await page.getByRole('main').innerText(), /\$15\.00/);
  assert.deepEqual(await findings(page), []);
  // What it costs stands under the name, however narrow it is, also where the name is one long word.
  await page.setViewportSize({ width: 320, height: 640 });
  await page
    .locator('.choice .name')
    .nth(1)
    .evaluate((name) => (name.textContent = 'Reparaturcremetiegel 50 ml'));
  assert.deepEqual(await readingFaults(page), []);

  await customer.button('ui.continue').click();
  await page.getByRole('alert').first().waitFor();
  assert.equal(await customer.heading(), t('title.exchange'), 'not without a consent');
  await agree.check();
  await customer.next();
  await customer.walk();
  const check = await page.getByRole('main').innerText();
  assert.match(check, /Hyaluronic serum 50\sml/);
  assert.match(check, /\$15\.00/);
  const ticket = await customer.submit();
  assert.ok(ticket);

  const [row] = new Records(server.data).query(`SELECT * FROM requests WHERE ticket = '${ticket}'`);
  const request = JSON.parse(row.body);
  assert.equal(request.quote.due, 1500);
  assert.deepEqual(request.draft.consents, ['pay_difference.1500']);
});
