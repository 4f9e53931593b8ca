// Files of customers in an S3 storage: from the upload to the desk; killed, slow, away, refused, gone, another one.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { openCore } from '../../web/package/core.node.js';
import { Intake, PROGRAM, ROOT } from './intake.js';
import { KEYS, Storage, digest, keyOf } from './s3-peer.js';

const OCTETS = 'application/offset+octet-stream';

const at = new Storage();
const { place, stored } = at;
before(() => at.start());
after(async () => {
  await at.stop();
  assert.ok(at.bodies.length > 20 && at.bodies.every(Boolean));
});
beforeEach(() => at.open());

/** @param {string} prefix @param {object} [more] */
const intakeAt = (prefix, more = {}) => new Intake({ more: ['--media', place(prefix)], env: KEYS, ...more });

/**
 * A command beside the intake. Not in one go: the storage answers from this very process meanwhile.
 * @param {Intake} intake @param {string} prefix @param {string[]} args
 * @returns {Promise<{status: number, stdout: string, stderr: string}>}
 */
const beside = (intake, prefix, args) =>
  new Promise((done) => {
    const all = [...args, '--data', intake.data, '--media', place(prefix)];
    const child = execFile(PROGRAM, all, { env: { ...process.env, ...KEYS } }, (_fault, stdout, stderr) =>
      done({ status: child.exitCode ?? -1, stdout, stderr }),
    );
  });

/** A picture of its own; with a comment, which the intake cuts out before it keeps it. */
function picture(comment = true) {
  const segment = (marker, bytes) =>
    Buffer.concat([Buffer.from([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255]), bytes]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(comment ? [segment(0xfe, Buffer.from('taken at home'))] : []),
    segment(0xc4, randomBytes(40)),
    segment(0xc0, Buffer.from([8, 0x0b, 0xb8, 0x0f, 0xa0, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])),
    segment(0xda, Buffer.from([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])),
    Buffer.from([1, 2, 3, 4, 0xff, 0xd9]),
  ]);
}

const b64 = (text) => Buffer.from(text).toString('base64');

class Upload {
  constructor(intake, token, bytes) {
    Object.assign(this, { intake, bytes, sha256: digest(bytes) });
    this.tus = { 'Tus-Resumable': '1.0.0', Authorization: `Bearer ${token}` };
  }
  async begin() {
    const metadata = `filename ${b64('a.jpg')},filetype ${b64('image/jpeg')},sha256 ${b64(this.sha256)}`;
    const answer = await fetch(`${this.intake.url}/api/v1/media`, {
      method: 'POST',
      headers: { ...this.tus, 'Upload-Length': String(this.bytes.length), 'Upload-Metadata': metadata },
    });
    assert.equal(answer.status, 201, await answer.text());
    this.at = answer.headers.get('Location');
    return this;
  }
  async offset() {
    const answer = await fetch(this.intake.url + this.at, { method: 'HEAD', headers: this.tus });
    return answer.status === 200 ? Number(answer.headers.get('Upload-Offset')) : answer.status;
  }
  async go(from = 0) {
    const answer = await fetch(this.intake.url + this.at, {
      method: 'PATCH',
      headers: { ...this.tus, 'Content-Type': OCTETS, 'Upload-Offset': String(from) },
      body: this.bytes.subarray(from),
    });
    await answer.text();
    return answer.status;
  }
  async end() {
    return (await fetch(this.intake.url + this.at, { method: 'DELETE', headers: this.tus })).status;
  }
  /** Do its bytes still lie with the intake, and not only in the storage? */
  get here() {
    return existsSync(join(this.intake.data, 'uploads', `${this.at.split('/').pop()}.part`));
  }
}

/** Sent whole. @param {Intake} intake */
async function sent(intake, bytes = picture()) {
  const { token } = await intake.openDemo();
  const upload = await new Upload(intake, token, bytes).begin();
  assert.equal(await upload.go(), 204);
  return upload;
}

/** A complaint with one file, filed as a browser files it. @param {Intake} intake @param {Buffer} bytes */
async function complaint(intake, bytes) {
  const core = await openCore({ baseUrl: new URL('web/dist/wasm/', `file://${ROOT}`) });
  const read = async (path) => new Uint8Array(await (await fetch(`${intake.url}${path}`)).arrayBuffer());
  const pack = await read('/api/v1/packs/cn-pharmacy/1');
  await core.load(
    pack,
    await read(`/api/v1/calendars/${JSON.parse(new TextDecoder().decode(pack)).calendar}`),
  );
  const { token } = (await intake.ask('/api/v1/complaints', { policy: 'cn-pharmacy' })).json;
  const upload = await new Upload(intake, token, bytes).begin();
  assert.equal(await upload.go(), 204);
  writeFileSync(join(intake.folder, 'a.jpg'), bytes);
  const inspected = intake.run(['inspect', '--json', join(intake.folder, 'a.jpg')]);
  const { report } = JSON.parse(inspected.stdout);
  const draft = {
    ...{ schema: 'returns.draft/1', complaint: 'product.quality', description: 'It smells of vinegar.' },
    evidence: [{ slot: 'contents', name: 'a.jpg', sha256: upload.sha256, report }],
    contact: { name: 'Lin Wei', phone: '13800004821' },
  };
  const sealed = await core.seal(new Uint8Array(), draft, `${new Date().toISOString().slice(0, 19)}Z`);
  assert.ok(sealed.bytes, JSON.stringify(sealed));
  const answer = await fetch(`${intake.url}/api/v1/requests`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': randomUUID(),
      Authorization: `Bearer ${token}`,
    },
    body: sealed.bytes,
  });
  const receipt = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(receipt));
  return { ticket: receipt.ticket, upload };
}

test('from the customer to the desk, the export and the backup', { timeout: 60_000 }, async (context) => {
  const intake = await intakeAt('one').start();
  context.after(() => intake.remove());
  const { ticket, upload } = await complaint(intake, picture());
  assert.ok(existsSync(stored('one', upload.sha256)));
  assert.equal(upload.here, false);
  assert.deepEqual(readdirSync(join(intake.data, 'media')), []);
  // What is kept is without the comment, so it has another digest than its name.
  const kept = readFileSync(stored('one', upload.sha256));
  assert.notEqual(digest(kept), upload.sha256);

  const cookie = await intake.signIn();
  const seen = await fetch(`${intake.url}/api/v1/desk/tickets/${ticket}/files/0`, { headers: cookie });
  assert.equal(seen.status, 200);
  assert.deepEqual(Buffer.from(await seen.arrayBuffer()), kept);
  assert.equal(
    (await beside(intake, 'one', ['audit', 'verify', '--files'])).stdout.split('\n')[1],
    'Files of customers: 1 right, 0 wrong, 0 missing.',
  );

  const out = join(intake.folder, 'export');
  const exported = await beside(intake, 'one', ['customer', 'export', '--ticket', ticket, out]);
  assert.equal(exported.status, 0, exported.stderr);
  assert.deepEqual(readFileSync(join(out, 'files', `${ticket}-1.jpg`)), kept);
  const backup = await beside(intake, 'one', ['backup', join(intake.folder, 'backup')]);
  assert.equal(backup.status, 0, backup.stderr);
  assert.deepEqual(readFileSync(join(intake.folder, 'backup', 'media', keyOf(upload.sha256))), kept);

  // A command that was not told looks nowhere else.
  const forgotten = intake.run(['audit', 'verify', '--files', '--data', intake.data]);
  assert.equal(forgotten.status, 2);
  assert.match(forgotten.stderr, /its files are in s3:\/\/photos\/one; say so with --media/);

  const desk = await intake.ask(`/api/v1/desk/tickets/${ticket}`, undefined, cookie);
  const act = (action, more) =>
    intake.ask(`/api/v1/desk/tickets/${ticket}/actions`, { action, text: 'done', ...more }, cookie);
  assert.equal((await act('refuse', { revision: desk.json.case.revision })).status, 200);
  assert.equal((await act('close', { revision: desk.json.case.revision + 1 })).status, 200);
  const erased = await beside(intake, 'one', ['customer', 'erase', '--ticket', ticket]);
  assert.equal(erased.status, 0, erased.stderr);
  assert.equal(existsSync(stored('one', upload.sha256)), false);
});

test(
  'killed between the storage and the record: sent again, kept once',
  { timeout: 60_000 },
  async (context) => {
    const intake = await intakeAt('two').start();
    context.after(() => intake.remove());
    const { token } = await intake.openDemo();
    const bytes = picture();
    const upload = await new Upload(intake, token, bytes).begin();
    at.then = async (asked) => {
      if (asked.method === 'PUT') await intake.end('SIGKILL');
    };
    await assert.rejects(upload.go());
    assert.ok(existsSync(stored('two', upload.sha256)), 'the storage has it');
    at.then = async () => {};
    await intake.start();
    // Nobody has said that it is whole, so the client goes on from where it was told it stood.
    const offset = await upload.offset();
    assert.ok(offset < bytes.length, `${offset} of ${bytes.length}`);
    assert.equal(await upload.go(offset), 204);
    assert.equal(await upload.offset(), bytes.length);
    assert.equal(upload.here, false);
    assert.match(
      (await beside(intake, 'two', ['audit', 'verify', '--files'])).stdout,
      /1 right, 0 wrong, 0 missing/,
    );

    // One that is given up instead leaves nothing behind in the storage.
    const other = await new Upload(intake, token, picture()).begin();
    at.then = async (asked) => {
      if (asked.method === 'PUT') await intake.end('SIGKILL');
    };
    await assert.rejects(other.go());
    at.then = async () => {};
    await intake.start();
    assert.ok(existsSync(stored('two', other.sha256)));
    assert.equal(await other.end(), 204);
    assert.equal(existsSync(stored('two', other.sha256)), false);
    assert.equal(other.here, false);
    // Not so where somebody else has the same bytes.
    const again = await new Upload(intake, token, bytes).begin();
    assert.equal(await again.end(), 204);
    assert.ok(existsSync(stored('two', upload.sha256)));
  },
);

test('an object that is gone or another one is named', { timeout: 60_000 }, async (context) => {
  const intake = await intakeAt('three').start();
  context.after(() => intake.remove());
  const { ticket, upload } = await complaint(intake, picture(false));
  const second = await sent(intake);
  const third = await sent(intake);
  writeFileSync(stored('three', second.sha256), 'something else');
  rmSync(stored('three', upload.sha256));
  const found = await beside(intake, 'three', ['audit', 'verify', '--files']);
  assert.equal(found.status, 1);
  assert.ok(found.stdout.includes(`${second.sha256} wrong\n`), found.stdout);
  assert.ok(found.stdout.includes(`${upload.sha256} missing\n`), found.stdout);
  assert.ok(!found.stdout.includes(third.sha256), found.stdout);
  assert.match(found.stdout, /1 right, 1 wrong, 1 missing/);
  const cookie = await intake.signIn();
  const seen = await fetch(`${intake.url}/api/v1/desk/tickets/${ticket}/files/0`, { headers: cookie });
  assert.equal(seen.status, 404);
});

test('settings that a person has to mend are said at the start', { timeout: 60_000 }, async () => {
  /** @param {RegExp} what @param {object} env @param {string} [media] */
  const refused = async (what, env, media = place('four')) => {
    const intake = new Intake({ more: ['--media', media], env: { HOME: '/nonexistent', ...env } });
    await assert.rejects(intake.start(), (/** @type {Error} */ fault) => {
      assert.match(fault.message, /^ended with 2/);
      assert.match(fault.message, what);
      assert.doesNotMatch(fault.message, /a-secret-of-mine/);
      return true;
    });
    await intake.remove();
  };
  await refused(/403 SignatureDoesNotMatch; the key must be right/, {
    ...KEYS,
    AWS_SECRET_ACCESS_KEY: 'a-secret-of-mine',
  });
  await refused(/403 InvalidAccessKeyId/, {
    AWS_ACCESS_KEY_ID: 'NOBODY',
    AWS_SECRET_ACCESS_KEY: 'a-secret-of-mine',
  });
  await refused(/no keys for the storage/, { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
  await refused(/404 NoSuchBucket; make the bucket/, KEYS, place('four', 'no-such-bucket'));
  await refused(/no name of a bucket/, KEYS, 's3://X');
});

test('keys from a file', { timeout: 60_000 }, async (context) => {
  const intake = intakeAt('five');
  const file = join(intake.folder, 'credentials');
  writeFileSync(file, '[shop]\naws_access_key_id = S3RVER\naws_secret_access_key = S3RVER\n', {
    mode: 0o600,
  });
  intake.env = {
    ...{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    ...{ AWS_SHARED_CREDENTIALS_FILE: file, AWS_PROFILE: 'shop' },
  };
  await intake.start();
  context.after(() => intake.remove());
  assert.ok(existsSync(stored('five', (await sent(intake)).sha256)));
});

test(
  'a storage that refuses, hangs up or stands still is asked again',
  { timeout: 120_000 },
  async (context) => {
    const intake = await intakeAt('six').start();
    context.after(() => intake.remove());
    let left = 2;
    at.before = async (asked, answer) => {
      if (asked.method !== 'PUT' || left-- <= 0) return false;
      asked.resume();
      if (left === 1) answer.writeHead(503).end('<Error><Code>SlowDown</Code></Error>');
      else answer.destroy();
      return true;
    };
    const upload = await sent(intake);
    assert.ok(existsSync(stored('six', upload.sha256)));
    assert.equal(
      at.calls.filter((call) => call.startsWith('PUT') && call.includes(keyOf(upload.sha256))).length,
      3,
    );

    // Once it takes everything and says nothing.
    let silent = true;
    at.before = async (asked) => {
      if (asked.method !== 'PUT' || !silent) return false;
      silent = false;
      asked.resume();
      return true;
    };
    const began = Date.now();
    await sent(intake);
    const waited = (Date.now() - began) / 1000;
    assert.ok(waited > 10 && waited < 30, `${waited} s`);
  },
);

test(
  'a storage that is away: the rest works, and files wait until it is back',
  { timeout: 120_000 },
  async (context) => {
    at.before = async (asked, answer) => {
      answer.destroy();
      return true;
    };
    const intake = await intakeAt('seven').start();
    context.after(() => intake.remove());
    assert.match(intake.log, /"event":"media_storage"/);
    const { token } = await intake.openDemo();
    const bytes = picture();
    const upload = await new Upload(intake, token, bytes).begin();
    assert.equal(await upload.go(), 503);
    assert.ok(upload.here, 'nothing is thrown away');
    const answer = await intake.ask('/api/v1/config');
    assert.equal(answer.status, 200);
    at.before = async () => false;
    assert.equal(await upload.go(await upload.offset()), 204);
    assert.ok(existsSync(stored('seven', upload.sha256)));
  },
);

test('files of a folder are taken along, and compared', { timeout: 60_000 }, async (context) => {
  const intake = await new Intake({ env: KEYS }).start();
  context.after(() => intake.remove());
  const first = await sent(intake);
  const second = await sent(intake);
  await intake.end('SIGTERM');
  intake.more = ['--media', place('eight')];
  await assert.rejects(intake.start(), /take them along first: returns media copy/);
  const local = join(intake.data, 'media', keyOf(second.sha256));
  const bytes = readFileSync(local);
  writeFileSync(local, 'something else');
  const refused = await beside(intake, 'eight', ['media', 'copy']);
  assert.equal(refused.status, 2);
  assert.ok(refused.stderr.includes(local), refused.stderr);
  writeFileSync(local, bytes);
  assert.match((await beside(intake, 'eight', ['media', 'copy'])).stdout, /^[12] files copied/);
  assert.match((await beside(intake, 'eight', ['media', 'copy'])).stdout, /^0 files copied/);
  await intake.start();
  for (const one of [first, second]) assert.ok(existsSync(stored('eight', one.sha256)));
  assert.match(
    (await beside(intake, 'eight', ['audit', 'verify', '--files'])).stdout,
    /2 right, 0 wrong, 0 missing/,
  );
});
