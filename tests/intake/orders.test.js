// Orders from the shop: a file, or pushed one by one; judged like the orders that customers plan with.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Intake, ROOT } from './intake.js';
import { bodyOf, Mailbox, until } from './peers.js';

const box = new Mailbox();
let intake;
let token;

before(async () => {
  await box.start();
  const smtp = { url: `smtp://127.0.0.1:${box.port}`, starttls: false, from: 'r@shop.example' };
  intake = await new Intake({ messages: { smtp }, more: ['--merchant', 'shop'] }).start();
  const made = intake.run(['orders', 'token', '--data', intake.data, '--merchant', 'shop']);
  assert.equal(made.status, 0, made.stderr);
  token = made.stdout.trim();
  assert.match(token, /^[\w-]{43}$/);
});
after(async () => {
  await intake.remove();
  await box.stop();
});

const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().replace(/\.\d+/, '');

/** As a shop would send it. @param {string} id @param {number} version @param {(order: any) => void} [change] */
function sent(id, version = 1, change = () => {}) {
  const order = {
    schema: 'returns.order/1',
    id,
    merchant: 'shop',
    seller: 'shop',
    market: 'DE',
    currency: 'EUR',
    policy: { id: 'eu-consumer', version: 1 },
    placed_at: '2026-11-20T10:00:00+01:00',
    delivery: {
      state: 'delivered',
      signed_at: YESTERDAY,
    },
    tenders: [{ id: 'T1', kind: 'card', paid: 6000 }],
    lines: [
      {
        id: 'L1',
        sku: 'K-1',
        title: { de: 'Lampe', en: 'Lamp' },
        category: 'goods',
        quantity: 2,
        unit_price: 3000,
      },
    ],
  };
  change(order);
  const contact = { email: 'carla@example.com', locale: 'de' };
  return { schema: 'returns.shop_order/1', version, order, customer: 'C-1', contact };
}
const push = async (document, more = {}) => {
  const response = await fetch(`${intake.url}/api/v1/shop/orders/${more.id ?? document.order.id}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${more.token ?? token}` },
    body: JSON.stringify(document),
  });
  return { status: response.status, json: await response.json() };
};
const lookup = (order, factor = 'carla@example.com') =>
  intake.ask('/api/v1/orders/lookup', { order, factor });
const importLines = (lines) => {
  const file = join(intake.folder, 'orders.jsonl');
  writeFileSync(file, lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'));
  const args = ['--data', intake.data, '--assets', join(ROOT, 'assets'), '--merchant', 'shop'];
  return intake.run(['orders', 'import', file, ...args]);
};

test('a file: each line is an order or a fault with its line, and the others are taken', async () => {
  const lines = [
    sent('F-1'),
    '',
    '{"schema":',
    sent('F-2', 1, (order) => (order.lines[0].quantity = 0)),
    sent('F-3', 0),
    sent('F-4', 1, (order) => (order.policy.id = 'nobody')),
    sent('F-5', 1, (order) => (order.merchant = 'another')),
    { ...sent('F-6'), contact: undefined },
    { ...sent('F-7'), contact: { email: 'no address' } },
    { ...sent('F-8'), colour: 'red' },
    sent('F-9', 7),
    sent('f-9', 1),
  ];
  const { status, stdout, stderr } = importLines(lines);
  assert.equal(status, 1);
  assert.equal(stdout, '2 added, 0 replaced, 0 unchanged, 0 older, 9 with faults\n');
  const faults = stderr.trim().split('\n');
  const told = faults.map((line) => /:(\d+): (.*)$/.exec(line).slice(1).join(' '));
  assert.deepEqual(told, [
    '3 not_json',
    '4 out_of_range at /order/lines/0/quantity',
    '5 out_of_range at /version',
    '6 unknown_policy at /order/policy',
    '7 other_merchant at /order/merchant',
    '8 missing at /factors',
    '9 bad_email at /contact/email',
    '10 unknown_member at /colour',
    '12 id_taken: f-9',
  ]);
  // Taken whole while the server runs, and opened by the contact that came with it.
  assert.equal((await lookup('F-1')).status, 200);
  assert.equal((await lookup('f - 9')).status, 200);
  assert.equal((await lookup('F-2')).status, 404);
  const again = importLines([sent('F-1'), sent('F-9', 6), sent('F-9', 8, (order) => (order.refunded = 100))]);
  assert.equal(again.stdout, '0 added, 1 replaced, 1 unchanged, 1 older, 0 with faults\n');
  assert.equal(again.status, 0);
  assert.equal((await lookup('F-9')).json.order.refunded, 100);
});

test('pushed: the same twice changes nothing, an older one is not taken back, a version means one thing', async () => {
  assert.deepEqual(await push(sent('P-1', 3)), {
    status: 201,
    json: { order: 'P-1', version: 3, outcome: 'added' },
  });
  assert.equal((await push(sent('P-1', 3))).json.outcome, 'unchanged');
  assert.equal((await push(sent('P-1', 2))).json.outcome, 'older');
  const other = sent('P-1', 3, (order) => (order.refunded = 1));
  assert.deepEqual((await push(other)).json.error.code, 'version_reused');
  assert.equal((await push(sent('P-1', 4, (order) => (order.refunded = 1)))).json.outcome, 'replaced');
  assert.equal(
    (
      await push(
        sent('P-1', 5, (order) =>
          Object.assign(order, { policy: { id: 'uk-consumer', version: 1 }, market: 'GB', currency: 'GBP' }),
        ),
      )
    ).status,
    409,
  );
  assert.equal((await lookup('P-1')).json.order.refunded, 1);
  assert.equal((await push(sent('P-1', 6), { id: 'P-2' })).json.error.code, 'other_order');
  assert.equal((await push(sent('P-1', 6, (order) => delete order.lines))).status, 400);
});

test('without the token nothing is pushed; taken back, it is no longer good', async () => {
  assert.equal((await push(sent('T-1'), { token: 'x'.repeat(43) })).status, 401);
  const other = intake.run(['orders', 'token', '--data', intake.data, '--merchant', 'another']).stdout.trim();
  assert.equal((await push(sent('T-1'), { token: other })).status, 401);
  assert.equal((await lookup('T-1')).status, 404);
  assert.ok(!intake.log.includes(token));
});

test('what a request holds stays in the order, and its customer is told where the shop says', async () => {
  await push(sent('W-1'));
  const { json } = await lookup('W-1');
  const statement = {
    schema: 'returns.withdrawal/1',
    order: 'W-1',
    name: 'Carla',
    email: 'elsewhere@example.com',
    lines: [{ line: 'L1', quantity: 2 }],
    confirmed: true,
  };
  const filed = await intake.ask(
    '/api/v1/withdrawals',
    { policy: 'eu-consumer', statement },
    { 'Idempotency-Key': 'withdrawn-W-1', Authorization: `Bearer ${json.token}` },
  );
  assert.equal(filed.status, 201, filed.text);
  const fewer = await push(sent('W-1', 2, (order) => (order.lines[0].quantity = 1)));
  assert.deepEqual([fewer.status, fewer.json.error.code], [409, 'units_taken']);
  assert.equal((await push(sent('W-1', 3, (order) => (order.refunded = 50)))).json.outcome, 'replaced');
  const held = (await lookup('W-1')).json.order.lines[0].held;
  assert.deepEqual(
    held.map((one) => one.quantity),
    [2],
  );
  // An acknowledgement goes where the statement says; the language is the order's, for want of another.
  const mail = await until(() => box.mails.find((one) => one.to === 'elsewhere@example.com'), 'the mail');
  assert.match(bodyOf(mail.raw), /Ware: Lampe × 2/);
  assert.equal(intake.run(['audit', 'verify', '--data', intake.data]).status, 0);
  intake.run(['orders', 'revoke', '--data', intake.data, '--merchant', 'shop']);
  assert.equal((await push(sent('W-1', 4))).status, 401);
});
