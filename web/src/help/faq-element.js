import { LitElement, css, html, nothing } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { icon } from '../icons/icon.js';
import { helpCards } from '../parts/help.js';
import { base } from '../styles/base.js';
import { bits } from '../styles/bits.js';
import { answers } from '../styles/answers.js';
import { findings } from '../styles/findings.js';
import { tokens } from '../styles/tokens.js';
import { directionOf } from '../text/direction.js';
import { fold } from '../text/fold.js';

/**
 * The entries in which most of the words stand: all of them, or, as with a whole sentence, as many as there are.
 * @param {string[][]} all texts of each entry: question, answer, and other words people use for it
 * @param {string[]} words folded
 */
function matching(all, words) {
  const hits = all.map((texts) => {
    const text = fold(texts.join(' '));
    return words.filter((word) => text.includes(word)).length;
  });
  const most = Math.max(...hits);
  return most > 0 || words.length === 0 ? all.filter((_, at) => hits[at] === most) : [];
}

/**
 * Questions and answers with a search, from assets/locales/…/help.json; at the end the ways to a person. Its words come when
 * it is opened. It goes when it is closed.
 */

/** So few answers are shown open. */
const FEW = 2;
/** @type {WeakMap<import('../text/catalogue.js').Catalogue, Promise<void>>} */
const learned = new WeakMap();

/** @param {import('../text/catalogue.js').Catalogue} catalogue */
function learn(catalogue) {
  let coming = learned.get(catalogue);
  if (!coming) {
    coming = fetch(`${catalogue.assets}locales/${catalogue.locale}/help.json`)
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(`${response.status}`))))
      .then((words) => catalogue.learn(words));
    // It may come another time.
    coming.catch(() => learned.delete(catalogue));
    learned.set(catalogue, coming);
  }
  return coming;
}

export class ReturnsFaqElement extends LitElement {
  static styles = [
    ...[tokens, base, bits, answers, findings],
    css`
      /* No place among the ways to a person, between which it stands. */
      :host {
        display: contents;
      }

      dialog {
        inline-size: min(640px, calc(100vw - 24px));
        max-block-size: calc(100dvh - 24px);
        box-sizing: border-box;
        padding: 0;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font-size: 16px;
        /* Firefox may draw a white strip otherwise, on dark ground too. */
        scrollbar-color: var(--line-strong) transparent;
      }

      dialog::backdrop {
        background: rgb(10 20 16 / 45%);
      }

      .top {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        display: grid;
        gap: 12px;
        padding: 12px 16px;
        border-block-end: 1px solid var(--line);
        background: var(--raised);
      }

      .top h2 {
        flex: 1;
      }

      .body {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        padding: 16px;
      }

      .answer {
        padding: 4px 0 0;
        overflow-wrap: anywhere;
      }

      details {
        padding: 4px 16px;
      }

      summary {
        display: flex;
        inline-size: 100%;
        gap: 12px;
        align-items: center;
        justify-content: space-between;
        min-block-size: 48px;
        color: var(--ink);
        font-weight: 600;
        list-style: none;
        cursor: pointer;
      }

      summary::-webkit-details-marker {
        display: none;
      }

      details[open] {
        padding-block-end: 16px;
      }

      details[open] .turn {
        transform: rotate(180deg);
      }

      :is(summary, .input) {
        scroll-margin-block: 140px 16px;
      }
    `,
  ];

  static properties = { state: { state: true }, sought: { state: true } };

  /** @type {import('lit/directives/ref.js').Ref<HTMLDialogElement>} */
  #dialog = createRef();

  constructor() {
    super();
    /** @type {import('../text/speech.js').Speech} */
    this.speech = /** @type {any} */ (undefined);
    /** @type {import('../types/documents').Help[]} */
    this.lines = [];
    /** @type {'coming' | 'here' | 'broken'} */
    this.state = 'coming';
    this.sought = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.lang = this.speech.locale;
    this.dir = directionOf(this.lang);
    learn(this.speech.catalogue).then(
      () => (this.state = 'here'),
      () => (this.state = 'broken'),
    );
  }

  firstUpdated() {
    this.#dialog.value?.showModal();
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    // Who opens it wants to ask; where the words have not come, the button to close has the focus.
    if (changed.get('state') === 'coming') this.renderRoot.querySelector('input')?.focus();
  }

  #close = () => this.#dialog.value?.close();

  render() {
    const { t } = this.speech;
    return html`<dialog
      ${ref(this.#dialog)}
      aria-label=${t('help.faq')}
      @close=${() => this.remove()}
      @click=${(/** @type {Event} */ event) => event.target === this.#dialog.value && this.#close()}
    >
      <div class="top">
        <div class="row">
          <h2>${t('help.faq')}</h2>
          <button type="button" class="round" aria-label=${t('ui.close')} @click=${this.#close}>
            ${icon('close')}
          </button>
        </div>
        ${this.state === 'here' ? this.#search() : nothing}
      </div>
      <div class="body">
        ${this.state === 'here' ? this.#answers() : nothing}
        ${this.state === 'coming'
          ? html`<div class="busy" role="status"><span class="spinner"></span></div>`
          : nothing}
        ${this.state === 'broken' ? html`<p role="alert">${t('ui.broken')}</p>` : nothing}
        <h2>${t('ui.ask_a_person')}</h2>
        ${helpCards(this.speech, this.lines)}
      </div>
    </dialog>`;
  }

  #search() {
    const { t } = this.speech;
    return html`<input
      class="input"
      type="search"
      dir=${this.sought ? 'auto' : nothing}
      autocomplete="off"
      enterkeyhint="search"
      placeholder=${t('faq.search')}
      aria-label=${t('faq.search')}
      @input=${(/** @type {any} */ event) => (this.sought = event.target.value)}
    />`;
  }

  #answers() {
    const { t, catalogue } = this.speech;
    const all = catalogue
      .keys()
      .filter((key) => /^faq\..+\.q$/.test(key))
      .map((key) => ['q', 'a', 'k'].map((part) => t(`${key.slice(0, -1)}${part}`)));
    const words = fold(this.sought).split(/\s+/).filter(Boolean);
    const found = matching(all, words);
    return html`<p class="small soft" role="status">
        ${words.length > 0 ? t('faq.found', { n: found.length }) : nothing}
      </p>
      ${found.length === 0 ? html`<p>${t('faq.nothing')}</p>` : nothing}
      ${found.map(
        ([question, answer]) =>
          html`<details class="card" ?open=${words.length > 0 && found.length <= FEW}>
            <summary><span>${question}</span>${icon('down', 'turn')}</summary>
            <p class="answer">${answer}</p>
          </details>`,
      )}`;
  }
}
