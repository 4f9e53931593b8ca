// The server with a certificate of its own: made here by openssl, trusted by nobody else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { after, before, test } from 'node:test';
import { Intake, ROOT } from './intake.js';

let intake;
let ca;
let cert;
let key;
before(async () => {
  intake = new Intake();
  [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(intake.folder, name));
  const made = spawnSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost
     -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout ${key} -out ${cert}`.split(/\s+/),
    { encoding: 'utf8' },
  );
  assert.equal(made.status, 0, made.stderr);
  ca = readFileSync(cert);
  intake.more.push('--tls-cert', cert, '--tls-key', key);
  await intake.start();
});
after(() => intake.remove());

/** @returns {Promise<{status: number, headers: any, text: string}>} */
const ask = (path, options = {}, body) =>
  new Promise((done, failed) => {
    const asked = request(intake.url + path, { ca, ...options }, (answer) => {
      let text = '';
      answer.on('data', (part) => (text += part));
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    asked.on('error', failed);
    asked.end(body);
  });

test('answers, says https and asks browsers to stay with it', async () => {
  assert.match(intake.url, /^https:/);
  const answer = await ask('/healthz');
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['strict-transport-security'], 'max-age=63072000');
});

test('a whole filing', async () => {
  const statement = {
    schema: 'returns.withdrawal/1',
    order: 'X-1',
    name: 'Anna',
    email: 'anna@example.com',
    confirmed: true,
  };
  const filed = await ask(
    '/api/v1/withdrawals',
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'a-key-of-mine' },
    },
    JSON.stringify({ policy: 'eu-consumer', statement }),
  );
  assert.equal(filed.status, 201, filed.text);
});

test('many requests on one connection, and a body of several records', async () => {
  const socket = connectTls({ host: '127.0.0.1', port: Number(intake.port), ca, servername: 'localhost' });
  let text = '';
  socket.on('data', (part) => (text += part));
  await new Promise((ready) => socket.once('secureConnect', ready));
  const body = JSON.stringify({ order: 'x'.repeat(3000), factor: '1' });
  for (let i = 0; i < 3; i += 1) {
    socket.write(
      `POST /api/v1/orders/lookup HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    for (let at = 0; at < body.length; at += 100) socket.write(body.slice(at, at + 100));
  }
  socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  const clean = await new Promise((ended) => {
    socket.once('end', () => ended(true));
    socket.once('error', () => ended(false));
  });
  assert.ok(clean, 'it says goodbye');
  assert.equal(text.match(/HTTP\/1\.1 400/g)?.length, 3, text);
  assert.equal(text.match(/HTTP\/1\.1 200/g)?.length, 1);
});

test('nothing before TLS 1.2', async () => {
  for (const [version, spoken] of [
    ['TLSv1', false],
    ['TLSv1.1', false],
    ['TLSv1.2', true],
    ['TLSv1.3', true],
  ]) {
    const options = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
    const answer = await ask('/healthz', options).catch(() => undefined);
    assert.equal(answer?.status === 200, spoken, version);
  }
});

test('who does not speak TLS, or falls silent in the handshake, harms nobody', async () => {
  const talker = connect(Number(intake.port), '127.0.0.1');
  talker.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  const said = await new Promise((ended) => {
    let text = '';
    talker.on('data', (part) => (text += part));
    talker.on('close', () => ended(text));
    talker.on('error', () => {});
  });
  assert.doesNotMatch(said, /HTTP/);
  const silent = Array.from({ length: 50 }, () => connect(Number(intake.port), '127.0.0.1'));
  assert.equal((await ask('/healthz')).status, 200);
  for (const socket of silent) socket.destroy();
});

test('a certificate that is not there, is none, or has another key is said at the start', () => {
  const args = ['serve', '--data', join(intake.folder, 'other'), '--web', intake.folder, '--port', '0'];
  const start = (more) => intake.run([...args, '--assets', join(ROOT, 'assets'), ...more]);
  const wrong = join(intake.folder, 'wrong.pem');
  writeFileSync(wrong, 'nothing');
  for (const pair of [
    ['/no/such/file', key],
    [wrong, key],
    [cert, wrong],
  ]) {
    const started = start(['--tls-cert', pair[0], '--tls-key', pair[1]]);
    assert.equal(started.status, 2, started.stdout);
    assert.match(started.stderr, /no\/such\/file|wrong\.pem/);
  }
  assert.notEqual(start(['--tls-cert', cert]).status, 0, 'a key is needed');
});
