// What axe finds on a page as it is now, by the rules of WCAG A and AA that a machine can check. What axe cannot decide
// counts as found, too, unless axe-incomplete.json says why it is right.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What somebody has looked at where axe could not tell: the rule, why it could not (`messageKey`), which elements, and
 * what makes it right, with the test that shows it. `own`: the contrast to its own ground that is measured instead.
 * @typedef {{rule: string, key: string, elements: string, why: string, test: string, own?: number}} Explained
 * @type {Explained[]}
 */
export const EXPLAINED = JSON.parse(
  readFileSync(new URL('./axe-incomplete.json', import.meta.url), 'utf8'),
).explained;

/**
 * Runs in the page. @param {{values: string[], explained: Explained[]}} options
 * @returns {Promise<{found: string[], passes: number}>}
 */
async function look({ values, explained }) {
  // What lies behind a modal dialog can neither be reached nor read; axe does not know that.
  const modal = (/** @type {Document | ShadowRoot} */ root) => {
    for (const element of root.querySelectorAll('*')) {
      const found = element.matches('dialog:modal')
        ? element
        : element.shadowRoot && modal(element.shadowRoot);
      if (found) return found;
    }
    return null;
  };
  const { violations, incomplete, passes } = await /** @type {any} */ (window).axe.run(
    modal(document) ?? document,
    {
      runOnly: { type: 'tag', values },
      // Off by default, as other rules are only for some pages.
      rules: { 'target-size': { enabled: true } },
      elementRef: true,
    },
  );
  const said = (/** @type {any} */ { id, help }, /** @type {any} */ node, /** @type {string} */ more) =>
    `${id} (${help}): ${node.target.flat().join(' ')} ${more}`;
  const found = violations.flatMap((/** @type {any} */ one) =>
    one.nodes.map((/** @type {any} */ node) => said(one, node, node.any[0]?.message ?? '')),
  );
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  /** The colour as it is seen on a ground of this grey. */
  const seen = (/** @type {string} */ colour, /** @type {number} */ grey) => {
    if (!pixel) throw new Error('no canvas');
    for (const fill of [`rgb(${grey} ${grey} ${grey})`, colour]) {
      pixel.fillStyle = fill;
      pixel.fillRect(0, 0, 1, 1);
    }
    const [r, g, b] = [...pixel.getImageData(0, 0, 1, 1).data].map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** Contrast of an element's text to its own ground, whatever shines through from behind; of a number to its dot. */
  const own = (/** @type {Element} */ element) => {
    const before = element instanceof SVGElement ? element.previousElementSibling : null;
    const ink = before ? getComputedStyle(element).fill : getComputedStyle(element).color;
    // The nearest ground that is one: nothing is drawn between it and the text.
    let under = /** @type {any} */ (before ?? element);
    const above = () => under.parentElement ?? under.getRootNode().host; // none: whatever is behind the page
    while (!before && getComputedStyle(under).backgroundColor === 'rgba(0, 0, 0, 0)' && above())
      under = above();
    const ground = before ? getComputedStyle(before).fill : getComputedStyle(under).backgroundColor;
    const ratios = [0, 255].map((grey) => {
      const [dark, light] = [seen(ink, grey), seen(ground, grey)].sort((x, y) => x - y);
      return (light + 0.05) / (dark + 0.05);
    });
    return Math.min(...ratios);
  };
  for (const one of incomplete) {
    for (const node of one.nodes) {
      const checks = [...node.any, ...node.all, ...node.none];
      const key = checks.map(({ data }) => data?.messageKey).find(Boolean) ?? checks[0]?.id ?? '';
      const known = explained.find(
        ({ rule, key: reason, elements }) =>
          rule === one.id && reason === key && node.element?.matches(elements),
      );
      const why = `cannot be decided (${key}): ${checks[0]?.message ?? ''} ${node.html.slice(0, 160)}`;
      if (!known) found.push(said(one, node, why));
      else if (known.own && own(node.element) < known.own)
        found.push(said(one, node, `has ${own(node.element).toFixed(2)} : 1, not ${known.own}`));
    }
  }
  return { found, passes: passes.length };
}

/** @param {import('playwright-core').Page} page @param {Explained[]} [explained] @returns {Promise<string[]>} */
export async function findings(page, explained = EXPLAINED) {
  await page.evaluate(AXE);
  const { found, passes } = await page.evaluate(look, { values: RULES, explained });
  assert.ok(passes > 5, 'axe looked at nothing');
  return found;
}

/** Looks at screens as they come: nothing for axe to find, and nothing to scroll sideways for. */
export class Look {
  /** @type {string[]} */
  #wrong = [];
  screens = 0;

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {string} where */
  async at(where) {
    this.screens += 1;
    for (const finding of await findings(this.page)) this.#wrong.push(`${where}: ${finding}`);
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) this.#wrong.push(`${where}: ${over} pixels too wide`);
  }

  verdict() {
    assert.deepEqual(this.#wrong, []);
  }
}

/** Text whose contrast is below seven to one (WCAG 1.4.6, which only the contrast theme keeps). @param {import('playwright-core').Page} page */
export async function enhancedContrast(page) {
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() =>
    /** @type {any} */ (window).axe.run(document, {
      runOnly: { type: 'rule', values: ['color-contrast-enhanced'] },
    }),
  );
  assert.ok(passes.length > 0, 'axe looked at nothing');
  return violations.flatMap(({ nodes }) =>
    nodes.map((node) => `${node.target.flat().join(' ')} ${node.any[0]?.message ?? ''}`),
  );
}
