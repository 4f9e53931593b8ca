// A PostgreSQL server of a test's own: in a temporary folder, on a socket there, gone with the test.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const VERSIONS = '/usr/lib/postgresql';

/** Debian has the programs of every version in a folder of its own. @param {string} name */
function program(name) {
  const version = readdirSync(VERSIONS)
    .map(Number)
    .sort((a, b) => b - a)[0];
  return join(VERSIONS, String(version), 'bin', name);
}

// The server refuses to be root's.
const root = process.getuid() === 0;
const owner = root
  ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups', '--pdeathsig=INT']
  : [];
const idOf = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));

export class Postgres {
  #process;

  /** @param {object} [options] @param {number} [options.port] for clients that know no sockets; 0: none */
  constructor({ port = 0 } = {}) {
    this.port = port;
  }

  async start() {
    if (!this.folder) {
      this.folder = mkdtempSync(join(tmpdir(), 'returns-pg-'));
      chmodSync(this.folder, 0o755);
      if (root) chownSync(this.folder, idOf('-u'), idOf('-g'));
      const made = [
        program('initdb'),
        '-D',
        join(this.folder, 'data'),
        '--no-sync',
        '-A',
        'trust',
        '-U',
        'returns',
      ];
      const [command, ...args] = [...owner, ...made, '-E', 'UTF8', '--locale', 'C.UTF-8'];
      execFileSync(command, args, { cwd: '/', stdio: 'pipe' });
    }
    const listen = this.port ? ['listen_addresses=127.0.0.1', `port=${this.port}`] : ['listen_addresses='];
    const settings = [...listen, 'fsync=off', 'full_page_writes=off', 'max_connections=100'];
    const serve = [program('postgres'), '-D', join(this.folder, 'data'), '-k', this.folder];
    const [command, ...args] = [...owner, ...serve, ...settings.flatMap((one) => ['-c', one])];
    const log = openSync(join(tmpdir(), `returns-pg-${process.pid}.log`), 'w');
    this.#process = spawn(command, args, { cwd: '/', stdio: ['ignore', log, log] });
    for (let tries = 0; ; tries += 1) {
      try {
        this.query('SELECT 1');
        return this;
      } catch (fault) {
        if (tries > 200) throw fault;
        await sleep(25);
      }
    }
  }

  /** @param {string} [database] */
  url(database = 'postgres') {
    const port = this.port ? `&port=${this.port}` : '';
    return `postgresql://returns@/${database}?host=${this.folder}${port}`;
  }

  /** The first value of each row. @param {string} sql @param {string} [database] */
  query(sql, database) {
    const out = execFileSync('psql', [this.url(database), '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', sql], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return out.split('\n').filter(Boolean);
  }

  /** Another database on the server. @param {string} name */
  create(name) {
    this.query(`CREATE DATABASE ${name}`);
    return this.url(name);
  }

  async stop() {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGINT');
    await ended;
  }

  async remove() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(join(tmpdir(), `returns-pg-${process.pid}.log`), { force: true });
  }
}
