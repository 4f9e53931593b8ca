// What a page refuses is told once, with the line that lets it through; what was changed on the way does not run; who was
// not named gets nothing.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test, { after, before } from 'node:test';
import { launch, visitor } from '../browser/chromium.js';
import { demoOrder } from '../browser/stories.js';
import { t } from '../browser/words.js';
import { Street, policyOf } from './shops.js';

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** What the shop's page heard, by type. */
async function heard(page, type) {
  const lines = await page.locator('#log li').allInnerTexts();
  return lines
    .filter((line) => line.startsWith(`${type} `))
    .map((line) => JSON.parse(line.slice(line.indexOf('{'))));
}

/** @param {(page: import('playwright-core').Page, street: Street) => Promise<void>} look */
async function visit({ shop = 'plain', look, partners = undefined, ...how }) {
  const street = new Street();
  const opened = await street.shop(shop, how);
  await street.start(partners);
  const context = await visitor(browser);
  try {
    const page = await context.newPage();
    await page.goto(opened.origin);
    await look(page, street);
  } finally {
    await context.close();
    await street.close();
  }
}

const INTAKE = 'https://returns.example';
/** The policy of the guide without one word, the line that names it, and whether the portal goes on another way. */
const MISSING = [
  { word: ` ${INTAKE}`, of: 'connect-src', line: `connect-src ${INTAKE}` },
  { word: ` ${INTAKE}`, of: 'img-src', line: `img-src ${INTAKE}` },
  { word: ' lit-html', of: 'trusted-types', line: 'trusted-types returns-portal lit-html' },
  { word: ' returns-portal', of: 'trusted-types', line: 'trusted-types returns-portal lit-html' },
  { word: " 'wasm-unsafe-eval'", of: 'script-src', line: "script-src 'wasm-unsafe-eval'" },
];

for (const { word, of, line } of MISSING) {
  test(`without${word} in ${of} the page hears of it once`, () =>
    visit({
      mode: 'inline',
      policy: (intake) => {
        const inside = word.replace(INTAKE, intake);
        const directive = new RegExp(`(${of}[^;]*?)${inside}(?=[ ;]|$)`);
        const whole = policyOf('script-tag', intake);
        const cut = whole.replace(directive, of === 'img-src' ? "$1 'none'" : '$1');
        assert.notEqual(cut, whole);
        return cut;
      },
      look: async (page, street) => {
        await page.locator('#log li', { hasText: '"csp"' }).first().waitFor();
        await page.waitForTimeout(1000);
        const told = (await heard(page, 'portal-error')).filter(({ code }) => code === 'csp');
        assert.deepEqual(
          told.map((detail) => detail.line),
          [line.replace(INTAKE, street.intake.url)],
        );
      },
    }));
}

test('without frame-src the page hears of it once', () =>
  visit({
    mode: 'frame',
    policy: (intake) => policyOf('frame', intake).replace(/frame-src [^;]*/, "frame-src 'none'"),
    look: async (page, street) => {
      await page.locator('#log li', { hasText: '"csp"' }).first().waitFor();
      const told = await heard(page, 'portal-error');
      assert.deepEqual(
        told.map(({ code, line }) => [code, line]),
        [['csp', `frame-src ${street.intake.url}`]],
      );
    },
  }));

test('where the page lets no WebAssembly run, the script tag takes the frame by itself', () =>
  visit({
    policy: (intake) => policyOf('frame', intake),
    look: async (page) => {
      await page.waitForSelector('iframe');
      await page
        .frames()[1]
        .getByRole('heading', { level: 1, name: t('title.items') })
        .waitFor();
    },
  }));

test('a page that forbids workers gets the modules on the page, when it lets them run', () =>
  visit({
    shop: 'react',
    policy: (intake) =>
      policyOf('package', intake)
        .replace("worker-src 'self'", "worker-src 'none'")
        .replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"),
    look: async (page) => {
      await page.getByRole('heading', { level: 1, name: t('title.items') }).waitFor();
      const told = await heard(page, 'portal-error');
      assert.deepEqual(
        told.map(({ code, line }) => [code, line]),
        [['csp', "worker-src 'self'"]],
      );
    },
  }));

for (const file of ['loader.js', 'element.js', 'returns-core.wasm']) {
  test(`a ${file} that was changed on the way does not run`, async () => {
    const street = new Street();
    const opened = await street.shop('plain', { mode: 'inline' });
    await street.start();
    const context = await visitor(browser);
    try {
      let changed = 0;
      await context.route(new RegExp(`/v/.*${file.replace('.', '\\.')}$`), async (route) => {
        const response = await route.fetch();
        const body = Buffer.from(await response.body());
        ++changed;
        // Still a script, still a module: only not the one that was published.
        await route.fulfill({
          response,
          body: Buffer.concat([body, Buffer.from(file.endsWith('js') ? ' ' : '\0\x01\0')]),
        });
      });
      const page = await context.newPage();
      await page.goto(opened.origin);
      await page.waitForTimeout(2500);
      assert.ok(changed > 0);
      assert.equal(await page.getByRole('heading', { level: 1, name: t('title.items') }).count(), 0);
      if (file === 'element.js') assert.equal((await heard(page, 'portal-error'))[0].code, 'script_refused');
      if (file.endsWith('wasm')) assert.equal((await heard(page, 'portal-error')).length, 1);
    } finally {
      await context.close();
      await street.close();
    }
  });
}

test('a second loader leaves the page as it is', () =>
  visit({
    look: async (page) => {
      await page.getByRole('heading', { level: 1, name: t('title.items') }).waitFor();
      await page.evaluate(() => {
        const copy = document.createElement('script');
        const first = /** @type {HTMLScriptElement} */ (document.querySelector('script[integrity]'));
        copy.crossOrigin = 'anonymous';
        // Another version, for all that the page knows.
        copy.src = `${first.src}?other`;
        document.head.append(copy);
      });
      await page.locator('#log li', { hasText: 'loaded_twice' }).waitFor();
      await page.getByRole('heading', { level: 1, name: t('title.items') }).waitFor();
    },
  }));

test('a shop that was not named gets neither frame nor answer', () =>
  visit({
    mode: 'frame',
    partners: ['https://another.example'],
    look: async (page, street) => {
      await page.waitForSelector('iframe');
      await page.waitForTimeout(1500);
      assert.equal(await page.frames()[1].locator('returns-portal').count(), 0);
      const { id, factor } = demoOrder('BH-2001');
      const answer = await page.evaluate(
        ([url, body]) =>
          fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).then(
            (response) => response.status,
            (error) => error.name,
          ),
        [`${street.intake.url}/api/v1/orders/lookup`, JSON.stringify({ order: id, factor })],
      );
      assert.equal(answer, 'TypeError');
    },
  }));

test('the frame takes a port only from its parent, of a named origin, and drops what it does not know', async () => {
  const street = new Street();
  const named = await street.shop('vue');
  await street.start();
  // A page of an origin that was not named, on top of a frame that the browser let through all the same: opened as a window.
  const stranger = createServer((_request, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>stranger</title>'),
  );
  await new Promise((done) => stranger.listen(0, '127.0.0.1', () => done(undefined)));
  const context = await visitor(browser);
  try {
    const page = await context.newPage();
    /** How many messages come back over a port that is offered like this. */
    const offer = (target) =>
      page.evaluate(
        ([url, how]) =>
          new Promise((resolve) => {
            const { port1, port2 } = new MessageChannel();
            const answers = [];
            port1.onmessage = ({ data }) => answers.push(data.type);
            const send = (receiver) => {
              const hello = { type: 'returns-portal', version: how === 'old' ? 0 : 1 };
              receiver.postMessage(hello, new URL(url).origin, [port2]);
              if (how === 'garbage')
                for (const message of [
                  null,
                  7,
                  'open',
                  { type: 'eval' },
                  { type: 'open', order: [] },
                  { type: 'open', x: 1 },
                ])
                  port1.postMessage(message);
              setTimeout(() => resolve(answers), 2500);
            };
            const frame = document.createElement('iframe');
            frame.addEventListener('load', () => send(frame.contentWindow));
            frame.src = url;
            document.body.append(frame);
          }),
        [`${street.intake.url}/embed.html`, target],
      );
    await page.goto(named.origin);
    assert.deepEqual(await offer('right'), ['ready']);
    assert.deepEqual(await offer('old'), []);
    assert.deepEqual(await offer('garbage'), ['ready']);
    await page.goto(`http://127.0.0.1:${stranger.address().port}`);
    assert.deepEqual(await offer('right'), []);
  } finally {
    stranger.closeAllConnections();
    await new Promise((done) => stranger.close(done));
    await context.close();
    await street.close();
  }
});
