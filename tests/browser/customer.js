// A customer at the screens: knows them by what is read and heard (roles and names), not by how they are built.
import assert from 'node:assert/strict';
import { t } from './words.js';

/**
 * What somebody says in the course of one request; labels are what stands on the screen.
 * @typedef {object} Story
 * @property {string} order
 * @property {{title: string, quantity?: number, reason: string}[]} items
 * @property {string[]} choices       answers taken wherever they are offered
 * @property {string} [description]
 * @property {string} [batch]
 * @property {Record<string, import('./scenes.js').Shot[]>} files  by the name of the slot
 * @property {string} resolution
 * @property {{name: string, phone: string}} contact
 */

export class Customer {
  /** @param {import('playwright-core').Page} page @param {Story} story */
  constructor(page, story) {
    this.page = page;
    this.story = story;
    /** Names of the files that were given. @type {string[]} */
    this.given = [];
    /** Headings in the order they were seen. @type {string[]} */
    this.seen = [];
  }

  button(key) {
    return this.page.getByRole('button', { name: t(key), exact: true });
  }

  async heading() {
    const heading = this.page.getByRole('heading', { level: 1 });
    await heading.waitFor();
    return (await heading.innerText()).trim();
  }

  async atHeading(text) {
    await this.page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();
  }

  /** Opens the shop's page and picks the order there. @param {string} url */
  async open(url) {
    await this.page.goto(`${url}/?locale=en`);
    await this.page.getByRole('button').filter({ hasText: this.story.order }).click();
    await this.atHeading(t('title.items'));
  }

  /** Answers the screen that is shown. */
  async answer() {
    const heading = await this.heading();
    this.seen.push(heading);
    switch (heading) {
      case t('title.items'):
        return this.#chooseItems();
      case t('title.reason'):
        return this.#chooseReason();
      case t('title.evidence'):
        return this.#giveFiles();
      case t('title.details'):
        return this.#describe();
      case t('title.resolution'):
        return this.#choose([t(`resolution.${this.story.resolution}`)]);
      case t('title.contact'):
        return this.#sayWhoIAm();
      case t('title.notice'):
        return undefined;
      default:
        return this.#choose(this.story.choices);
    }
  }

  async next() {
    const heading = await this.heading();
    const key = heading === t('title.notice') ? 'ui.understood' : 'ui.continue';
    // Several screens in a row may have one heading (a reason per item): what is waited for is a new screen.
    const before = await this.page.getByRole('main').innerText();
    await this.button(key).click();
    const end = Date.now() + 10_000;
    while ((await this.page.getByRole('main').innerText()) === before) {
      if (Date.now() > end) throw new Error(`"${heading}" does not go on: ${await this.#errors()}`);
      await this.page.waitForTimeout(30);
    }
    await this.#painted();
    assert.equal(await this.page.getByRole('alert').count(), 0, await this.#errors());
  }

  /** What stands below the window comes with the second frame of a screen. */
  async #painted() {
    await this.page.evaluate(async () => {
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      await frame();
      await frame();
    });
  }

  async #errors() {
    return (await this.page.getByRole('alert').allInnerTexts()).join(' ') || 'without saying why';
  }

  /**
   * Answers screen after screen until the answers are shown for checking.
   * @param {(heading: string) => Promise<void>} [onScreen] with each screen as it came, unanswered
   */
  async walk(onScreen = async () => {}, until = t('title.check')) {
    for (let screens = 0; screens < 40; ++screens) {
      const heading = await this.heading();
      await onScreen(heading);
      if (heading === until) return;
      await this.answer();
      await this.next();
    }
    throw new Error(`the check screen was not reached: ${this.seen.join(' → ')}`);
  }

  /** Sends the request. @returns {Promise<string>} the ticket number on the receipt */
  async submit() {
    await this.button('ui.submit').click();
    return this.ticket();
  }

  async ticket() {
    await this.page
      .getByRole('heading', { level: 1, name: t('done.title'), exact: true })
      .waitFor({ timeout: 60_000 });
    const text = await this.page.getByRole('main').innerText();
    const found = /\b\d{8}-[0-9A-Z]{5}-\d{3}\b/.exec(text);
    assert.ok(found, `no ticket number in: ${text.slice(0, 400)}`);
    return found[0];
  }

  async #chooseItems() {
    for (const { title, quantity = 1 } of this.story.items) {
      await this.page.getByRole('checkbox', { name: title, exact: true }).check();
      for (let n = 1; n < quantity; ++n)
        await this.page.getByRole('button', { name: t('ui.one_more') }).click();
    }
  }

  async #chooseReason() {
    const about = await this.page.getByRole('main').innerText();
    const item = this.story.items.find(({ title }) => about.includes(title)) ?? this.story.items[0];
    // Most customers type a word rather than open the groups.
    await this.page.getByRole('searchbox').fill(item.reason);
    await this.#check(this.page.getByRole('radio', { name: item.reason }).first());
  }

  async #choose(labels) {
    for (const label of labels) {
      const radio = this.page.getByRole('radio', { name: label });
      if ((await radio.count()) > 0) return this.#check(radio.first());
    }
    const offered = await this.page
      .getByRole('radio')
      .evaluateAll((all) => all.map((one) => one.labels?.[0]?.innerText));
    throw new Error(
      `"${await this.heading()}": none of the story's answers is offered, but ${offered.join(' | ')}`,
    );
  }

  /** By the keyboard, as the label may lie over its box. */
  async #check(radio) {
    await radio.focus();
    await this.page.keyboard.press('Space');
    assert.ok(await radio.isChecked());
  }

  async #giveFiles() {
    for (const [name, shots] of Object.entries(this.story.files)) {
      const slot = this.page.getByRole('region', { name, exact: true });
      for (const shot of shots) await this.#give(slot, name, shot);
    }
    for (const consent of await this.page.getByRole('checkbox').all()) await consent.check();
  }

  async #give(slot, name, shot) {
    await slot.getByLabel(`${t('files.choose')}: ${name}`).setInputFiles(shot);
    await slot.getByRole('button', { name: t('files.remove', { name: shot.name }) }).waitFor();
    assert.equal(
      await slot.getByRole('listitem').filter({ hasText: shot.name }).getByText(t('files.good')).count(),
      1,
      await slot.innerText(),
    );
    this.given.push(shot.name);
  }

  async #describe() {
    for (const box of await this.page.getByRole('textbox').all()) {
      const label = await box.evaluate((element) => element.labels?.[0]?.innerText ?? '');
      const isBatch = label.startsWith(t('field.batch'));
      await box.fill(isBatch ? (this.story.batch ?? '') : (this.story.description ?? ''));
    }
  }

  async #sayWhoIAm() {
    const { name, phone } = this.story.contact;
    for (const [key, value] of [
      ['field.name', name],
      ['field.phone', phone],
    ]) {
      await this.page.getByLabel(new RegExp(`^${t(key)}`)).fill(value);
    }
    for (const consent of await this.page.getByRole('checkbox').all()) await consent.check();
  }
}
