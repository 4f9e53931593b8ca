// What customers and the merchant's systems are told, against a real mail server and a real receiver.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { hookSecret, Intake, ROOT } from './intake.js';
import { bodyOf, headerOf, HookReceiver, Mailbox, until } from './peers.js';

const open = [];
after(async () => {
  for (const one of open.reverse()) await (one.remove?.() ?? one.stop());
});
const keep = (one) => (open.push(one), one);

const mailTo = (box, more = {}) => ({
  url: `smtp://127.0.0.1:${box.port}`,
  starttls: false,
  from: 'returns@kangning.example',
  from_name: '康宁大药房',
  ...more,
});
const idOf = (mail) => headerOf(mail.raw, 'Message-ID');

test('an acknowledgement arrives in the language of whoever withdrew, with what they stated and when', async () => {
  const box = keep(await new Mailbox().start());
  const hook = keep(await new HookReceiver().start());
  const link = 'https://returns.example/requests/{ticket}';
  const webhook = { url: `${hook.url}/events`, secret: hookSecret };
  const intake = keep(await new Intake({ messages: { smtp: mailTo(box), webhook, link } }).start());

  // A line that is a single dot ends a mail for a careless client; a long one is cut by a careless server.
  const reason = `zu klein\n.\n${'ä'.repeat(1200)}`;
  const filed = await intake.withdraw('first-of-all', { reason });
  assert.equal(filed.status, 201, filed.text);
  const { ticket, received_at: received } = filed.json;
  await until(() => box.mails.length === 1 && hook.calls.length === 1, 'the mail and the call');

  const [mail] = box.mails;
  assert.equal(mail.to, 'anna@example.com');
  assert.equal(mail.from, 'returns@kangning.example');
  assert.equal(headerOf(mail.raw, 'Subject'), `Kangning: Ihr Widerruf ${ticket} ist eingegangen`);
  assert.equal(headerOf(mail.raw, 'From'), '康宁大药房 <returns@kangning.example>');
  assert.match(idOf(mail), /^<[0-9a-f]{32}@kangning\.example>$/);
  assert.ok(Math.abs(Date.parse(headerOf(mail.raw, 'Date')) - Date.parse(received)) < 2000);
  const body = bodyOf(mail.raw).replaceAll('\r\n', '\n');
  for (const part of ['Анна 王', 'X-1', reason, ticket, received.slice(0, 10), received.slice(11, 19)])
    assert.ok(body.includes(part), `${part} is not in\n${body}`);
  assert.ok(body.includes(`https://returns.example/requests/${ticket}`));
  assert.ok(mail.raw.split('\r\n').every((line) => line.length <= 998 && /^[\x20-\x7e\t]*$/.test(line)));

  const [call] = hook.calls;
  assert.equal(call.url, '/events');
  assert.equal(call.body.type, 'ticket.registered');
  assert.deepEqual(Object.keys(call.body.data).sort(), ['status', 'ticket']);
  assert.equal(hook.wrong, 0);

  // Filed again it is the same request: nobody is told twice.
  assert.equal((await intake.withdraw('first-of-all', { reason })).status, 200);
  await new Promise((done) => setTimeout(done, 1200));
  assert.equal(box.mails.length, 1);

  // The desk decides; each step is a message, in order.
  const desk = await intake.signIn();
  const act = async (action, more) => {
    const { json } = await intake.ask(`/api/v1/desk/tickets/${ticket}`, undefined, desk);
    const body = { action, revision: json.case.revision, ...more };
    const answer = await intake.ask(`/api/v1/desk/tickets/${ticket}/actions`, body, desk);
    assert.equal(answer.status, 200, answer.text);
  };
  await act('note', { text: 'a secret of the house' });
  await act('ask', { text: 'Welche Bestellung war es?' });
  await act('refuse', { text: 'Es gibt diese Bestellung nicht.' });
  await until(() => box.mails.length === 3 && hook.calls.length === 3, 'two more of each');
  assert.match(bodyOf(box.mails[1].raw), /Welche Bestellung war es\?/);
  assert.match(bodyOf(box.mails[2].raw), /Es gibt diese Bestellung nicht\./);
  assert.ok(!box.mails.some((one) => bodyOf(one.raw).includes('a secret of the house')));
  assert.deepEqual(
    hook.calls.map((one) => one.body.type),
    ['ticket.registered', 'ticket.ask', 'ticket.refuse'],
  );
  const { json } = await intake.ask(`/api/v1/desk/tickets/${ticket}`, undefined, desk);
  assert.deepEqual(
    json.case.messages.map((one) => [one.kind, one.channel, one.way, one.state]),
    ['registered', 'ask', 'refuse'].flatMap((kind) => [
      [kind, 'customer', 'email', 'sent'],
      [kind, 'webhook', 'webhook', 'sent'],
    ]),
  );
  for (const secret of ['anna@', 'Анна', 'zu klein', 'diese Bestellung'])
    assert.ok(!intake.log.includes(secret), `${secret} is in the log`);
});

test('what fails for now is tried again under the same name; what is refused for good is shown as failed', async () => {
  const box = keep(await new Mailbox().start());
  const hook = keep(await new HookReceiver().start());
  box.mood = (attempt) => ['later', 'drop', 'hang', 'take'][attempt - 1] ?? 'refuse';
  hook.mood = (attempt) => [503, 429, 204][attempt - 1] ?? 410;
  const webhook = { url: hook.url, secret: hookSecret };
  const intake = keep(await new Intake({ messages: { smtp: mailTo(box), webhook, timeout: 1 } }).start());
  const first = (await intake.withdraw('tried-again')).json.ticket;
  await until(
    () => box.mails.length === 1 && hook.calls.length === 1,
    () => `what is taken in the end\n${intake.log}`,
  );
  assert.equal(box.attempts, 4);
  assert.equal(hook.attempts, 3);

  const second = (await intake.withdraw('refused-now', { email: 'nobody@example.com' })).json.ticket;
  const desk = await intake.signIn();
  const messagesOf = async (ticket) =>
    (await intake.ask(`/api/v1/desk/tickets/${ticket}`, undefined, desk)).json.case.messages;
  const failed = await until(async () => {
    const messages = await messagesOf(second);
    return messages.every((one) => one.state === 'failed') && messages;
  }, 'both failed');
  assert.deepEqual(
    failed.map((one) => [one.channel, one.fault, one.attempts]),
    [
      ['customer', 'smtp_550', 1],
      ['webhook', 'http_410', 1],
    ],
  );
  const sent = await messagesOf(first);
  assert.deepEqual(
    sent.map((one) => [one.state, one.attempts, one.fault]),
    [
      ['sent', 4, undefined],
      ['sent', 3, undefined],
    ],
  );
  assert.ok(!intake.log.includes('nobody@'));

  // Somebody has mended it and asks for it once more; nobody who has no session may.
  box.mood = () => 'take';
  const [mail] = failed;
  const again = `/api/v1/desk/tickets/${second}/messages/${mail.id}/again`;
  assert.equal((await intake.ask(again, {})).status, 401);
  assert.equal((await intake.ask(again.replace(second, first), {}, desk)).status, 409);
  assert.equal((await intake.ask(again, {}, desk)).status, 200);
  await until(() => box.mails.length === 2, 'the mail');
  const after = await until(async () => {
    const one = (await messagesOf(second)).find((entry) => entry.id === mail.id);
    return one.state === 'sent' && one;
  }, 'noted as sent');
  assert.equal(after.attempts, 1);
  const twice = await intake.ask(again, {}, desk);
  assert.equal(twice.json.error.code, 'not_failed');
  intake.verify();
});

test('kill -9 at any moment: every message arrives, and doubles have the same name', async () => {
  const box = keep(await new Mailbox().start());
  const hook = keep(await new HookReceiver().start());
  const webhook = { url: hook.url, secret: hookSecret };
  const intake = keep(await new Intake({ messages: { smtp: mailTo(box), webhook } }).start());
  const tickets = [];
  // The worst moment first: the mail server has it, and the intake dies before it hears so.
  box.mood = (attempt) => (attempt === 1 ? 'silent' : 'take');
  const dead = new Promise((done) => {
    box.taken = () => {
      box.taken = undefined;
      done(intake.end('SIGKILL'));
    };
  });
  tickets.push((await intake.withdraw('killed-00000', { email: 'k0@example.com' })).json.ticket);
  await dead;
  await intake.start();
  for (let round = 1; round <= 12; round += 1) {
    const email = `k${round}@example.com`;
    const filed = await intake.withdraw(`killed-${round}-000`, { email });
    assert.equal(filed.status, 201, filed.text);
    tickets.push(filed.json.ticket);
    await new Promise((done) => setTimeout(done, round * 9));
    await intake.end('SIGKILL');
    await intake.start();
  }
  const named = () => new Map(box.mails.map((mail) => [mail.to, new Set()]));
  await until(() => named().size === tickets.length, 'a mail for everybody');
  await until(
    () => new Set(hook.calls.map((one) => one.body.data.ticket)).size === tickets.length,
    'all calls',
  );
  const names = named();
  for (const mail of box.mails) names.get(mail.to).add(idOf(mail));
  for (const [to, ids] of names) assert.equal(ids.size, 1, `${to} cannot tell doubles`);
  const first = box.mails.filter((mail) => mail.to === 'k0@example.com');
  assert.ok(first.length >= 2, 'the first one was killed before it was noted, so it came twice');
  assert.equal(
    new Set(
      first.map((mail) => mail.raw.slice(mail.raw.indexOf('Subject')).replace(/boundary.*|--+\S*/g, '')),
    ).size,
    1,
  );
  const calls = new Map();
  for (const one of hook.calls)
    calls.set(one.body.data.ticket, (calls.get(one.body.data.ticket) ?? new Set()).add(one.id));
  for (const ids of calls.values()) assert.equal(ids.size, 1);
});

test('STARTTLS with a name and a password; a server without TLS or with a stranger’s certificate gets nothing', async () => {
  const intake = keep(new Intake());
  const file = (name) => join(intake.folder, name);
  const args = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ];
  for (const name of ['good', 'bad'])
    execFileSync(
      'openssl',
      [
        ...args,
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=DNS:localhost',
        '-keyout',
        file(`${name}.key`),
        '-out',
        file(`${name}.crt`),
      ],
      { stdio: 'ignore' },
    );
  const tls = (name) => ({ key: readFileSync(file(`${name}.key`)), cert: readFileSync(file(`${name}.crt`)) });
  const box = keep(await new Mailbox({ ...tls('good'), authOptional: false }).start());
  const stranger = keep(await new Mailbox(tls('bad')).start());
  const plain = keep(await new Mailbox().start());
  const to = (peer) => ({
    ca: file('good.crt'),
    smtp: mailTo(peer, {
      url: `smtp://localhost:${peer.port}`,
      starttls: true,
      user: 'shop',
      password: 'pass word',
    }),
  });
  intake.configure(to(stranger));
  await intake.start();
  assert.equal((await intake.withdraw('over-a-secure-line')).status, 201);
  await until(() => /"outcome":"curl_60"/.test(intake.log), 'the certificate is not believed');
  await intake.end('SIGTERM');
  intake.configure(to(plain));
  await intake.start();
  await until(
    () => /"outcome":"(smtp|curl)_\d+"/.test(intake.log.slice(intake.log.lastIndexOf('"started"'))),
    'no TLS, no mail',
  );
  await intake.end('SIGTERM');
  intake.configure(to(box));
  await intake.start();
  await until(() => box.mails.length === 1, 'the mail');
  assert.equal(box.mails[0].secure, true);
  assert.equal(box.mails[0].user, 'shop');
  assert.equal(stranger.mails.length + plain.mails.length, 0);
  assert.ok(!intake.log.includes('pass word'));
});

test('settings that cannot be meant are refused with the place', () => {
  const cases = [
    [{ smtp: { url: 'http://x', from: 'a@b.example' } }, '/smtp/url'],
    [{ smtp: { url: 'smtp://x', from: 'nobody' } }, '/smtp/from'],
    [{ smtp: { url: 'smtp://x', from: 'a@b.example', tls: true } }, '/smtp/tls'],
    [{ webhook: { url: 'https://x', secret: 'whsec_c2hvcnQ=' } }, '/webhook/secret'],
    [{ webhook: { url: 'file:///etc/passwd', secret: hookSecret } }, '/webhook/url'],
    [{ attempts: 0 }, '/attempts'],
    [{ smpt: {} }, '/smpt'],
    [{}, 'none of them'],
  ];
  for (const [messages, place] of cases) {
    const intake = new Intake({ messages });
    open.push(intake);
    const args = ['serve', '--data', intake.data, '--web', intake.folder, '--assets', join(ROOT, 'assets')];
    const { status, stderr } = intake.run([...args, ...intake.more]);
    assert.equal(status, 2, JSON.stringify(messages));
    assert.ok(stderr.includes(place), `${place}: ${stderr}`);
  }
});
