// Against a real Medusa: one return for each request, whatever dies when. 120 kills, or KILLS=1000.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../intake/peers.js';
import { killAtEveryPoint } from './kills.js';
import { Medusa } from './medusa.js';
import {
  connectorOf,
  importOrders,
  intakeWith,
  opened,
  orderOf,
  ORDERS,
  pull,
  reaches,
  withdraw,
} from './shop.js';
import { standBefore } from './stand.js';

const KILLS = Number(process.env.KILLS ?? 120);
const medusa = new Medusa();
const stand = standBefore(medusa, 900_000);
const { keep } = stand;

const settings = (more = {}) => ({
  platform: 'medusa',
  url: stand.gate.url,
  password: medusa.key,
  reasons: { withdrawal: medusa.reason },
  // A machine at other work too may take its time.
  timeout: 10,
  ...more,
});

/** An order over there and the same one here. @param {number[]} quantities */
async function sold(intake, quantities, options = {}) {
  const { id, number, lines } = await medusa.sell(quantities, options);
  const remote = { connector: 'platform', order: id };
  importOrders(intake, [
    orderOf(
      `M-${number}`,
      lines.map((line, index) => ({ id: line, quantity: quantities[index] })),
      {
        remote,
      },
    ),
  ]);
  return { id, number: `M-${number}`, lines };
}
const of = async (ticket) =>
  (await medusa.returns()).filter((one) => one.metadata?.returns_request === ticket);

test('a request becomes one requested return with its items, reasons and note', async () => {
  const intake = keep(await intakeWith(settings({ link: 'https://shop.example/desk#{ticket}' })).start());
  const desk = await intake.signIn();
  const { id, number, lines } = await sold(intake, [2, 1]);
  const { token } = await opened(intake, number);
  const ticket = await withdraw(intake, token, number, [
    { line: lines[0], quantity: 2 },
    { line: lines[1], quantity: 1 },
  ]);
  const state = await reaches(intake, desk, ticket, 'created');
  const [made, ...others] = await medusa.returns(id);
  assert.equal(others.length, 0);
  assert.equal(state.remote, made.id);
  assert.equal(made.status, 'requested');
  assert.equal(made.metadata.returns_request, ticket);
  assert.match(made.metadata.returns_note, /zu groß 👨‍👩‍👧/);
  assert.deepEqual(
    made.items.map((item) => [item.item_id, item.quantity, item.reason_id]).sort(),
    [
      [lines[0], 2, medusa.reason],
      [lines[1], 1, medusa.reason],
    ].sort(),
  );
  assert.ok(!intake.log.includes(medusa.key) && !intake.log.includes('groß'));
});

test('an order is pulled as it is, again when it changes, and what is filed for it is a return of it', async () => {
  const intake = keep(await intakeWith(settings({ orders: ORDERS })).start());
  const desk = await intake.signIn();
  const before = await medusa.sell([2, 1], { deliver: false });
  const { id, number, lines } = await medusa.sell([2, 1]);
  const pulled = await pull(intake);
  assert.equal(pulled.status, 0, pulled.stderr);
  assert.match(pulled.stdout, /^\d+ added, 0 replaced, 0 unchanged, 0 older, 0 with faults\n$/);
  assert.deepEqual((await opened(intake, before.number)).order.delivery, { state: 'not_shipped' });
  const { token, order } = await opened(intake, number);
  assert.deepEqual(
    order.lines.map(({ id: line, sku, quantity, unit_price: price }) => [line, sku, quantity, price]).sort(),
    [
      [lines[0], 'LAMP', 2, 1000],
      [lines[1], 'LAMP', 1, 1000],
    ].sort(),
  );
  assert.equal(order.delivery.state, 'delivered');
  assert.ok(Math.abs(Date.parse(order.delivery.signed_at) - Date.now()) < 600_000);
  assert.deepEqual([order.tenders[0].paid, order.shipping.paid, order.discounts], [3500, 500, undefined]);
  for (const factor of ['4821', '10115']) await opened(intake, number, factor);
  const ticket = await withdraw(intake, token, number, [{ line: lines[0], quantity: 1 }]);
  await reaches(intake, desk, ticket, 'created');
  const [made, ...more] = await medusa.returns(id);
  assert.deepEqual([made.metadata.returns_request, more.length], [ticket, 0]);
  const { order: held } = await medusa.ask(`/admin/orders/${before.id}?fields=*items`);
  await medusa.ask(`/admin/orders/${before.id}/fulfillments`, {
    items: held.items.map((item) => ({ id: item.id, quantity: item.quantity })),
    location_id: medusa.place,
    shipping_option_id: medusa.option,
  });
  const again = await pull(intake);
  assert.equal(again.status, 0, again.stderr);
  assert.match(again.stdout, /^0 added, [12] replaced, /);
});

test('what the platform refuses is told in its words, and leaves the order free', async () => {
  const intake = keep(await intakeWith(settings()).start());
  const desk = await intake.signIn();
  const { id, number, lines } = await sold(intake, [1], { deliver: false });
  const { token } = await opened(intake, number);
  const ticket = await withdraw(intake, token, number, [{ line: lines[0], quantity: 1 }]);
  const refused = await reaches(intake, desk, ticket, 'refused');
  assert.equal(refused.fault, 'http_400');
  assert.match(refused.said, /more items than what was fulfilled/);
  assert.deepEqual(await medusa.returns(id), []);
  // Nothing holds the order's change.
  const begun = await medusa.ask('/admin/returns', { order_id: id });
  await medusa.ask(`/admin/returns/${begun.return.id}/request`, undefined, 'DELETE');
});

test('while somebody changes the order over there, the request waits', async () => {
  const intake = keep(await intakeWith(settings()).start());
  const desk = await intake.signIn();
  const { id, number, lines } = await sold(intake, [1]);
  const theirs = await medusa.ask('/admin/returns', { order_id: id });
  const { token } = await opened(intake, number);
  const ticket = await withdraw(intake, token, number, [{ line: lines[0], quantity: 1 }]);
  await until(
    async () => (await connectorOf(intake, desk, ticket)).fault === 'order_change',
    () => intake.log,
  );
  assert.equal((await of(ticket)).length, 0);
  await medusa.ask(`/admin/returns/${theirs.return.id}/request`, undefined, 'DELETE');
  await reaches(intake, desk, ticket, 'created');
  assert.equal((await of(ticket)).length, 1);
});

test('a key that is no longer good is a setting', async () => {
  const intake = keep(await intakeWith(settings({ password: 'sk_wrong' })).start());
  const desk = await intake.signIn();
  const { number, lines } = await sold(intake, [1]);
  const { token } = await opened(intake, number);
  const ticket = await withdraw(intake, token, number, [{ line: lines[0], quantity: 1 }]);
  assert.equal((await reaches(intake, desk, ticket, 'fix')).fault, 'http_401');
});

const STEPS = [/\/admin\/returns$/, /\/request-items$/, /\/request$/];
test(
  `${KILLS} kills of the intake around the creation make one return each`,
  { timeout: 3_600_000 },
  async () => {
    const intake = keep(await intakeWith(settings()).start());
    await killAtEveryPoint({
      intake,
      gate: stand.gate,
      kills: KILLS,
      creates: (call, kill) => call.method === 'POST' && STEPS[kill % STEPS.length].test(call.path),
      sell: () => sold(intake, [1]),
      count: async (ticket) => {
        const found = await of(ticket);
        for (const one of found) {
          assert.equal(one.status, 'requested');
          assert.deepEqual(
            one.items.map((item) => item.quantity),
            [1],
            'the items are there once',
          );
        }
        return found.length;
      },
      total: async () => (await medusa.returns()).length,
    });
  },
);
