import { html, nothing } from 'lit';
import { lookupForm } from '../element/lookup-form.js';
import { lookupError } from '../net/lookup-error.js';
import { verdictIcon } from '../icons/icon.js';
import { picture } from '../parts/picture.js';
import { bill } from '../parts/quote.js';
import { timeline, track } from '../parts/timeline.js';
import { PageElement } from './page-element.js';

/** Where is my request: by ticket and second factor, with what has happened and what comes next. */
export class ReturnsRequestElement extends PageElement {
  static properties = { ...PageElement.properties, request: { state: true }, lookup: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.request = undefined;
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
    speech.currency = request.currency ?? request.quote?.currency ?? speech.currency;
    speech.now = request.received_at ?? '';
    const status = `status.${request.status}`;
    const verdict = request.decision?.verdict;
    return html`<div class="hero">
        <p class="soft number"><bdi>${request.ticket}</bdi></p>
        <h1 id="title" tabindex="-1">${t(speech.has(status) ? status : 'status.open')}</h1>
      </div>
      ${verdict
        ? html`<p>
            <span class="badge ${verdict}">${verdictIcon(verdict)}${t(`verdict.${verdict}`)}</span>
          </p>`
        : nothing}
      <section class="card panel">
        <h2>${t('ui.what_next')}</h2>
        ${track(speech, request.stages ?? [])}
      </section>
      ${this.#goods(speech)}
      ${request.quote?.lines?.length > 0
        ? html`<section class="card panel stack tight">
            <h2>${t(`resolution.${request.quote.resolution}`)}</h2>
            ${bill(billView(speech, request), request.quote)}
          </section>`
        : nothing}
      ${request.deadlines?.length > 0
        ? html`<section class="card panel">
            <h2>${t('ui.dates')}</h2>
            ${timeline(speech, request.deadlines)}
          </section>`
        : nothing}
      <div>
        <button type="button" class="button" @click=${() => (this.request = undefined)}>
          ${t('request.another')}
        </button>
      </div>`;
  }

  /** @param {import('../text/speech.js').Speech} speech */
  #goods(speech) {
    const { items = [], evidence } = this.request;
    if (items.length === 0) return nothing;
    return html`<section class="card panel stack tight">
      <h2>${speech.t('request.goods')}</h2>
      ${items.map(
        (/** @type {any} */ item) =>
          html`<div class="row">
            ${picture(item.picture && `/assets/pictures/${item.picture}`, 'small')}<span class="grow"
              >${speech.local(item.title)}
              <span class="block small soft">${speech.t('ui.pieces', { n: item.quantity })}</span></span
            >
          </div>`,
      )}
      ${evidence
        ? html`<p class="small soft">${speech.t('request.files', { n: evidence.count })}</p>`
        : nothing}
    </section>`;
  }
}

/** What a bill needs of a view, without a session. @param {import('../text/speech.js').Speech} speech @param {any} request @returns {any} */
function billView(speech, request) {
  return {
    t: speech.t,
    speech,
    plan: { currency: request.quote.currency },
    money: (/** @type {number} */ minor) => speech.money(minor),
    titled: (/** @type {string} */ line) => titleIn(speech, request, line),
  };
}

/** @param {import('../text/speech.js').Speech} speech @param {any} request @param {string} line */
function titleIn(speech, request, line) {
  const item = (request.items ?? []).find((/** @type {any} */ candidate) => candidate.line === line);
  return item ? speech.local(item.title) : '';
}
