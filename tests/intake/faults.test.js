// Disks and connections that fail under the built server: a submission is refused cleanly or it is durable, for every
// call in turn; a disk that is full refuses, and damages nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Intake, ROOT } from './intake.js';

const SHIM = join(ROOT, 'build/release/tests/intake/libfail_shim.so');
const EIO = 5;
const ENOSPC = 28;
const EPIPE = 32;

/** The four numbers that the library before libc shares with the test. */
class Control {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'returns-fail-'));
    this.file = join(this.folder, 'control');
    this.descriptor = openSync(this.file, 'w+');
    this.set(0, 0, 0);
  }
  set(left, errno, connections) {
    const numbers = BigInt64Array.from([left, 0, errno, connections].map(BigInt));
    writeSync(this.descriptor, Buffer.from(numbers.buffer), 0, 32, 0);
  }
  /** @returns {{left: number, seen: number}} */
  get() {
    const bytes = Buffer.alloc(32);
    readSync(this.descriptor, bytes, 0, 32, 0);
    const numbers = new BigInt64Array(bytes.buffer, bytes.byteOffset, 4);
    return { left: Number(numbers[0]), seen: Number(numbers[1]) };
  }
  remove() {
    closeSync(this.descriptor);
    rmSync(this.folder, { recursive: true });
  }
}

let addresses = 0;
/** @param {Intake} intake @param {string} key */
async function submit(intake, key) {
  addresses += 1;
  const statement = {
    schema: 'returns.withdrawal/1',
    order: `X-${key}`,
    name: 'Anna',
    email: 'anna@example.com',
    confirmed: true,
  };
  return intake.ask(
    '/api/v1/withdrawals',
    { policy: 'eu-consumer', statement },
    { 'Idempotency-Key': key, 'X-Forwarded-For': `10.0.${addresses >> 8}.${addresses & 255}` },
  );
}

/** A whole file in one call. */
async function send(intake, token, bytes) {
  const b64 = (text) => Buffer.from(text).toString('base64');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const answer = await fetch(`${intake.url}/api/v1/media`, {
    method: 'POST',
    headers: {
      'Tus-Resumable': '1.0.0',
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Length': String(bytes.length),
      'Upload-Metadata': `filename ${b64('a.gif')},filetype ${b64('image/gif')},sha256 ${b64(sha256)}`,
    },
    body: bytes,
  });
  return { status: answer.status, text: await answer.text(), sha256, headers: answer.headers };
}

const gif = (note) =>
  Buffer.concat([
    Buffer.from('GIF89a\x40\x06\xb0\x04\x80\x00\x00', 'latin1'),
    Buffer.from([0, 0, 0, 255, 255, 255, 0x21, 0xfe, note.length]),
    Buffer.from(note),
    Buffer.from([0, 0x2c, 0, 0, 0, 0, 0x40, 0x06, 0xb0, 0x04, 0, 2, 2, 0x44, 1, 0, 0x3b]),
  ]);

/**
 * The Nth call fails, for every N until one submission passes without meeting it.
 * @param {(what: {intake: Intake, key: string, kept: Map<string, string>}) => Promise<number | undefined>} attempt
 *   the status, or nothing when the connection ended
 * @param {(intake: Intake) => Promise<void>} [prepare] before anything fails
 */
async function everyCall(errno, connections, attempt, prepare = async () => {}) {
  const control = new Control();
  const intake = await new Intake({ env: { LD_PRELOAD: SHIM, FAIL_CONTROL: control.file } }).start();
  try {
    await prepare(intake);
    const kept = new Map();
    let met = 0;
    for (let n = 1; ; n += 1) {
      assert.ok(n < 2000, 'it never passes');
      const key = randomUUID();
      control.set(n, errno, connections);
      const status = await attempt({ intake, key, kept });
      const { left } = control.get();
      control.set(0, 0, 0);
      if (left === 0) met += 1;
      assert.ok(
        status === undefined || status === 201 || status === 200 || status >= 500,
        `call ${n}: answered ${status}`,
      );
      // Sent again as a device does, it is filed, and filed once.
      for (let tries = 0; !kept.has(key); tries += 1) {
        assert.ok(tries < 20, `call ${n}: never filed`);
        const again = await attempt({ intake, key, kept });
        if (again !== 201 && again !== 200) await sleep(20);
      }
      if (left > 0) break;
    }
    assert.ok(met > (connections ? 1 : 20), `only ${met} calls were met`);
    await intake.end('SIGKILL');
    await intake.start();
    return { intake, kept, met, done: async () => (await intake.remove(), control.remove()) };
  } catch (fault) {
    await intake.remove();
    control.remove();
    throw fault;
  }
}

for (const [name, errno, connections] of [
  ['an input/output error', EIO, 0],
  ['no space left', ENOSPC, 0],
  ['a connection that breaks', EPIPE, 1],
]) {
  test(`${name} at every call of a submission`, { skip: !existsSync(SHIM) }, async () => {
    const { intake, kept, met, done } = await everyCall(
      errno,
      connections,
      async ({ intake: server, key, kept: all }) => {
        const answer = await submit(server, key).catch(() => undefined);
        if (answer?.status === 201 || answer?.status === 200) all.set(key, answer.json.ticket);
        else if (answer) assert.ok(answer.json?.error?.code, answer.text);
        return answer?.status;
      },
    );
    assert.equal(new Set(kept.values()).size, kept.size);
    // Durable: what was acknowledged is answered with the same ticket after a kill.
    for (const [key, ticket] of kept) assert.equal((await submit(intake, key)).json.ticket, ticket);
    const [, requests] = /(\d+) requests/.exec(intake.verify());
    assert.equal(Number(requests), kept.size);
    console.log(`${name}: ${met} calls`);
    await done();
  });

  test(`${name} at every call of an upload`, { skip: !existsSync(SHIM) }, async () => {
    // An order has room for 120 files.
    const tokens = [];
    const { intake, kept, met, done } = await everyCall(
      errno,
      connections,
      async ({ intake: server, key, kept: all }) => {
        const answer = await send(server, tokens[all.size % tokens.length], gif(key)).catch(() => undefined);
        if (answer?.status === 201) all.set(key, answer.sha256);
        return answer?.status;
      },
      async (server) => {
        for (let i = 0; i < 14; i += 1) tokens.push((await server.openDemo(i)).token);
      },
    );
    for (const [key, sha256] of kept)
      assert.deepEqual(
        readFileSync(join(intake.data, 'media', sha256.slice(0, 2), sha256.slice(2))),
        gif(key),
      );
    intake.verify();
    console.log(`${name}: ${met} calls`);
    await done();
  });
}

/** Until one is refused; then room is made. @param {Intake} intake @param {() => void} free */
async function fillAndFree(intake, free) {
  const kept = new Map();
  let refused;
  for (let i = 0; i < 3000 && !refused; i += 1) {
    const key = randomUUID();
    const answer = await submit(intake, key);
    if (answer.status === 201) kept.set(key, answer.json.ticket);
    else refused = answer;
  }
  assert.ok(refused?.status >= 500, refused?.text);
  assert.ok(refused.json.error.code);
  assert.equal((await intake.ask('/healthz')).status, 200);
  intake.verify();
  free();
  const key = randomUUID();
  const after = await submit(intake, key);
  assert.equal(after.status, 201, after.text);
  kept.set(key, after.json.ticket);
  for (const [known, ticket] of kept) assert.equal((await submit(intake, known)).json.ticket, ticket);
  const [, requests] = /(\d+) requests/.exec(intake.verify());
  assert.equal(Number(requests), kept.size);
  return { refused, filed: kept.size - 1 };
}

test(
  'a full disk refuses, damages nothing, and goes on when there is room',
  { skip: !existsSync(SHIM) },
  async () => {
    const control = new Control();
    const intake = await new Intake({ env: { LD_PRELOAD: SHIM, FAIL_CONTROL: control.file } }).start();
    try {
      const { token } = await intake.openDemo();
      control.set(-1, ENOSPC, 0);
      const upload = await send(intake, token, gif('no room'));
      assert.equal(upload.status, 507, upload.text);
      const { refused } = await fillAndFree(intake, () => control.set(0, 0, 0));
      assert.equal(refused.status, 507);
      assert.equal(refused.json.error.code, 'storage_full');
      assert.equal((await send(intake, token, gif('room again'))).status, 201);
    } finally {
      await intake.remove();
      control.remove();
    }
  },
);

test('files that may not grow any more are a full disk, and no end of the server', async () => {
  // The system says so by a signal too, which ends those who do not know it.
  const under = ['bash', '-c', 'ulimit -S -f 1536; exec "$0" "$@"'];
  const intake = await new Intake({ under }).start();
  try {
    const { filed } = await fillAndFree(intake, () => {
      const freed = spawnSync('prlimit', ['--pid', String(intake.pid), '--fsize=unlimited:unlimited']);
      assert.equal(freed.status, 0, String(freed.stderr));
    });
    assert.ok(filed > 3);
  } finally {
    await intake.remove();
  }
});
