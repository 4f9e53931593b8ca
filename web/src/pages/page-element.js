import { LitElement, html } from 'lit';
import { icon } from '../icons/icon.js';
import { Api } from '../net/api.js';
import { answers } from '../styles/answers.js';
import { progress } from '../styles/progress.js';
import { base } from '../styles/base.js';
import { bits } from '../styles/bits.js';
import { findings } from '../styles/findings.js';
import { record } from '../styles/record.js';
import { tokens } from '../styles/tokens.js';
import { loadCatalogue } from '../text/catalogue.js';
import { directionOf } from '../text/direction.js';
import { LOCALES, LOCALE_NAMES } from '../text/locales.js';
import { Speech } from '../text/speech.js';
import { brokenScreen } from '../element/states.js';
import { pageLocale, rememberLocale } from './page-locale.js';
import { pageStyles } from './page-styles.js';

/** What the demonstration pages share: language, head, words. */
export class PageElement extends LitElement {
  static styles = [tokens, base, bits, answers, findings, progress, record, pageStyles];

  static properties = { speech: { state: true }, broken: { state: true } };

  constructor() {
    super();
    /** @type {Speech | undefined} */
    this.speech = undefined;
    this.broken = false;
    this.api = new Api('/');
  }

  connectedCallback() {
    super.connectedCallback();
    void this.speakIn(pageLocale());
  }

  /** @param {string} locale */
  async speakIn(locale) {
    try {
      this.speech = new Speech(await loadCatalogue(this.api.url('assets/'), locale));
      this.broken = false;
    } catch {
      this.broken = true;
      return;
    }
    document.documentElement.lang = this.lang = locale;
    document.documentElement.dir = this.dir = directionOf(locale);
    document.title = this.speech.t('shop.title');
  }

  /** @param {Event} event */
  #choose(event) {
    const locale = /** @type {HTMLSelectElement} */ (event.target).value;
    rememberLocale(locale);
    void this.speakIn(locale);
  }

  /** @param {Speech} speech @param {'home' | 'request'} here @param {(event: Event) => void} [onHome] */
  head(speech, here, onHome) {
    return html`<header class="site">
      <div class="site-row">
        <a class="brand" href="/" @click=${onHome}
          ><span class="mark">${icon('repeat')}</span>${speech.t('shop.brand')}</a
        >
        ${here === 'request'
          ? ''
          : html`<a class="nav" href="/request.html" aria-label=${speech.t('shop.my_request')}
              >${icon('document')}<span>${speech.t('shop.my_request')}</span></a
            >`}
        <label class="language"
          >${icon('globe', 'small')}<span class="hidden-text">${speech.t('shop.language')}</span>
          <select @change=${this.#choose}>
            ${LOCALES.map(
              (locale) =>
                html`<option value=${locale} ?selected=${locale === speech.locale} lang=${locale}>
                  ${LOCALE_NAMES[locale]}
                </option>`,
            )}
          </select>
          ${icon('down', 'small')}</label
        >
      </div>
    </header>`;
  }

  /** Only while there are no words to render with: what the page itself says meanwhile. */
  waiting() {
    return this.broken
      ? brokenScreen(undefined, () => location.reload())
      : html`<slot></slot>
          <div class="busy" role="status"><span class="spinner"></span></div>`;
  }

  updated() {
    // Said twice it would be found twice, by a search in the page as by a test.
    if (this.speech || this.broken) this.replaceChildren();
  }
}
