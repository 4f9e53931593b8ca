import { LitElement, html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { base } from '../styles/base.js';
import { tokens } from '../styles/tokens.js';
import { keyboardStyles } from './keyboard-styles.js';
import { DIGITS, LATIN } from './layouts.js';

const TYPED =
  'textarea, input:not([type]), input[type=text], input[type=tel], input[type=email], input[type=search]';
const NUMERIC = new Set(['tel', 'numeric', 'decimal']);

/**
 * Keys on the screen for whatever field has the focus, also within shadow roots. They never take the focus themselves.
 * @element returns-keyboard
 */
export class ReturnsKeyboardElement extends LitElement {
  static styles = [tokens, base, keyboardStyles];

  static properties = {
    speech: { attribute: false },
    field: { state: true },
    page: { state: true },
    shifted: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../text/speech.js').Speech | undefined} */
    this.speech = undefined;
    /** @type {HTMLInputElement | HTMLTextAreaElement | undefined} */
    this.field = undefined;
    /** @type {'letters' | 'latin' | 'digits'} */
    this.page = 'letters';
    this.shifted = false;
  }

  /** @returns {ReturnsKeyboardElement['page'][]} */
  get #pages() {
    return this.speech?.locale === 'ar' ? ['letters', 'latin', 'digits'] : ['letters', 'digits'];
  }

  /** @param {HTMLInputElement | HTMLTextAreaElement | undefined} field that has the focus now */
  follow(field) {
    this.field = field?.matches(TYPED) ? field : undefined;
    if (!this.field) return;
    const { type, inputMode, dir } = this.field;
    // What is written from left to right in every language, a number or an address, is not in Arabic letters.
    const letters = dir === 'ltr' && this.#pages.includes('latin') ? 'latin' : 'letters';
    this.page = NUMERIC.has(inputMode) || NUMERIC.has(type) ? 'digits' : letters;
    this.shifted = false;
    void this.updateComplete.then(() => this.field?.scrollIntoView({ block: 'center' }));
  }

  /** @param {string} text */
  #type(text) {
    const { field } = this;
    if (!field) return;
    // Types of which the browser does not tell where the caret is (e-mail) are written at their end.
    if (field.selectionStart === null) field.value += text;
    else field.setRangeText(text, field.selectionStart, field.selectionEnd ?? field.selectionStart, 'end');
    this.#told(field);
    this.shifted = false;
  }

  #erase = () => {
    const { field } = this;
    if (!field) return;
    if (field.selectionStart === null) field.value = [...field.value].slice(0, -1).join('');
    else {
      const to = field.selectionEnd ?? 0;
      const before = [...field.value.slice(0, field.selectionStart)];
      const from = field.selectionStart === to ? before.slice(0, -1).join('').length : field.selectionStart;
      field.setRangeText('', from, to, 'end');
    }
    this.#told(field);
  };

  /** @param {HTMLElement} field */
  #told(field) {
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }

  render() {
    const { speech, field } = this;
    if (!speech || !field) return nothing;
    const { t } = speech;
    const rows = { digits: DIGITS, latin: LATIN, letters: t('kiosk.rows').split(' ') }[this.page];
    // Pressed, a key would take the focus from the field, and the keyboard with it.
    return html`<div
      class="keys"
      role="group"
      aria-label=${t('kiosk.keys')}
      @pointerdown=${(/** @type {Event} */ event) => event.preventDefault()}
    >
      ${rows.map((row) => html`<div class="line">${[...row].map((letter) => this.#key(letter))}</div>`)}
      <div class="line">
        ${this.page === 'latin' || (this.page === 'letters' && speech.locale !== 'ar')
          ? html`<button
              type="button"
              class="wide"
              tabindex="-1"
              aria-pressed=${this.shifted ? 'true' : 'false'}
              @click=${() => (this.shifted = !this.shifted)}
            >
              ${t('kiosk.key.shift')}
            </button>`
          : nothing}
        ${this.#pages
          .filter((page) => page !== this.page)
          .map(
            (page) =>
              html`<button type="button" class="wide" tabindex="-1" @click=${() => (this.page = page)}>
                ${t(`kiosk.key.${page}`)}
              </button>`,
          )}
        <button type="button" class="space" tabindex="-1" @click=${() => this.#type(' ')}>
          ${t('kiosk.key.space')}
        </button>
        ${field instanceof HTMLTextAreaElement
          ? html`<button type="button" class="wide" tabindex="-1" @click=${() => this.#type('\n')}>
              ${t('kiosk.key.enter')}
            </button>`
          : nothing}
        <button type="button" class="wide" tabindex="-1" @click=${this.#erase}>
          ${icon('back', 'mirrors')}${t('kiosk.key.back')}
        </button>
        <button type="button" class="wide" tabindex="-1" @click=${() => field.blur()}>
          ${t('kiosk.key.hide')}
        </button>
      </div>
    </div>`;
  }

  /** @param {string} letter */
  #key(letter) {
    const shown = this.shifted ? letter.toLocaleUpperCase(this.speech?.locale) : letter;
    return html`<button type="button" tabindex="-1" @click=${() => this.#type(shown)}>${shown}</button>`;
  }
}
