// What a shop system has of a case, at the desk: why it does not have it, and asked again.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { SaleorStandIn, TOKEN } from '../connectors/standins.js';
import { findings } from './axe.js';
import { launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { PROGRAM, Server } from './server.js';
import { unwantedSerum } from './stories.js';
import { wordsOf } from './words.js';

const PASSWORD = 'a long enough password';
const t = wordsOf('desk');
const server = new Server();
const platform = new SaleorStandIn();
let browser;
let ticket = '';
before(async () => {
  await platform.start();
  const file = join(server.data, 'connectors.json');
  const secret = join(server.data, 'token');
  writeFileSync(secret, `${TOKEN}\n`);
  const connector = { name: 'saleor-de', platform: 'saleor', url: platform.url, secret: { file: secret } };
  writeFileSync(file, JSON.stringify({ schema: 'returns.connectors/1', connectors: [connector] }));
  server.more = ['--connectors', file];
  await server.start();
  execFileSync(PROGRAM, ['user', 'add', 'ann', '--role', 'supervisor', '--data', server.data], {
    input: `${PASSWORD}\n`,
  });
  browser = await launch();
  const page = await (await visitor(browser)).newPage();
  const customer = new Customer(page, unwantedSerum());
  await customer.open(server.url);
  await customer.walk();
  ticket = await customer.submit();
});
after(async () => {
  await browser?.close();
  await server.close();
  await platform.stop();
});

/** The panel of the case, opened anew. @param {import('playwright-core').Page} page */
async function panelOf(page) {
  await page.goto(`${server.url}/desk?locale=en`);
  await page.getByRole('region', { name: t('desk.queue') }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { level: 1, name: ticket }).waitFor();
  return page.locator('section.panel', { has: page.getByRole('heading', { name: t('desk.connectors') }) });
}

test(
  'an order that the shop system does not know waits for a person, who asks again',
  { timeout: 120_000 },
  async () => {
    const page = await (await visitor(browser, { viewport: { width: 1280, height: 900 } })).newPage();
    await page.goto(`${server.url}/desk?locale=en`);
    await page.getByLabel(t('desk.name')).fill('ann');
    await page.getByLabel(t('desk.password'), { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: t('desk.sign_in') }).click();
    await page.getByRole('region', { name: t('desk.queue') }).waitFor();
    const panel = await panelOf(page);
    const text = await panel.innerText();
    assert.ok(text.includes('saleor-de') && text.includes(t('desk.connector.fix')), text);
    assert.match(text, /unknown_order/);
    assert.deepEqual(await findings(page), []);

    const id = /** @type {string} */ (/"id":"([^"]+)"/.exec(await orderOf(page))?.[1]);
    const order = platform.sell(1, [1], { id });
    await panel.getByRole('button', { name: t('desk.connector.again') }).click();
    await panel.getByText(t('desk.connector.fix')).waitFor({ state: 'detached' });
    for (let tries = 0; tries < 40 && order.metadata.size === 0; tries += 1) await page.waitForTimeout(250);
    const now = await panelOf(page);
    await now.getByText(t('desk.connector.created'), { exact: true }).waitFor();
    assert.equal(await now.getByRole('button').count(), 0);
    assert.deepEqual([...order.metadata.keys()], [`returns.${ticket}`]);
    assert.deepEqual(await findings(page), []);
  },
);

/** The case's order, as the server gives it. @param {import('playwright-core').Page} page */
const orderOf = (page) =>
  page.evaluate(async (/** @type {string} */ name) => {
    const { case: file } = await (await fetch(`/api/v1/desk/tickets/${name}`)).json();
    return JSON.stringify(file.order);
  }, ticket);
