// However often it is sent, it is filed once.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { Records } from './records.js';
import { Server } from './server.js';
import { unwantedSerum } from './stories.js';
import { t } from './words.js';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A customer before the last click, on a server of their own. */
async function readyToSend(context) {
  const server = await new Server().start();
  const visit = await visitor(browser);
  context.after(async () => {
    await visit.close();
    await server.close();
  });
  const page = await visit.newPage();
  const customer = new Customer(page, unwantedSerum());
  await customer.open(server.url);
  await customer.walk();
  /** @type {string[]} */
  const keys = [];
  page.on('request', (request) => {
    const key = request.headers()['idempotency-key'];
    if (request.method() === 'POST' && request.url().endsWith('/api/v1/requests')) keys.push(key);
  });
  return { server, page, customer, keys, records: new Records(server.data) };
}

const REQUESTS = '**/api/v1/requests';
const filed = (records) => records.query('SELECT ticket, idempotency_key FROM requests');

test('two clicks in the same moment', { timeout: 120_000 }, async (context) => {
  const { customer, keys, records } = await readyToSend(context);
  await customer.button('ui.submit').evaluate((button) => {
    button.click();
    button.click();
  });
  const ticket = await customer.ticket();
  assert.deepEqual(filed(records), [{ ticket, idempotency_key: keys[0] }]);
  assert.equal(new Set(keys).size, 1);
});

test('the answer is lost on the way back', { timeout: 120_000 }, async (context) => {
  const { page, customer, keys, records } = await readyToSend(context);
  let lost = 0;
  await page.route(
    REQUESTS,
    async (route) => {
      const answer = await route.fetch();
      assert.equal(answer.status(), 201);
      lost += 1;
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  await customer.button('ui.submit').click();
  await page.getByRole('heading', { level: 1, name: t('send.offline') }).waitFor();
  await customer.button('send.now').click();
  const ticket = await customer.ticket();
  assert.equal(lost, 1);
  assert.deepEqual(filed(records), [{ ticket, idempotency_key: keys[0] }]);
  assert.ok(keys.length >= 2);
  assert.equal(new Set(keys).size, 1);
});

test('the page is loaded again before the answer is there', { timeout: 120_000 }, async (context) => {
  const { page, customer, keys, records } = await readyToSend(context);
  let arrived;
  const reached = new Promise((done) => (arrived = done));
  await page.route(
    REQUESTS,
    async (route) => {
      await route.fetch();
      arrived();
      // No answer: the reload takes the request away.
    },
    { times: 1 },
  );
  await customer.button('ui.submit').click();
  await reached;
  await page.reload();
  const ticket = await customer.ticket();
  assert.deepEqual(filed(records), [{ ticket, idempotency_key: keys[0] }]);
  assert.ok(keys.length >= 2);
  assert.equal(new Set(keys).size, 1);
});

test('the page is loaded again after the receipt', { timeout: 120_000 }, async (context) => {
  const { page, customer, keys, records } = await readyToSend(context);
  const ticket = await customer.submit();
  await page.reload();
  assert.equal(await customer.ticket(), ticket);
  assert.equal(filed(records).length, 1);
  assert.equal(keys.length, 1);
});
