// The code on a parcel slip: printed by the program, seen by the kiosk's camera or typed by a scanner, and enough for a
// device without a network.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import qrcode from 'qrcode-generator';
import { findings } from './axe.js';
import { FAKE_CAMERA } from './chromium.js';
import { Customer } from './customer.js';
import { Kiosk, k } from './kiosk.js';
import { Records } from './records.js';
import { PROGRAM, ROOT, Server } from './server.js';
import { unwantedSerum } from './stories.js';
import { t } from './words.js';

const run = (...args) => execFileSync(PROGRAM, args, { cwd: ROOT, encoding: 'utf8' });
const WIDTH = 1280;
const HEIGHT = 960;

/** An order that no demonstration knows. */
function shopOrder() {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().replace(/\.\d+/, '');
  const line = { sku: 'SER-30', category: 'cosmetic', quantity: 1 };
  return {
    schema: 'returns.shop_order/1',
    version: 1,
    order: {
      schema: 'returns.order/1',
      id: 'SLIP-7001',
      ...{ merchant: 'demo', seller: 'demo', market: 'CN', currency: 'CNY' },
      policy: { id: 'cn-cosmetics', version: 1 },
      placed_at: yesterday,
      delivery: { state: 'delivered', signed_at: yesterday },
      tenders: [{ id: 'T1', kind: 'wechat_pay', paid: 25_800 }],
      lines: [
        { id: 'L1', ...line, title: { 'zh-CN': '精华', en: 'Night serum 30 ml' }, unit_price: 15_900 },
        { id: 'L2', ...line, title: { 'zh-CN': '面霜', en: 'Day cream 50 ml' }, unit_price: 9900 },
      ],
    },
    contact: { phone: '13900006543', locale: 'zh-CN' },
  };
}

/** One picture of a slip on a table, as a film that Chromium's fake camera shows (YUV4MPEG2). @param {string} text */
function filmOf(text) {
  const code = qrcode(0, 'M');
  code.addData(text, 'Alphanumeric');
  code.make();
  const count = code.getModuleCount();
  const module = Math.floor((HEIGHT - 40) / (count + 8));
  assert.ok(module >= 5, `${count} modules`);
  const side = count * module;
  const [left, top] = [(WIDTH - side) >> 1, (HEIGHT - side) >> 1];
  const luma = Buffer.alloc(WIDTH * HEIGHT, 205);
  for (let y = 0; y < side; ++y)
    for (let x = 0; x < side; ++x)
      if (code.isDark(Math.floor(y / module), Math.floor(x / module)))
        luma[(top + y) * WIDTH + left + x] = 45;
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\nFRAME\n`),
    luma,
    chroma,
  ]);
}

/** @param {import('node:test').TestContext} context */
async function shopWithSlip(context) {
  const server = await new Server().start();
  context.after(() => server.close());
  const file = join(server.data, 'orders.jsonl');
  writeFileSync(file, JSON.stringify(shopOrder()));
  const about = ['--data', server.data, '--assets', 'assets', '--merchant', 'demo'];
  assert.match(run('orders', 'import', file, ...about), /1 added/);
  const slip = run('orders', 'slip', 'SLIP-7001', '--data', server.data, '--locale', 'en').trim();
  assert.match(slip, /^RETURNS1:[0-9A-Z $%*+\-./:]+$/);
  return { server, slip };
}

/** From the first question to the slip of the kiosk. @param {import('./kiosk.js').Kiosk} kiosk */
async function file(kiosk) {
  const story = unwantedSerum();
  const customer = new Customer(kiosk.page, {
    ...story,
    items: [{ title: 'Night serum 30 ml', reason: t('reason.changed.not_needed') }],
  });
  await customer.atHeading(t('title.items'));
  await customer.walk();
  await customer.button('ui.submit').click();
}

test(
  'a slip held to the camera, without a network, filed when there is one',
  { timeout: 180_000 },
  async (context) => {
    const { server, slip } = await shopWithSlip(context);
    const film = join(server.data, 'slip.y4m');
    writeFileSync(film, filmOf(slip));
    const kiosk = await new Kiosk(server, 'locale=en', [
      ...FAKE_CAMERA,
      `--use-file-for-fake-video-capture=${film}`,
    ]).start();
    context.after(() => kiosk.remove());
    await kiosk.settle();
    await server.stop();
    await kiosk.page.reload();
    await kiosk.attract();

    await kiosk.button('kiosk.start').click();
    await kiosk.button('kiosk.scan').click();
    await kiosk.heading('kiosk.scan.title');
    await kiosk.page.getByText(k('kiosk.scan.found', { order: 'SLIP-7001' })).waitFor();
    assert.equal(await kiosk.page.getByLabel(t('lookup.order')).inputValue(), 'SLIP-7001');
    assert.deepEqual(await findings(kiosk.page), []);
    await kiosk.page.getByLabel(t('lookup.factor')).fill('6543');
    await kiosk.page.getByRole('button', { name: t('lookup.find') }).click();
    await file(kiosk);
    await kiosk.heading('kiosk.done.kept');
    await kiosk.button('kiosk.finish').click();
    await kiosk.attract();

    await server.start();
    const records = new Records(server.data);
    for (let n = 0; n < 100 && records.query('SELECT ticket FROM requests').length === 0; ++n)
      await new Promise((done) => setTimeout(done, 200));
    const [request] = records.query('SELECT order_id, verification FROM requests');
    assert.equal(request.order_id, 'SLIP-7001');
    assert.deepEqual(JSON.parse(request.verification), { same: true });
  },
);

test('a scanner that types, and codes that are none of ours', { timeout: 120_000 }, async (context) => {
  const { server, slip } = await shopWithSlip(context);
  const kiosk = await new Kiosk(server, 'locale=en').start();
  context.after(() => kiosk.remove());
  await kiosk.settle();
  await kiosk.button('kiosk.start').click();
  const find = async (number, factor) => {
    await kiosk.page.getByLabel(t('lookup.order')).fill(number);
    await kiosk.page.getByLabel(t('lookup.factor')).fill(factor);
    await kiosk.page.getByRole('button', { name: t('lookup.find') }).click();
  };
  // With a network the intake is asked, and a slip alone opens nothing.
  await find(slip, '0000');
  await kiosk.page.getByText(t('lookup.not_found')).waitFor();
  await find(`RETURNS1:${'A'.repeat(60)}`, '6543');
  await kiosk.page.getByText(t('lookup.not_found')).waitFor();
  await find(slip, '6543');
  await kiosk.page.getByRole('heading', { level: 1, name: t('title.items') }).waitFor();
  await kiosk.page.getByText('Night serum 30 ml').first().waitFor();
});
