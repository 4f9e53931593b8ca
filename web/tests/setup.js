// What a browser has and Node 18 keeps behind a flag; imported first by every test that needs it.
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { webcrypto } from 'node:crypto';
import { File } from 'node:buffer';

globalThis.crypto ??= /** @type {any} */ (webcrypto);
globalThis.File ??= /** @type {any} */ (File);
globalThis.CustomEvent ??= /** @type {any} */ (
  class extends Event {
    constructor(type, init) {
      super(type, init);
      this.detail = init?.detail;
    }
  }
);

/** @param {string} name a fixture: plans as the core gives them */
export function fixture(name) {
  return JSON.parse(readFileSync(new URL(`../test-fixtures/${name}.json`, import.meta.url), 'utf8'));
}
