// The language that a link asks for stays while somebody goes from page to page of ours.
import assert from 'node:assert/strict';
import test from 'node:test';
import { visitor } from './chromium.js';
import { stage } from './stage.js';

const shop = stage();
const { server } = shop;

test('a link in German stays German on the pages it leads to, and another tab is asked anew', async () => {
  const visit = await visitor(shop.browser); // a browser that prefers English
  const page = await visit.newPage();
  const language = (/** @type {import('playwright-core').Page} */ of) =>
    of.evaluate(() => document.documentElement.lang);
  await page.goto(`${server.url}/?locale=de`);
  await page.getByRole('link', { name: /^Vertrag widerrufen/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Vertrag widerrufen' }).waitFor();
  assert.equal(await language(page), 'de');
  await page.goto(`${server.url}/request.html`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await language(page), 'de');

  const other = await visit.newPage();
  await other.goto(`${server.url}/`);
  await other.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await language(other), 'en');
  await visit.close();
});
