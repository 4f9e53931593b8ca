// The built program `returns serve`, with a folder of its own and without web pages.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOOK_SECRET } from './peers.js';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const PROGRAM = join(ROOT, 'build/release/native/returns');

export class Intake {
  log = '';
  #process;

  /**
   * @param {object} [options] @param {object} [options.messages] settings beside `schema` @param {string[]} [options.more]
   * @param {string[]} [options.under] a program that runs the server, with its arguments
   * @param {Record<string, string>} [options.env] besides what this process has
   */
  constructor({ messages, more = [], under = [], env = {} } = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'returns-intake-'));
    this.data = join(this.folder, 'data');
    this.more = [...more];
    this.under = under;
    this.env = env;
    /** Kept over restarts, so that a client finds the server again. */
    this.port = '0';
    writeFileSync(join(this.folder, 'index.html'), '<!doctype html><title>portal</title>');
    if (messages) this.configure(messages);
  }

  /** @param {object} messages */
  configure(messages) {
    const file = join(this.folder, 'messages.json');
    const settings = {
      schema: 'returns.messages/1',
      shop: 'Kangning',
      first_wait: 1,
      longest_wait: 2,
      ...messages,
    };
    writeFileSync(file, JSON.stringify(settings));
    if (!this.more.includes('--messages')) this.more.push('--messages', file);
  }

  async start() {
    const args = [
      'serve',
      '--data',
      this.data,
      '--web',
      this.folder,
      '--assets',
      join(ROOT, 'assets'),
      '--demo',
    ];
    const [program, ...rest] = [...this.under, PROGRAM, ...args, '--port', this.port, ...this.more];
    const child = spawn(program, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.env },
    });
    this.#process = child;
    this.pid = child.pid;
    child.stderr.on('data', (chunk) => (this.log += chunk));
    this.url = await new Promise((found, failed) => {
      let said = '';
      child.stdout.on('data', (chunk) => {
        said += chunk;
        const at = /(https?:\/\/\S+:\d+)\//.exec(said);
        if (at) found(at[1]);
      });
      child.on('exit', (code) => failed(new Error(`ended with ${code}: ${this.log}`)));
    });
    this.port = new URL(this.url).port;
    return this;
  }

  /** @param {NodeJS.Signals} signal */
  async end(signal) {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await ended;
  }

  async remove() {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The log as far as it must hold: the whole chain. */
  verify() {
    const checked = this.run(['audit', 'verify', '--data', this.data]);
    if (checked.status !== 0) throw new Error(checked.stdout + checked.stderr);
    return checked.stdout;
  }

  /** A token for a demo order, with its document. */
  async openDemo(index = 0) {
    const { json } = await this.ask('/api/v1/demo/orders');
    const order = json.orders[index];
    const opened = await this.ask('/api/v1/orders/lookup', { order: order.id, factor: order.factor });
    if (opened.status !== 200) throw new Error(`${order.id}: ${opened.status} ${opened.text}`);
    return opened.json;
  }

  /** @param {string[]} args @param {string} [input] */
  run(args, input = '') {
    return spawnSync(PROGRAM, args, { input, encoding: 'utf8', env: { ...process.env, ...this.env } });
  }

  /** @param {string} path @param {object} [body] @param {Record<string, string>} [headers] */
  async ask(path, body, headers = {}) {
    const response = await fetch(this.url + path, {
      method: body ? 'POST' : 'GET',
      headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: text.startsWith('{') ? JSON.parse(text) : null,
    };
  }

  /** Withdraws from an order that nobody knows: the shortest way to a ticket and a message. */
  async withdraw(key, { email = 'anna@example.com', language = 'de', name = 'Анна 王', reason } = {}) {
    const statement = {
      schema: 'returns.withdrawal/1',
      order: 'X-1',
      name,
      email,
      confirmed: true,
      ...(reason ? { reason } : {}),
    };
    return this.ask(
      '/api/v1/withdrawals',
      { policy: 'eu-consumer', statement },
      { 'Idempotency-Key': key, 'Accept-Language': language },
    );
  }

  /** A session at the desk; gives the headers that carry it. */
  async signIn(name = 'mei') {
    const added = this.run(
      ['user', 'add', name, '--data', this.data, '--role', 'supervisor'],
      'a long password\n',
    );
    if (added.status !== 0) throw new Error(added.stderr);
    const response = await fetch(`${this.url}/api/v1/desk/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name, password: 'a long password' }),
    });
    return { Cookie: response.headers.getSetCookie()[0].split(';')[0] };
  }
}

export const hookSecret = `whsec_${HOOK_SECRET.toString('base64')}`;
