import { html } from 'lit';

/** @typedef {{text: Record<string, string>, source: string}} Label */

/**
 * A label that the law fixes: in the page's language where the pack has it, in English otherwise, in nobody's translation.
 * @param {import('../text/speech.js').Speech} speech @param {Label} label
 */
export function locked({ locale }, { text }) {
  const language = locale.split('-')[0];
  const found = Object.keys(text).find((key) => key.split('-')[0] === language) ?? 'en';
  return html`<span lang=${found} dir="ltr" translate="no">${text[found]}</span>`;
}
