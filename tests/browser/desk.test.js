// The desk in a browser: a case with a marked photo, looked at and decided, by letters and without them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { after, before } from 'node:test';
import { Look } from './axe.js';
import { DESK, complaintsOf, launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { photograph } from './scenes.js';
import { PROGRAM, Server } from './server.js';
import { spoiledMedicine } from './stories.js';
import { wordsOf } from './words.js';

const t = wordsOf('desk');
const PASSWORD = 'correct horse battery';
const NARROW = { width: 320, height: 700 };

const server = new Server();
let browser;
let ticket = '';
before(async () => {
  await server.start();
  const add = ['user', 'add', 'ann', '--role', 'supervisor', '--data', server.data];
  execFileSync(PROGRAM, add, { input: `${PASSWORD}\n` });
  browser = await launch();
  ticket = await filed();
});
after(async () => {
  await browser?.close();
  await server.close();
});

/** A return with a ring and a note on its photo. @returns {Promise<string>} the ticket */
async function filed() {
  const visit = await visitor(browser);
  const small = { width: 1200, height: 900 };
  const damage = [await photograph(visit, { seed: 61, kind: 'damage', ...small })];
  const batch = [await photograph(visit, { seed: 62, kind: 'label', ...small })];
  const page = await visit.newPage();
  const customer = new Customer(page, spoiledMedicine({ damage, batch }));
  await customer.open(server.url);
  await customer.walk(undefined, t('title.evidence'));
  await customer.answer();
  await page.getByRole('button', { name: `${t('mark.open')} ${damage[0].name}` }).click();
  const editor = page.getByRole('dialog', { name: t('mark.title') });
  await editor.getByRole('button', { name: t('mark.add'), exact: true }).click();
  await editor.getByLabel(t('mark.note')).fill('brown spots 褐色斑点');
  await editor.getByRole('button', { name: t('mark.done'), exact: true }).click();
  await editor.waitFor({ state: 'hidden' });
  await customer.next();
  await customer.walk();
  const sent = await customer.submit();
  await visit.close();
  return sent;
}

/** @param {import('playwright-core').Page} page */
async function signIn(page) {
  await page.goto(`${server.url}/desk?locale=en`);
  await page.getByLabel(t('desk.name')).fill('ann');
  await page.getByLabel(t('desk.password')).fill(PASSWORD);
  await page.getByRole('button', { name: t('desk.sign_in') }).click();
  await page.getByText(ticket).first().waitFor();
}

for (const options of [
  { viewport: DESK, colorScheme: /** @type {const} */ ('dark') },
  { viewport: NARROW, colorScheme: /** @type {const} */ ('light') },
]) {
  const how = `${options.viewport.width} pixels wide, ${options.colorScheme}`;
  test(`a case with a marked photo, ${how}`, { timeout: 120_000 }, async () => {
    const visit = await visitor(browser, options);
    const heard = await complaintsOf(visit);
    const page = await visit.newPage();
    const look = new Look(page);
    await page.goto(`${server.url}/desk?locale=en`);
    await page.getByRole('heading', { level: 1, name: t('desk.sign_in') }).waitFor();
    await look.at('door');
    await signIn(page);
    await look.at('queue');
    await page.getByRole('button').filter({ hasText: ticket }).click();
    await page.getByRole('heading', { level: 1, name: ticket }).waitFor();
    await look.at('case');

    // The ring lies where the customer put it, in thousandths of the picture.
    const slot = t('slot.damage_closeup');
    const picture = page.getByRole('button', { name: t('desk.enlarge', { name: slot, n: 1 }), exact: true });
    const ring = picture.locator('svg .mark.ring ellipse').first();
    assert.equal(Number(await ring.getAttribute('cx')), 600);
    assert.equal(Number(await ring.getAttribute('cy')), 450);
    const [whole, mark] = [await picture.boundingBox(), await ring.boundingBox()];
    assert.ok(
      Math.abs(whole.x + whole.width / 2 - (mark.x + mark.width / 2)) < 2,
      JSON.stringify({ whole, mark }),
    );
    assert.ok(await page.getByText('brown spots 褐色斑点').isVisible());
    // The other picture has none.
    const other = t('desk.enlarge', { name: t('slot.batch_expiry'), n: 0 });
    assert.equal(await page.getByRole('button', { name: other, exact: true }).locator('svg').count(), 0);

    // Large, by the keyboard, and back to where one was.
    await picture.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: slot });
    await dialog.getByRole('img', { name: slot }).waitFor();
    const large = (await dialog.getByRole('img', { name: slot }).boundingBox()).width;
    assert.ok(large > (options.viewport === DESK ? 2 : 0.7) * whole.width, `${large} of ${whole.width}`);
    assert.equal(await dialog.locator('svg .mark').count(), 1);
    await look.at('picture');
    await page.keyboard.press('a'); // a letter decides nothing behind a dialog
    assert.equal(await page.getByRole('dialog').count(), 1);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.ok(await picture.evaluate((element) => element.matches(':focus')));

    await page.getByRole('button', { name: t('desk.act.note') }).click();
    await page.getByRole('dialog').waitFor();
    await look.at('note');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: t('desk.board'), exact: true }).click();
    await page.getByRole('heading').first().waitFor();
    await look.at('board');
    look.verdict();
    assert.equal(look.screens, 6);
    // That nobody is signed in yet is told by a 401, which the browser writes down.
    assert.deepEqual(
      heard.filter((line) => !line.includes('401')),
      [],
    );
    await visit.close();
  });
}

test('what is open is seen without colours of ours', { timeout: 60_000 }, async () => {
  const visit = await visitor(browser, { viewport: DESK });
  const page = await visit.newPage();
  await page.emulateMedia({ forcedColors: 'active' });
  await signIn(page);
  await page.keyboard.press('j');
  await page.getByRole('heading', { level: 1, name: ticket }).waitFor();
  const edges = (/** @type {string} */ selector, /** @type {'borderTopColor' | 'borderLeftColor'} */ side) =>
    page
      .locator(selector)
      .evaluateAll(
        (all, name) => all.map((one) => [one.hasAttribute('aria-current'), getComputedStyle(one)[name]]),
        side,
      );
  const tabs = await edges('.tabs button', 'borderTopColor');
  assert.ok(tabs.length > 1);
  const [[, open]] = tabs.filter(([current]) => current);
  for (const [current, edge] of tabs) assert.equal(edge === open, current);
  const [[current, edge]] = await edges('.rows .line', 'borderLeftColor');
  assert.deepEqual([current, edge], [true, open]);
  await visit.close();
});

test('single letters act, until they are turned off (WCAG 2.2, 2.1.4)', { timeout: 60_000 }, async () => {
  const visit = await visitor(browser, { viewport: DESK });
  const page = await visit.newPage();
  await signIn(page);
  await page.keyboard.press('j');
  await page.getByRole('heading', { level: 1, name: ticket }).waitFor();
  const note = page.getByRole('button', { name: t('desk.act.note') });
  assert.equal(await note.getAttribute('aria-keyshortcuts'), 'n');
  await page.keyboard.press('n');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await page.getByRole('checkbox', { name: t('desk.keys') }).uncheck();
  await page.getByRole('checkbox', { name: t('desk.keys') }).blur();
  assert.equal(await note.getAttribute('aria-keyshortcuts'), null);
  for (const key of ['n', 'b', 'j']) await page.keyboard.press(key);
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal(await page.getByRole('heading', { level: 1, name: ticket }).count(), 1);
  // Remembered where somebody has to come back every day.
  await page.reload();
  await page.getByText(ticket).first().waitFor();
  assert.equal(await page.getByRole('checkbox', { name: t('desk.keys') }).isChecked(), false);
  await visit.close();
});
