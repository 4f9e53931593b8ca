// Colours that the reader chose, more contrast, less motion: what is chosen, what has the focus and how far things are
// must be told by more than a colour of ours (WCAG 2.2: 1.4.1, 1.4.3, 1.4.11; the enhanced 1.4.6 in the contrast theme).
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { enhancedContrast } from './axe.js';
import { launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { Keys } from './keys.js';
import { Server } from './server.js';
import { unwantedSerum } from './stories.js';
import { t } from './words.js';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Runs in the page: what cannot be told apart in the colours that are forced. @returns {string[]} */
function untold() {
  const wrong = [];
  const elements = [];
  const visit = (/** @type {Document | ShadowRoot} */ root) => {
    for (const element of root.querySelectorAll('*')) {
      elements.push(element);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(document);
  const seen = elements.filter((element) => element.checkVisibility());
  const ground = (/** @type {Element} */ element) => {
    for (let one = element; one; one = one.parentElement ?? /** @type {any} */ (one.getRootNode()).host) {
      const { backgroundColor } = getComputedStyle(one);
      if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
  };
  const name = (/** @type {Element} */ element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class')}`;
  const lined = (/** @type {CSSStyleDeclaration} */ style) =>
    (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) ||
    parseFloat(style.borderTopWidth) >= 1;
  for (const element of seen) {
    const style = getComputedStyle(element);
    if (element.matches('.chosen') && !(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2))
      wrong.push(`${name(element)} is chosen without an outline`);
    if (element.matches('svg.icon') && style.stroke === ground(element))
      wrong.push(`${name(element)} in ${name(element.parentElement ?? element)} is as its ground`);
    if (element.matches('.button, .input, .round:not(.remove)') && !lined(style))
      wrong.push(`${name(element)} has no edge`);
    if (element.matches('input[type=radio], input[type=checkbox]') && style.appearance === 'none')
      wrong.push(`${name(element)} draws its own tick, which forced colours take away`);
    if (element.matches('.progress li')) {
      const past = element.matches('.past, .now');
      const others = seen.filter((one) => one.matches('.progress li:not(.past, .now)'));
      if (past && others.some((one) => getComputedStyle(one).borderTopColor === style.borderTopColor))
        wrong.push('how far one is looks like how far one is not');
    }
  }
  return [...new Set(wrong)];
}

/**
 * Through the flow of a request without files, looking at each screen as it came and as it was answered.
 * @param {import('playwright-core').Page} page @param {string} url @param {(where: string) => Promise<void>} look
 */
async function through(page, url, look) {
  await page.goto(`${url}/?locale=en`);
  await page.getByRole('heading', { name: t('shop.pick') }).waitFor();
  await look('home');
  const customer = new Customer(page, unwantedSerum());
  await customer.open(url);
  for (;;) {
    const heading = await customer.heading();
    await look(heading);
    if (heading === t('title.check')) break;
    await customer.answer();
    await look(`${heading}, answered`);
    await customer.next();
  }
  await customer.submit();
  await look('receipt');
}

test('forced colours, on dark and on light ground', { timeout: 240_000 }, async (context) => {
  const server = await new Server().start();
  context.after(() => server.close());
  const visit = await visitor(browser);
  const page = await visit.newPage();
  /** @type {Set<string>} */
  const wrong = new Set();
  let chosen = 0;
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await through(page, server.url, async (where) => {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await page.emulateMedia({ forcedColors: 'active', colorScheme });
      for (const fault of await page.evaluate(untold)) wrong.add(`${where}, ${colorScheme}: ${fault}`);
    }
    chosen += await page.locator('.chosen').count();
    const keys = new Keys(page);
    const stop = await keys.press('Tab');
    if (stop && !stop.marked) wrong.add(`${where}: "${stop.name}" does not show the focus`);
  });
  assert.deepEqual([...wrong], []);
  assert.ok(chosen >= 5, `${chosen} things chosen`);
  await visit.close();
});

test('what forced colours take away would be seen', { timeout: 60_000 }, async () => {
  const visit = await visitor(browser);
  const page = await visit.newPage();
  await page.emulateMedia({ forcedColors: 'active' });
  await page.setContent(`<!doctype html><div class="choice chosen">One</div>
    <button class="button" style="border: 0">Two</button><input type="radio" style="appearance: none" />
    <p style="background: Canvas"><svg class="icon" style="stroke: Canvas"><path d="M0 0h9" /></svg></p>`);
  const found = (await page.evaluate(untold)).join('\n');
  for (const mark of ['without an outline', 'has no edge', 'its own tick', 'as its ground'])
    assert.ok(found.includes(mark), `${mark} in:\n${found}`);
  await visit.close();
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`more contrast, ${colorScheme}: seven to one`, { timeout: 240_000 }, async (context) => {
    const server = await new Server().start();
    context.after(() => server.close());
    const visit = await visitor(browser, { colorScheme });
    const page = await visit.newPage();
    await page.emulateMedia({ contrast: 'more', colorScheme });
    /** @type {string[]} */
    const wrong = [];
    let looked = 0;
    await through(page, server.url, async (where) => {
      looked += 1;
      for (const finding of await enhancedContrast(page)) wrong.push(`${where}: ${finding}`);
    });
    assert.deepEqual(wrong, []);
    assert.ok(looked > 8, `${looked} screens`);
    await visit.close();
  });
}

test('the contrast theme is had by its attribute too', { timeout: 60_000 }, async (context) => {
  const server = await new Server().start();
  context.after(() => server.close());
  const visit = await visitor(browser);
  const page = await visit.newPage();
  await new Customer(page, unwantedSerum()).open(server.url);
  const portal = page.locator('returns-portal');
  const colours = () =>
    portal.evaluate((element) => {
      const { color } = getComputedStyle(element);
      const next = element.shadowRoot?.querySelector('.button.primary');
      return { ink: color, button: next && getComputedStyle(next).backgroundColor };
    });
  const plain = await colours();
  assert.notEqual(plain.button, plain.ink);
  await portal.evaluate((element) => element.setAttribute('theme', 'contrast'));
  const strong = await colours();
  assert.equal(strong.button, strong.ink);
  await visit.close();
});

test('who wants less motion gets none that goes on', { timeout: 60_000 }, async (context) => {
  const server = await new Server().start();
  context.after(() => server.close());
  const visit = await visitor(browser);
  const page = await visit.newPage();
  const longest = () =>
    page.locator('returns-portal').evaluate((element) => {
      const all = [...(element.shadowRoot?.querySelectorAll('*:not(.spinner)') ?? [])];
      const seconds = (/** @type {string} */ list) => Math.max(...list.split(',').map(parseFloat));
      return Math.max(
        ...all.map((one) => {
          const style = getComputedStyle(one);
          const animated = style.animationName === 'none' ? 0 : seconds(style.animationDuration);
          return Math.max(animated, seconds(style.transitionDuration));
        }),
      );
    });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await new Customer(page, unwantedSerum()).open(server.url);
  assert.ok((await longest()) > 0, 'nothing moves: the looking is broken');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  assert.equal(await longest(), 0);
  await visit.close();
});
