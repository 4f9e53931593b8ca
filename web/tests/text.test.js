import assert from 'node:assert/strict';
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import test from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { instantText } from '../src/data/instant.js';
import { Catalogue } from '../src/text/catalogue.js';
import { LOCALES, pickLocale } from '../src/text/locales.js';
import { directionOf } from '../src/text/direction.js';
import { Format, minorDigits } from '../src/text/format.js';
import { Speech } from '../src/text/speech.js';

const LOCALE_FOLDER = new URL('../../assets/locales/', import.meta.url);
const read = (/** @type {string} */ path) => JSON.parse(readFileSync(new URL(path, LOCALE_FOLDER), 'utf8'));

/** The names of all arguments of a message, with how they are used. @param {any[]} ast @returns {string[]} */
function argumentsOf(ast) {
  const found = new Set();
  const walk = (/** @type {any[]} */ parts) => {
    for (const part of parts) {
      if (part.type !== 0 && part.type !== 7) found.add(part.value);
      for (const option of Object.values(part.options ?? {})) walk(/** @type {any} */ (option).value);
    }
  };
  walk(ast);
  return [...found].sort();
}

const parse = (/** @type {string} */ text, /** @type {string} */ locale) =>
  new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst();

test('every language folder is a language the picker offers', () => {
  const folders = readdirSync(LOCALE_FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map((entry) => entry.name).sort(), [...LOCALES].sort());
});

for (const locale of LOCALES) {
  for (const part of [
    'shell',
    'tools',
    'desk',
    'complaint',
    'withdrawal',
    'request',
    'plain',
    'codes',
    'film',
  ])
    test(`${locale}: ${part}: the same keys with the same arguments as English`, () => {
      const english = read(`en/${part}.json`);
      const own = read(`${locale}/${part}.json`);
      assert.deepEqual(Object.keys(own).sort(), Object.keys(english).sort());
      for (const [key, text] of Object.entries(own)) {
        assert.ok(String(text).trim() || key === 'ui.comma', `${key} is empty`);
        assert.deepEqual(
          argumentsOf(parse(String(text), locale)),
          argumentsOf(parse(english[key], 'en')),
          `${locale} ${key}`,
        );
      }
    });

  test(`${locale}: shell and policy words do not overwrite each other`, (t) => {
    if (!existsSync(new URL(`${locale}/policy.json`, LOCALE_FOLDER)))
      return t.skip('no policy words in this checkout');
    const shell = new Set(Object.keys(read(`${locale}/shell.json`)));
    assert.deepEqual(
      Object.keys(read(`${locale}/policy.json`)).filter((key) => shell.has(key)),
      [],
    );
  });

  test(`${locale}: plural forms are those the language has`, () => {
    const known = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const sentences = {
      ...read(`${locale}/shell.json`),
      ...read(`${locale}/tools.json`),
      ...read(`${locale}/desk.json`),
      ...read(`${locale}/film.json`),
    };
    for (const [key, text] of Object.entries(sentences)) {
      const walk = (/** @type {any[]} */ parts) => {
        for (const part of parts) {
          if (part.type === 6) {
            for (const form of Object.keys(part.options)) {
              assert.ok(form.startsWith('=') || known.includes(/** @type {any} */ (form)), `${key}: ${form}`);
            }
          }
          for (const option of Object.values(part.options ?? {})) walk(/** @type {any} */ (option).value);
        }
      };
      walk(parse(String(text), locale));
    }
  });
}

test('every key the sources name exists', () => {
  const parts = ['shell', 'desk', 'complaint', 'withdrawal', 'request', 'film'];
  const known = new Set(parts.flatMap((part) => Object.keys(read(`en/${part}.json`))));
  const families = [
    'ui',
    'title',
    'files',
    'send',
    'done',
    'lookup',
    'shop',
    'request',
    'check',
    'terms',
    'bill',
    'timeline',
    'desk',
    'withdrawal',
    'film',
  ];
  const pattern = new RegExp(`'((?:${families.join('|')})\\.[a-z_.]+)'`, 'g');
  let checked = 0;
  const folder = new URL('../src/', import.meta.url);
  for (const entry of readdirSync(folder, { recursive: true })) {
    if (!String(entry).endsWith('.js')) continue;
    for (const [, key] of readFileSync(new URL(String(entry), folder), 'utf8').matchAll(pattern)) {
      assert.ok(known.has(key), `${entry} names ${key}`);
      checked += 1;
    }
  }
  assert.ok(checked > 80, `only ${checked} keys were found`);
});

test('a missing sentence shows its key, a missing argument a gap', () => {
  const catalogue = new Catalogue('en', { 'a.b': 'Until {day}' });
  assert.equal(catalogue.text('x.y'), 'x.y');
  assert.equal(catalogue.text('a.b'), 'Until …');
  assert.equal(catalogue.text('a.b', { day: 'Friday' }), 'Until Friday');
});

test('languages are matched by tag, then by language', () => {
  assert.equal(pickLocale(['zh-TW', 'en']), 'zh-CN');
  assert.equal(pickLocale(['AR-EG']), 'ar');
  assert.equal(pickLocale(['fr', 'de-AT']), 'de');
  assert.equal(pickLocale([]), 'en');
  assert.equal(directionOf('ar'), 'rtl');
  assert.equal(directionOf('zh-CN'), 'ltr');
});

test('money has the decimals of its currency', () => {
  const format = new Format('en');
  assert.equal(format.money(105, 'CNY'), '¥1.05');
  assert.equal(format.money(105, 'JPY'), '¥105');
  assert.equal(format.money(1234567, 'KWD').replace(/\s/g, ' '), 'KWD 1,234.567');
  assert.equal(format.signedMoney(-3000, 'CNY'), '-¥30.00');
  assert.match(new Format('ar').signedMoney(-3000, 'CNY'), /^\u2066[^\u061c\u200e\u200f]*\u2069$/);
});

test('digits are those of titles and tickets, whatever the data of the engine has', () => {
  // Persian stands for Arabic, which older data write with digits of its own.
  assert.match(new Format('fa').money(2850, 'CNY'), /28[.,٫]50/);
  assert.equal(new Format('fa').number(7), '7');
  assert.match(new Format('fa').instant('2026-11-09T23:59:59+08:00'), /23:59/);
  const words = new Catalogue('fa', { left: '{n, plural, one {# روز} other {# روز}}', size: '{n, number}' });
  assert.equal(words.text('left', { n: 3 }), '3 روز');
  assert.equal(words.text('size', { n: 20 }), '20');
});

test('an instant keeps the wall clock it was written with', () => {
  const format = new Format('en');
  assert.match(format.instant('2026-11-09T23:59:59+08:00', '2026-11-01T00:00:00+08:00'), /Nov 9, 23:59/);
  assert.match(format.instant('2027-01-09T00:10:00-05:00', '2026-11-01T00:00:00+08:00'), /Jan 9, 2027/);
  assert.match(format.day('2026-11-14', '2026-11-01'), /^Sat, Nov 14$/);
});

test('the present is written with its offset', () => {
  const noon = Date.UTC(2026, 10, 9, 12, 0, 0, 999);
  assert.equal(instantText(noon, 480), '2026-11-09T20:00:00+08:00');
  assert.equal(instantText(noon, -210), '2026-11-09T08:30:00-03:30');
  assert.equal(instantText(noon, 0), '2026-11-09T12:00:00+00:00');
});

test('parameters of a code are made readable', () => {
  const speech = new Speech(
    new Catalogue('en', {
      'advice.promotion_lost': 'You lose {amount} on {line} until {until}',
      'slot.outer_box': 'outer box',
      'error.too_few_files': '{slot}: {lacks}',
    }),
  );
  speech.currency = 'CNY';
  speech.now = '2026-11-01T00:00:00+08:00';
  speech.order = /** @type {any} */ ({ lines: [{ id: 'L1', title: { en: 'Cream' } }] });
  assert.equal(
    speech.coded('advice', 'promotion_lost', { amount: 3000, line: 'L1', until: '2026-11-14' }),
    'You lose ¥30.00 on Cream until Sat, Nov 14',
  );
  assert.equal(speech.coded('error', 'error.too_few_files', { slot: 'outer_box', lacks: 2 }), 'outer box: 2');
});

test("a shop's words keep number and unit together, and their own direction", () => {
  const [en, ar] = ['en', 'ar'].map((locale) => new Speech(new Catalogue(locale, {})));
  assert.equal(
    en.local({ en: 'Cream 50 g, 0.25 ml, 24 pieces' }),
    'Cream 50\u00a0g, 0.25\u00a0ml, 24 pieces',
  );
  assert.equal(en.local({ ar: 'كريم 50 غ (Cream)' }), '\u2068كريم 50\u00a0غ (Cream)\u2069');
  assert.equal(ar.local({ ar: 'كريم 50 غ (Cream)' }), 'كريم 50\u00a0غ (Cream)');
  assert.equal(ar.local({ en: 'SKU-42 (small)' }), '\u2068SKU-42 (small)\u2069');
  assert.equal(ar.local({}), '');
});

test('no sentence uses a skeleton: their parsers are not shipped (web/slim.mjs)', () => {
  const uses = (/** @type {string} */ text) => /\{[^{}]*,\s*(number|date|time)\s*,\s*::/.test(text);
  assert.ok(uses('{n, number, ::compact-short}'));
  let sentences = 0;
  for (const locale of LOCALES) {
    for (const file of ['shell', 'policy', 'complaint', 'withdrawal', 'request', 'codes', 'film', 'voice']) {
      const words = JSON.parse(
        readFileSync(new URL(`../../assets/locales/${locale}/${file}.json`, import.meta.url), 'utf8'),
      );
      for (const [key, text] of Object.entries(words)) {
        sentences += 1;
        assert.ok(!uses(/** @type {string} */ (text)), `${locale} ${key}`);
      }
    }
  }
  assert.ok(sentences > 1000);
});

test('amounts have the digits of ISO 4217, not those of Intl', () => {
  const format = new Format('en');
  const shown = (minor, currency) => format.money(minor, currency).replaceAll('\u00a0', ' ');
  assert.equal(shown(129000, 'HUF'), 'Ft 1,290.00');
  assert.equal(shown(1500, 'IQD'), 'IQD 1.500');
  assert.equal(shown(129000, 'JPY'), '¥129,000');
  assert.equal(shown(12345, 'KWD'), 'KWD 12.345');
  assert.equal(shown(12345, 'CLF'), 'CLF 1.2345');
});

test('shell and core count the same digits', () => {
  const core = readFileSync(new URL('../../core/currency.cpp', import.meta.url), 'utf8');
  const listed = (name) =>
    [
      ...core
        .split(`${name}[] = {`)[1]
        .split('}')[0]
        .matchAll(/[A-Z]{3}/g),
    ].map(String);
  const lists = { kNone: 0, kThree: 3, kFour: 4 };
  const known = new Map(Object.entries(lists).flatMap(([name, n]) => listed(name).map((code) => [code, n])));
  assert.equal(known.size, 26);
  for (const code of new Set([...known.keys(), ...Intl.supportedValuesOf('currency')]))
    assert.equal(minorDigits(code), known.get(code) ?? 2, code);
});
