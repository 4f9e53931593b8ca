// After sending: the way back to the request, on the screen and on paper, and a person one tap away on every screen.
import assert from 'node:assert/strict';
import test from 'node:test';
import { visitor } from './chromium.js';
import { Customer } from './customer.js';
import { stage } from './stage.js';
import { unwantedSerum } from './stories.js';
import { t } from './words.js';

const shop = stage();
const { server } = shop;

test('every screen has a person one tap away; the receipt leads back', { timeout: 120_000 }, async () => {
  const visit = await visitor(shop.browser);
  const page = await visit.newPage();
  const customer = new Customer(page, unwantedSerum());
  await customer.open(server.url);
  let screens = 0;
  await customer.walk(async (heading) => {
    screens += 1;
    const help = page.getByRole('navigation', { name: t('ui.ask_a_person') });
    const call = help.getByRole('link', { name: t('help.phone') });
    assert.match(await call.getAttribute('href'), /^tel:\d+$/, heading);
  });
  assert.ok(screens >= 6, `${screens} screens`);
  const ticket = await customer.submit();

  const address = `${server.url}/request.html?ticket=${ticket}`;
  const link = page.getByRole('link', { name: t('done.look_up') });
  assert.equal(await link.getAttribute('href').then((href) => new URL(href, page.url()).href), address);
  const code = page.getByRole('img', { name: t('done.qr') });
  assert.ok((await code.boundingBox()).width >= 120);

  // On paper nothing that only a screen can do, and the address in letters.
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 300, height: 900 });
  assert.equal(await page.getByRole('button', { name: t('done.print') }).isVisible(), false);
  assert.equal(await link.isVisible(), false);
  assert.equal(await page.getByText(address, { exact: true }).isVisible(), true);
  assert.equal(await code.isVisible(), true);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'too wide');

  // Paper is white: a dark screen does not make pale letters of it.
  await page.locator('returns-portal').evaluate((portal) => portal.setAttribute('theme', 'dark'));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const ink = () => page.locator('#ticket').evaluate((one) => getComputedStyle(one).color);
  assert.equal(await ink(), 'rgb(0, 0, 0)');

  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  assert.notEqual(await ink(), 'rgb(0, 0, 0)');
  await link.click();
  await page.getByRole('heading', { level: 1, name: t('request.title') }).waitFor();
  assert.equal(await page.getByLabel(t('lookup.ticket')).inputValue(), ticket);
  await visit.close();
});
