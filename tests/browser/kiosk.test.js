// A day at the kiosk: without a network, one customer after another, and nothing left of any of them.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { findings } from './axe.js';
import { Customer } from './customer.js';
import { Kiosk, foundBytes, foundIn, k } from './kiosk.js';
import { Records } from './records.js';
import { photograph } from './scenes.js';
import { Server } from './server.js';
import { spoiledMedicine, unwantedSerum } from './stories.js';
import { t } from './words.js';

const PLANTED = { name: 'Zacharias Quillfeather', phone: '13987654821' };
const DESCRIPTION = 'Quonsetthutch: three capsules stick together and smell of camphorwood.';
const TEXTS = [PLANTED.name, PLANTED.phone, DESCRIPTION.slice(0, 40)];

async function open(context, query) {
  const server = await new Server().start();
  const kiosk = await new Kiosk(server, query).start();
  context.after(async () => {
    await kiosk.remove();
    await server.close();
  });
  await kiosk.settle();
  return { server, kiosk };
}

/** Files a return at the kiosk up to the slip. */
async function file(kiosk, story) {
  await kiosk.pick(story.order);
  const customer = new Customer(kiosk.page, { ...story, contact: PLANTED, description: DESCRIPTION });
  await customer.atHeading(t('title.items'));
  await customer.walk();
  await customer.button('ui.submit').click();
  return customer;
}

test(
  'a day without a network: sealed, wiped, delivered when there is one',
  { timeout: 240_000 },
  async (context) => {
    const { server, kiosk } = await open(context);
    const shots = [
      await photograph(kiosk.context, { kind: 'damage', seed: 31 }),
      await photograph(kiosk.context, { kind: 'label', seed: 32 }),
    ];
    await server.stop();
    await kiosk.page.reload();
    await kiosk.attract();
    await file(kiosk, spoiledMedicine({ damage: shots.slice(0, 1), batch: shots.slice(1) }));
    await kiosk.heading('kiosk.done.kept');
    assert.ok(!(await kiosk.page.locator('body').innerText()).includes(PLANTED.name));
    await kiosk.button('kiosk.finish').click();
    await kiosk.attract();
    await file(kiosk, unwantedSerum());
    await kiosk.heading('kiosk.done.kept');
    await kiosk.button('kiosk.end').click();
    await kiosk.attract();
    const waiting = await kiosk.waiting();
    assert.equal(waiting.length, 2);
    assert.deepEqual(
      [...new Set(waiting.flatMap(Object.keys))].sort(),
      ['attempts', 'created', 'key', 'size', 'state'],
      'more stands in the clear than may',
    );
    await kiosk.page
      .getByRole('button', { name: k('kiosk.outbox.some', { n: 2, age: k('kiosk.age.now') }) })
      .waitFor();

    const readable = await kiosk.readable();
    assert.ok(readable.includes(waiting[0].key), 'the search finds nothing at all');
    for (const text of TEXTS) assert.ok(!readable.includes(text), `"${text}" can be read after the wipe`);

    // The device is switched off, and somebody copies its disk.
    await kiosk.off();
    const copy = mkdtempSync(join(tmpdir(), 'returns-copy-'));
    context.after(() => rmSync(copy, { recursive: true, force: true }));
    cpSync(kiosk.profile, copy, { recursive: true, filter: (name) => !/Singleton/.test(name) });
    assert.ok(foundIn(copy, [waiting[0].key]).length > 0, 'the search finds nothing at all');
    assert.deepEqual(foundIn(copy, TEXTS), []);
    for (const { buffer } of shots) {
      const middle = buffer.subarray(buffer.length >> 1, (buffer.length >> 1) + 48);
      assert.deepEqual(foundBytes(copy, middle), [], 'a photograph is on the disk');
    }

    await server.start();
    await kiosk.start();
    await kiosk.attract();
    await kiosk.page.getByText(k('kiosk.outbox.none')).waitFor();
    assert.deepEqual(await kiosk.waiting(), []);
    const records = new Records(server.data);
    assert.equal(records.query('SELECT 1 FROM requests').length, 2);
    assert.equal(records.query('SELECT 1 FROM request_media').length, 2);
    for (const shot of shots) assert.ok(records.holds(shot.buffer), shot.name);
  },
);

test(
  'with a network the ticket stands on the slip; nothing is left behind',
  { timeout: 180_000 },
  async (context) => {
    const { server, kiosk } = await open(context);
    await file(kiosk, unwantedSerum());
    await kiosk.heading('kiosk.done.sent');
    const [{ ticket }] = new Records(server.data).query('SELECT ticket FROM requests');
    await kiosk.page.getByText(ticket, { exact: true }).waitFor();
    await kiosk.page.getByRole('img', { name: k('kiosk.qr') }).waitFor();
    assert.deepEqual(await findings(kiosk.page), []);
    await kiosk.button('kiosk.finish').click();
    await kiosk.attract();
    const readable = await kiosk.readable();
    for (const text of [...TEXTS, ticket]) assert.ok(!readable.includes(text), `"${text}" can be read`);
    // The search itself: what is planted in the open is found.
    await kiosk.page.evaluate((name) => localStorage.setItem('control', name), 'Controlled Plantation');
    await kiosk.off();
    assert.ok(
      foundIn(kiosk.profile, ['Controlled Plantation']).length > 0,
      'the search finds nothing at all',
    );
    assert.deepEqual(foundIn(kiosk.profile, TEXTS), []);
  },
);

test(
  'nobody there: a warning that can be answered, then everything goes',
  { timeout: 180_000 },
  async (context) => {
    const { kiosk } = await open(context, 'locale=en&idle=30');
    await kiosk.pick('BH-2001');
    const customer = new Customer(kiosk.page, { ...unwantedSerum(), contact: PLANTED });
    await customer.atHeading(t('title.items'));
    await customer.walk(undefined, t('title.contact'));
    await customer.answer();
    const warning = kiosk.page.getByRole('alertdialog', { name: k('kiosk.idle.title') });
    await warning.waitFor({ timeout: 20_000 });
    await kiosk.button('kiosk.idle.stay').click();
    await warning.waitFor({ state: 'hidden' });
    await customer.atHeading(t('title.contact'));
    await warning.waitFor({ timeout: 20_000 });
    await kiosk.page
      .getByRole('heading', { level: 1, name: k('kiosk.welcome') })
      .waitFor({ timeout: 30_000 });
    const readable = await kiosk.readable();
    for (const text of TEXTS) assert.ok(!readable.includes(text), `"${text}" can be read after the wipe`);
    await kiosk.off();
    assert.deepEqual(foundIn(kiosk.profile, TEXTS), []);
  },
);

test('what the shop refuses stays, is shown, and goes into a file', { timeout: 180_000 }, async (context) => {
  const { server, kiosk } = await open(context);
  await kiosk.context.route('**/api/v1/sealed', (route) =>
    route.fulfill({ status: 409, json: { error: { code: 'units_taken' } } }),
  );
  await file(kiosk, unwantedSerum());
  await kiosk.heading('kiosk.done.blocked');
  await kiosk.button('kiosk.finish').click();
  await kiosk.attract();
  await kiosk.page
    .getByRole('button', { name: k('kiosk.outbox.some', { n: 1, age: k('kiosk.age.now') }) })
    .click();
  await kiosk.page.getByText(k('kiosk.outbox.blocked', { code: 'units_taken' })).waitFor();
  const [download] = await Promise.all([
    kiosk.page.waitForEvent('download'),
    kiosk.button('kiosk.outbox.export').click(),
  ]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const exported = Buffer.concat(chunks);
  const [entry] = await kiosk.waiting();
  assert.ok(exported.toString('latin1').startsWith('returns.outbox/1\n'));
  assert.ok(exported.includes(entry.key) && exported.length > entry.size);
  assert.ok(!exported.includes(PLANTED.name));
  await kiosk.context.unroute('**/api/v1/sealed');
  await kiosk.button('kiosk.outbox.retry').click();
  await kiosk.page.waitForFunction(() => true);
  await kiosk.button('kiosk.back').click();
  await kiosk.page.getByText(k('kiosk.outbox.none')).waitFor();
  assert.equal(new Records(server.data).query('SELECT 1 FROM requests').length, 1);
});
