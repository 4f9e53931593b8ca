// `returns backup`, `restore`, `customer export` and `customer erase` beside a server at work.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Intake, PROGRAM } from './intake.js';

let intake;
let desk;
before(async () => {
  intake = await new Intake().start();
  desk = await intake.signIn();
});
after(() => intake.remove());

let addresses = 0;
async function withdraw(server, key = randomUUID(), more = {}) {
  addresses += 1;
  const statement = {
    schema: 'returns.withdrawal/1',
    order: 'X-1',
    name: 'Anna Karenina',
    email: 'anna@example.com',
    confirmed: true,
    ...more,
  };
  const answer = await server.ask(
    '/api/v1/withdrawals',
    { policy: 'eu-consumer', statement },
    { 'Idempotency-Key': key, 'X-Forwarded-For': `10.2.${addresses >> 8}.${addresses & 255}` },
  );
  assert.ok(answer.status === 201 || answer.status === 200, answer.text);
  return { key, ...answer.json };
}

test('a backup under load holds what was acknowledged before it, and serves', async () => {
  const filed = [];
  for (let i = 0; i < 10; i += 1) filed.push(await withdraw(intake));
  let end = false;
  let during = 0;
  const load = (async () => {
    while (!end) {
      await withdraw(intake);
      during += 1;
    }
  })();
  const out = join(intake.folder, 'backup');
  // Another process, and this one goes on filing.
  const made = await new Promise((done) => {
    execFile(PROGRAM, ['backup', '--data', intake.data, out], (fault, stdout, stderr) =>
      done({ code: fault?.code ?? 0, stdout, stderr }),
    );
  });
  end = true;
  await load;
  assert.equal(made.code, 0, made.stderr);
  assert.ok(during > 0, 'nobody waited');
  assert.equal(statSync(out).mode & 0o777, 0o700);
  const copy = new Intake();
  try {
    const restored = copy.run(['restore', out, '--data', copy.data]);
    assert.equal(restored.status, 0, restored.stderr);
    assert.match(restored.stdout, /Restored and verified: \d+ requests/);
    await copy.start();
    for (const { key, ticket } of filed) assert.equal((await withdraw(copy, key)).ticket, ticket);
    copy.verify();
  } finally {
    await copy.remove();
  }
  // One bit of the database, in the middle of it.
  const file = join(out, 'returns.db');
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] ^= 4;
  writeFileSync(file, bytes);
  const refused = intake.run(['restore', out, '--data', join(intake.folder, 'new')]);
  assert.equal(refused.status, 1, refused.stdout);
  assert.match(refused.stderr, /returns\.db: is not what was backed up/);
  assert.deepEqual(readdirSync(join(intake.folder, 'new')), []);
});

test('backup and restore leave alone what is there', () => {
  for (const args of [
    ['backup', '--data', intake.data, intake.folder],
    ['restore', join(intake.folder, 'backup'), '--data', intake.data],
  ]) {
    const refused = intake.run(args);
    assert.notEqual(refused.status, 0);
    assert.match(refused.stderr, /not an empty folder|is not what/);
  }
  assert.equal(intake.run(['backup', '--data', '/no/such', join(intake.folder, 'x')]).status, 2);
});

test('what is held about a ticket is given out, and erased once it is closed', async () => {
  const { ticket } = await withdraw(intake, randomUUID(), { reason: 'the colour of a wet Tuesday' });
  const out = join(intake.folder, 'given');
  const given = intake.run(['customer', 'export', '--ticket', ticket, '--data', intake.data, out]);
  assert.equal(given.status, 0, given.stderr);
  const document = JSON.parse(readFileSync(join(out, 'customer.json'), 'utf8'));
  const [request] = document.orders[0].requests;
  assert.equal(request.ticket, ticket);
  assert.equal(request.body.statement.name, 'Anna Karenina');
  assert.equal(request.contact.email, 'anna@example.com');
  assert.ok(request.log.some((entry) => entry.kind === 'request_received'));

  const erase = () => intake.run(['customer', 'erase', '--ticket', ticket, '--data', intake.data]);
  const open = erase();
  assert.equal(open.status, 1, open.stdout);
  assert.match(open.stderr, new RegExp(`${ticket}: is still worked on`));
  for (const action of [
    { action: 'assign', assignee: 'mei' },
    { action: 'accept', text: 'fits' },
    { action: 'close', text: 'paid' },
  ]) {
    const seen = (await intake.ask(`/api/v1/desk/tickets/${ticket}`, undefined, desk)).json.case;
    if (!seen.actions.includes(action.action)) continue;
    const done = await intake.ask(
      `/api/v1/desk/tickets/${ticket}/actions`,
      { ...action, revision: seen.revision },
      desk,
    );
    assert.equal(done.status, 200, done.text);
  }
  const erased = erase();
  assert.equal(erased.status, 0, erased.stderr);
  for (const name of readdirSync(intake.data).filter((one) => one.startsWith('returns.db')))
    assert.ok(!readFileSync(join(intake.data, name)).includes('wet Tuesday'), name);
  const seen = (await intake.ask(`/api/v1/desk/tickets/${ticket}`, undefined, desk)).json.case;
  assert.equal(seen.ticket, ticket, 'the desk still has the case');
  assert.ok(!JSON.stringify(seen).includes('Karenina'));
  intake.verify();
  assert.equal(intake.run(['customer', 'erase', '--order', 'no-such', '--data', intake.data]).status, 1);
});
