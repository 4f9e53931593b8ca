import { directionOf } from './direction.js';
import { Format } from './format.js';

/**
 * Everything a template needs to speak: sentences by key, and the plan's codes with their parameters made readable.
 * Money parameters are those the policy documents name `amount`, `refund`, `floor`, `cap`, `value`, `estimate`.
 * @typedef {import('../types/documents').Params} Params
 * @typedef {import('./catalogue.js').Catalogue} Catalogue
 */

const MONEY = new Set(['amount', 'refund', 'floor', 'cap', 'estimate', 'fee', 'shown', 'now']);
/** Parameters that name order lines, and resolutions. */
const LINES = new Set(['line', 'lines', 'like', 'keep']);
const RESOLUTIONS = new Set(['resolution', 'passed']);
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

export class Speech {
  /** @param {Catalogue} catalogue */
  constructor(catalogue) {
    this.catalogue = catalogue;
    this.format = new Format(catalogue.locale);
    /** Currency and order of the session, for parameters that mean them. */
    this.currency = 'CNY';
    this.now = '';
    /** @type {import('../types/documents').Order | undefined} */
    this.order = undefined;
  }

  get locale() {
    return this.catalogue.locale;
  }

  /** @param {string} key @param {Record<string, string | number | undefined>} [params] */
  t = (key, params) => this.catalogue.text(key, params);

  /** @param {string} key */
  has = (key) => this.catalogue.has(key);

  /** A sentence the core asked for: its parameters are codes, minor units and dates. @param {string} key @param {Params} [params] */
  say(key, params = {}) {
    /** @type {Record<string, string | number>} */
    const readable = {};
    for (const [name, value] of Object.entries(params)) readable[name] = this.#param(name, value);
    return this.t(key, readable);
  }

  /** @param {string} family @param {string} code with or without its family @param {Params} [params] */
  coded(family, code, params) {
    return this.say(code.startsWith(`${family}.`) ? code : `${family}.${code}`, params);
  }

  /** @param {string} name @param {string | number | string[]} value @returns {string | number} */
  #param(name, value) {
    if (Array.isArray(value)) return this.format.list(value.map((part) => String(this.#param(name, part))));
    if (typeof value === 'number') return MONEY.has(name) ? this.format.money(value, this.currency) : value;
    if (DAY.test(value)) return this.format.day(value, this.now);
    if (INSTANT.test(value)) return this.format.instant(value, this.now);
    if (LINES.has(name)) return this.titleOf(value);
    if (RESOLUTIONS.has(name)) return this.t(`resolution.${value}`);
    if (name === 'slot') return this.t(`slot.${value}`);
    return value;
  }

  /** @param {number} minor */
  money(minor) {
    return this.format.money(minor, this.currency);
  }

  /** @param {string} day */
  day(day) {
    return this.format.day(day, this.now);
  }

  /** @param {string} instant */
  instant(instant) {
    return this.format.instant(instant, this.now);
  }

  /** @param {{n: number, unit: string}} span e.g. "3 days" */
  span(span) {
    return this.t(`span.${span.unit}`, { n: span.n });
  }

  /**
   * A number keeps its unit beside it, and what runs the other way keeps its own order.
   * @param {Record<string, string>} text a text the shop gives in several languages
   */
  local(text) {
    const language = this.locale.split('-')[0];
    const found = Object.keys(text).find((key) => key === this.locale || key.split('-')[0] === language);
    const said = text[found ?? 'en'] ?? Object.values(text)[0] ?? '';
    const whole = said.replace(/(\d) (?=\p{L}{1,2}(?!\p{L}))/gu, '$1\u00a0');
    const other = /[\u0590-\u08ff]/.test(said) === (directionOf(this.locale) === 'ltr');
    return said && other ? `\u2068${whole}\u2069` : whole;
  }

  /** What the shop would send in place of a line. @param {string} line @param {string} id */
  exchangeOf(line, id) {
    const found = this.order?.lines
      .find((entry) => entry.id === line)
      ?.exchanges?.find((other) => other.id === id);
    return found && this.local(found.title);
  }

  /** @param {string} line */
  titleOf(line) {
    const found = this.order?.lines.find((entry) => entry.id === line);
    return found?.title ? this.local(found.title) : line;
  }
}
