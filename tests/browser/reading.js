// What is on a screen as somebody reads it: what sticks out, what is cut off, what lies over what.
import assert from 'node:assert/strict';

/** WCAG 2.2, 1.4.12: as much as a reader may ask for. */
export const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`;

/**
 * A style sheet of the reader's own, in every shadow root; undone by `null`.
 * @param {import('playwright-core').Page} page @param {string | null} css
 */
export async function restyle(page, css) {
  await page.evaluate((text) => {
    const mine = /** @type {any} */ (window);
    mine.readers ??= new CSSStyleSheet();
    mine.readers.replaceSync(text ?? '');
    const visit = (/** @type {Document | ShadowRoot} */ root) => {
      if (!root.adoptedStyleSheets.includes(mine.readers))
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, mine.readers];
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) visit(element.shadowRoot);
    };
    visit(document);
  }, css);
}

/** All text twice as large, as a browser does that enlarges text only; undone by 1. @param {import('playwright-core').Page} page @param {number} times */
export async function enlarge(page, times) {
  await page.evaluate((factor) => {
    const visit = (/** @type {Document | ShadowRoot} */ root, /** @type {HTMLElement[]} */ all) => {
      for (const element of root.querySelectorAll('*')) {
        all.push(/** @type {HTMLElement} */ (element));
        if (element.shadowRoot) visit(element.shadowRoot, all);
      }
      return all;
    };
    const all = visit(document, []);
    if (factor === 1) return all.forEach((element) => element.style.removeProperty('font-size'));
    const sizes = all.map((element) => parseFloat(getComputedStyle(element).fontSize));
    all.forEach((element, at) =>
      element.style.setProperty('font-size', `${sizes[at] * factor}px`, 'important'),
    );
  }, times);
}

/** Runs in the page. @returns {string[]} */
function faults() {
  const wrong = [];
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 1) wrong.push(`${wide} px too wide`);
  /** @type {{element: Element, text: string, rects: DOMRect[]}[]} */
  const pieces = [];
  const short = (/** @type {string} */ text) => text.trim().replace(/\s+/g, ' ').slice(0, 40);
  const unseen = (/** @type {Element} */ element) =>
    !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) ||
    element.closest('.hidden-text, option, script, style, .actions');
  const visit = (/** @type {Document | ShadowRoot} */ root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      if (unseen(element)) continue;
      const style = getComputedStyle(element);
      const text = short(element.textContent ?? '');
      const cuts =
        ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
      const [over, down] = [
        element.scrollWidth - element.clientWidth,
        element.scrollHeight - element.clientHeight,
      ];
      // A file's name may end in "…": it is whole in the name of the button beside it.
      if (text && cuts && (over > 1 || down > 1) && !element.matches('.file-name, svg, svg *'))
        wrong.push(`"${text}" is cut off in ${element.tagName.toLowerCase()}.${element.className}`);
      if (
        element.matches('button, .button, .badge, h1, h2, legend, label, summary') &&
        over > 1 &&
        style.display !== 'inline'
      )
        wrong.push(
          `"${text}" sticks out of ${element.tagName.toLowerCase()}.${element.className} by ${over} px`,
        );
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const rects = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
        for (const { left, right } of rects) {
          if ((left < -1 || right > window.innerWidth + 1) && !element.closest('.file-name'))
            wrong.push(`"${short(node.textContent)}" is outside the window`);
        }
        if (rects.length > 0) pieces.push({ element, text: short(node.textContent), rects });
      }
    }
  };
  // What lies behind a modal dialog is not read.
  const modal = (/** @type {Document | ShadowRoot} */ root) => {
    for (const element of root.querySelectorAll('*')) {
      const found = element.matches('dialog:modal')
        ? element
        : element.shadowRoot && modal(element.shadowRoot);
      if (found) return found;
    }
    return null;
  };
  visit(/** @type {any} */ (modal(document)) ?? document);
  // Lines of letters are as tall as their font says, a little more than is drawn.
  const inner = ({ top, bottom, left, right }) => {
    const thin = (bottom - top) * 0.22;
    return { top: top + thin, bottom: bottom - thin, left: left + 1, right: right - 1 };
  };
  const flat = pieces.flatMap((piece, at) =>
    piece.rects.map((rect) => ({ ...inner(rect), at, text: piece.text })),
  );
  flat.sort((a, b) => a.top - b.top);
  for (const [index, a] of flat.entries()) {
    for (let n = index + 1; n < flat.length && flat[n].top < a.bottom; ++n) {
      const b = flat[n];
      if (a.at === b.at) continue;
      if (a.left < b.right && b.left < a.right) wrong.push(`"${a.text}" and "${b.text}" lie on each other`);
    }
  }
  return [...new Set(wrong)];
}

/** @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
export async function readingFaults(page) {
  const found = await page.evaluate(faults);
  assert.ok(Array.isArray(found));
  return found;
}

/** Runs in the page. @returns {string[]} */
function torn() {
  /** @type {Set<string>} */
  const found = new Set();
  const visit = (/** @type {Document | ShadowRoot} */ root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      if (!element.checkVisibility() || element.closest('.hidden-text, option, script, style, textarea, bdi'))
        continue;
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE) continue;
        // Chinese has no spaces and may be broken nearly everywhere.
        for (const { 0: word, index } of (node.textContent ?? '').matchAll(
          /(?<!\p{L})[\p{Script=Latin}\p{Script=Arabic}]{4,14}(?!\p{L})/gu,
        )) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 4)));
          if (lines.size > 1) found.add(`"${word}" is torn in ${element.tagName}.${element.className}`);
        }
      }
    }
  };
  visit(document);
  return [...found];
}

/** Words of ordinary length that are broken in two. @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
export async function tornWords(page) {
  return page.evaluate(torn);
}
