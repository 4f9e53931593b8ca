import { html, nothing } from 'lit';
import { lookupForm } from '../element/lookup-form.js';
import { lookupError } from '../net/lookup-error.js';
import { verdictIcon } from '../icons/icon.js';
import { picture } from '../parts/picture.js';
import { bill } from '../parts/quote.js';
import { timeline, track } from '../parts/timeline.js';
import { ApiError } from '../net/api-error.js';
import { PageElement } from './page-element.js';
import { acknowledgement, conversation, requestActions } from './request-actions.js';

/** @type {import('./request-actions.js').Acting} */
const IDLE = { act: '', busy: false, error: '', done: '' };
const PATHS = { message: 'messages', cancel: 'cancellation', rate: 'rating' };
const DONE = { message: 'request.added', cancel: 'request.cancelled', rate: 'request.rated' };

/** @param {string} locale @param {string} part */
const wordsOf = (locale, part) => `assets/locales/${locale}/${part}.json`;

/** @param {ApiError} error */
function failureOf({ status }) {
  if (status === 0) return 'request.offline';
  if (status === 401) return 'request.expired';
  return status === 409 ? 'request.too_late' : 'request.failed';
}

/** Where is my request: by ticket and second factor, with what has happened and what comes next. */
export class ReturnsRequestElement extends PageElement {
  static properties = {
    ...PageElement.properties,
    request: { state: true },
    lookup: { state: true },
    acting: { state: true },
  };

  #token = '';
  /** One try, however often it is sent: what it was and its key. */
  #tried = { what: '', key: '' };

  constructor() {
    super();
    /** @type {any} */
    this.request = undefined;
    this.lookup = { busy: false, error: '' };
    /** @type {import('./request-actions.js').Acting} */
    this.acting = IDLE;
  }

  updated() {
    super.updated();
    const ticket = new URLSearchParams(location.search).get('ticket');
    const input = /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector('#number'));
    if (ticket && input && !input.value) input.value = ticket;
  }

  /** @param {string} ticket @param {string} factor */
  #find = async (ticket, factor) => {
    this.lookup = { busy: true, error: '' };
    try {
      const [{ request, token }] = await Promise.all([this.api.lookUpRequest(ticket, factor), this.#learn()]);
      this.request = request;
      this.#token = token;
      this.acting = IDLE;
      this.lookup = { busy: false, error: '' };
    } catch (error) {
      this.lookup = { busy: false, error: lookupError(error) };
    }
  };

  /** The words of this page's second half, and of an acknowledgement. */
  async #learn() {
    const { speech } = this;
    const parts = ['request', 'withdrawal'].map((part) =>
      this.api.json(wordsOf(speech?.locale ?? 'en', part)),
    );
    for (const words of await Promise.all(parts)) speech?.catalogue.learn(words);
  }

  /** Another language has the words of the form only. @param {string} locale */
  async speakIn(locale) {
    await super.speakIn(locale);
    if (this.request) await this.#learn();
    this.requestUpdate();
  }

  /** @param {import('./request-actions.js').Act} act @param {Record<string, unknown>} body */
  #act = async (act, body) => {
    if (this.acting.busy) return;
    const what = JSON.stringify([this.request.ticket, act, body]);
    if (this.#tried.what !== what) this.#tried = { what, key: crypto.randomUUID() };
    this.acting = { act, busy: true, error: '', done: '' };
    try {
      const { request } = await this.api.json(`api/v1/requests/${this.request.ticket}/${PATHS[act]}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Idempotency-Key': this.#tried.key,
          Authorization: `Bearer ${this.#token}`,
        },
        body: JSON.stringify(body),
      });
      this.#tried = { what: '', key: '' };
      this.request = request;
      this.acting = { act: '', busy: false, error: '', done: DONE[act] };
      const box = /** @type {HTMLTextAreaElement | null} */ (this.renderRoot.querySelector('#add-text'));
      if (box && act === 'message') box.value = '';
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.acting = { act, busy: false, error: failureOf(error), done: '' };
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
    const items = (request.items ?? []).map((/** @type {any} */ { line, title }) => ({ id: line, title }));
    speech.order = /** @type {any} */ ({ lines: items });
    const status = `status.${request.status}`;
    const verdict = request.decision?.verdict;
    return html`<div class="hero">
        <p class="soft number"><bdi>${request.ticket}</bdi></p>
        <h1 id="title" tabindex="-1">${t(speech.has(status) ? status : 'status.open')}</h1>
        ${request.complaint ? html`<p>${t(`complaint.${request.complaint}`)}</p>` : nothing}
      </div>
      ${conversation(speech, request)}
      ${requestActions({ speech, request, acting: this.acting, onAct: this.#act })}
      ${verdict
        ? html`<p>
            <span class="badge ${verdict}">${verdictIcon(verdict)}${t(`verdict.${verdict}`)}</span>
          </p>`
        : nothing}
      <section class="card panel">
        <h2>${t('ui.what_next')}</h2>
        ${track(speech, request.stages ?? [])}
      </section>
      ${acknowledgement(speech, request)} ${this.#goods(speech)}
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
