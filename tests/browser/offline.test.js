// Without a network: the page starts, and a return is planned, kept, and sent once there is one again.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { complaintsOf, launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { Records } from './records.js';
import { photograph } from './scenes.js';
import { ROOT, Server } from './server.js';
import { demoOrder, spoiledMedicine, unwantedSerum } from './stories.js';
import { t } from './words.js';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A page that has been here before, so that everything is kept. */
async function settled(context, options = {}) {
  const server = await new Server(options).start();
  const visit = await visitor(browser, { serviceWorkers: 'allow' });
  context.after(async () => {
    await visit.close();
    await server.close();
  });
  const page = await visit.newPage();
  await page.goto(`${server.url}/?locale=en`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const kept = async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith('returns-data-'));
      return names.length > 0 && (await (await caches.open(names[0])).match('/returns-data-is-whole'));
    };
    while (!(await kept())) await new Promise((done) => setTimeout(done, 50));
  });
  return { server, visit, page };
}

test('a picture is judged without a server, by its worker', async (context) => {
  const { server, visit, page } = await settled(context);
  await server.stop();
  const photo = await photograph(visit, { seed: 31, width: 1200, height: 900 });
  const customer = new Customer(page, spoiledMedicine({ damage: [photo], batch: [] }));
  await customer.open(server.url);
  await customer.walk(undefined, t('title.evidence'));
  const slot = page.getByRole('region', { name: t('slot.damage_closeup'), exact: true });
  await slot.getByLabel(`${t('files.choose')}: ${t('slot.damage_closeup')}`).setInputFiles(photo);
  await slot.getByRole('button', { name: t('files.remove', { name: photo.name }) }).waitFor();
  assert.ok(page.workers().some((worker) => worker.url().endsWith('/media-worker.js')));
});

test('a demonstration order is planned without a server, and sent when there is one', async (context) => {
  const { server, visit, page } = await settled(context);
  await server.stop();
  const complaints = await complaintsOf(visit);
  const customer = new Customer(page, unwantedSerum());
  await customer.open(server.url);
  assert.ok(await page.evaluate(() => Boolean(navigator.serviceWorker.controller)));
  await customer.walk();
  await page.reload();
  await customer.atHeading(t('title.check'));
  await customer.button('ui.submit').click();
  await page.getByRole('heading', { level: 1, name: t('send.offline') }).waitFor();
  assert.deepEqual(
    complaints.filter((text) => !/Failed to load resource|ERR_CONNECTION_REFUSED/.test(text)),
    [],
  );
  await server.start();
  await customer.button('send.now').click();
  // Nobody has shown the second factor to the server yet.
  await page.getByRole('heading', { level: 1, name: t('send.prove') }).waitFor();
  await page.getByLabel(t('lookup.factor')).fill(demoOrder('BH-2001').factor);
  await customer.button('send.go_on').click();
  const ticket = await customer.ticket();
  const records = new Records(server.data);
  assert.equal(records.query(`SELECT 1 FROM requests WHERE ticket = '${ticket}'`).length, 1);
});

test('no cache holds what a customer said, or an order of theirs', async (context) => {
  const { server, visit, page } = await settled(context);
  const customer = new Customer(page, unwantedSerum());
  await customer.open(server.url);
  await customer.walk();
  await customer.submit();
  const urls = await page.evaluate(async () => {
    const all = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) all.push(new URL(url).pathname);
    return all;
  });
  assert.ok(urls.length > 100, `${urls.length} things kept`);
  assert.deepEqual(
    urls.filter(
      (url) =>
        url.startsWith('/api/') &&
        !/^\/api\/v1\/(config$|packs|calendars|demo|withdrawals\/labels)/.test(url),
    ),
    [],
  );
  await visit.close();
});

test('a newer version waits for the end of the session, in whatever tab it is', async (context) => {
  const web = mkdtempSync(join(tmpdir(), 'returns-web-'));
  context.after(() => rmSync(web, { recursive: true, force: true }));
  cpSync(join(ROOT, 'web/dist'), web, { recursive: true });
  const { server, visit, page } = await settled(context, { web });
  const update = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      while (registration.installing) await new Promise((done) => setTimeout(done, 50));
      return Boolean(registration.waiting);
    });
  await page.reload();
  const customer = new Customer(page, unwantedSerum());
  await customer.open(server.url);
  const home = await visit.newPage();
  await home.goto(`${server.url}/?locale=en`);
  appendFileSync(join(web, 'service-worker.js'), '\n// another version\n');
  assert.equal(await update(), true);
  await home.reload();
  await home.getByRole('heading', { level: 1, name: t('shop.hero') }).waitFor();
  await home.waitForTimeout(500);
  const waits = () => page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).waiting));
  assert.equal(await waits(), true, 'it took over in the middle of a session');
  // Back to the shop: the session is over.
  await page.getByRole('link', { name: t('shop.brand') }).click();
  await page.waitForFunction(async () => !(await navigator.serviceWorker.ready).waiting);
  await page.getByRole('heading', { level: 1, name: t('shop.hero') }).waitFor();
});

test('the worker and the manifest come under the same policy as everything, and are asked for anew', async (context) => {
  const { server, page } = await settled(context);
  const worker = await page.request.get(`${server.url}/service-worker.js`);
  assert.equal(worker.headers()['cache-control'], 'no-cache');
  assert.match(worker.headers()['content-security-policy'], /^default-src 'none'; script-src 'self'/);
  assert.match(worker.headers()['content-type'], /^text\/javascript/);
  const manifest = await page.request.get(`${server.url}/app.webmanifest`);
  assert.equal(manifest.headers()['content-type'], 'application/manifest+json');
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  assert.deepEqual(
    installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'),
    [],
  );
});
