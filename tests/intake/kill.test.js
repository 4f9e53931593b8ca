// A client that does not give up and a server that is killed at random points: what was acknowledged is there, once.
// 20 kills, or KILLS=1000 (the bench).
import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Intake } from './intake.js';

const KILLS = Number(process.env.KILLS ?? 20);
const OCTETS = 'application/offset+octet-stream';

let intake;
before(async () => {
  intake = await new Intake().start();
});
after(() => intake.remove());

/** As a device does: any answer but a refusal of the server's own making, or none, is tried again. */
async function persist(ask) {
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await ask();
      if (answer.status < 500 && answer.status !== 409 && answer.status !== 429) return answer;
      if (tries > 2000) throw new Error(`gave up at ${answer.status}: ${answer.text}`);
    } catch (fault) {
      if (tries > 2000) throw fault;
    }
    await sleep(5);
  }
}

/** One statement until it is acknowledged. */
async function file(acknowledged, worker) {
  const key = randomUUID();
  // Each from an address of its own: the limit per address is another test's.
  const from = `10.${worker}.${Math.floor(acknowledged.size / 250)}.${acknowledged.size % 250}`;
  const statement = {
    schema: 'returns.withdrawal/1',
    order: `X-${key}`,
    name: 'Anna',
    email: 'anna@example.com',
    confirmed: true,
  };
  const answer = await persist(() =>
    intake.ask(
      '/api/v1/withdrawals',
      { policy: 'eu-consumer', statement },
      { 'Idempotency-Key': key, 'X-Forwarded-For': from },
    ),
  );
  assert.ok(answer.status === 201 || answer.status === 200, answer.text);
  acknowledged.set(key, answer.json.ticket ?? answer.json.receipt?.ticket);
}

const gif = (note) =>
  Buffer.concat([
    Buffer.from('GIF89a\x40\x06\xb0\x04\x80\x00\x00', 'latin1'),
    Buffer.from([0, 0, 0, 255, 255, 255, 0x21, 0xfe, note.length]),
    note,
    Buffer.from([0, 0x2c, 0, 0, 0, 0, 0x40, 0x06, 0xb0, 0x04, 0, 2, 2, 0x44, 1, 0, 0x3b]),
  ]);

/** One small file until it is whole. */
async function send(token, whole) {
  const bytes = gif(randomBytes(40));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const b64 = (text) => Buffer.from(text).toString('base64');
  const tus = { 'Tus-Resumable': '1.0.0', Authorization: `Bearer ${token}` };
  const created = await persist(async () => {
    const answer = await fetch(`${intake.url}/api/v1/media`, {
      method: 'POST',
      headers: {
        ...tus,
        'Upload-Length': String(bytes.length),
        'Upload-Metadata': `filename ${b64('a.gif')},filetype ${b64('image/gif')},sha256 ${b64(sha256)}`,
      },
    });
    return { status: answer.status, text: await answer.text(), at: answer.headers.get('Location') };
  });
  if (created.status === 413) return false; // the order's quota is used up
  assert.equal(created.status, 201, created.text);
  for (let offset = 0; offset < bytes.length; ) {
    const at = intake.url + created.at;
    const head = await persist(async () => {
      const answer = await fetch(at, { method: 'HEAD', headers: tus });
      return { status: answer.status, offset: Number(answer.headers.get('Upload-Offset')) };
    });
    assert.equal(head.status, 200);
    assert.ok(head.offset >= offset, `acknowledged ${offset}, there are ${head.offset}`);
    offset = head.offset;
    if (offset === bytes.length) break;
    const piece = bytes.subarray(offset, offset + 40);
    const answer = await fetch(at, {
      method: 'PATCH',
      headers: { ...tus, 'Content-Type': OCTETS, 'Upload-Offset': String(offset) },
      body: piece,
    }).catch(() => undefined);
    if (answer?.status === 204) offset += piece.length;
  }
  whole.add(sha256);
  return true;
}

test(`${KILLS} kills lose nothing and double nothing`, { timeout: 3_600_000 }, async () => {
  const acknowledged = new Map();
  const whole = new Set();
  let end = false;
  const tokens = [];
  for (let order = 0; order < 8; order += 1) tokens.push((await intake.openDemo(order)).token);
  const clients = [1, 2, 3].map(async (worker) => {
    while (!end) await file(acknowledged, worker);
  });
  const sender = (async () => {
    while (!end && tokens.length > 0) if (!(await send(tokens[0], whole))) tokens.shift();
  })();
  for (let kill = 0; kill < KILLS; kill += 1) {
    await sleep(Math.random() * 250);
    await intake.end('SIGKILL');
    await intake.start();
  }
  end = true;
  await Promise.all([...clients, sender]);

  assert.ok(acknowledged.size >= KILLS / 2, `only ${acknowledged.size} were filed`);
  assert.ok(whole.size > 0);
  assert.equal(new Set(acknowledged.values()).size, acknowledged.size, 'a ticket was given twice');
  // Every acknowledged key is answered with the very ticket, and nothing else is stored.
  const [, entries, requests] = /(\d+) entries, (\d+) requests/.exec(intake.verify());
  assert.equal(Number(requests), acknowledged.size, 'as many requests as were acknowledged');
  assert.ok(Number(entries) >= acknowledged.size);
  const out = join(intake.folder, 'backup');
  const backup = intake.run(['backup', '--data', intake.data, out]);
  assert.equal(backup.status, 0, backup.stderr);
  for (const sha256 of whole)
    assert.ok(existsSync(join(out, 'media', sha256.slice(0, 2), sha256.slice(2))), 'a whole file is lost');
  console.log(`${KILLS} kills: ${acknowledged.size} requests, ${whole.size} files`);
});
