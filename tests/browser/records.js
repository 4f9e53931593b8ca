// What the server keeps, read behind its back: the database through sqlite3, the files from the disk.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from './server.js';

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** What leaves the device of a file: no places, no devices. By the program, which the browser must agree with. */
export function scrubbed(bytes) {
  const folder = mkdtempSync(join(tmpdir(), 'returns-scrub-'));
  try {
    const [from, to] = ['from', 'to'].map((name) => join(folder, name));
    writeFileSync(from, bytes);
    execFileSync(PROGRAM, ['scrub', from, to], { stdio: 'ignore' });
    return readFileSync(to);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export class Records {
  /** @param {string} folder the server's data */
  constructor(folder) {
    this.folder = folder;
  }

  #files() {
    const walk = (folder) =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
      );
    return walk(this.folder);
  }

  /** @param {string} sql @returns {any[]} */
  query(sql) {
    const database = this.#files().find((path) => /\.(db|sqlite3?)$/.test(path));
    if (!database) throw new Error(`no database in ${this.folder}`);
    const out = execFileSync('sqlite3', ['-readonly', '-json', '-cmd', '.timeout 5000', database, sql], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return out.trim() === '' ? [] : JSON.parse(out);
  }

  /** The bytes of a media file as they are on the disk; nothing when there is none. @param {string} digest */
  media(digest) {
    const path = this.#files().find((file) => file.replaceAll(/[/\\]/g, '').includes(digest));
    return path === undefined ? undefined : readFileSync(path);
  }

  /** Whether what is sent of these bytes is on the disk; found by its name, compared by its content. @param {Buffer} given */
  holds(given) {
    const bytes = scrubbed(given);
    return this.media(sha256(bytes))?.equals(bytes) ?? false;
  }
}
