import { ReturnsFaqElement } from './faq-element.js';

/**
 * The answers, opened over the page beside the button that asked for them.
 * @param {Element} button @param {import('../text/speech.js').Speech} speech
 * @param {import('../types/documents').Help[]} lines ways to a person
 */
export function openFaq(button, speech, lines) {
  if (!customElements.get('returns-faq')) customElements.define('returns-faq', ReturnsFaqElement);
  const faq = /** @type {ReturnsFaqElement} */ (document.createElement('returns-faq'));
  Object.assign(faq, { speech, lines });
  const theme = /** @type {ShadowRoot} */ (button.getRootNode()).host?.getAttribute('theme');
  if (theme) faq.setAttribute('theme', theme);
  button.after(faq);
}
