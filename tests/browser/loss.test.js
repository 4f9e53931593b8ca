// Nothing that was typed or photographed is lost: not by a reload, not by going back, not by a server that is gone.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { Records } from './records.js';
import { film, photograph } from './scenes.js';
import { Server } from './server.js';
import { spoiledMedicine } from './stories.js';
import { t } from './words.js';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

async function begin(context) {
  const server = await new Server().start();
  const visit = await visitor(browser);
  context.after(async () => {
    await visit.close();
    await server.close();
  });
  const files = [
    await photograph(visit, { kind: 'damage', seed: 11 }),
    await film(visit),
    await photograph(visit, { kind: 'label', seed: 12 }),
  ];
  const page = await visit.newPage();
  const customer = new Customer(page, spoiledMedicine({ damage: files.slice(0, 2), batch: files.slice(2) }));
  await customer.open(server.url);
  return { server, page, customer, files, records: new Records(server.data) };
}

/** What a screen holds: what is ticked, chosen, typed and attached. */
const contents = (page) =>
  page.getByRole('main').evaluate((main) => ({
    ticked: [...main.querySelectorAll('input:checked')].map((box) => box.labels?.[0]?.innerText),
    typed: [...main.querySelectorAll('textarea, input.input:not([type=search])')].map((box) => box.value),
    files: [...main.querySelectorAll('li bdi')].map((name) => name.textContent),
  }));

const saved = (page) => page.getByText(t('ui.saved'), { exact: true }).first().waitFor();

test('every screen comes back after a reload with what it held', { timeout: 240_000 }, async (context) => {
  const { page, customer, files, records } = await begin(context);
  let held = 0;
  for (let screens = 0; screens < 40 && (await customer.heading()) !== t('title.check'); ++screens) {
    await customer.answer();
    await saved(page);
    const heading = await customer.heading();
    const before = await contents(page);
    await page.reload();
    await customer.atHeading(heading);
    assert.deepEqual(await contents(page), before, heading);
    held += before.ticked.length + before.typed.filter(Boolean).length + before.files.length;
    await customer.next();
  }
  assert.ok(held > 8, `only ${held} answers were seen`);
  await saved(page);
  await page.reload();
  const ticket = await customer.submit();
  assert.equal(records.query('SELECT 1 FROM request_media').length, files.length);
  assert.equal(records.query(`SELECT 1 FROM requests WHERE ticket = '${ticket}'`).length, 1);
});

test('back and forward lose nothing', { timeout: 180_000 }, async (context) => {
  const { page, customer } = await begin(context);
  await customer.walk();
  const before = await page.getByRole('main').innerText();
  const steps = customer.seen.length;
  for (let i = 0; i < steps; ++i) await page.goBack();
  await customer.atHeading(t('title.items'));
  for (let i = 0; i < steps; ++i) {
    await customer
      .button((await customer.heading()) === t('title.notice') ? 'ui.understood' : 'ui.continue')
      .click();
    await page.waitForTimeout(50);
  }
  await customer.atHeading(t('title.check'));
  assert.equal(await page.getByRole('main').innerText(), before);
});

test('the device is full when the request is sent', { timeout: 180_000 }, async (context) => {
  const { page, customer, records } = await begin(context);
  await customer.walk();
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...of) {
      if (this.name !== 'outbox') return put.apply(this, of);
      IDBObjectStore.prototype.put = put;
      throw new DOMException('the device is full', 'QuotaExceededError');
    };
  });
  const before = await contents(page);
  await customer.button('ui.submit').click();
  await page
    .getByRole('alert')
    .filter({ hasText: t('send.unkept') })
    .waitFor();
  assert.equal(
    await page.getByRole('alert').evaluate((notice) => notice === notice.getRootNode().activeElement),
    true,
  );
  assert.deepEqual(await contents(page), before);
  assert.deepEqual(records.query('SELECT ticket FROM requests'), []);
  const ticket = await customer.submit();
  assert.deepEqual(records.query('SELECT ticket FROM requests'), [{ ticket }]);
});

test('the server is away when the request is sent', { timeout: 180_000 }, async (context) => {
  const { server, page, customer, files, records } = await begin(context);
  await customer.walk();
  await server.stop();
  await customer.button('ui.submit').click();
  await page.getByRole('heading', { level: 1, name: t('send.offline') }).waitFor();
  await page.getByText(t('send.kept')).waitFor();
  await server.start();
  // Where the server takes long to start, the countdown is over first.
  const ticket = await Promise.race([
    customer.ticket(),
    customer
      .button('send.now')
      .click({ timeout: 60_000 })
      .then(() => customer.ticket()),
  ]);
  assert.equal(records.query(`SELECT 1 FROM requests WHERE ticket = '${ticket}'`).length, 1);
  for (const file of files) assert.ok(records.holds(file.buffer), file.name);
});

test(
  'the server dies in the middle of an upload and the page is loaded again',
  { timeout: 180_000 },
  async (context) => {
    const { server, page, customer, files, records } = await begin(context);
    await customer.walk();
    const uploads = [];
    page.on('requestfinished', (request) => {
      if (request.method() === 'PATCH') uploads.push(request.url());
    });
    const first = page.waitForEvent('requestfinished', (request) => request.method() === 'PATCH');
    await customer.button('ui.submit').click();
    await first;
    await server.stop('SIGKILL');
    await server.start();
    await page.reload();
    const ticket = await customer.ticket();
    assert.equal(records.query(`SELECT 1 FROM requests WHERE ticket = '${ticket}'`).length, 1);
    for (const file of files) assert.ok(records.holds(file.buffer), file.name);
    assert.equal(uploads.length, new Set(uploads).size, 'a file that was there was sent again');
  },
);
