// An S3 storage for tests: a real server, behind a door that checks signatures (s3rver does so for those of version 2
// alone) and bodies, and that a test may have delay, refuse or cut off what passes.
import { execFileSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './intake.js';

const PEER = join(ROOT, 'tests/s3');
export const KEYS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

/** @param {string | Buffer} bytes */
export const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
/** @param {string} sha256 */
export const keyOf = (sha256) => `${sha256.slice(0, 2)}/${sha256.slice(2)}`;

/** What is wrong with a request's signature, computed here once more; empty when nothing is. @param {any} asked */
function wrongSignature({ method, url, headers }) {
  const said =
    /^AWS4-HMAC-SHA256 Credential=([^,/]+)\/(\S+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!said) return 'AccessDenied';
  const [, id, scope, names, signature] = said;
  if (id !== KEYS.AWS_ACCESS_KEY_ID) return 'InvalidAccessKeyId';
  if (!names.split(';').includes('host') || Math.abs(Date.now() - instantOf(headers['x-amz-date'])) > 900_000)
    return 'RequestTimeTooSkewed';
  const named = names.split(';').map((name) => `${name}:${headers[name]}\n`);
  const canonical = [method, url, '', named.join(''), names, headers['x-amz-content-sha256']].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, digest(canonical)].join('\n');
  const hmac = (key, value) => createHmac('sha256', key).update(value).digest();
  const key = scope.split('/').reduce(hmac, `AWS4${KEYS.AWS_SECRET_ACCESS_KEY}`);
  return hmac(key, text).toString('hex') === signature ? '' : 'SignatureDoesNotMatch';
}

/** @param {string} stamp "20130524T000000Z" */
const instantOf = (stamp = '') =>
  Date.parse(stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** One bucket, `photos`. */
export class Storage {
  /** @type {string[]} */
  calls = [];
  /** Was each body what its header says? @type {boolean[]} */
  bodies = [];

  constructor() {
    this.open();
  }

  /** Nothing happens at the door but what has to. */
  open() {
    this.calls = [];
    /** May answer itself, and say so. */
    this.before = async (_asked, _answer) => false;
    /** Told once the storage has answered, before the asker is. */
    this.then = async (_asked) => {};
  }

  async start() {
    if (!existsSync(join(PEER, 'node_modules/s3rver')))
      execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--prefix', PEER], { stdio: 'pipe' });
    const S3rver = createRequire(join(PEER, 'package.json'))('s3rver');
    this.folder = mkdtempSync(join(tmpdir(), 'returns-s3-'));
    this.peer = new S3rver({
      ...{ address: '127.0.0.1', port: 0, silent: true, directory: this.folder },
      configureBuckets: [{ name: 'photos' }],
    });
    const { port } = await this.peer.run();
    this.door = createServer((asked, answer) => void this.#pass(asked, answer, port));
    await new Promise((done) => this.door.listen(0, '127.0.0.1', () => done()));
  }

  async stop() {
    this.door?.closeAllConnections();
    this.door?.close();
    await this.peer?.close();
    if (this.folder) rmSync(this.folder, { recursive: true });
  }

  place = (prefix, bucket = 'photos') =>
    `s3://${bucket}/${prefix}?endpoint=http://127.0.0.1:${this.door.address().port}`;

  /** The storage's own file of an object. */
  stored = (prefix, sha256) => join(this.folder, 'photos', `${prefix}/${keyOf(sha256)}._S3rver_object`);

  /** With the host that was signed. */
  async #pass(asked, answer, port) {
    this.calls.push(`${asked.method} ${asked.url}`);
    if (await this.before(asked, answer)) return;
    const wrong = wrongSignature(asked);
    if (wrong) {
      asked.resume();
      answer
        .writeHead(403, { 'Content-Type': 'application/xml' })
        .end(`<Error><Code>${wrong}</Code></Error>`);
      return;
    }
    const hash = createHash('sha256');
    asked.on('data', (piece) => hash.update(piece));
    asked.on('end', () => this.bodies.push(hash.digest('hex') === asked.headers['x-amz-content-sha256']));
    const to = { port, method: asked.method, path: asked.url, headers: asked.headers };
    const on = request(to, async (told) => {
      await this.then(asked);
      answer.writeHead(told.statusCode, told.headers);
      told.pipe(answer);
    });
    on.on('error', () => answer.destroy());
    asked.pipe(on);
  }
}
