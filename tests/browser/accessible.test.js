// Every screen against the rules of WCAG A and AA that a machine can check, on a phone and on a desk, in light and
// dark, in a left-to-right and a right-to-left language; and the policy under which all of it runs.
import assert from 'node:assert/strict';
import test from 'node:test';
import { findings } from './axe.js';
import { DESK, PHONE, complaintsOf, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { film, photograph } from './scenes.js';
import { Server } from './server.js';
import { stage } from './stage.js';
import { spoiledMedicine, unwantedSerum } from './stories.js';
import { t } from './words.js';

const shop = stage();
const { server } = shop;

/** Looks at screens and remembers what is wrong, and where it was first seen. */
class Inspector {
  #found = new Map();
  looked = 0;
  constructor(page) {
    this.page = page;
  }
  async look(where) {
    this.looked += 1;
    for (const finding of await findings(this.page)) {
      const what = finding.replace(/:nth-child\(\d+\)/g, '');
      if (!this.#found.has(what)) this.#found.set(what, where);
    }
  }
  verdict() {
    const lines = [...this.#found].map(([what, where]) => `${where}: ${what}`);
    assert.ok(lines.length === 0, `\n${lines.join('\n')}`);
  }
}

test('axe sees what is planted', { timeout: 60_000 }, async () => {
  const visit = await visitor(shop.browser);
  const page = await visit.newPage();
  await page.goto(server.url);
  await page.evaluate(() => {
    document.body.append(document.createElement('button'));
    for (const name of ['one', 'two']) {
      const tiny = document.createElement('button');
      Object.assign(tiny, { textContent: name, style: 'all: unset; font: 6px/6px serif' });
      document.body.append(tiny);
    }
  });
  const found = await findings(page);
  assert.ok(
    found.some((finding) => finding.startsWith('target-size')),
    found.join('\n'),
  );
  assert.ok(
    found.some((finding) => finding.startsWith('button-name')),
    found.join('\n'),
  );
  await visit.close();
});

test(
  'what axe cannot decide is an error, unless it is explained and measured',
  { timeout: 60_000 },
  async () => {
    const visit = await visitor(shop.browser);
    const page = await visit.newPage();
    await page.setContent(`<!doctype html><html lang="en"><title>Planted</title><body><main><h1>Planted</h1>
    <p id="over" style="background: linear-gradient(#fff, #eee)">Text on a gradient</p><a href="#over">One</a>
    <button>Two</button><label>Three <input></label><img alt="Four" src="data:,"></main>`);
    const found = await findings(page, []);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0], /^color-contrast .*#over cannot be decided \(bgGradient\)/);
    const entry = { rule: 'color-contrast', key: 'bgGradient', elements: '#over', why: 'planted', test: '' };
    assert.deepEqual(await findings(page, [entry]), []);
    assert.equal((await findings(page, [{ ...entry, key: 'bgImage' }])).length, 1);
    assert.equal((await findings(page, [{ ...entry, elements: 'h1' }])).length, 1);
    // Black text on a ground that lets everything through may stand on black.
    assert.match((await findings(page, [{ ...entry, own: 4.5 }]))[0], /has 1\.00 : 1, not 4\.5/);
    await visit.close();
  },
);

const WAYS = [
  { title: 'on a phone', viewport: PHONE, colorScheme: 'light' },
  { title: 'on a desk, in the dark', viewport: DESK, colorScheme: 'dark' },
];
for (const { title, ...options } of WAYS) {
  test(`a whole request ${title}`, { timeout: 240_000 }, async (context) => {
    // A server of its own: what one customer has returned is not there for the next.
    const server = await new Server().start();
    context.after(() => server.close());
    const visit = await visitor(shop.browser, options);
    const small = { width: 1200, height: 900 };
    const damage = [await photograph(visit, { seed: 21, ...small }), await film(visit, { seconds: 1.5 })];
    const batch = [await photograph(visit, { seed: 22, kind: 'label', ...small })];
    const page = await visit.newPage();
    const inspector = new Inspector(page);
    await page.goto(`${server.url}/?locale=en`);
    await page.getByRole('heading', { name: t('shop.pick') }).waitFor();
    await inspector.look('home');

    const customer = new Customer(page, spoiledMedicine({ damage, batch }));
    await customer.open(server.url);
    let withErrors = 0;
    for (;;) {
      const heading = await customer.heading();
      await inspector.look(heading);
      if (heading === t('title.check')) break;
      // Going on without an answer shows what lacks, where something lacks.
      if (heading !== t('title.notice') && withErrors < 6) {
        await customer.button('ui.continue').click();
        await page.waitForTimeout(100);
        if ((await customer.heading()) !== heading) continue;
        withErrors += 1;
        assert.equal(await page.getByRole('alert').count(), 1, heading);
        await inspector.look(`${heading}, with errors`);
      }
      await customer.answer();
      await inspector.look(`${heading}, answered`);
      await customer.next();
    }
    await customer.submit();
    await inspector.look('receipt');
    await page.goto(`${server.url}/request.html?locale=en`);
    await page.getByRole('heading', { name: t('request.title') }).waitFor();
    await inspector.look('look-up');
    inspector.verdict();
    assert.ok(inspector.looked > 20, `${inspector.looked} screens`);
    assert.ok(withErrors >= 4, `${withErrors} screens with errors`);
    await visit.close();
  });
}

test('right to left', { timeout: 120_000 }, async () => {
  const visit = await visitor(shop.browser);
  const page = await visit.newPage();
  const inspector = new Inspector(page);
  await page.goto(`${server.url}/?locale=ar`);
  await page.getByRole('button').filter({ hasText: unwantedSerum().order }).click();
  await page.getByRole('checkbox').first().check();
  assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
  await inspector.look('items in Arabic');
  inspector.verdict();
  // Nothing sticks out at the side of a phone.
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  // Numbers read from left to right, and still begin where the words above them do.
  await page.locator('.help-line button').click();
  await page.locator('.call strong').first().waitFor();
  const edges = await page.locator('.call').evaluateAll((all) =>
    all.map((call) =>
      ['span.soft', 'strong'].map((part) => {
        const range = document.createRange();
        range.selectNodeContents(/** @type {Element} */ (call.querySelector(part)));
        return Math.round(range.getBoundingClientRect().right);
      }),
    ),
  );
  assert.ok(edges.length > 2);
  for (const [words, number] of edges) assert.ok(Math.abs(words - number) <= 2, JSON.stringify(edges));
  await visit.close();
});

test('the connection is gone, and the page says so accessibly', { timeout: 120_000 }, async () => {
  const visit = await visitor(shop.browser);
  const page = await visit.newPage();
  const customer = new Customer(page, unwantedSerum());
  await customer.open(server.url);
  await customer.walk();
  await visit.setOffline(true);
  await customer.button('ui.submit').click();
  await page.getByRole('heading', { level: 1, name: t('send.offline') }).waitFor();
  const inspector = new Inspector(page);
  await inspector.look('offline');
  inspector.verdict();
  await visit.close();
});

test('everything runs under a strict policy, and the policy bites', { timeout: 60_000 }, async () => {
  const visit = await visitor(shop.browser);
  const complaints = await complaintsOf(visit);
  const page = await visit.newPage();
  const answer = await page.goto(`${server.url}/?locale=en`);
  await page.getByRole('heading', { name: t('shop.pick') }).waitFor();
  assert.deepEqual(complaints, []);

  const policy = answer.headers()['content-security-policy'] ?? '';
  const directives = Object.fromEntries(
    policy.split(';').map((part) => {
      const [name, ...values] = part.trim().split(/\s+/);
      return [name, values];
    }),
  );
  assert.deepEqual(directives['default-src'], ["'none'"]);
  assert.deepEqual(directives['script-src'], ["'self'", "'wasm-unsafe-eval'"]);
  assert.deepEqual(directives['style-src'], ["'self'"]);
  assert.deepEqual(directives['base-uri'], ["'none'"]);
  assert.deepEqual(directives['require-trusted-types-for'], ["'script'"]);
  assert.ok(!/unsafe-(inline|eval|hashes)|\*|https?:/.test(policy.replace("'wasm-unsafe-eval'", '')), policy);

  await page
    .evaluate(() => {
      const script = document.createElement('script');
      script.append('window.planted = true');
      document.head.append(script);
    })
    .catch(() => {});
  assert.equal(await page.evaluate(() => 'planted' in window), false);
  assert.ok(complaints.length > 0, 'a planted script went unnoticed');
  await visit.close();
});
