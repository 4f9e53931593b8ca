// Colours, type, icons and small parts, side by side: what the screens are made of.
import { LitElement, css, html } from 'lit';
import { icon } from '../../src/icons/icon.js';
import { PATHS } from '../../src/icons/paths.js';
import '../../src/icons/reason-paths.js';
import { answers } from '../../src/styles/answers.js';
import { base } from '../../src/styles/base.js';
import { bits } from '../../src/styles/bits.js';
import { choices } from '../../src/styles/choices.js';
import { findings } from '../../src/styles/findings.js';
import { tokens } from '../../src/styles/tokens.js';
import { loadCatalogue } from '../../src/text/catalogue.js';

const INKS = ['ink', 'soft', 'accent', 'good', 'caution', 'stop'];
const GROUNDS = [
  'surface',
  'raised',
  'sunken',
  'accent-soft',
  'good-soft',
  'caution-soft',
  'stop-soft',
  'info-soft',
];

class GalleryComponents extends LitElement {
  static styles = [
    ...[tokens, base, bits, answers, findings, choices],
    css`
      :host {
        padding: 24px 16px;
        background: var(--surface);
      }
      main {
        display: grid;
        gap: 32px;
        max-inline-size: 960px;
        margin-inline: auto;
      }
      section {
        display: grid;
        gap: 12px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
        align-items: center;
      }
      .swatch {
        padding: 10px 14px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .named {
        display: grid;
        justify-items: center;
        gap: 4px;
        inline-size: 96px;
        overflow-wrap: anywhere;
        text-align: center;
      }
    `,
    // One rule for each pair: a style attribute would be refused by the page's policy.
    sheetOf(GROUNDS.map((ground) => `.on-${ground} { background: var(--${ground}) }`)),
    sheetOf(INKS.map((ink) => `.in-${ink} { color: var(--${ink}) }`)),
  ];

  static properties = { words: { state: true } };

  constructor() {
    super();
    /** @type {import('../../src/text/catalogue.js').Catalogue | undefined} */
    this.words = undefined;
  }

  async connectedCallback() {
    super.connectedCallback();
    this.words = await loadCatalogue('/assets/', this.getAttribute('locale') ?? 'en');
  }

  render() {
    const { words } = this;
    if (!words) return html``;
    const t = (/** @type {string} */ key) => words.text(key, { n: 3 });
    return html`<main>
      <h1>Components</h1>
      <section>
        <h2>Ink on ground</h2>
        ${GROUNDS.map(
          (ground) =>
            html`<div class="line">
              ${INKS.map(
                (ink) => html`<span class="swatch on-${ground} in-${ink}">${ink} on ${ground}</span>`,
              )}
            </div>`,
        )}
      </section>
      <section>
        <h2>Type</h2>
        <p class="h1">${t('title.items')}</p>
        <p class="h2">${t('title.reason')}</p>
        <p>${t('ui.stays')}</p>
        <p class="small soft">${t('files.stay')}</p>
      </section>
      <section>
        <h2>Buttons</h2>
        <div class="line">
          <button class="button primary">${t('ui.continue')}</button>
          <button class="button">${t('ui.back')}</button>
          <button class="button quiet">${t('ui.change')}</button>
          <button class="button primary" disabled>${t('ui.submit')}</button>
          <button class="round" aria-label=${t('ui.one_more')}>${icon('plus')}</button>
          <button class="link">${t('ui.change')}</button>
        </div>
      </section>
      <section>
        <h2>Answers</h2>
        <div class="line">
          ${['eligible', 'needs_review', 'ineligible'].map(
            (verdict) =>
              html`<span class="badge ${verdict}">${icon('info')}${t(`verdict.${verdict}`)}</span>`,
          )}
        </div>
        <p class="notice">${icon('info')}<span>${t('files.stay')}</span></p>
        <p class="notice caution">${icon('warning')}<span>${t('check.unfinished')}</span></p>
        <p class="notice urgent">${icon('warning')}<span>${t('ui.broken')}</span></p>
      </section>
      <section>
        <h2>Fields</h2>
        <div class="field">
          <label for="one">${t('field.name')}</label>
          <input class="input" id="one" autocomplete="off" />
        </div>
        <div class="field">
          <label for="two">${t('field.phone')}</label>
          <p class="error" id="two-error">${icon('warning', 'small')}<span>${t('ui.problem')}</span></p>
          <input class="input" id="two" autocomplete="off" aria-invalid="true" aria-describedby="two-error" />
        </div>
        <div class="choice chosen">
          <input type="radio" id="yes" name="pick" checked /><label for="yes"
            ><span class="name">${t('option.seal.intact')}</span></label
          >
        </div>
        <div class="choice">
          <input type="radio" id="no" name="pick" /><label for="no"
            ><span class="name">${t('option.seal.broken')}</span></label
          >
        </div>
      </section>
      <section>
        <h2>Icons</h2>
        <div class="line">
          ${Object.keys(PATHS).map((name) => html`<span class="named small">${icon(name)}${name}</span>`)}
        </div>
      </section>
    </main>`;
  }
}

/** @param {string[]} rules */
function sheetOf(rules) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules.join('\n'));
  return sheet;
}

customElements.define('gallery-components', GalleryComponents);
