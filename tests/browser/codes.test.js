// Codes on a photographed pack: read on the device, compared with the order, confirmed by the customer or left out.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';
import { DESK, PHONE, complaintsOf, visitor } from './chromium.js';
import { labelWith } from './code-scenes.js';
import { Customer } from './customer.js';
import { photograph } from './scenes.js';
import { stage } from './stage.js';
import { spoiledMedicine } from './stories.js';
import { t, wordsOf } from './words.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const say = wordsOf('codes');
const shop = stage();
const { server } = shop;

// The demo's capsules: 06901234500004, batch A2411, until 2028-05-31, trace codes from 8100001.
const gs1 = (text) => ({ bcid: 'gs1datamatrix', text });
const AS_ORDERED = gs1('(01)06901234500004(17)280531(10)A2411(21)SN77');
const OTHER = gs1('(01)09501101530003(17)240131(10)B77');
const GOODS = { bcid: 'ean13', text: '6901234500004' };
const TRACE = { bcid: 'code128', text: '81000010123456789012' };

/** Set LOOK to a folder to have pictures of the screens. @param {import('playwright-core').Page} page */
async function look(page, name) {
  if (!process.env.LOOK) return;
  mkdirSync(process.env.LOOK, { recursive: true });
  await page.screenshot({ path: join(process.env.LOOK, `${name}.png`), fullPage: true });
}

const slotNamed = (page, key) => page.getByRole('region', { name: t(key), exact: true });
const give = (slot, key, shot) => slot.getByLabel(`${t('files.choose')}: ${t(key)}`).setInputFiles(shot);

/** @param {import('playwright-core').Page} page */
async function accessible(page) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const found = await window.axe.run(document, { runOnly: { type: 'tag', values: rules } });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.flat()}`));
  });
  assert.deepEqual(violations, []);
}

/** At the photo screen, with the batch not typed. */
async function atPhotos(visit, story) {
  const page = await visit.newPage();
  const customer = new Customer(page, story);
  await customer.open(server.url);
  await customer.walk(undefined, t('title.evidence'));
  return { page, customer };
}

const spoiled = () => ({ ...spoiledMedicine({ damage: [], batch: [] }), batch: '' });
const fake = () => {
  const story = spoiled();
  return { ...story, items: [{ ...story.items[0], reason: t('reason.quality.counterfeit') }] };
};

test(
  'a code of other goods: what was read and what was expected; it answers nothing',
  { timeout: 180_000 },
  async () => {
    const visit = await visitor(shop.browser);
    const shot = await labelWith(visit, { name: 'other.jpg', codes: [{ options: OTHER, module: 9 }] });
    const { page } = await atPhotos(visit, spoiled());
    const slot = slotNamed(page, 'slot.batch_expiry');
    await give(slot, 'slot.batch_expiry', shot);
    await slot.getByText(say('codes.title'), { exact: true }).waitFor();
    await look(page, 'other-goods');
    const text = await slot.innerText();
    for (const part of [
      say('code.other_goods', { read: '9501101530003', expected: '6901234500004' }),
      say('code.other_batch', { read: 'B77', expected: 'A2411' }),
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
    await accessible(page);
    // It had expired when it came.
    assert.match(text, /already expired/);
    await slot.getByRole('button', { name: say('codes.yes') }).click();
    await slot.getByText(say('codes.confirmed')).waitFor();
    await page
      .getByRole('button', { name: t('ui.back') })
      .first()
      .click();
    const batch = page.getByRole('textbox').filter({ hasNotText: 'x' });
    const values = await batch.evaluateAll((all) => all.map((one) => /** @type {any} */ (one).value));
    assert.ok(!values.includes('B77'), values.join());
    await visit.close();
  },
);

test('the goods code is told apart from the trace code', { timeout: 180_000 }, async () => {
  const visit = await visitor(shop.browser);
  const goods = await labelWith(visit, { name: 'goods.jpg', codes: [{ options: GOODS, module: 7 }] });
  const both = await labelWith(visit, {
    name: 'both.jpg',
    codes: [
      { options: GOODS, module: 5, x: -0.2, y: 0.05 },
      { options: TRACE, module: 5, x: 0.05, y: 0.3, turn: 12 },
    ],
  });
  const { page } = await atPhotos(visit, fake());
  const slot = slotNamed(page, 'slot.trace_code');
  await give(slot, 'slot.trace_code', goods);
  await slot.getByText(say('code.goods_not_trace', { read: '6901234500004' })).waitFor();
  await look(page, 'goods-not-trace');
  await slot.getByRole('button', { name: t('files.remove', { name: 'goods.jpg' }) }).click();
  await give(slot, 'slot.trace_code', both);
  await slot.getByText('81000010123456789012').waitFor();
  await look(page, 'trace');
  const text = await slot.innerText();
  assert.ok(text.includes(say('code.trace_matches')), text);
  assert.ok(!text.includes(say('code.goods_not_trace', { read: '6901234500004' })), text);
  // Not what is printed: nothing of it is used, and one can look again.
  await slot.getByRole('button', { name: say('codes.no') }).click();
  await slot.getByText(say('codes.refused')).waitFor();
  assert.ok(!(await slot.innerText()).includes('81000010123456789012'));
  await slot.getByRole('button', { name: say('codes.show') }).click();
  await slot.getByText('81000010123456789012').waitFor();
  await visit.close();
});

test('a picture without a code that can be read: what to do', { timeout: 180_000 }, async () => {
  const visit = await visitor(shop.browser, { viewport: DESK });
  const shot = await photograph(visit, { kind: 'label', seed: 72 });
  const { page } = await atPhotos(visit, spoiled());
  const slot = slotNamed(page, 'slot.batch_expiry');
  await give(slot, 'slot.batch_expiry', shot);
  await slot.getByText(say('codes.none')).waitFor({ timeout: 60_000 });
  await look(page, 'none');
  assert.ok((await slot.innerText()).includes(say('codes.none.todo')));
  assert.equal(await slot.getByRole('button', { name: say('codes.yes') }).count(), 0);
  await visit.close();
});

test('asked for the batch, one takes the photo instead of typing', { timeout: 180_000 }, async () => {
  const visit = await visitor(shop.browser);
  const shot = await labelWith(visit, { name: 'matrix.jpg', codes: [{ options: AS_ORDERED, module: 9 }] });
  const page = await visit.newPage();
  const customer = new Customer(page, spoiled());
  await customer.open(server.url);
  await customer.walk(undefined, t('title.details'));
  const batch = page.getByLabel(new RegExp(`^${t('field.batch')}`)).first();
  assert.equal(await batch.inputValue(), '');
  await page.getByLabel(new RegExp(`^${say('codes.from_photo')}`)).setInputFiles(shot);
  await page.getByText(say('codes.ask')).waitFor();
  assert.equal(await batch.inputValue(), '', 'not before it is confirmed');
  await look(page, 'from-photo');
  await accessible(page);
  await page.getByRole('button', { name: say('codes.yes') }).click();
  await page.getByText(say('codes.confirmed')).waitFor();
  assert.equal(await batch.inputValue(), 'A2411');
  await page.getByRole('textbox').first().fill('Soft and sticky, with brown spots on the blister.');
  await customer.next();
  await customer.walk(undefined, t('title.evidence'));
  // The same photo stands where it is asked for, confirmed.
  const slot = slotNamed(page, 'slot.batch_expiry');
  await slot.getByText(say('codes.confirmed')).waitFor();
  assert.ok((await slot.innerText()).includes('matrix.jpg'));
  await visit.close();
});

for (const locale of ['zh-CN', 'ar'])
  for (const [form, viewport] of Object.entries({ phone: PHONE, desk: DESK }))
    test(
      `the words are ${locale}'s own, ${form}`,
      { timeout: 180_000, skip: !process.env.LOOK },
      async () => {
        const visit = await visitor(shop.browser, { viewport });
        const shot = await labelWith(visit, { name: 'other.jpg', codes: [{ options: OTHER, module: 9 }] });
        const { page } = await atPhotos(visit, spoiled());
        await page.locator('select').first().selectOption(locale);
        await page.waitForFunction((wanted) => document.documentElement.lang === wanted, locale);
        await page.locator('input[type=file]').last().setInputFiles(shot);
        await page.locator('.codes-ask').first().waitFor();
        await look(page, `other-${locale}-${form}`);
        await visit.close();
      },
    );

// The last: what is filed is no longer there to be chosen.
test(
  'a code as ordered: read, shown, confirmed, and it answers the question for the batch',
  { timeout: 180_000 },
  async () => {
    const visit = await visitor(shop.browser);
    const complaints = await complaintsOf(visit);
    /** @type {string[]} */
    const asked = [];
    visit.on('request', (request) => asked.push(request.url()));
    const shot = await labelWith(visit, {
      name: 'matrix.jpg',
      codes: [{ options: AS_ORDERED, module: 9, turn: 8 }],
    });
    const damage = await photograph(visit, { kind: 'damage', seed: 71 });
    const { page, customer } = await atPhotos(visit, spoiled());
    const readers = () => asked.filter((url) => /zxing_reader|codes-worker/.test(url));
    await give(slotNamed(page, 'slot.damage_closeup'), 'slot.damage_closeup', damage);
    await slotNamed(page, 'slot.damage_closeup').getByText(t('files.good')).waitFor();
    assert.deepEqual(readers(), [], 'a picture of damage needs no reader');

    const slot = slotNamed(page, 'slot.batch_expiry');
    await give(slot, 'slot.batch_expiry', shot);
    await slot.getByText(say('codes.title'), { exact: true }).waitFor();
    await look(page, 'as-ordered');
    const text = await slot.innerText();
    for (const part of [
      'A2411',
      '6901234500004',
      'SN77',
      say('code.batch_matches'),
      say('code.goods_matches'),
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
    assert.doesNotMatch(text, /06901234500004/, 'as it stands on the pack, not as in data banks');
    assert.equal(readers().length, 2, 'reader and worker, once');

    // Nothing is taken over unasked.
    const draft = () =>
      page.evaluate(async () => {
        const open = indexedDB.open('returns-portal');
        await new Promise((done) => (open.onsuccess = done));
        const all = open.result.transaction('drafts').objectStore('drafts').getAll();
        await new Promise((done) => (all.onsuccess = done));
        open.result.close();
        return all.result[0].draft;
      });
    const before = await draft();
    assert.equal(before.items[0].answers?.batch ?? '', '');
    assert.ok(before.evidence.every(({ codes }) => codes === undefined));
    await slot.getByRole('button', { name: say('codes.yes') }).click();
    await slot.getByText(say('codes.confirmed')).waitFor();
    await look(page, 'confirmed');
    await page.waitForFunction(() => true);
    const confirmed = await draft();
    assert.equal(confirmed.items[0].answers.batch, 'A2411');
    const codes = confirmed.evidence.find(({ slot }) => slot === 'batch_expiry').codes;
    assert.deepEqual(codes, [']d2010690123450000417280531' + '10A2411\u001d21SN77']);

    // Taken back, and given again.
    await slot.getByRole('button', { name: say('codes.undo') }).click();
    await slot.getByRole('button', { name: say('codes.yes') }).waitFor();
    assert.ok((await draft()).evidence.every(({ codes }) => codes === undefined));
    await slot.getByRole('button', { name: say('codes.yes') }).click();
    await slot.getByText(say('codes.confirmed')).waitFor();

    // To the end: the answers show the batch, the request carries what was read.
    for (const consent of await page.getByRole('checkbox').all()) await consent.check();
    await customer.next();
    await customer.walk();
    assert.ok((await page.getByRole('main').innerText()).includes('A2411'));
    const sent = page.waitForRequest(
      (request) => /\/requests$/.test(request.url()) && request.method() === 'POST',
    );
    await customer.submit();
    const body = (await sent).postData() ?? '';
    assert.ok(body.includes('10A2411\\u001d21SN77'), body.slice(0, 400));
    const foreign = asked.filter((url) => !url.startsWith(server.url) && !/^(blob|data):/.test(url));
    assert.deepEqual(foreign, []);
    assert.deepEqual(complaints, []);
    await visit.close();
  },
);
