// A customer without a pointer: Tab, arrows, Space and Enter. Every place the focus stops at is looked at.
import assert from 'node:assert/strict';

/**
 * Where the focus is, through all shadow roots. Rectangles are of what shows the focus: a box that lies over its label is
 * one with it.
 * @typedef {{tag: string, type: string, name: string, checked: boolean, id: string, top: number, bottom: number,
 *   left: number, right: number, marked: boolean, covered: string, inBar: boolean, inHead: boolean, small: string}} Stop
 */

/** Runs in the page. @returns {Stop | undefined} */
function look() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element || element === document.body || element.tagName.includes('-')) return undefined;
  const root = /** @type {ShadowRoot} */ (element.getRootNode());
  const label = element.labels?.[0];
  const said = (ids) =>
    ids
      .split(/\s+/)
      .map((id) => root.getElementById(id)?.textContent ?? '')
      .join(' ');
  const labelled = element.getAttribute('aria-labelledby');
  const name =
    element.getAttribute('aria-label') ??
    (labelled ? said(labelled) : (label?.textContent ?? element.textContent ?? ''));
  // What may carry the ring: the thing itself, what follows it (a file button, a tile), what is around it.
  const carriers = [element, element.nextElementSibling, element.parentElement].filter(Boolean);
  const ringed = carriers.filter((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const shown = ringed[0] ?? element;
  const rect = shown.getBoundingClientRect();
  const bar = root.querySelector('.actions');
  const inBar = Boolean(bar?.contains(element));
  let covered = '';
  if (bar && !inBar && getComputedStyle(bar).position === 'sticky') {
    const over = bar.getBoundingClientRect();
    const under = (/** @type {DOMRect} */ box) =>
      Math.min(box.bottom, over.bottom) - Math.max(box.top, over.top);
    const [own, ring] = [under(element.getBoundingClientRect()), under(rect)];
    // Of a tall tile some may run on below the bar: its control never, and more of it is seen than not.
    if (own > 1 || ring > (rect.height > 120 ? rect.height / 2 : 1))
      covered = `${Math.round(ring)} of ${Math.round(rect.height)} px under the bar`;
  }
  if (rect.bottom <= 0 || rect.top >= window.innerHeight) covered = 'out of sight';
  const target = element.getBoundingClientRect();
  const whole = label ? label.getBoundingClientRect() : target;
  const [width, height] = ['width', 'height'].map((side) => Math.max(target[side], whole[side]));
  const inText = element.tagName === 'A' && getComputedStyle(element).display === 'inline';
  return {
    tag: element.tagName.toLowerCase(),
    type: element.type ?? '',
    name: name.trim().replace(/\s+/g, ' '),
    checked: element.checked ?? false,
    id: element.id,
    ...{ top: rect.top + scrollY, bottom: rect.bottom + scrollY, left: rect.left, right: rect.right },
    marked: ringed.length > 0 && rect.width > 0 && rect.height > 0,
    covered,
    inBar,
    inHead: Boolean(root.querySelector('header')?.contains(element)),
    small: !inText && (width < 23.5 || height < 23.5) ? `${width}×${height}` : '',
  };
}

export class Keys {
  /** @type {Set<string>} */
  #wrong = new Set();
  /** How often the focus stopped somewhere and was looked at. */
  stops = 0;

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @returns {Promise<Stop | undefined>} */
  focus() {
    return this.page.evaluate(look);
  }

  /** @param {string} key */
  async press(key) {
    await this.page.keyboard.press(key);
    // Scrolling and drawing follow the focus.
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
    return this.focus();
  }

  /** Waits until what has this id has the focus. @param {string} id */
  async until(id) {
    const end = Date.now() + 20_000;
    for (;;) {
      const stop = await this.focus();
      if (stop?.id === id) return;
      if (Date.now() > end)
        throw new Error(`the focus is not on #${id}, but on ${stop?.tag} "${stop?.name}"`);
      await this.page.waitForTimeout(30);
    }
  }

  /** Judges where the focus came to rest. @param {Stop} stop @param {string} where */
  judge(stop, where) {
    this.stops += 1;
    const what = `${where}: ${stop.tag} "${stop.name.slice(0, 60)}"`;
    if (!stop.marked) this.#wrong.add(`${what} does not show the focus`);
    if (stop.covered) this.#wrong.add(`${what} is ${stop.covered}`);
    if (!stop.name) this.#wrong.add(`${where}: ${stop.tag} has no name`);
    if (stop.small) this.#wrong.add(`${what} is ${stop.small}`);
  }

  /**
   * Tabs on until `wanted` has the focus.
   * @param {(stop: Stop) => boolean} wanted @param {string} what for the message @param {string} where
   */
  async to(wanted, what, where) {
    const passed = [];
    for (let n = 0; n < 90; ++n) {
      const stop = await this.press('Tab');
      if (!stop) continue;
      this.judge(stop, where);
      if (wanted(stop)) return stop;
      passed.push(`${stop.tag} "${stop.name.slice(0, 40)}"`);
    }
    throw new Error(`${where}: Tab does not come to ${what}, but to ${passed.slice(0, 20).join(' → ')}`);
  }

  /** @param {string} name @param {string} where */
  button(name, where) {
    return this.to(({ tag, name: said }) => tag === 'button' && said === name, `"${name}"`, where);
  }

  /**
   * Through everything on the screen and back again: nothing holds the focus, the order is that of reading, and Shift
   * leads the same way back.
   * @param {string} where
   */
  async round(where) {
    const there = [];
    for (let n = 0; n < 90; ++n) {
      const stop = await this.press('Tab');
      // Past the last stop is the browser's own bar, or, where it has none, the start of the page.
      if (!stop || (stop.inHead && there.length > 0 && !there.at(-1)?.inHead)) break;
      this.judge(stop, where);
      there.push(stop);
    }
    assert.ok(there.length > 0 && there.length < 90, `${where}: ${there.length} stops without an end`);
    for (const [index, stop] of there.entries()) {
      const last = there[index - 1];
      // The bar with Continue stands at the end of the window, wherever the page is scrolled to.
      if (!last || stop.inBar || last.inBar) continue;
      if (stop.bottom <= last.top + 1) this.#wrong.add(`${where}: "${stop.name}" is above "${last.name}"`);
    }
    const back = [];
    for (let n = 0; n < there.length; ++n) {
      const stop = await this.press('Shift+Tab');
      if (!stop) continue;
      this.judge(stop, where);
      back.push(stop);
    }
    // A group of radio buttons is entered from behind at its end; everything else is the same.
    const names = (/** @type {Stop[]} */ some) =>
      some.filter(({ type }) => type !== 'radio').map(({ name }) => name);
    const [forward, backward] = [names(there), names(back).reverse()];
    if (!forward.join('|').endsWith(backward.join('|')) || backward.length < forward.length - 1) {
      this.#wrong.add(`${where}: back is another way: ${forward.join(' → ')} / ${backward.join(' → ')}`);
    }
  }

  verdict() {
    assert.deepEqual([...this.#wrong], []);
  }
}
