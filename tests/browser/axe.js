// What axe finds on a page as it is now, by the rules of WCAG A and AA that a machine can check.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
export async function findings(page) {
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(
    (values) =>
      /** @type {any} */ (window).axe.run(document, {
        runOnly: { type: 'tag', values },
        // Off by default, as other rules are only for some pages.
        rules: { 'target-size': { enabled: true } },
      }),
    RULES,
  );
  assert.ok(passes.length > 5, 'axe looked at nothing');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.flat().join(' ')} ${node.any[0]?.message ?? ''}`),
  );
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
