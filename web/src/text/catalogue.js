import { IntlMessageFormat } from 'intl-messageformat';
import { inLatinDigits } from './direction.js';

/**
 * The sentences of one language. A key without a sentence falls back to the second catalogue and at last to the key
 * itself, so that a gap is seen and never blank.
 */
export class Catalogue {
  /** @type {Map<string, IntlMessageFormat>} */
  #compiled = new Map();
  #locale;
  #sentences;
  #fallback;

  /**
   * @param {string} locale
   * @param {Record<string, string>} sentences
   * @param {Catalogue} [fallback]
   */
  constructor(locale, sentences, fallback) {
    this.#locale = locale;
    this.#sentences = sentences;
    this.#fallback = fallback;
  }

  /** URL of the folder its sentences came from, for parts that come later. */
  assets = '/assets/';

  get locale() {
    return this.#locale;
  }

  /** Sentences of a part that came later; they stand before those that were there. @param {Record<string, string>} more */
  learn(more) {
    this.#sentences = { ...this.#sentences, ...more };
  }

  keys() {
    return Object.keys(this.#sentences);
  }

  /** @param {string} key */
  has(key) {
    return Object.hasOwn(this.#sentences, key);
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number | undefined>} [params]
   * @returns {string}
   */
  text(key, params = {}) {
    if (!this.has(key)) return this.#fallback?.text(key, params) ?? key;
    // Most sentences have nothing to fill in: the parser is not asked, nor Intl, which takes long at its first call.
    if (!/\{|''/.test(this.#sentences[key])) return this.#sentences[key];
    try {
      let format = this.#compiled.get(key);
      if (!format) {
        format = new IntlMessageFormat(this.#sentences[key], inLatinDigits(this.#locale), undefined, {
          ignoreTag: true,
        });
        this.#compiled.set(key, format);
      }
      return String(format.format(/** @type {any} */ (params)));
    } catch {
      // A sentence whose argument is not given is still better read with a gap than not at all.
      return this.#sentences[key].replace(/\{(\w+)[^{}]*\}/g, (_, name) => String(params[name] ?? '…'));
    }
  }
}

/** @type {Map<string, Promise<Record<string, string>>>} */
const fetched = new Map();

/**
 * @param {string} assets URL of the assets folder, with a trailing slash
 * @param {string} locale
 * @returns {Promise<Catalogue>}
 */
export async function loadCatalogue(assets, locale) {
  return Object.assign(new Catalogue(locale, await sentencesOf(assets, locale)), { assets });
}

/** @param {string} assets @param {string} locale @returns {Promise<Record<string, string>>} */
function sentencesOf(assets, locale) {
  const key = `${assets}${locale}`;
  let promise = fetched.get(key);
  if (!promise) {
    promise = Promise.all(
      ['policy', 'shell'].map(async (part) => {
        const response = await fetch(`${assets}locales/${locale}/${part}.json`);
        if (!response.ok) throw new Error(`${part}.json for ${locale}: HTTP ${response.status}`);
        return response.json();
      }),
    ).then(([policy, shell]) => ({ ...policy, ...shell }));
    promise.catch(() => fetched.delete(key));
    fetched.set(key, promise);
  }
  return promise;
}
