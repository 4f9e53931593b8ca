// The form without scripts: in a browser that runs none, from the first page to the receipt.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { DESK, PHONE, complaintsOf, launch, visitor } from './chromium.js';
import { Records } from './records.js';
import { photograph } from './scenes.js';
import { Server } from './server.js';
import { demoOrder, spoiledMedicine, unwantedSerum } from './stories.js';
import { wordsOf } from './words.js';

const t = wordsOf('plain');
let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A server of the test's own: what one files is not taken from another. @param {import('node:test').TestContext} context */
async function ownServer(context) {
  const server = await new Server().start();
  context.after(() => server.close());
  return server;
}

/** A visitor whose browser runs no scripts. */
async function scriptless(viewport = PHONE, locale = 'en-GB') {
  const context = await browser.newContext({ locale, viewport, javaScriptEnabled: false });
  context.setDefaultTimeout(10_000);
  return context;
}

class Reader {
  /** @param {import('playwright-core').Page} page @param {import('./customer.js').Story} story */
  constructor(page, story) {
    this.page = page;
    this.story = story;
    /** @type {string[]} */
    this.seen = [];
  }

  button(key) {
    return this.page.getByRole('button', { name: t(key), exact: true });
  }

  async heading() {
    return (await this.page.getByRole('heading', { level: 1 }).innerText()).trim();
  }

  async open() {
    const { factor } = demoOrder(this.story.order);
    await this.page.getByLabel(t('lookup.order')).fill(this.story.order);
    await this.page.getByLabel(t('lookup.factor')).fill(factor);
    await this.button('lookup.find').click();
  }

  /** Answers what is on the page; photos are added before anything else is said. */
  async answer() {
    const { page, story } = this;
    const heading = await this.heading();
    this.seen.push(heading);
    if (heading === t('title.items')) {
      for (const { title } of story.items) await page.getByLabel(title).check();
    } else if (heading === t('title.reason')) {
      const about = await page.locator('.about').innerText();
      // The shell keeps a number and its unit on one line; here a blank is a blank.
      const item = story.items.find(
        ({ title }) => title.replaceAll(/\s/g, ' ') === about.replaceAll(/\s/g, ' '),
      );
      await page.getByRole('radio', { name: item?.reason }).check();
    } else if (heading === t('title.evidence')) {
      for (const [slot, shots] of Object.entries(story.files))
        await page.getByLabel(`${t('files.choose')}: ${slot}`).setInputFiles(shots);
      await this.button('plain.upload').click();
      const names = Object.values(story.files).flatMap((shots) => shots.map(({ name }) => name));
      for (const name of names) await page.getByText(name, { exact: true }).waitFor();
    } else if (heading === t('title.resolution')) {
      await page.getByRole('radio', { name: t(`resolution.${story.resolution}`) }).check();
    } else {
      for (const choice of story.choices)
        for (const radio of await page.getByRole('radio', { name: choice, exact: true }).all())
          await radio.check();
      const fields = {
        'field.batch': story.batch,
        'field.description': story.description,
        'field.name': story.contact.name,
        'field.phone': story.contact.phone,
      };
      for (const [key, value] of Object.entries(fields)) {
        const field = page.getByRole('textbox', { name: new RegExp(`^${t(key)}`) });
        if (value && (await field.count()) > 0) await field.first().fill(value);
      }
    }
  }

  async toTheCheck() {
    for (let n = 0; n < 14 && (await this.heading()) !== t('title.check'); ++n) {
      await this.answer();
      await this.button('ui.continue').click();
    }
    assert.equal(await this.heading(), t('title.check'), `seen: ${this.seen.join(', ')}`);
  }
}

test('spoiled medicine with photos, filed once, without a script', { timeout: 120_000 }, async (test) => {
  const server = await ownServer(test);
  const drawing = await visitor(browser);
  const damage = [await photograph(drawing, { seed: 31, width: 1200, height: 900 })];
  const batch = [await photograph(drawing, { seed: 32, kind: 'label', width: 1200, height: 900 })];
  await drawing.close();
  const context = await scriptless();
  const complaints = await complaintsOf(context);
  const page = await context.newPage();
  const reader = new Reader(page, spoiledMedicine({ damage, batch }));

  // The shop's page sends whoever runs no scripts here.
  await page.goto(`${server.url}/`);
  await page.waitForURL(/\/plain$/);
  await page.getByLabel(t('lookup.order')).fill('KN-1001');
  await page.getByLabel(t('lookup.factor')).fill('0000');
  await reader.button('lookup.find').click();
  await page.getByText(t('lookup.not_found')).waitFor();
  assert.equal(await page.getByLabel(t('lookup.order')).inputValue(), 'KN-1001');

  await reader.open();
  // Going on without an answer: what lacks is said, with a link to where.
  await reader.button('ui.continue').click();
  await page.getByRole('alert').getByRole('link').first().click();
  assert.match(page.url(), /#f-items$/);

  await reader.toTheCheck();
  const main = page.getByRole('main');
  const amount = await page.locator('tfoot td').first().innerText();
  assert.match(amount, /^[¥CN]+[\s\d.,]+$/);
  for (const name of [damage[0].name, batch[0].name]) assert.ok((await main.innerText()).includes(name));
  await page.getByRole('button', { name: t('ui.submit') }).click();
  const ticket = await page.locator('#ticket').innerText();
  assert.match(ticket, /^\d{8}-[0-9A-Z]{5}-\d{3}$/);
  // In an Arabic page its parts would change places.
  assert.equal(await page.locator('#ticket').getAttribute('dir'), 'ltr');
  assert.ok((await main.innerText()).includes(amount));

  // Back, and sent again: the same receipt.
  await page.goBack();
  await page.getByRole('button', { name: t('ui.submit') }).click();
  assert.equal(await page.locator('#ticket').innerText(), ticket);
  const records = new Records(server.data);
  const requests = records.query('SELECT status, verification FROM requests');
  assert.equal(requests.length, 1);
  assert.equal(requests[0].status, 'received');
  assert.deepEqual(JSON.parse(requests[0].verification), { same: true });
  assert.equal(records.query('SELECT sha256 FROM request_media').length, 2);
  // The one that is meant: the wrong digits.
  assert.deepEqual(complaints, [
    'error: Failed to load resource: the server responded with a status of 404 (Not Found)',
  ]);
  await context.close();
});

test('what is no photo is refused and said; what was entered stays', async (test) => {
  const server = await ownServer(test);
  const context = await scriptless(DESK);
  const page = await context.newPage();
  const reader = new Reader(page, spoiledMedicine({ damage: [], batch: [] }));
  await page.goto(`${server.url}/plain`);
  await reader.open();
  for (let n = 0; n < 8 && (await reader.heading()) !== t('title.evidence'); ++n) {
    await reader.answer();
    await reader.button('ui.continue').click();
  }
  const wrong = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no photo') };
  await page.getByLabel(`${t('files.choose')}: ${t('slot.damage_closeup')}`).setInputFiles([wrong]);
  await reader.button('plain.upload').click();
  await page.getByText(t('plain.file_not_accepted')).waitFor();
  // Too few photos: it does not go on, and says which.
  await reader.button('ui.continue').click();
  assert.equal(await reader.heading(), t('title.evidence'));
  assert.ok((await page.getByRole('alert').getByRole('link').count()) > 0);
  await reader.button('ui.back').click();
  await reader.button('ui.back').click();
  assert.ok((await page.getByRole('radio', { checked: true }).count()) > 0);
  await context.close();
});

test('an amount that changed meanwhile is looked at before it is sent', { timeout: 60_000 }, async (test) => {
  const server = await ownServer(test);
  const contexts = [await scriptless(), await scriptless()];
  const [first, second] = await Promise.all(
    contexts.map(async (context) => {
      const reader = new Reader(await context.newPage(), unwantedSerum());
      await reader.page.goto(`${server.url}/plain/en`);
      await reader.open();
      await reader.toTheCheck();
      return reader;
    }),
  );
  await first.button('ui.submit').click();
  await first.page.locator('#ticket').waitFor();
  await second.button('ui.submit').click();
  // The only piece is taken: the item can no longer be chosen, and nothing was filed.
  assert.equal(await second.page.locator('#ticket').count(), 0);
  await second.page.locator('.urgent').first().waitFor();
  const filed = new Records(server.data).query("SELECT ticket FROM requests WHERE order_id = 'BH-2001'");
  assert.equal(filed.length, 1);
  for (const context of contexts) await context.close();
});

test('a form that is no form, too much, or of nobody', async (test) => {
  const server = await ownServer(test);
  const post = (body, type, more = {}) =>
    fetch(`${server.url}/plain`, { method: 'POST', body, headers: { 'Content-Type': type, ...more } });
  const boundary = 'xyz';
  const form = (fields) =>
    Object.entries(fields)
      .map(
        ([name, value]) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      .join('') + `--${boundary}--\r\n`;
  const type = `multipart/form-data; boundary=${boundary}`;
  const text = async (answer) => [answer.status, await answer.text()];
  assert.equal((await post('a=b', 'application/x-www-form-urlencoded')).status, 415);
  let [status, page] = await text(await post(form({ token: 'x' }).slice(0, -10), type));
  assert.equal(status, 400);
  assert.ok(page.includes(t('plain.unreadable')));
  [status, page] = await text(await post(form({ token: 'forged', draft: '{}', do: 'next' }), type));
  assert.equal(status, 401);
  assert.ok(page.includes(t('plain.again')));
  // More than answers, without an order that was opened: not taken.
  [status] = await text(await post(form({ token: 'forged', more: 'x'.repeat(400_000) }), type));
  assert.equal(status, 401);
  [status, page] = await text(
    await post(form({ number: '"><script>x</script>', factor: '1', do: 'open' }), type),
  );
  assert.equal(status, 404);
  assert.ok(!page.includes('<script'));
  assert.equal((await post(form({}), type, { Origin: 'https://elsewhere.example' })).status, 403);
});

for (const locale of ['zh-CN', 'en', 'de', 'ar']) {
  test(`pages in ${locale} fit a narrow phone`, { timeout: 60_000 }, async (test) => {
    const server = await ownServer(test);
    const context = await scriptless({ width: 320, height: 700 });
    const page = await context.newPage();
    const { factor } = demoOrder('KN-1001');
    await page.goto(`${server.url}/plain/${locale}`);
    await page.locator('#number').fill('KN-1001');
    await page.locator('#factor').fill(factor);
    for (let n = 0; n < 6; ++n) {
      const { lang, dir, wide } = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        dir: document.documentElement.dir,
        wide: document.documentElement.scrollWidth,
      }));
      assert.deepEqual([lang, dir], [locale, locale === 'ar' ? 'rtl' : 'ltr']);
      assert.ok(wide <= 320, `${await page.title()}: ${wide} px wide`);
      // Keys and braces are gaps of a translation.
      const said = await page.locator('main').innerText();
      assert.doesNotMatch(
        said,
        /\b(?:ui|plain|title|field|slot|reason|option)\.[a-z_]+|[{}]/,
        await page.title(),
      );
      for (const box of await page.locator('input[name="line:L1"]').all()) await box.check();
      for (const radio of await page.locator('fieldset').all())
        if ((await radio.locator('input[type=radio]').count()) > 0)
          await radio.locator('input[type=radio]').first().check();
      await page.locator('button.primary').click();
    }
    await context.close();
  });
}
