// Two requests for one order, side by side: the second states an amount that the first has changed. It is seen again
// before anything is filed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { findings } from './axe.js';
import { visitor } from './chromium.js';
import { Customer } from './customer.js';
import { Records } from './records.js';
import { stage } from './stage.js';
import { demoOrder, unwantedSerum } from './stories.js';
import { t } from './words.js';

const shop = stage();
const { server } = shop;

async function atCheck(story) {
  const page = await (await visitor(shop.browser)).newPage();
  const customer = new Customer(page, story);
  await customer.open(server.url);
  await customer.walk();
  return { page, customer };
}

test('the other half of a promotion is sent back at the same time', { timeout: 120_000 }, async () => {
  const { title } = demoOrder('BH-2001');
  const serum = unwantedSerum();
  const first = await atCheck(serum);
  const second = await atCheck({ ...serum, items: [{ ...serum.items[0], title: title('L2') }] });
  assert.match(await second.page.getByRole('main').innerText(), /¥70\.00/);
  await first.customer.submit();

  await second.customer.button('ui.submit').click();
  await second.page.getByRole('heading', { level: 1, name: t('send.blocked') }).waitFor();
  const said = await second.page.getByRole('alert').innerText();
  assert.ok(said.includes(t('refusal.quote_changed', { now: '¥100.00', shown: '¥70.00' })), said);
  assert.deepEqual(await findings(second.page), []);

  await second.customer.button('send.edit').click();
  await second.customer.atHeading(t('title.check'));
  await second.page.getByRole('main').getByText('¥100.00').first().waitFor();
  const ticket = await second.customer.submit();
  const [row] = new Records(server.data).query(`SELECT * FROM requests WHERE ticket = '${ticket}'`);
  assert.equal(JSON.parse(row.body).quote.refund, 10_000);
  assert.equal(row.status, 'received');
});
