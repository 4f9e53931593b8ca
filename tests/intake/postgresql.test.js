// Two servers with one database on PostgreSQL: what is filed is filed once, whichever of them is asked, and whichever of
// them is killed in the middle. 24 kills, or KILLS=1000.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { hookSecret, Intake } from './intake.js';
import { HookReceiver, until } from './peers.js';
import { Postgres } from './postgres.js';

const KILLS = Number(process.env.KILLS ?? 24);

const postgres = new Postgres();
const hook = new HookReceiver();
let one;
let other;
before(async () => {
  await Promise.all([postgres.start(), hook.start()]);
  const messages = { webhook: { url: `${hook.url}/events`, secret: hookSecret } };
  one = new Intake({ messages, env: { RETURNS_DATABASE: postgres.url() } });
  other = new Intake({ more: one.more, env: one.env });
  other.data = one.data;
  // At once: both find neither a folder nor a table.
  await Promise.all([one.start(), other.start()]);
});
after(async () => {
  await other.remove();
  await one.remove();
  await hook.stop();
  await postgres.remove();
});

let addresses = 0;
/** From an address of its own: the limit per address is another test's. */
function state(server, key, more = {}, headers = {}, policy = 'eu-consumer') {
  addresses += 1;
  const statement = {
    schema: 'returns.withdrawal/1',
    order: `X-${key}`,
    name: 'Anna',
    email: 'anna@example.com',
    confirmed: true,
    ...more,
  };
  return server.ask(
    '/api/v1/withdrawals',
    { policy, statement },
    { 'Idempotency-Key': key, 'X-Forwarded-For': `10.3.${addresses >> 8}.${addresses & 255}`, ...headers },
  );
}

/** As a device does: any answer but a refusal of the server's own making, or none, is tried again, here or there. */
async function persist(ask) {
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await ask(tries % 2 === 0 ? one : other);
      if (answer.status < 500 && answer.status !== 409 && answer.status !== 429) return answer;
      if (tries > 2000) throw new Error(`gave up at ${answer.status}: ${answer.text}`);
    } catch (fault) {
      if (tries > 2000) throw fault;
    }
    await sleep(5);
  }
}

const count = (sql) => Number(postgres.query(sql)[0]);

test('one key sent to both at once makes one request', async () => {
  const before = count('SELECT COUNT(*) FROM requests');
  for (let round = 0; round < 20; round += 1) {
    const key = randomUUID();
    const order = `X-${key}`;
    const answers = await Promise.all(
      [one, other, one, other].map(async (server) => {
        for (;;) {
          const answer = await state(server, key, { order });
          if (answer.status !== 409) return answer; // 409: the same server is at it
          await sleep(20);
        }
      }),
    );
    for (const answer of answers) assert.ok([200, 201].includes(answer.status), answer.text);
    assert.equal(answers.filter((answer) => answer.status === 201).length, 1, 'filed once');
    assert.equal(new Set(answers.map((answer) => answer.json.ticket)).size, 1, 'one ticket');
  }
  assert.equal(count('SELECT COUNT(*) FROM requests'), before + 20);
});

test('one key for the units of an order, sent to both at once, takes them once', async () => {
  const { json } = await one.ask('/api/v1/demo/orders');
  const { id, factor } = json.orders.find((order) => order.id === 'NH-3001');
  const { token, order } = (await one.ask('/api/v1/orders/lookup', { order: id, factor })).json;
  for (const { id: line } of order.lines.slice(0, 2)) {
    const key = randomUUID();
    const said = { order: id, lines: [{ line, quantity: 1 }] };
    const answers = await Promise.all(
      [one, other].map((server) =>
        state(server, key, said, { Authorization: `Bearer ${token}` }, order.policy.id),
      ),
    );
    assert.deepEqual(
      answers.map((answer) => answer.status).sort(),
      [200, 201],
      answers[0].text + answers[1].text,
    );
    assert.equal(answers[0].json.ticket, answers[1].json.ticket);
  }
});

test('the last unit goes to one of those who ask at once', async () => {
  const { json } = await one.ask('/api/v1/demo/orders');
  for (const { id, factor } of json.orders.filter((order) => order.id.startsWith('NH-'))) {
    const opened = (await other.ask('/api/v1/orders/lookup', { order: id, factor })).json;
    for (const { id: line, quantity, held = [] } of opened.order.lines) {
      const left = quantity - held.length; // each of one
      const answers = await Promise.all(
        [one, other, one, other, one, other].map((server) =>
          state(
            server,
            randomUUID(),
            { order: id, lines: [{ line, quantity: 1 }] },
            { Authorization: `Bearer ${opened.token}` },
          ),
        ),
      );
      const filed = answers.filter((answer) => answer.status === 201);
      assert.equal(filed.length, left, answers.map((answer) => answer.text).join('\n'));
      for (const answer of answers.filter((each) => each.status !== 201)) {
        assert.equal(answer.status, 400, answer.text);
        assert.equal(answer.json.error.params.missing[0].code, 'quantity_too_large');
      }
    }
  }
});

test('both send messages, and each goes out once', async () => {
  const waiting = () => count("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'") === 0;
  await until(waiting, 'what the tests before have queued');
  const before = hook.calls.length;
  const filed = await Promise.all(
    Array.from({ length: 40 }, (_, index) => state(index % 2 ? one : other, randomUUID())),
  );
  for (const answer of filed) assert.equal(answer.status, 201, answer.text);
  await until(waiting, 'all are sent');
  const tickets = hook.calls.slice(before).map((call) => call.body.data.ticket);
  assert.equal(tickets.length, 40);
  assert.deepEqual(new Set(tickets), new Set(filed.map((answer) => answer.json.ticket)));
  assert.ok(/"event":"message"/.test(one.log) && /"event":"message"/.test(other.log), 'both took part');
});

test(
  `${KILLS} kills of one or the other lose nothing and double nothing`,
  { timeout: 3_600_000 },
  async () => {
    const before = count('SELECT COUNT(*) FROM requests');
    const acknowledged = new Map();
    let end = false;
    const clients = [1, 2, 3, 4].map(async () => {
      while (!end) {
        const key = randomUUID();
        const answer = await persist((server) => state(server, key, { order: `X-${key}` }));
        assert.ok(answer.status === 201 || answer.status === 200, answer.text);
        acknowledged.set(key, answer.json.ticket);
      }
    });
    for (let kill = 0; kill < KILLS; kill += 1) {
      await sleep(Math.random() * 250);
      const victim = kill % 2 ? one : other;
      await victim.end('SIGKILL');
      // The one that is left goes on: what the dead one held is free.
      const had = acknowledged.size;
      await until(() => acknowledged.size > had + 1, 'the other one still files');
      await victim.start();
    }
    end = true;
    await Promise.all(clients);
    assert.ok(acknowledged.size >= KILLS, `only ${acknowledged.size} were filed`);
    assert.equal(new Set(acknowledged.values()).size, acknowledged.size, 'a ticket was given twice');
    assert.equal(
      count('SELECT COUNT(*) FROM requests'),
      before + acknowledged.size,
      'as many as were acknowledged',
    );
    one.verify();
    console.log(`${KILLS} kills: ${acknowledged.size} requests`);
  },
);

test('a server of PostgreSQL that is killed and comes back loses nothing', { timeout: 120_000 }, async () => {
  const acknowledged = new Map();
  let end = false;
  const client = (async () => {
    while (!end) {
      const key = randomUUID();
      const answer = await persist((server) => state(server, key, { order: `X-${key}` }));
      acknowledged.set(key, answer.json.ticket);
    }
  })();
  await until(() => acknowledged.size > 3, 'some are filed');
  await postgres.stop();
  const health = await one.ask('/healthz');
  assert.equal(health.status, 200, 'the process answers all the same');
  assert.equal((await state(one, randomUUID())).status, 503);
  await postgres.start();
  const had = acknowledged.size;
  await until(() => acknowledged.size > had + 3, 'it goes on by itself');
  end = true;
  await client;
  for (const [key, ticket] of acknowledged)
    assert.equal((await state(other, key, { order: `X-${key}` })).json.ticket, ticket);
  one.verify();
  assert.ok(!/anna@example|Anna/.test(one.log + other.log), 'no word of a customer in a log');
});

test('an upload that one server is at is not touched by the other', async () => {
  const { token } = await one.openDemo(0);
  const tus = { 'Tus-Resumable': '1.0.0', Authorization: `Bearer ${token}` };
  const b64 = (text) => Buffer.from(text).toString('base64');
  const created = await fetch(`${one.url}/api/v1/media`, {
    method: 'POST',
    headers: { ...tus, 'Upload-Length': '100000', 'Upload-Metadata': `sha256 ${b64('a'.repeat(64))}` },
  });
  assert.equal(created.status, 201);
  const at = created.headers.get('Location');
  let more;
  const slow = new ReadableStream({ start: (controller) => (more = controller) });
  const patch = fetch(one.url + at, {
    method: 'PATCH',
    duplex: 'half',
    headers: { ...tus, 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': '0' },
    body: slow,
  }).catch(() => undefined);
  more.enqueue(Buffer.alloc(1000));
  const head = async (server) => (await fetch(server.url + at, { method: 'HEAD', headers: tus })).status;
  await until(async () => (await head(other)) === 503, 'the other one waits');
  // This one's own transfer can be interrupted, and then the upload is anybody's.
  assert.equal(await head(one), 200);
  more.close();
  await patch;
  await until(async () => (await head(other)) === 200, 'the other one may go on');
});

test('the commands work beside the servers, or say what to use instead', async () => {
  const headers = await one.signIn('mei');
  assert.equal(
    (await other.ask('/api/v1/desk/queue', undefined, headers)).status,
    200,
    'a session is good at both',
  );
  const backup = one.run(['backup', '--data', one.data, join(one.folder, 'backup')]);
  assert.equal(backup.status, 2);
  assert.match(backup.stderr, /pg_dump/);
  const key = randomUUID();
  const { ticket } = (await state(one, key, { order: `X-${key}` })).json;
  const out = join(one.folder, 'given');
  const given = one.run(['customer', 'export', '--ticket', ticket, '--data', one.data, out]);
  assert.equal(given.status, 0, given.stderr);
  assert.match(readFileSync(join(out, 'customer.json'), 'utf8'), /anna@example\.com/);
  const erased = one.run(['customer', 'erase', '--ticket', ticket, '--data', one.data]);
  assert.match(erased.stderr, new RegExp(`${ticket}: is still worked on`));
  // Whoever forgets to say where the database is does not begin anew beside it.
  const forgotten = new Intake();
  forgotten.data = one.data;
  assert.match(
    forgotten.run(['audit', 'verify', '--data', one.data]).stderr,
    /its database is at postgresql:\/\/\//,
  );
  assert.ok(!existsSync(join(one.data, 'returns.db')));
  forgotten.data = join(forgotten.folder, 'data');
  await forgotten.remove();
});

test('pg_dump makes a backup, and what is restored of it holds', () => {
  const url = postgres.create('restored');
  const file = join(one.folder, 'dump');
  execFileSync('pg_dump', ['--format=custom', '--file', file, postgres.url()], { stdio: 'pipe' });
  execFileSync('pg_restore', ['--no-owner', '--dbname', url, file], { stdio: 'pipe' });
  const checked = one.run(['audit', 'verify', '--data', one.data, '--database', url]);
  assert.equal(checked.status, 0, checked.stdout + checked.stderr);
  assert.equal(
    postgres.query('SELECT COUNT(*) FROM requests', 'restored')[0],
    postgres.query('SELECT COUNT(*) FROM requests')[0],
  );
});

test('a database goes from a file to a server and back, and serves', { timeout: 120_000 }, async () => {
  const shop = new Intake();
  try {
    await shop.start();
    const filed = [];
    for (let i = 0; i < 20; i += 1) {
      const key = randomUUID();
      filed.push([key, (await state(shop, key, { order: `X-${key}` })).json.ticket]);
    }
    const url = postgres.create('migrated');
    assert.match(shop.run(['migrate', shop.data, url]).stderr, /a server works in this folder/);
    await shop.end('SIGTERM');
    const there = shop.run(['migrate', shop.data, url]);
    assert.equal(there.status, 0, there.stderr);
    assert.match(there.stdout, /Migrated and compared: \d+ tables, \d+ rows/);
    assert.match(there.stderr, /requests: 20 rows/);
    const again = shop.run(['migrate', shop.data, url]);
    assert.equal(again.status, 1, again.stdout);
    assert.match(again.stderr, /is not empty: there are rows in/);
    await assert.rejects(shop.start(), /its database is at/);
    shop.env.RETURNS_DATABASE = url;
    await shop.start();
    for (const [key, ticket] of filed)
      assert.equal((await state(shop, key, { order: `X-${key}` })).json.ticket, ticket);
    const key = randomUUID();
    filed.push([key, (await state(shop, key, { order: `X-${key}` })).json.ticket]);
    shop.verify();
    await shop.end('SIGTERM');
    assert.match(shop.run(['migrate', url, shop.data]).stderr, /is there already/);
    renameSync(join(shop.data, 'returns.db'), join(shop.folder, 'old.db'));
    const back = shop.run(['migrate', url, shop.data]);
    assert.equal(back.status, 0, back.stderr);
    delete shop.env.RETURNS_DATABASE;
    await shop.start();
    for (const [each, ticket] of filed)
      assert.equal((await state(shop, each, { order: `X-${each}` })).json.ticket, ticket);
    shop.verify();
  } finally {
    await shop.remove();
  }
});
