import { html, nothing } from 'lit';
import { lookupError, lookupForm } from '../element/lookup-form.js';
import { icon } from '../icons/icon.js';
import { bill } from '../parts/quote.js';
import { timeline } from '../parts/timeline.js';
import { loadReceipt } from '../storage/store.js';
import { PageElement } from './page-element.js';

/** Where is my request: by ticket and second factor, with what has happened and what comes next. */
export class ReturnsRequestElement extends PageElement {
  static properties = { ...PageElement.properties, request: { state: true }, lookup: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.request = undefined;
    /** @type {import('../types/documents').Order | undefined} */
    this.goods = undefined;
    this.lookup = { busy: false, error: '' };
  }

  updated() {
    const ticket = new URLSearchParams(location.search).get('ticket');
    const input = /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector('#number'));
    if (ticket && input && !input.value) input.value = ticket;
  }

  /** @param {string} ticket @param {string} factor */
  #find = async (ticket, factor) => {
    this.lookup = { busy: true, error: '' };
    try {
      const { request } = await this.api.lookUpRequest(ticket, factor);
      // The server knows line ids; the goods' names stand in the receipt, if it was filed on this device.
      this.goods = (await loadReceipt(ticket).catch(() => undefined))?.goods;
      this.request = request;
      this.lookup = { busy: false, error: '' };
    } catch (error) {
      this.lookup = { busy: false, error: lookupError(error) };
    }
  };

  render() {
    const speech = this.speech;
    if (!speech) return this.waiting();
    return html`${this.head(speech, 'request')}
      <main class="page">
        <div class="narrow stack wide">${this.request ? this.#shown(speech) : this.#form(speech)}</div>
      </main>`;
  }

  /** @param {import('../text/speech.js').Speech} speech */
  #form(speech) {
    const { t } = speech;
    return html`<div class="hero">
        <h1 id="title">${t('request.title')}</h1>
        <p class="soft">${t('request.lead')}</p>
      </div>
      <section class="card panel">
        ${lookupForm({ speech, what: 'ticket', ...this.lookup, onSubmit: this.#find })}
      </section>`;
  }

  /** @param {import('../text/speech.js').Speech} speech */
  #shown(speech) {
    const { t } = speech;
    const { request } = this;
    speech.currency = request.quote?.currency ?? speech.currency;
    speech.now = new Date().toISOString();
    speech.order = this.goods;
    const past = (request.timeline ?? []).map((/** @type {any} */ entry) => ({
      what: eventText(speech, entry.event ?? entry.code ?? entry.status),
      at: entry.at,
    }));
    const status = `status.${request.status}`;
    return html`<div class="hero">
        <p class="soft number"><bdi>${request.ticket}</bdi></p>
        <h1 id="title" tabindex="-1">${speech.has(status) ? t(status) : t('status.open')}</h1>
      </div>
      ${request.decision?.verdict
        ? html`<p>
            <span class="badge ${request.decision.verdict}"
              >${icon('info')}${t(`verdict.${request.decision.verdict}`)}</span
            >
          </p>`
        : nothing}
      <section class="card panel">
        <h2>${t('ui.dates')}</h2>
        ${timeline(speech, request.deadlines ?? [], past)}
      </section>
      ${request.quote?.lines?.length > 0
        ? html`<section class="card panel stack tight">
            <h2>${t(`resolution.${request.quote.resolution}`)}</h2>
            ${bill(billView(speech, request), request.quote)}
          </section>`
        : nothing}
      <div>
        <button type="button" class="button" @click=${() => (this.request = undefined)}>
          ${t('request.another')}
        </button>
      </div>`;
  }
}

/** @param {import('../text/speech.js').Speech} speech @param {string} code */
function eventText(speech, code) {
  const key = `event.${code}`;
  return speech.has(key) ? speech.t(key) : speech.t('event.other');
}

/** What a bill needs of a view, without a session. @param {import('../text/speech.js').Speech} speech @param {any} request @returns {any} */
function billView(speech, request) {
  return {
    t: speech.t,
    speech,
    plan: { currency: request.quote.currency },
    money: (/** @type {number} */ minor) => speech.money(minor),
    titled: (/** @type {string} */ line) => (speech.order ? speech.titleOf(line) : ''),
  };
}
