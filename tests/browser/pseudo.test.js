// Languages that nobody speaks, made from the English sentences: longer by two fifths with accents, and mirrored. What is
// cut off, overlaps or was never given to a translator shows itself before a translator meets it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { launch, visitor } from './chromium.js';
import { readingFaults } from './reading.js';
import { film, photograph } from './scenes.js';
import { ROOT, Server } from './server.js';
import { demoOrder, shown } from './stories.js';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const ACCENTED = Object.fromEntries(
  [...'aáeéiíoöuüyýcçnñsšzžAÅEÉIÎOØUÛCÇNÑSŠ'.matchAll(/(.)(.)/gu)].map(([, plain, accented]) => [
    plain,
    accented,
  ]),
);
/** Marks that no English sentence, no name and no number has. */
const [OPEN, CLOSE] = ['⟦', '⟧'];

/** @param {string} text plain words, two fifths longer */
function longer(text) {
  const extra = Math.round(text.trim().length * 0.4);
  if (extra === 0) return text;
  const accented = [...text].map((letter) => ACCENTED[letter] ?? letter).join('');
  // As whole words: "one two" and so on.
  const more = ' ŏné ţwő ţhřée föûr fívé'.repeat(1 + Math.ceil(extra / 24)).slice(0, extra);
  return `${accented}${more.trimEnd()}`;
}

/** ICU text of parsed elements, with its words changed. @param {any[]} elements @param {(text: string) => string} change */
function print(elements, change) {
  const quote = (/** @type {string} */ text) => text.replaceAll("'", "''").replace(/[{}]/g, "'$&'");
  return elements
    .map((one) => {
      if (one.type === TYPE.literal) return quote(/\p{L}/u.test(one.value) ? change(one.value) : one.value);
      if (one.type === TYPE.pound) return '#';
      if (one.type === TYPE.plural || one.type === TYPE.select) {
        const kind =
          one.type === TYPE.select ? 'select' : one.pluralType === 'ordinal' ? 'selectordinal' : 'plural';
        const options = Object.entries(one.options)
          .map(([key, { value }]) => `${key} {${print(value, change)}}`)
          .join(' ');
        return `{${one.value}, ${kind}, ${one.offset ? `offset:${one.offset} ` : ''}${options}}`;
      }
      if (one.type === TYPE.argument) return `{${one.value}}`;
      if (one.type === TYPE.number && !one.style) return `{${one.value}, number}`;
      throw new Error(`an element of a kind no sentence had: ${JSON.stringify(one)}`);
    })
    .join('');
}

/** @param {string} part @param {string} [open] */
function pseudo(part) {
  const sentences = JSON.parse(readFileSync(join(ROOT, 'assets/locales/en', part), 'utf8'));
  const changed = Object.entries(sentences).map(([key, sentence]) => [
    key,
    `${OPEN}${print(parse(sentence, { ignoreTag: true }), longer)}${CLOSE}`,
  ]);
  return Object.fromEntries(changed);
}

/**
 * Runs in the page: texts with words that no catalogue was asked for. Names, numbers and texts of the shop are given.
 * @param {{open: string, close: string, given: string[]}} options @returns {string[]}
 */
function untranslated({ open, close, given }) {
  const wrong = [];
  const visit = (/** @type {Document | ShadowRoot} */ root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    // What a sentence begins in one piece of text may end in another.
    let depth = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        if (node.shadowRoot) visit(node.shadowRoot);
        for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
          const value = node.getAttribute(name);
          if (value && /\p{L}{2}/u.test(value) && !value.includes(open) && !given.includes(value))
            wrong.push(`${name} of ${node.tagName.toLowerCase()}: "${value}"`);
        }
        continue;
      }
      const parent = node.parentElement;
      if (parent?.closest('script, noscript, style, option, bdi, dfn, [dir=ltr], .code, .number, .brand'))
        continue;
      const text = node.textContent ?? '';
      const inside = depth > 0;
      for (const letter of text) depth += letter === open ? 1 : letter === close ? -1 : 0;
      if (inside || text.includes(open) || !/\p{L}{2}/u.test(text)) continue;
      if (given.some((known) => known.includes(text.trim()) || text.includes(known))) continue;
      wrong.push(`"${text.trim()}" in ${parent?.tagName.toLowerCase()}.${parent?.className}`);
    }
  };
  visit(document);
  return [...new Set(wrong)];
}

/** @type {Record<string, string>} */
const TYPED = { tel: '13800004821', email: 'lin@example.com' };

/**
 * Answers by position: what is written is what is being tested.
 * @param {import('playwright-core').Page} page @param {Record<string, import('./scenes.js').Shot[]>} files by kind
 */
async function answerSomehow(page, files) {
  const screen = await page.locator('[data-screen]').getAttribute('data-screen');
  if (screen === 'items') return page.getByRole('checkbox').first().check();
  if (screen?.startsWith('reason')) {
    const radio = page.locator('input[type=radio][value="quality.spoiled"]');
    if (!(await radio.isVisible()))
      await page.locator('details:has([value="quality.spoiled"]) > summary').click();
    await radio.focus();
    return page.keyboard.press('Space');
  }
  for (const slot of await page.locator('section.slot').all()) {
    const needs = (await slot.getAttribute('id'))?.includes('batch') ? files.label : files.damage;
    const input = slot.locator('input[type=file]').last();
    for (const shot of needs) {
      if ((await input.count()) === 0) break;
      const before = await slot.locator('.shot .remove').count();
      await input.setInputFiles(shot);
      await slot.locator('.shot .remove').nth(before).waitFor();
    }
  }
  for (const box of await page.getByRole('textbox').all()) {
    const type = await box.getAttribute('type');
    if (!(await box.inputValue())) await box.fill(TYPED[type ?? ''] ?? 'A2411');
  }
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  const radios = page.getByRole('radio');
  if ((await radios.count()) > 0 && (await page.locator('input[type=radio]:checked').count()) === 0) {
    await radios.first().focus();
    await page.keyboard.press('Space');
  }
}

/** Runs in the page before anything else: what the browser writes itself, dates and amounts, counts as translated. */
function markFormats({ open, close }) {
  for (const kind of [Intl.DateTimeFormat, Intl.NumberFormat]) {
    const { get } = Object.getOwnPropertyDescriptor(kind.prototype, 'format') ?? {};
    Object.defineProperty(kind.prototype, 'format', {
      get() {
        const format = get?.call(this);
        return (/** @type {any} */ value) => `${open}${format(value)}${close}`;
      },
    });
  }
}

const WAYS = [
  { title: 'longer by two fifths, with accents', locale: 'en' },
  { title: 'mirrored', locale: 'ar' },
];
for (const { title, locale } of WAYS) {
  test(`a language ${title}`, { timeout: 240_000 }, async (context) => {
    const server = await new Server().start();
    context.after(() => server.close());
    const visit = await visitor(browser);
    const small = { width: 1200, height: 900 };
    const files = {
      damage: [
        await photograph(visit, { seed: 21, ...small }),
        await film(visit, { seconds: 1.5 }),
        await photograph(visit, { seed: 25, ...small }),
      ],
      label: [await photograph(visit, { seed: 22, kind: 'label', ...small })],
    };
    const page = await visit.newPage();
    await page.addInitScript(markFormats, { open: OPEN, close: CLOSE });
    let served = 0;
    await page.route(/\/assets\/locales\/[^/]+\/[^/]+\.json$/, async (route) => {
      served += 1;
      const part = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
      await route.fulfill({ json: pseudo(part) });
    });
    const { id, title: name } = demoOrder('KN-1001');
    const lines = JSON.parse(readFileSync(join(ROOT, 'assets/demo/orders/01-pharmacy.json'), 'utf8')).order
      .lines;
    // The shop's own texts, in whatever language it has them, and what laws are called.
    const shots = [...files.damage, ...files.label].map((shot) => shot.name);
    const given = [...lines.flatMap((line) => Object.values(line.title).map(shown)), name('L1'), ...shots];
    /** @type {Set<string>} */
    const wrong = new Set();
    const look = async (/** @type {string} */ where) => {
      for (const fault of await readingFaults(page)) wrong.add(`${where}: ${fault}`);
      const own = await page.locator('bdi, a[href^=https]').allTextContents();
      const found = await page.evaluate(untranslated, {
        ...{ open: OPEN, close: CLOSE },
        given: [...given, ...own.map((text) => text.trim()).filter(Boolean)],
      });
      for (const text of found) wrong.add(`${where}: not translated: ${text}`);
    };
    await page.goto(`${server.url}/?locale=${locale}&order=${id}`);
    await page.locator('[data-screen=items]').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dir), locale === 'ar' ? 'rtl' : 'ltr');
    const screens = [];
    for (;;) {
      const screen = (await page.locator('[data-screen]').getAttribute('data-screen')) ?? '';
      assert.ok(screens.length < 20, screens.join(' → '));
      screens.push(screen);
      await page.locator('.busy').waitFor({ state: 'detached' });
      await look(screen);
      if (screen === 'check') break;
      await answerSomehow(page, files);
      await look(`${screen}, answered`);
      await page.locator('[part=next]').click();
      const end = Date.now() + 10_000;
      while ((await page.locator('[data-screen]').getAttribute('data-screen')) === screen) {
        const said = (await page.getByRole('alert').allInnerTexts()).join(' ');
        assert.ok(Date.now() < end, `${screen} does not go on: ${said}`);
        await page.waitForTimeout(30);
      }
    }
    await page.locator('[part=next]').click();
    await page.locator('#ticket').waitFor({ timeout: 60_000 });
    await look('receipt');
    assert.deepEqual([...wrong], []);
    assert.ok(served >= 2 && screens.length >= 6, `${served} catalogues, ${screens.join(' → ')}`);
    await visit.close();
  });
}

test(
  'a sentence keeps its arguments and grows; one in the page itself would be seen',
  { timeout: 60_000 },
  async () => {
    const longerOne = print(parse("{n, plural, one {# day isn''t much} other {# days}} left"), longer);
    assert.match(longerOne, /^\{n, plural, one \{# dáý íšñ''t/);
    assert.ok(longer('Choose a reason').length >= 'Choose a reason'.length * 1.3);
    const visit = await visitor(browser);
    const page = await visit.newPage();
    await page.setContent('<p>⟦Hållo⟧</p><p>Forgotten</p><button aria-label="Also this">1</button>');
    const found = await page.evaluate(untranslated, { open: OPEN, close: CLOSE, given: [] });
    assert.deepEqual(found, ['"Forgotten" in p.', 'aria-label of button: "Also this"']);
    await visit.close();
  },
);
