// From the order to the receipt by the keyboard alone. What axe cannot see: whether the focus shows, where it goes on a
// new screen and on errors, in which order it moves, whether the bar at the bottom hides it, whether anything is asked twice.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { launch, visitor } from './chromium.js';
import { Keys } from './keys.js';
import { Server } from './server.js';
import { spoiledAndShown } from './stories.js';
import { t } from './words.js';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A customer like the one in customer.js, without a mouse. */
class Typist {
  /** Labels of fields that were typed into, with what. @type {Map<string, string>} */
  typed = new Map();
  /** @type {string[]} */
  seen = [];

  /** @param {import('playwright-core').Page} page @param {import('./customer.js').Story} story */
  constructor(page, story) {
    this.page = page;
    this.story = story;
    this.keys = new Keys(page);
  }

  async heading() {
    const heading = this.page.getByRole('heading', { level: 1 });
    await heading.waitFor();
    return (await heading.innerText()).trim();
  }

  /** A new screen is one whose heading has the focus. */
  async arrived() {
    await this.keys.until('title');
    return this.heading();
  }

  /** Through the whole screen and back, and to its heading again. @param {string} where */
  async look(where) {
    await this.keys.round(where);
    await this.page.locator('#title').focus();
  }

  /** Going on without an answer: the focus goes to what lacks, and a link there to where it is mended. @param {string} where */
  async provoke(where) {
    await this.keys.button(t('ui.continue'), where);
    await this.keys.press('Enter');
    await this.page.getByRole('alert').waitFor();
    await this.keys.until('error-summary');
    const link = await this.keys.press('Tab');
    assert.equal(link?.tag, 'a', where);
    this.keys.judge(link, `${where}, with errors`);
    const place = await this.keys.press('Enter');
    assert.ok(
      place && place.tag !== 'a',
      `${where}: the error's link leads to ${place?.tag} "${place?.name}"`,
    );
    // From the top again, as somebody would who begins anew.
    await this.page.locator('#title').focus();
  }

  /** @param {string} where @param {string[]} labels */
  async #choose(where, labels) {
    let stop = await this.keys.to(({ type }) => type === 'radio', 'an answer', where);
    const offered = [stop.name];
    while (!labels.some((label) => stop.name.startsWith(label))) {
      stop = await this.keys.press('ArrowDown');
      this.keys.judge(stop, where);
      if (offered.includes(stop.name)) throw new Error(`${where}: only ${offered.join(' | ')}`);
      offered.push(stop.name);
    }
    if (!stop.checked) stop = await this.keys.press('Space');
    assert.ok(stop.checked, `${where}: Space does not choose "${stop.name}"`);
  }

  /** @param {string} where */
  async #reason(where) {
    const about = await this.page.getByRole('main').innerText();
    const item = this.story.items.find(({ title }) => about.includes(title)) ?? this.story.items[0];
    await this.keys.to(({ type }) => type === 'search', 'the search', where);
    await this.page.keyboard.type(item.reason);
    await this.#choose(where, [item.reason]);
  }

  /** @param {string} where */
  async #type(where) {
    for (;;) {
      const stop = await this.keys.press('Tab');
      assert.ok(stop, `${where}: no Continue`);
      this.keys.judge(stop, where);
      if (stop.inBar) return;
      if (stop.type === 'checkbox') await this.keys.press('Space');
      if (stop.tag !== 'textarea' && !['text', 'tel', 'email'].includes(stop.type)) continue;
      const text = this.#textFor(stop.name);
      const filled = await this.page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return /** @type {HTMLInputElement} */ (element).value;
      });
      if (!text || filled) continue;
      for (const [label, earlier] of this.typed)
        assert.ok(earlier !== text, `"${stop.name}" asks again for what "${label}" was given (3.3.7)`);
      this.typed.set(stop.name, text);
      await this.page.keyboard.type(text);
    }
  }

  /** @param {string} label */
  #textFor(label) {
    const { batch, description, contact } = this.story;
    const texts = {
      [t('field.batch')]: batch,
      [t('field.description')]: description,
      [t('field.name')]: contact.name,
      [t('field.phone')]: contact.phone,
    };
    return Object.entries(texts).find(([start]) => label.startsWith(start))?.[1];
  }

  /** Space opens it; a busy browser may swallow the first. @param {string} label */
  async #chooser(label) {
    for (let n = 0; ; ++n) {
      const chooser = this.page.waitForEvent('filechooser', { timeout: 4000 }).catch(() => undefined);
      await this.page.keyboard.press('Space');
      const found = await chooser;
      if (found) return found;
      assert.equal((await this.keys.focus())?.name, label);
      assert.ok(n < 3, `Space does not open "${label}"`);
    }
  }

  /** @param {string} where */
  async #files(where) {
    for (const [name, shots] of Object.entries(this.story.files)) {
      for (const [index, shot] of shots.entries()) {
        const label = `${t('files.choose')}: ${name}`;
        await this.keys.to(({ name: said, type }) => type === 'file' && said === label, label, where);
        await (await this.#chooser(label)).setFiles(shot);
        await this.page.getByRole('button', { name: t('files.remove', { name: shot.name }) }).waitFor();
        // The list has grown above: from the top again, as with every new file.
        if (index < shots.length - 1 || name !== Object.keys(this.story.files).at(-1)) {
          await this.page.locator('#title').focus();
        }
      }
    }
  }

  /** @param {string} where */
  async #items(where) {
    for (const item of this.story.items) {
      const title = item.title.replace(/\s+/g, ' '); // as the names of stops are
      await this.keys.to(({ type, name }) => type === 'checkbox' && name === title, title, where);
      assert.ok((await this.keys.press('Space'))?.checked, title);
    }
  }

  /** One screen, answered. @param {string} where */
  async answer(where) {
    this.seen.push(where);
    if (where === t('title.items')) return this.#items(where);
    if (where === t('title.reason')) return this.#reason(where);
    if (where === t('title.evidence')) return this.#files(where);
    if (where === t('title.details') || where === t('title.contact')) return this.#type(where);
    if (where === t('title.resolution'))
      return this.#choose(where, [t(`resolution.${this.story.resolution}`)]);
    if (where === t('title.notice')) return undefined;
    return this.#choose(where, this.story.choices);
  }

  /** @param {string} where */
  async next(where) {
    const name = t(where === t('title.notice') ? 'ui.understood' : 'ui.continue');
    if ((await this.keys.focus())?.name !== name) await this.keys.button(name, where);
    await this.page.keyboard.press('Enter');
  }
}

test('the keyboard alone, from the order to the receipt', { timeout: 240_000 }, async (context) => {
  const server = await new Server().start();
  context.after(() => server.close());
  const visit = await visitor(browser);
  const story = await spoiledAndShown(visit);
  const page = await visit.newPage();
  // A pointer would be noticed.
  await page.addInitScript(() => {
    window.addEventListener('pointerdown', () => (document.documentElement.dataset.pointer = 'used'), true);
  });
  await page.goto(`${server.url}/?locale=en`);
  await page.getByRole('button').filter({ hasText: story.order }).waitFor();
  const typist = new Typist(page, story);
  const { keys } = typist;
  await keys.to(({ tag, name }) => tag === 'button' && name.includes(story.order), story.order, 'home');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: t('title.items'), exact: true }).waitFor();

  let provoked = 0;
  for (let screens = 0; ; ++screens) {
    assert.ok(screens < 20, typist.seen.join(' → '));
    const where = screens === 0 ? await typist.heading() : await typist.arrived();
    if (!typist.seen.includes(where)) await typist.look(where);
    if (where === t('title.check')) break;
    if (where !== t('title.notice') && !typist.seen.includes(where)) {
      const open = (await page.locator('input:checked').count()) === 0;
      if (open && where !== t('title.contact')) {
        await typist.provoke(where);
        provoked += 1;
      }
    }
    await typist.answer(where);
    await typist.next(where);
  }
  await keys.button(t('ui.submit'), t('title.check'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: t('done.title') }).waitFor({ timeout: 60_000 });
  assert.equal(await typist.arrived(), t('done.title'));
  await typist.look('receipt');

  keys.verdict();
  assert.ok(keys.stops > 150, `${keys.stops} stops`);
  assert.ok(provoked >= 4, `${provoked} screens with errors`);
  assert.ok(typist.typed.size >= 4, [...typist.typed.keys()].join(', '));
  assert.equal(await page.evaluate(() => document.documentElement.dataset.pointer), undefined);
  await visit.close();
});

test('a ring that is not there, and one behind the bar, would be seen', { timeout: 60_000 }, async () => {
  const visit = await visitor(browser);
  const page = await visit.newPage();
  await page.setContent(`<style>button { outline: none } .actions { position: sticky; bottom: 0; height: 200px; background: #fff }</style>
    <button>One</button><div style="height: 90vh"></div>
    <button id="low" style="outline: 3px solid; width: 10px; height: 10px; padding: 0; overflow: hidden">Two</button>
    <div id="host" style="position: sticky; bottom: 0"></div>`);
  const keys = new Keys(page);
  const one = await keys.press('Tab');
  assert.equal(one.marked, false);
  await page.evaluate(() => {
    const bar = document.createElement('div');
    bar.className = 'actions';
    document.body.append(bar);
    scrollTo(0, 0);
  });
  await page.evaluate(() => document.getElementById('low').focus({ preventScroll: true }));
  const low = await keys.focus();
  assert.ok(low.covered && low.small, JSON.stringify(low));
  keys.judge(one, 'planted');
  assert.throws(() => keys.verdict());
  await visit.close();
});
