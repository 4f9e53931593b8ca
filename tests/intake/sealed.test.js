// What a shared device has sealed, at the real intake: opened, proven, filed once; and everything else refused.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { openCore } from '../../web/package/core.node.js';
import { verifyTrust } from '../../wasm/pack-signature.js';
import { seal, uint32 } from '../../web/src/outbox/seal.js';
import { Intake, ROOT } from './intake.js';

const ORDER = 'KN-1001';
const FACTOR = '4821';
const MERCHANT = 'demo';

/** An intake of its own: the demonstration's order has one unit that may go back. */
async function open(context) {
  const intake = await new Intake().start();
  context.after(() => intake.remove());
  const { sealing } = (await intake.ask('/api/v1/config')).json.trust;
  return { intake, sealing, requests: await requestsOf(intake) };
}

/** Sealed requests of the demonstration's first order, as the core of a browser makes them. */
async function requestsOf(server) {
  const core = await openCore({ baseUrl: new URL('web/dist/wasm/', `file://${ROOT}`) });
  const bytes = async (path) => new Uint8Array(await (await fetch(`${server.url}${path}`)).arrayBuffer());
  const { order } = (await server.ask('/api/v1/orders/lookup', { order: ORDER, factor: FACTOR })).json;
  const pack = await bytes(`/api/v1/packs/${order.policy.id}/${order.policy.version}`);
  const { calendar } = JSON.parse(new TextDecoder().decode(pack));
  await core.load(pack, await bytes(`/api/v1/calendars/${calendar}`));
  return async (name = 'Lin Wei') => {
    const { json } = await server.ask('/api/v1/orders/lookup', { order: ORDER, factor: FACTOR });
    const draft = {
      schema: 'returns.draft/1',
      order: ORDER,
      items: [
        {
          line: 'L4',
          quantity: 1,
          reason: 'changed.not_needed',
          answers: { seal: 'intact', outer_box: 'intact' },
        },
      ],
      resolution: 'refund',
      contact: { name, phone: '13800004821' },
    };
    const answer = await core.seal(json.order, draft, `${new Date().toISOString().slice(0, 19)}Z`);
    assert.ok(answer.bytes, JSON.stringify(answer));
    return answer.bytes;
  };
}

const contentOf = (request, more = {}) => ({
  order: ORDER,
  token: '',
  factor: FACTOR,
  language: 'de',
  request,
  files: [],
  ...more,
});

const deliver = async (server, sealed, key) => {
  const response = await fetch(`${server.url}/api/v1/sealed`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': key },
    body: sealed,
  });
  return { status: response.status, headers: response.headers, json: await response.json() };
};

const key = () => crypto.randomUUID();

test('filed with the second factor, once, and the device is told no more than that', async (context) => {
  const { intake, sealing, requests } = await open(context);
  const name = key();
  const content = contentOf(await requests());
  const sealed = await seal({ merchant: MERCHANT, sealing, key: name, content });
  const first = await deliver(intake, sealed, name);
  assert.equal(first.status, 201, JSON.stringify(first.json));
  assert.deepEqual(Object.keys(first.json).sort(), ['idempotency_key', 'received_at', 'schema', 'ticket']);
  assert.equal(first.json.idempotency_key, name);
  const again = await deliver(intake, sealed, name);
  assert.equal(again.status, 200);
  assert.equal(again.headers.get('idempotent-replayed'), 'true');
  assert.equal(again.json.ticket, first.json.ticket);
  // The same request sealed once more is other bytes, and still the same request.
  const other = await seal({ merchant: MERCHANT, sealing, key: name, content });
  assert.notDeepEqual(other, sealed);
  assert.equal((await deliver(intake, other, name)).json.ticket, first.json.ticket);
});

test('filed with a token, and by the ordinary way under the same key it is known', async (context) => {
  const { intake, sealing, requests } = await open(context);
  const name = key();
  const request = await requests();
  const { token } = (await intake.ask('/api/v1/orders/lookup', { order: ORDER, factor: FACTOR })).json;
  const content = contentOf(request, { token, factor: '' });
  const filed = await deliver(intake, await seal({ merchant: MERCHANT, sealing, key: name, content }), name);
  assert.equal(filed.status, 201, JSON.stringify(filed.json));
  const response = await fetch(`${intake.url}/api/v1/requests`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': name,
      Authorization: `Bearer ${token}`,
    },
    body: request,
  });
  assert.equal(response.status, 200);
  assert.equal((await response.json()).ticket, filed.json.ticket);
});

test('whoever cannot show whose order it is files nothing', async (context) => {
  const { intake, sealing, requests } = await open(context);
  const name = key();
  const content = contentOf(await requests(), { factor: '0000' });
  const refused = await deliver(
    intake,
    await seal({ merchant: MERCHANT, sealing, key: name, content }),
    name,
  );
  assert.equal(refused.status, 404);
});

test('under another key, another merchant, or for another key pair it does not open', async (context) => {
  const { intake, sealing, requests } = await open(context);
  const name = key();
  const content = contentOf(await requests());
  const sealed = await seal({ merchant: MERCHANT, sealing, key: name, content });
  const code = async (bytes, as = name) => {
    const { status, json } = await deliver(intake, bytes, as);
    assert.ok(status >= 400 && status < 500, `${status}`);
    return json.error.code;
  };
  assert.equal(await code(sealed, key()), 'sealed_refused');
  assert.equal(await code(await seal({ merchant: 'other', sealing, key: name, content })), 'sealed_refused');
  const stranger = { ...sealing, id: 'f'.repeat(32) };
  assert.equal(
    await code(await seal({ merchant: MERCHANT, sealing: stranger, key: name, content })),
    'sealing_key_unknown',
  );
  assert.equal((await deliver(intake, sealed, 'short')).json.error.at, 'Idempotency-Key');
});

test('one changed bit anywhere, or an end cut off anywhere, and it is refused', async (context) => {
  const { intake, sealing, requests } = await open(context);
  const name = key();
  const sealed = await seal({ merchant: MERCHANT, sealing, key: name, content: contentOf(await requests()) });
  const places = [...Array(98 + 40).keys(), sealed.length - 17, sealed.length - 1];
  for (const at of places) {
    const changed = sealed.slice();
    changed[at] ^= 1 << at % 8;
    const { status, json } = await deliver(intake, changed, name);
    assert.ok([400, 409].includes(status), `byte ${at}: ${status}`);
    assert.match(json.error.code, /^seal(ed|ing)_/);
  }
  for (const length of [0, 16, 97, 98, 113, sealed.length - 16, sealed.length - 1]) {
    const { status } = await deliver(intake, sealed.slice(0, length), name);
    assert.ok([400, 411].includes(status), `cut at ${length}: ${status}`);
  }
  assert.equal((await deliver(intake, new Uint8Array([...sealed, 0]), name)).status, 400);
  // None of all that has used the key up.
  assert.equal((await deliver(intake, sealed, name)).status, 201);
});

test('pieces keep their places, and the last says that it is the last', async (context) => {
  const { intake, sealing, requests } = await open(context);
  const name = key();
  const blob = new Blob([new Uint8Array(200_000).map((_, at) => at % 251)]);
  const files = [{ sha256: '0'.repeat(64), name: 'a.jpg', type: 'image/jpeg', blob }];
  const request = await requests();
  const sealed = await seal({
    merchant: MERCHANT,
    sealing,
    key: name,
    content: contentOf(request, { files }),
  });
  const head = 17 + 16 + 65;
  const piece = 65_536 + 16;
  const part = (n) => sealed.slice(head + n * piece, head + (n + 1) * piece);
  const joined = (...parts) => new Uint8Array(parts.flatMap((bytes) => [...bytes]));
  const start = sealed.slice(0, head);
  for (const [what, bytes] of Object.entries({
    swapped: joined(start, part(0), part(2), part(1), part(3)),
    'without the last': joined(start, part(0), part(1), part(2)),
    'without one': joined(start, part(0), part(2), part(3)),
    'one twice': joined(start, part(0), part(1), part(1), part(2), part(3)),
  })) {
    const { json } = await deliver(intake, bytes, name);
    assert.equal(json.error.code, 'sealed_refused', what);
  }
  // Whole it opens; that the file is not what it is said to be is found as with every upload.
  const { status, json } = await deliver(intake, sealed, name);
  assert.deepEqual([status, json.error.code], [460, 'digest_mismatch']);
});

test('a key of one’s own, and what a device exported', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'returns-sealed-'));
  const [trust, pem, file] = ['trust.json', 'sealing.pem', 'kiosk.outbox'].map((name) => join(folder, name));
  const signer = join(folder, 'signer.pem');
  const server = await new Intake().start();
  const run = (...args) => server.run(args);
  const merchant = ['--merchant', 'demo'];
  assert.equal(run('policy', 'keygen', signer, '--trust', trust, ...merchant).status, 0);
  const made = run('outbox', 'keygen', pem, '--trust', trust);
  assert.equal(made.status, 0, made.stderr);
  assert.equal(statSync(pem).mode & 0o777, 0o600);
  assert.equal(run('outbox', 'keygen', pem, '--trust', trust).status, 2, 'a key was overwritten');
  const own = JSON.parse(readFileSync(trust, 'utf8')).sealing;

  context.after(async () => {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  const make = await requestsOf(server);
  const entries = [];
  for (const name of ['Planted One', 'Planted Two']) {
    const one = key();
    const content = contentOf(await make(name));
    entries.push({ key: one, bytes: await seal({ merchant: MERCHANT, sealing: own, key: one, content }) });
    // The second goes against the same last unit.
  }
  const exported = [Buffer.from('returns.outbox/1\n')];
  for (const entry of entries) {
    const head = Buffer.from(JSON.stringify({ key: entry.key, created: 1, size: entry.bytes.length }));
    exported.push(uint32(head.length), head, entry.bytes);
  }
  writeFileSync(file, Buffer.concat(exported));
  assert.ok(!readFileSync(file).includes('Planted'));
  const place = ['--data', server.data, '--assets', join(ROOT, 'assets'), '--sealing-key', pem];
  const first = run('outbox', 'import', file, ...place);
  assert.match(first.stdout, /1 filed, 0 known before, 1 with faults/);
  assert.match(first.stderr, /units_taken/);
  const again = run('outbox', 'import', file, ...place);
  assert.match(again.stdout, /0 filed, 1 known before, 1 with faults/);
  writeFileSync(file, Buffer.concat(exported).subarray(0, -1));
  assert.match(run('outbox', 'import', file, ...place).stderr, /not a whole file/);
  chmodSync(pem, 0o644);
  assert.equal(run('outbox', 'import', file, ...place).status, 2, 'a key that anybody may read was used');
});

test('the demonstration keeps its key: what is sealed today is opened tomorrow', async (context) => {
  const server = await new Intake().start();
  context.after(() => server.remove());
  const before = (await server.ask('/api/v1/config')).json.trust.sealing;
  await server.end('SIGTERM');
  await server.start();
  assert.deepEqual((await server.ask('/api/v1/config')).json.trust.sealing, before);
});

test('a trust file whose sealing key is not one is believed by nobody, natively and in a browser', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'returns-trust-'));
  const { intake } = await open(context);
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const [trust, pem] = ['trust.json', 'sealing.pem'].map((name) => join(folder, name));
  const made = intake.run([
    'policy',
    'keygen',
    join(folder, 's.pem'),
    '--trust',
    trust,
    '--merchant',
    'demo',
  ]);
  assert.equal(made.status, 0, made.stderr);
  assert.equal(intake.run(['outbox', 'keygen', pem, '--trust', trust]).status, 0);
  const good = JSON.parse(readFileSync(trust, 'utf8'));
  await verifyTrust(good);
  const bad = {
    'another id': { ...good.sealing, id: '0'.repeat(32) },
    'another point': {
      ...good.sealing,
      public: good.sealing.public.replace(/.$/, (d) => (d === '0' ? '1' : '0')),
    },
    'another algorithm': { ...good.sealing, algorithm: 'x25519' },
    'too short': { ...good.sealing, public: good.sealing.public.slice(2) },
    'a member too many': { ...good.sealing, not_after: '2028-01-01T00:00:00Z' },
    'a text': 'sealing',
  };
  for (const [what, sealing] of Object.entries(bad)) {
    const file = join(folder, `${what}.json`);
    writeFileSync(file, JSON.stringify({ ...good, sealing }));
    await assert.rejects(verifyTrust({ ...good, sealing }), /trust_malformed/, what);
    const ran = intake.run(['outbox', 'keygen', join(folder, `${what}.pem`), '--trust', file]);
    assert.equal(ran.status, 2, what);
    assert.match(ran.stderr, /\/sealing/, what);
  }
});
