// What the customer reads in English, by key: the tests follow the catalogue, not a copy of it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { ROOT } from './server.js';

const read = (name) => {
  const path = join(ROOT, 'assets/locales/en', name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
};
const WORDS = { ...read('policy.json'), ...read('shell.json') };

/** @param {string} key @param {Record<string, any>} [params] */
export function t(key, params = {}) {
  if (!(key in WORDS)) throw new Error(`assets/locales/en has no "${key}"`);
  return String(new IntlMessageFormat(WORDS[key], 'en', undefined, { ignoreTag: true }).format(params));
}
