// A kiosk: a browser with a profile folder, its page, and what can be found of a customer afterwards.
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchProfile } from './chromium.js';
import { wordsOf } from './words.js';

export const k = wordsOf('kiosk');

export class Kiosk {
  /**
   * @param {import('./server.js').Server} server @param {string} [query]
   * @param {string[]} [more] further arguments of the browser
   */
  constructor(server, query = 'locale=en', more = []) {
    this.server = server;
    this.more = more;
    this.url = `${server.url}/kiosk.html?${query}`;
    this.profile = mkdtempSync(join(tmpdir(), 'returns-kiosk-'));
  }

  async start() {
    this.context = await launchProfile(this.profile, this.more);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    await this.page.goto(this.url);
    return this;
  }

  /** Everything is on the device. */
  async settle() {
    await this.attract();
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      const kept = async () => {
        const names = (await caches.keys()).filter((name) => name.startsWith('returns-data-'));
        return names.length > 0 && (await (await caches.open(names[0])).match('/returns-data-is-whole'));
      };
      while (!(await kept())) await new Promise((done) => setTimeout(done, 50));
    });
    await this.page.reload();
    await this.attract();
  }

  attract() {
    return this.page.getByRole('heading', { level: 1, name: k('kiosk.welcome') }).waitFor();
  }

  heading(key) {
    return this.page.getByRole('heading', { level: 1, name: k(key) }).waitFor();
  }

  button(key) {
    return this.page.getByRole('button', { name: k(key), exact: true });
  }

  /** @param {string} id */
  async pick(id) {
    await this.page.getByRole('button').filter({ hasText: id }).click();
  }

  /** Keys and sizes of what waits, as the page sees it. */
  waiting() {
    return this.page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const open = indexedDB.open('returns-sealed');
          open.onerror = () => reject(open.error);
          open.onsuccess = () => {
            const all = open.result.transaction('entries').objectStore('entries').getAll();
            all.onsuccess = () => {
              open.result.close();
              resolve(all.result);
            };
          };
        }),
    );
  }

  /** All that a script can read: the page, every database, every cache, both storages. @returns {Promise<string>} */
  readable() {
    return this.page.evaluate(async () => {
      const seen = [document.documentElement.outerHTML, location.href, JSON.stringify(history.state)];
      const walk = (/** @type {ParentNode} */ root) => {
        for (const element of root.querySelectorAll('*')) {
          seen.push(element.textContent ?? '', /** @type {any} */ (element).value ?? '');
          if (element.shadowRoot) walk(element.shadowRoot);
        }
      };
      walk(document);
      seen.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
      for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((resolve) => {
          const open = indexedDB.open(/** @type {string} */ (name));
          open.onsuccess = () => resolve(open.result);
        });
        for (const store of db.objectStoreNames) {
          const all = await new Promise((resolve) => {
            const asked = db.transaction(store).objectStore(store).getAll();
            asked.onsuccess = () => resolve(asked.result);
          });
          for (const value of all) {
            const bytes = value.bytes;
            seen.push(JSON.stringify({ ...value, bytes: undefined }));
            if (bytes) seen.push(new TextDecoder('latin1').decode(bytes), new TextDecoder().decode(bytes));
          }
        }
        db.close();
      }
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          seen.push(request.url);
          if (!/\.(wasm|js|png)$/.test(new URL(request.url).pathname))
            seen.push(await (await cache.match(request)).text());
        }
      }
      return seen.join('\n');
    });
  }

  /** Switched off: what is on the disk is all there is. */
  async off() {
    await this.context?.close();
    this.context = undefined;
  }

  async remove() {
    await this.off();
    rmSync(this.profile, { recursive: true, force: true });
  }
}

/**
 * Which of the texts stand anywhere in the files of a folder, as UTF-8 or UTF-16, also base64 of them.
 * @param {string} folder @param {string[]} texts @returns {string[]} "text in file"
 */
export function foundIn(folder, texts) {
  const forms = texts.flatMap((text) => [
    { text, bytes: Buffer.from(text) },
    { text, bytes: Buffer.from(text, 'utf16le') },
    // Latin-1 is how V8 writes what fits; the same as UTF-8 for ASCII.
    { text, bytes: Buffer.from(Buffer.from(text).toString('base64').slice(0, -4)) },
  ]);
  const found = [];
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, String(name));
    let bytes;
    try {
      if (!statSync(path).isFile()) continue;
      bytes = readFileSync(path);
    } catch {
      continue; // a socket, or gone
    }
    for (const form of forms)
      if (form.bytes.length >= 4 && bytes.includes(form.bytes)) found.push(`${form.text} in ${name}`);
  }
  return [...new Set(found)];
}

/** Files of a folder that hold these bytes. @param {string} folder @param {Buffer} bytes */
export function foundBytes(folder, bytes) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => {
      try {
        return statSync(path).isFile() && readFileSync(path).includes(bytes);
      } catch {
        return false;
      }
    });
}
