// The real server, with a folder of its own, on a port the system gives.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const PROGRAM = join(ROOT, 'build/release/native/returns');
const START_MS = 20_000;

export class Server {
  #process;
  #output = '';

  /** @param {{more?: string[], web?: string}} [options] further arguments of `returns serve`; another folder of pages */
  constructor({ more = [], web = 'web/dist' } = {}) {
    this.more = more;
    this.web = web;
    this.data = mkdtempSync(join(tmpdir(), 'returns-test-'));
    this.port = 0;
  }

  get url() {
    return `http://localhost:${this.port}`;
  }

  /** Starts, or starts again on the same port with the same data. */
  async start() {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: ./portal test browser builds it`);
    const options = ['serve', '--data', this.data, '--web', this.web, '--assets', 'assets', '--demo'];
    this.#process = spawn(PROGRAM, [...options, ...this.more, '--port', String(this.port)], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = Date.now() + START_MS;
    const hear = (chunk) => (this.#output += chunk);
    this.#process.stdout.on('data', hear);
    this.#process.stderr.on('data', hear);
    this.#process.on('error', (error) => hear(String(error)));
    const from = this.#output.length;
    for (;;) {
      if (this.port === 0) {
        const said = /https?:\/\/[^\s:/]+:(\d+)/.exec(this.#output.slice(from));
        if (said) this.port = Number(said[1]);
      }
      if (this.port !== 0 && (await this.#answers())) return this;
      if (this.#process.exitCode !== null || Date.now() > end) {
        throw new Error(`the server did not start:\n${this.#output.slice(-4000)}`);
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async #answers() {
    try {
      return (await fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(1000) })).ok;
    } catch {
      return false;
    }
  }

  /** Asks it to end, as systemd would; `kill` pulls the plug. */
  async stop(signal = 'SIGTERM') {
    const running = this.#process;
    this.#process = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((done) => running.once('exit', done));
    running.kill(signal);
    const timer = setTimeout(() => running.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }

  async close() {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}
