// Shopify, Saleor and WooCommerce as their published schemas have them: what is asked is in the schema, a request is
// there once, and their orders become ours. None of this ran against the real platforms.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Gate } from '../connectors/gate.js';
import { killAtEveryPoint, killEither } from '../connectors/kills.js';
import {
  ORDERS,
  connectorOf,
  importOrders,
  intakeWith,
  opened,
  orderOf,
  pull,
  reaches,
  withdraw,
} from '../connectors/shop.js';
import { SaleorStandIn, ShopifyStandIn, TOKEN, WooStandIn } from '../connectors/standins.js';
import { ROOT } from './intake.js';
import { until } from './peers.js';
import { Postgres } from './postgres.js';

const KILLS = Number(process.env.KILLS ?? 24);
const open = [];
const keep = (one) => {
  open.push(one);
  return one;
};
after(async () => {
  for (const one of open.reverse()) await (one.remove ?? one.stop).call(one);
});

const PLATFORMS = {
  shopify: {
    make: () => new ShopifyStandIn(),
    settings: { reasons: { withdrawal: 'gid://shopify/ReturnReasonDefinition/5' } },
    sell: (platform, number, quantities) => platform.sell(number, [quantities]),
    made: (order) => order.made,
    remote: (order) => order.id,
    lines: (order) => order.items,
    creates: (call) => call.body.includes('mutation Request'),
  },
  saleor: {
    make: () => new SaleorStandIn(),
    settings: {},
    sell: (platform, number, quantities) => platform.sell(number, quantities),
    made: (order) => order.events.filter((event) => event.type === 'NOTE_ADDED'),
    remote: (order) => order.id,
    lines: (order) => order.lines,
    creates: (call, kill) => call.body.includes(kill % 2 ? 'mutation Note' : 'mutation Mark'),
  },
  woocommerce: {
    make: () => new WooStandIn(),
    settings: { user: 'ck_test' },
    sell: (platform, number, quantities) => platform.sell(number, quantities),
    made: (order) => order.notes,
    remote: (order) => String(order.id),
    lines: (order) => order.line_items,
    creates: (call) => call.method === 'POST',
  },
};

async function shopOf(platform, name, more = {}, options = {}) {
  return keep(
    await intakeWith(
      {
        platform: name,
        url: platform.url,
        password: TOKEN,
        orders: ORDERS,
        ...PLATFORMS[name].settings,
        ...more,
      },
      options,
    ).start(),
  );
}

for (const [name, of] of Object.entries(PLATFORMS)) {
  test(`${name}: an order is pulled, opened, and what is filed is there once, in its words`, async () => {
    const platform = keep(await of.make().start());
    const order = of.sell(platform, 1001, [2, 1]);
    const intake = await shopOf(platform, name, { link: 'https://shop.example/desk#{ticket}' });
    const pulled = await pull(intake);
    assert.equal(pulled.stdout, '1 added, 0 replaced, 0 unchanged, 0 older, 0 with faults\n', pulled.stderr);
    assert.equal((await pull(intake)).stdout, '0 added, 0 replaced, 1 unchanged, 0 older, 0 with faults\n');
    const desk = await intake.signIn();
    for (const factor of ['carla@example.com', '4821', '10115']) await opened(intake, '1001', factor);
    const { token, order: document } = await opened(intake, '1001');
    assert.deepEqual(document.remote, { connector: 'platform', order: of.remote(order) });
    const [line, other] = document.lines;
    assert.equal(
      document.tenders[0].paid,
      500 + 3 * 1000 + { shopify: 0, saleor: 150, woocommerce: -13 }[name],
    );
    assert.equal(line.unit_price, { shopify: 1000, saleor: 1050, woocommerce: 999 }[name]);
    assert.ok(line.tax_included > 0);
    const ticket = await withdraw(intake, token, '1001', [
      { line: line.id, quantity: 2 },
      { line: other.id, quantity: 1 },
    ]);
    await reaches(intake, desk, ticket, 'created');
    assert.deepEqual(platform.strange, []);
    const [made, ...more] = of.made(order);
    assert.equal(more.length, 0);
    const note = made.note ?? made.message ?? made.input[0].customerNote;
    assert.ok(note.startsWith(ticket), note);
    assert.match(note, /× 2 · withdrawal/);
    assert.match(note, new RegExp(`desk#${ticket}`));
    assert.match(note, /zu groß 👨‍👩‍👧$/);
    assert.ok(!intake.log.includes(TOKEN) && !intake.log.includes('groß'));
    intake.verify();
  });

  test(`${name}: overload is waited for, a wrong token is a setting, an unknown order too`, async () => {
    const platform = keep(await of.make().start());
    const order = of.sell(platform, 1001, [1, 1]);
    const intake = await shopOf(platform, name);
    const desk = await intake.signIn();
    assert.equal((await pull(intake)).status, 0);
    importOrders(intake, [orderOf('4040', [{ id: '1' }])]);
    const { token, order: document } = await opened(intake, '1001');
    platform.moods = [503, 429];
    const first = await withdraw(intake, token, '1001', [{ line: document.lines[0].id, quantity: 1 }]);
    const created = await reaches(intake, desk, first, 'created');
    assert.ok(created.attempts >= 2, `${created.attempts} attempts`);
    assert.equal(of.made(order).length, 1);
    const lost = await withdraw(intake, (await opened(intake, '4040')).token, '4040', [
      { line: '1', quantity: 1 },
    ]);
    const unknown = await reaches(intake, desk, lost, 'fix');
    assert.equal(unknown.fault, name === 'woocommerce' ? 'http_404' : 'unknown_order');
    await intake.end('SIGTERM');
    intake.env.RETURNS_TEST_SECRET = 'another';
    await intake.start();
    const second = await withdraw(intake, token, '1001', [{ line: document.lines[1].id, quantity: 1 }]);
    assert.equal((await reaches(intake, desk, second, 'fix')).fault, 'http_401');
    assert.equal((await pull(intake)).status, 2);
  });

  test(`${name}: ${KILLS} kills around the creation make one each`, { timeout: 600_000 }, async () => {
    const platform = keep(await of.make().start());
    const gate = keep(await new Gate(platform.url).start());
    const intake = await shopOf({ url: gate.url }, name, { timeout: 1, settle: 1 });
    let number = 2000;
    await killAtEveryPoint({
      intake,
      gate,
      kills: KILLS,
      creates: of.creates,
      sell: async () => {
        number += 1;
        of.sell(
          platform,
          number,
          Array.from({ length: 8 }, () => 1),
        );
        const pulled = await pull(intake);
        assert.equal(pulled.status, 0, pulled.stderr);
        const { order } = await opened(intake, String(number));
        return { number: String(number), lines: order.lines.map((line) => line.id) };
      },
      count: async (ticket) =>
        platform.orders
          .flatMap((order) => of.made(order))
          .filter((one) => JSON.stringify(one.input ?? one).includes(ticket)).length,
      total: async () => platform.orders.flatMap((order) => of.made(order)).length,
    });
    assert.deepEqual(platform.strange, []);
    if (name === 'saleor') assert.equal(platform.executed, 0);
  });
}

const NONSENSE = [
  ...['', '[', 'null', '5', '"text"', '[]', '{}', '[5]', '[null]', '{"data":null}', '{"data":[]}'],
  ...['{"data":{"order":5}}', '{"data":{"order":{"returns":{"nodes":[5]},"events":5}}}', '{"errors":5}'],
  ...[
    '{"errors":[5]}',
    '{"errors":[{"message":5,"extensions":{"code":"a\\"b\\nc"}}]}',
    '<html>not here</html>',
  ],
];
test(
  'nonsense of a platform neither ends the server nor makes a return of nothing',
  { timeout: 600_000 },
  async () => {
    for (const [name, of] of Object.entries(PLATFORMS)) {
      const platform = keep(await of.make().start());
      const order = of.sell(platform, 1001, [1]);
      const intake = await shopOf(platform, name, { settle: 1, longest_wait: 1 });
      assert.equal((await pull(intake)).status, 0);
      for (const answer of NONSENSE) {
        platform.moods = [answer];
        const { status, stderr } = await pull(intake);
        assert.ok([0, 1, 2].includes(status), `${answer}: ${status} ${stderr}`);
      }
      const desk = await intake.signIn();
      const { token, order: document } = await opened(intake, '1001');
      // A list, be it of nonsense, is what WooCommerce answers: there is no note of ours in it.
      platform.moods = NONSENSE.filter((answer) => name !== 'woocommerce' || !/^\[.*\]$/.test(answer));
      const ticket = await withdraw(intake, token, '1001', [{ line: document.lines[0].id, quantity: 1 }]);
      await until(
        async () => {
          const { state } = await connectorOf(intake, desk, ticket);
          if (state !== 'created' && platform.moods.length > 0)
            await intake.ask(`/api/v1/desk/tickets/${ticket}/connectors/platform`, { action: 'again' }, desk);
          if (state === 'fix' || state === 'refused')
            await intake.ask(`/api/v1/desk/tickets/${ticket}/connectors/platform`, { action: 'again' }, desk);
          return state === 'created';
        },
        () => JSON.stringify(platform.moods),
        90_000,
      );
      assert.equal(of.made(order).length, 1);
      for (const line of intake.log.trim().split('\n')) JSON.parse(line);
    }
  },
);

test('shopify: a line that went out in two parcels goes back from both, a long text is cut between characters', async () => {
  const platform = keep(await new ShopifyStandIn().start());
  const order = platform.sell(1001, [
    [1, 1],
    [2, 0],
  ]);
  const intake = await shopOf(platform, 'shopify');
  const desk = await intake.signIn();
  assert.equal((await pull(intake)).status, 0);
  const { token, order: document } = await opened(intake, '1001');
  const family = '👨‍👩‍👧';
  const ticket = await withdraw(intake, token, '1001', [{ line: document.lines[0].id, quantity: 3 }], {
    reason: family.repeat(100),
  });
  await reaches(intake, desk, ticket, 'created');
  const [made] = order.made;
  assert.deepEqual(
    made.input.map((item) => [item.fulfillmentLineItemId, item.quantity, item.returnReasonDefinitionId]),
    [
      ['gid://shopify/FulfillmentLineItem/100100', 1, 'gid://shopify/ReturnReasonDefinition/5'],
      ['gid://shopify/FulfillmentLineItem/100110', 2, 'gid://shopify/ReturnReasonDefinition/5'],
    ],
  );
  const note = made.input[0].customerNote;
  assert.ok([...note].length <= 300 && [...note].length > 290, `${[...note].length}`);
  assert.match(note, new RegExp(`^[\\s\\S]*?\n(${family})+…$`));
  // What is over there no longer is refused here.
  const again = await withdraw(intake, token, '1001', [{ line: document.lines[1].id, quantity: 1 }]);
  await reaches(intake, desk, again, 'created');
  order.parcels = [];
  assert.equal(order.made.length, 2);
});

test('orders of several pages are all pulled, a broken one holds up none, a change comes with the next pull', async () => {
  const platform = keep(await new WooStandIn().start());
  for (let id = 1; id <= 120; id += 1)
    platform.sell(id, [1], { date_modified_gmt: `2026-11-2${id <= 70 ? 1 : 2}T10:00:00` });
  platform.orders[30].line_items[0].quantity = 0;
  const intake = await shopOf(platform, 'woocommerce');
  const first = await pull(intake);
  assert.equal(first.status, 1);
  assert.equal(first.stdout, '119 added, 0 replaced, 0 unchanged, 0 older, 1 with faults\n');
  assert.match(first.stderr, /^platform, order 31: out_of_range at \/order\/lines\/0\/\w+\n$/);
  platform.orders[30].line_items[0].quantity = 1;
  platform.orders[30].date_modified_gmt = '2026-11-23T10:00:00';
  platform.orders[3].refunds = [{ total: '-2.00' }];
  platform.orders[3].date_modified_gmt = '2026-11-23T11:00:00';
  const second = await pull(intake);
  assert.equal(second.status, 0, second.stderr);
  assert.match(second.stdout, /^1 added, 1 replaced, /);
  assert.equal((await opened(intake, '4')).order.refunded, 200);
});

test('the server pulls by itself', async () => {
  const platform = keep(await new WooStandIn().start());
  const intake = await shopOf(platform, 'woocommerce', { orders: { ...ORDERS, every: 1 } });
  platform.sell(77, [1]);
  await until(
    async () => {
      try {
        return await opened(intake, '77');
      } catch {
        return false;
      }
    },
    () => intake.log,
  );
});

test('two servers on PostgreSQL, either of them killed, make one each', { timeout: 600_000 }, async () => {
  const postgres = keep(await new Postgres().start());
  const platform = keep(await new WooStandIn().start());
  const gate = keep(await new Gate(platform.url).start());
  const env = { RETURNS_DATABASE: postgres.url() };
  const one = await shopOf({ url: gate.url }, 'woocommerce', { timeout: 1, settle: 1 }, { env });
  const other = keep(
    intakeWith(
      {
        platform: 'woocommerce',
        user: 'ck_test',
        url: gate.url,
        password: TOKEN,
        orders: ORDERS,
        timeout: 1,
        settle: 1,
      },
      { env },
    ),
  );
  other.data = one.data;
  await other.start();
  platform.sell(
    500,
    Array.from({ length: 60 }, () => 1),
  );
  assert.equal((await pull(one)).status, 0);
  const { order } = await opened(one, '500');
  const [{ notes }] = platform.orders;
  await killEither({
    servers: [one, other],
    gate,
    creates: (call) => call.method === 'POST',
    orders: [{ number: '500', lines: order.lines.map((line) => line.id) }],
    count: (ticket) => notes.filter((note) => note.note.startsWith(ticket)).length,
  });
  assert.equal(notes.length, 60);
});

test('a request that was cancelled before anybody heard of it is not made', async () => {
  const platform = keep(await new WooStandIn().start());
  platform.sell(600, [1]);
  platform.moods = Array.from({ length: 40 }, () => 503);
  const intake = await shopOf(platform, 'woocommerce', { longest_wait: 1 });
  platform.moods = [];
  assert.equal((await pull(intake)).status, 0);
  const desk = await intake.signIn();
  platform.moods = Array.from({ length: 3 }, () => 503);
  const { token, order } = await opened(intake, '600');
  const ticket = await withdraw(intake, token, '600', [{ line: order.lines[0].id, quantity: 1 }]);
  const { json } = await intake.ask(`/api/v1/desk/tickets/${ticket}`, undefined, desk);
  const refused = await intake.ask(
    `/api/v1/desk/tickets/${ticket}/actions`,
    { action: 'refuse', revision: json.case.revision, text: 'no' },
    desk,
  );
  assert.equal(refused.status, 200, refused.text);
  await reaches(intake, desk, ticket, 'dropped');
  assert.deepEqual(platform.orders[0].notes, []);
});

test('started by the acceptance, nothing is made before it', async () => {
  const platform = keep(await new WooStandIn().start());
  const order = platform.sell(700, [1]);
  const intake = await shopOf(platform, 'woocommerce', { start: 'accept' });
  assert.equal((await pull(intake)).status, 0);
  const desk = await intake.signIn();
  const { token, order: document } = await opened(intake, '700');
  const ticket = await withdraw(intake, token, '700', [{ line: document.lines[0].id, quantity: 1 }]);
  assert.equal(await connectorOfCase(intake, desk, ticket), undefined);
  const { json } = await intake.ask(`/api/v1/desk/tickets/${ticket}`, undefined, desk);
  await intake.ask(
    `/api/v1/desk/tickets/${ticket}/actions`,
    { action: 'accept', revision: json.case.revision },
    desk,
  );
  await reaches(intake, desk, ticket, 'created');
  assert.equal(order.notes.length, 1);
  assert.equal((await connectorOf(intake, desk, ticket)).remote, '1');
});
const connectorOfCase = async (intake, desk, ticket) =>
  (await intake.ask(`/api/v1/desk/tickets/${ticket}`, undefined, desk)).json.case.connectors;

test('settings that cannot be meant are refused with the place', () => {
  const cases = [
    [{ platform: 'magento' }, '/connectors/0/platform: one of'],
    [{ platform: 'shopify', url: 'ftp://x' }, '/connectors/0/url'],
    [{ platform: 'shopify', name: 'a b' }, '/connectors/0/name'],
    [{ platform: 'shopify', secret: 'plain text' }, '/connectors/0/secret: {"file":PATH} or {"env":NAME}'],
    [
      { platform: 'shopify', secret: { env: 'NOT_SET_AT_ALL' } },
      '/connectors/0/secret/env: NOT_SET_AT_ALL is not set',
    ],
    [{ platform: 'shopify', secret: { file: '/no/such' } }, '/connectors/0/secret/file'],
    [{ platform: 'shopify', user: 'x' }, '/connectors/0/user: no such setting'],
    [{ platform: 'tryton' }, '/connectors/0/user: is missing'],
    [{ platform: 'shopify', location: 'x' }, '/connectors/0/location: no such setting'],
    [{ platform: 'shopify', settle: 0 }, '/connectors/0/settle'],
    [{ platform: 'shopify', start: 'later' }, '/connectors/0/start'],
    [{ platform: 'shopify', reasons: { quality: 5 } }, '/connectors/0/reasons/quality'],
    [
      { platform: 'shopify', orders: { market: 'DE', category: 'goods' } },
      '/connectors/0/orders/policy: is missing',
    ],
    [{ platform: 'shopify', orders: { ...ORDERS, colour: 'red' } }, '/connectors/0/orders/colour'],
  ];
  for (const [settings, place] of cases) {
    const intake = keep(intakeWith({ url: 'https://shop.example', password: 's3cret', ...settings }));
    const { status, stderr } = intake.run([
      ...['serve', '--data', intake.data, '--web', intake.folder, '--assets', join(ROOT, 'assets')],
      ...intake.more,
    ]);
    assert.equal(status, 2, JSON.stringify(settings));
    assert.ok(stderr.includes(place), `${place}: ${stderr}`);
    assert.ok(!stderr.includes('s3cret'));
  }
});
