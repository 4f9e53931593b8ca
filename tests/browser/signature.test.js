// Signed packs in Chromium: the vectors and every flipped bit under its own WebCrypto, and what a customer sees when a
// pack is not believed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { join } from 'node:path';
import { complaintsOf, launch, visitor } from './chromium.js';
import { ROOT, Server } from './server.js';
import { demoOrder } from './stories.js';
import { t } from './words.js';

const server = new Server();
const { vectors } = JSON.parse(readFileSync(join(ROOT, 'tests/policy/vectors.json'), 'utf8'));
let browser;
before(async () => {
  await server.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server.close();
});

test('every vector gets its answer, and one flipped bit is refused', { timeout: 120_000 }, async () => {
  const context = await visitor(browser);
  const complaints = await complaintsOf(context);
  const page = await context.newPage();
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await page.route('**/vectors.js', (route) =>
    route.fulfill({ path: join(ROOT, 'tests/policy/vectors.js'), contentType: 'text/javascript' }),
  );
  await page.goto(`${server.url}/healthz`);
  const { answers, flips } = await page.evaluate(async (vectors) => {
    const { verifyPack } = await import('/wasm/pack-signature.js');
    const { answerTo, flipAll } = await import('/vectors.js');
    const answers = [];
    for (const vector of vectors) answers.push(await answerTo(verifyPack, vector));
    return { answers, flips: await flipAll(verifyPack, vectors[0]) };
  }, vectors);
  assert.ok(answers.length >= 70, `${answers.length} vectors`);
  answers.forEach((answer, i) => assert.equal(answer, vectors[i].answer, vectors[i].name));
  assert.ok(flips.tried > 3000, `${flips.tried} bits`);
  assert.deepEqual(flips.accepted, []);
  assert.deepEqual(complaints, []);
  await context.close();
});

/**
 * Opens the first demo order on a page that `prepare` has changed; gives what is shown and what the page's owner hears.
 * @param {(page: import('playwright-core').Page) => Promise<unknown>} prepare
 */
async function openedWith(prepare) {
  const context = await visitor(browser);
  const page = await context.newPage();
  /** @type {string[]} */
  const told = [];
  const asked = [];
  await page.exposeFunction('tellTest', (code) => told.push(code));
  await page.addInitScript(() =>
    addEventListener('portal-error', (event) => globalThis.tellTest(/** @type {any} */ (event).detail.code)),
  );
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await prepare(page);
  await page.goto(`${server.url}/?locale=en`);
  await page
    .getByRole('button')
    .filter({ hasText: demoOrder('KN-1001').id })
    .click();
  const items = page.getByRole('heading', { level: 1, name: t('title.items'), exact: true });
  const alert = page.getByRole('alert').filter({ hasText: /\S/ });
  await items.or(alert).first().waitFor();
  const shown = (await items.isVisible()) ? 'items' : (await alert.first().innerText()).trim();
  await context.close();
  return { shown, told, asked };
}

test('the demonstration checks the signature of its pack', async () => {
  const { shown, told, asked } = await openedWith(async () => {});
  assert.equal(shown, 'items');
  assert.deepEqual(told, []);
  assert.ok(asked.some((path) => /^\/api\/v1\/packs\/.*\/signature$/.test(path)));
});

test('a pack whose signature was stripped is not used, and the page says why', async () => {
  const { shown, told } = await openedWith((page) =>
    page.route('**/api/v1/packs/*/*/signature', (route) => route.fulfill({ status: 404, body: '{}' })),
  );
  assert.ok(shown.startsWith(t('ui.untrusted')), shown);
  assert.deepEqual(told, ['signature_missing']);
});

test('a pack that was changed on the way is not used', async () => {
  const { shown, told } = await openedWith((page) =>
    page.route(/\/api\/v1\/packs\/[^/]+\/\d+$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('"day","n":7', '"day","n":9') });
    }),
  );
  assert.ok(shown.startsWith(t('ui.untrusted')), shown);
  assert.deepEqual(told, ['pack_changed']);
});

test('a browser without Ed25519 says that it cannot check', async () => {
  const { shown, told } = await openedWith((page) =>
    page.addInitScript(() => {
      const real = SubtleCrypto.prototype.importKey;
      /** @type {any} */ (SubtleCrypto.prototype).importKey = function importKey(...all) {
        const name = all[2]?.name ?? all[2];
        return name === 'Ed25519'
          ? Promise.reject(new DOMException('unknown algorithm', 'NotSupportedError'))
          : /** @type {any} */ (real).apply(this, all);
      };
    }),
  );
  assert.ok(shown.startsWith(t('ui.unsupported')), shown);
  assert.deepEqual(told, ['unsupported']);
});
