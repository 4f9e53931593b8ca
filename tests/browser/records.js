// What the server keeps, read behind its back: the database through sqlite3, the files from the disk.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

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

  /** The file that holds these bytes; found by its name, compared by its content. @param {Buffer} bytes */
  holds(bytes) {
    const name = sha256(bytes);
    const path = this.#files().find((file) => file.replaceAll(/[/\\]/g, '').includes(name));
    return path !== undefined && readFileSync(path).equals(bytes);
  }
}
