import { inLatinDigits, directionOf } from './direction.js';

/**
 * Numbers, money and dates in the customer's language. Amounts come as minor units with a currency; the number of
 * decimals is the currency's own (ISO 4217). Instants keep the offset they were written with:
 * a deadline in the shop's zone is shown in the shop's zone.
 */

/**
 * Digits of a currency's minor unit, by ISO 4217. Intl has its own (CLDR): none for HUF, IDR or IQD, and an amount in
 * minor units would be shown a hundred or a thousand times too large.
 * @param {string} currency
 */
export function minorDigits(currency) {
  if (/BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|UYI|VND|VUV|X[AOP]F/.test(currency)) return 0;
  if (/BHD|IQD|JOD|KWD|LYD|OMR|TND/.test(currency)) return 3;
  return /CLF|UYW/.test(currency) ? 4 : 2;
}

export class Format {
  #locale;
  /** @type {Record<string, any>} making one takes a slow phone a millisecond or more */
  #made = {};
  /** @param {string} locale BCP 47 */
  constructor(locale) {
    this.#locale = inLatinDigits(locale);
  }

  /** For Intl: with the digits. */
  get locale() {
    return this.#locale;
  }

  /** @param {'NumberFormat' | 'DateTimeFormat' | 'ListFormat'} kind @param {object} [options] */
  #intl(kind, options = {}) {
    const Kind = /** @type {any} */ (Intl)[kind];
    return (this.#made[kind + JSON.stringify(options)] ??= new Kind(this.#locale, options));
  }

  /** @param {number} minor @param {string} currency */
  money(minor, currency) {
    return this.#money(minor, currency, 'auto');
  }

  /** With its sign always shown, as in a bill. @param {number} minor @param {string} currency */
  signedMoney(minor, currency) {
    return this.#money(minor, currency, 'exceptZero');
  }

  /** @param {number} minor @param {string} currency @param {'auto' | 'exceptZero'} signDisplay */
  #money(minor, currency, signDisplay) {
    const digits = minorDigits(currency);
    const text = this.#intl('NumberFormat', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      signDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(minor / 10 ** digits);
    // An amount reads from left to right in every language; marks that say otherwise are replaced by an isolate.
    return this.#rightToLeft ? `\u2066${text.replaceAll(/[\u061c\u200e\u200f]/g, '')}\u2069` : text;
  }

  get #rightToLeft() {
    return directionOf(this.#locale) === 'rtl';
  }

  /** @param {number} value */
  number(value) {
    return this.#intl('NumberFormat').format(value);
  }

  /** @param {number} bytes */
  size(bytes) {
    const [value, unit] = bytes < 1048576 ? [bytes / 1024, 'kilobyte'] : [bytes / 1048576, 'megabyte'];
    return this.#intl('NumberFormat', {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value);
  }

  /** @param {number} milliseconds minutes and seconds, as players show them @param {number} [least] seconds */
  length(milliseconds, least = 1) {
    const seconds = Math.max(least, Math.round(milliseconds / 1000));
    const two = this.#intl('NumberFormat', { minimumIntegerDigits: 2 });
    return `${this.number(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
  }

  /** A civil day, `2026-11-14`; the year is left out when it is that of `now`. @param {string} day @param {string} [now] */
  day(day, now) {
    const date = new Date(`${day.slice(0, 10)}T12:00:00Z`);
    return this.#intl('DateTimeFormat', {
      timeZone: 'UTC',
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...(now && now.slice(0, 4) === day.slice(0, 4) ? {} : { year: 'numeric' }),
    }).format(date);
  }

  /** An RFC 3339 instant, shown with the wall clock it was written with. @param {string} instant @param {string} [now] */
  instant(instant, now) {
    if (instant.length <= 10) return this.day(instant, now);
    const date = new Date(`${instant.slice(0, 19)}Z`);
    return this.#intl('DateTimeFormat', {
      timeZone: 'UTC',
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(now && now.slice(0, 4) === instant.slice(0, 4) ? {} : { year: 'numeric' }),
    }).format(date);
  }

  /** @param {string[]} parts */
  list(parts) {
    return this.#intl('ListFormat', { type: 'conjunction' }).format(parts);
  }
}
