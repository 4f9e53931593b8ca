// Against a real Tryton: one complaint for each request, whatever dies when. 120 kills, or KILLS=1000.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Postgres } from '../intake/postgres.js';
import { killAtEveryPoint, killEither } from './kills.js';
import { importOrders, intakeWith, opened, orderOf, ORDERS, pull, reaches, withdraw } from './shop.js';
import { standBefore } from './stand.js';
import { Tryton } from './tryton.js';

const KILLS = Number(process.env.KILLS ?? 120);
const tryton = new Tryton();
const stand = standBefore(tryton, 300_000);
const { keep } = stand;

const settings = (more = {}) => ({
  platform: 'tryton',
  url: `${stand.gate.url}/shop`,
  user: 'admin',
  password: tryton.password,
  ...more,
});

/** A sale over there and the same order here. @param {number[]} quantities */
async function sold(intake, quantities) {
  const { number, lines } = await tryton.sell(quantities);
  importOrders(intake, [
    orderOf(
      number,
      lines.map((id, index) => ({ id: String(id), quantity: quantities[index] })),
    ),
  ]);
  return { number, lines: lines.map(String) };
}
test('a request becomes one complaint in draft, which can be approved and processed', async () => {
  const intake = keep(await intakeWith(settings({ link: 'https://shop.example/desk#{ticket}' })).start());
  const desk = await intake.signIn();
  const { number, lines } = await sold(intake, [2, 1]);
  const { token } = await opened(intake, number);
  const ticket = await withdraw(intake, token, number, [{ line: lines[0], quantity: 2 }]);
  const state = await reaches(intake, desk, ticket, 'created');
  const [complaint, ...others] = await tryton.complaints(ticket);
  assert.equal(others.length, 0);
  assert.equal(state.remote, complaint.number);
  assert.equal(complaint.state, 'draft');
  assert.match(complaint.description, /zu groß 👨‍👩‍👧/);
  assert.match(complaint.description, new RegExp(`${lines[0]} × 2 · withdrawal\n.*desk#${ticket}`));
  for (const button of ['wait', 'approve', 'process'])
    await tryton.model(`sale.complaint.${button}`, [complaint.id]);
  const [done] = await tryton.complaints(ticket);
  assert.equal(done.state, 'done');
  const [action] = await tryton.model('sale.complaint.action.read', done.actions, ['result']);
  const sale = Number(action.result.split(',')[1]);
  const returned = await tryton.model('sale.line.search_read', [['sale', '=', sale]], 0, 9, null, [
    'quantity',
  ]);
  assert.deepEqual(
    returned.map((line) => line.quantity),
    [-2],
  );
  assert.ok(!intake.log.includes(tryton.password) && !intake.log.includes('groß'));
  intake.verify();
});

test('a sale is pulled as it is, and what is filed for it is a complaint about it', async () => {
  const intake = keep(await intakeWith(settings({ orders: ORDERS })).start());
  const desk = await intake.signIn();
  const { number, lines } = await tryton.sell([3, 1]);
  const pulled = await pull(intake);
  assert.equal(pulled.status, 0, pulled.stderr);
  assert.match(pulled.stdout, /^\d+ added, 0 replaced, 0 unchanged, 0 older, 0 with faults\n$/);
  const { token, order } = await opened(intake, number);
  assert.deepEqual(
    order.lines.map(({ id, title, quantity, unit_price: price }) => [id, title, quantity, price]),
    [
      [String(lines[0]), { de: 'Lamp' }, 3, 1000],
      [String(lines[1]), { de: 'Lamp' }, 1, 1000],
    ],
  );
  assert.deepEqual(
    order.tenders.map((tender) => tender.paid),
    [4000],
  );
  assert.deepEqual(order.delivery, { state: 'unknown' });
  await opened(intake, number, '10115');
  const ticket = await withdraw(intake, token, number, [{ line: order.lines[0].id, quantity: 2 }]);
  await reaches(intake, desk, ticket, 'created');
  assert.equal((await tryton.complaints(ticket)).length, 1);
  // Nothing is new; then one thing is.
  assert.match((await pull(intake)).stdout, /^0 added, 0 replaced, /);
  await tryton.sell([1]);
  assert.match((await pull(intake)).stdout, /^1 added, 0 replaced, /);
});

test('what a person has to mend is said, and tried again when they say so', async () => {
  const intake = keep(await intakeWith(settings()).start());
  const desk = await intake.signIn();
  importOrders(intake, [orderOf('S-404', [{ id: '1' }])]);
  const { token } = await opened(intake, 'S-404');
  const ticket = await withdraw(intake, token, 'S-404', [{ line: '1', quantity: 1 }]);
  const state = await reaches(intake, desk, ticket, 'fix');
  assert.equal(state.fault, 'unknown_order');
  const { number } = await tryton.sell([1]);
  await tryton.model(
    'sale.sale.write',
    await tryton.model('sale.sale.search', [['number', '=', number]], 0, 1, null),
    {
      number: 'S-404',
    },
  );
  const again = await intake.ask(
    `/api/v1/desk/tickets/${ticket}/connectors/platform`,
    { action: 'again' },
    { ...desk },
  );
  assert.equal(again.status, 200, again.text);
  // The line is another sale's: the platform's own words, and no complaint.
  const refused = await reaches(intake, desk, ticket, 'refused');
  assert.equal(refused.fault, 'user_error');
  assert.ok(refused.said.length > 10, refused.said);
  assert.equal((await tryton.complaints(ticket)).length, 0);
});

test('a password that is wrong is a setting; nobody is asked again until it may be right', async () => {
  const intake = keep(await intakeWith(settings({ password: 'wrong' })).start());
  const desk = await intake.signIn();
  const { number, lines } = await sold(intake, [1]);
  const { token } = await opened(intake, number);
  const ticket = await withdraw(intake, token, number, [{ line: lines[0], quantity: 1 }]);
  await reaches(intake, desk, ticket, 'fix');
  await intake.end('SIGTERM');
  intake.env.RETURNS_TEST_SECRET = tryton.password;
  await intake.start();
  await reaches(intake, desk, ticket, 'created');
  assert.equal((await tryton.complaints(ticket)).length, 1);
});

test(
  `${KILLS} kills of the intake around the creation make one complaint each`,
  { timeout: 1_800_000 },
  async () => {
    const intake = keep(await intakeWith(settings()).start());
    await killAtEveryPoint({
      intake,
      gate: stand.gate,
      kills: KILLS,
      creates: (call) => call.body.includes('model.sale.complaint.create'),
      sell: () =>
        sold(
          intake,
          Array.from({ length: 10 }, () => 1),
        ),
      count: async (ticket) => (await tryton.complaints(ticket)).length,
      total: async () => (await tryton.complaints()).length,
    });
  },
);

test(
  'two servers on PostgreSQL, either of them killed, make one complaint each',
  { timeout: 900_000 },
  async () => {
    const postgres = await new Postgres().start();
    try {
      const env = { RETURNS_DATABASE: postgres.url() };
      const one = keep(await intakeWith(settings(), { env }).start());
      const other = keep(intakeWith(settings(), { env }));
      other.data = one.data;
      await other.start();
      const orders = [];
      for (let order = 0; order < 5; order += 1)
        orders.push(
          await sold(
            one,
            Array.from({ length: 10 }, () => 1),
          ),
        );
      const before = (await tryton.complaints()).length;
      await killEither({
        servers: [one, other],
        gate: stand.gate,
        creates: (call) => call.body.includes('model.sale.complaint.create'),
        orders,
        count: async (ticket) => (await tryton.complaints(ticket)).length,
      });
      assert.equal((await tryton.complaints()).length, before + 50);
      await other.remove();
      await one.remove();
    } finally {
      await postgres.remove();
    }
  },
);
