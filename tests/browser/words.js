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
/** What a part that comes later says, and says otherwise. */
const PARTS = Object.fromEntries(
  ['complaint', 'withdrawal', 'request', 'codes', 'desk', 'help', 'kiosk', 'plain'].map((part) => [
    part,
    read(`${part}.json`),
  ]),
);

/** @param {string} key @param {Record<string, any>} [params] */
export function t(key, params = {}) {
  return say(WORDS, key, params);
}

/** The same where a part has been learned. @param {'complaint' | 'withdrawal' | 'request' | 'codes' | 'desk' | 'help' | 'kiosk' | 'plain'} part */
export function wordsOf(part) {
  const words = { ...WORDS, ...PARTS[part] };
  return (/** @type {string} */ key, params = {}) => say(words, key, params);
}

/** @param {Record<string, string>} words @param {string} key @param {Record<string, any>} params */
function say(words, key, params) {
  if (!(key in words)) throw new Error(`assets/locales/en has no "${key}"`);
  return String(new IntlMessageFormat(words[key], 'en', undefined, { ignoreTag: true }).format(params));
}
