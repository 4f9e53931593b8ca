// What a screen reader is told without being moved: live regions, as they change (WCAG 2.2, 4.1.3).
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { Server } from './server.js';
import { spoiledAndShown } from './stories.js';
import { t } from './words.js';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Runs in the page before anything else: remembers what live regions say, and which alerts come. */
function listen() {
  const heard = /** @type {any} */ (window.heard = /** @type {string[]} */ ([]));
  const say = (/** @type {Element | null | undefined} */ region) => {
    const text = region?.textContent?.trim().replace(/\s+/g, ' ');
    if (text && heard.at(-1) !== text) heard.push(text);
  };
  const LIVE = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], output';
  const watch = (/** @type {ShadowRoot} */ root) =>
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const at = target.nodeType === Node.TEXT_NODE ? target.parentElement : target;
        if (at instanceof Element) say(at.closest(LIVE));
        // An alert speaks when it comes; other regions only of what changes in them.
        for (const node of addedNodes)
          if (node instanceof Element)
            for (const alert of [node, ...node.querySelectorAll('*')].filter((one) =>
              one.matches('[role=alert]'),
            ))
              say(alert);
      }
    }).observe(root, { childList: true, subtree: true, characterData: true });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    watch(root);
    return root;
  };
}

test('files, errors, numbers and sending are announced', { timeout: 240_000 }, async (context) => {
  const server = await new Server().start();
  context.after(() => server.close());
  const visit = await visitor(browser);
  const story = await spoiledAndShown(visit);
  const page = await visit.newPage();
  await page.addInitScript(listen);
  const customer = new Customer(page, story);
  const heard = () => page.evaluate(() => /** @type {any} */ (window).heard);
  await customer.open(server.url);
  await customer.button('ui.continue').click();
  await page.getByRole('alert').waitFor();
  assert.ok(
    (await heard()).some((text) => text.startsWith(t('ui.problem'))),
    JSON.stringify(await heard()),
  );
  await customer.walk(async () => {}, t('title.evidence'));
  // What cannot be used is said at once, and so is what can.
  const slot = page.getByRole('region', { name: t('slot.damage_closeup'), exact: true });
  await slot.getByLabel(`${t('files.choose')}: ${t('slot.damage_closeup')}`).setInputFiles({
    name: 'broken.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('no picture'),
  });
  await page.waitForFunction(
    (text) => /** @type {any} */ (window).heard.includes(text),
    t('files.refused', { name: 'broken.jpg' }),
  );
  await customer.walk();
  for (const name of customer.given) {
    const said = t('files.added', { name });
    assert.ok((await heard()).includes(said), `"${said}" is not in ${JSON.stringify(await heard())}`);
  }
  // Slow enough to be heard.
  await page.route('**/api/v1/requests', async (route) => {
    await new Promise((done) => setTimeout(done, 500));
    await route.continue();
  });
  await customer.submit();
  assert.ok((await heard()).includes(t('send.submitting')), JSON.stringify(await heard()));
  await page.getByRole('button', { name: t('done.copy') }).click();
  await visit.close();
});

test(
  'how many is said as it changes, and how many reasons a word finds',
  { timeout: 120_000 },
  async (context) => {
    const server = await new Server().start();
    context.after(() => server.close());
    const visit = await visitor(browser);
    const page = await visit.newPage();
    await page.addInitScript(listen);
    await page.goto(`${server.url}/?locale=en&order=KN-1001`);
    await page.getByRole('heading', { level: 1, name: t('title.items') }).waitFor();
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    const more = page.getByRole('button', { name: t('ui.one_more') }).first();
    await more.click();
    await page.waitForFunction(() => /** @type {any} */ (window).heard.includes('2'));
    await page.getByRole('button', { name: t('ui.continue'), exact: true }).click();
    await page.getByRole('searchbox').pressSequentially('sp');
    await page.waitForFunction(
      (one) => /** @type {any} */ (window).heard.includes(one),
      (await page.locator('fieldset > p[aria-live]').innerText()).trim(),
    );
    await visit.close();
  },
);
