import { html, nothing } from 'lit';
import { afterPaint } from '../element/after-paint.js';
import { busyScreen } from '../element/states.js';
import { lookupForm } from '../element/lookup-form.js';
import { lookupError } from '../net/lookup-error.js';
import { icon } from '../icons/icon.js';
import { locked } from '../parts/locked.js';
import { picture } from '../parts/picture.js';
import { allDrafts, allReceipts, receiptOf } from '../storage/store.js';
import { PageElement } from './page-element.js';

/**
 * The page a shop would have around the portal: pick an order, or find one; then the portal takes over.
 * @typedef {import('../types/documents').Order} Order
 * @typedef {{id: string, factor: string, title: Record<string, string>, story: string, picture?: string}} DemoOrder
 */

/** The brand colours of the demonstration's merchants. @type {Record<string, string>} */
const ACCENTS = { kangning: '#0a6f69', baihe: '#8a3a52' };

/** By which pack of the demonstration. */
const WITHDRAWAL = { mode: 'withdrawal', policy: 'eu-consumer' };
const MODES = [{ mode: 'complaint', policy: 'cn-pharmacy' }, WITHDRAWAL];

export class ReturnsShopElement extends PageElement {
  static properties = {
    ...PageElement.properties,
    orders: { state: true },
    opened: { state: true },
    mode: { state: true },
    labels: { state: true },
    trust: { state: true },
    drafts: { state: true },
    receipts: { state: true },
    lookup: { state: true },
    settled: { state: true },
  };

  constructor() {
    super();
    /** @type {DemoOrder[] | undefined} */
    this.orders = undefined;
    /** @type {{order: Order, token: string} | undefined} */
    this.opened = undefined;
    /** A complaint or a withdrawal instead of a return: what is asked for, and by which pack. @type {{mode: string, policy: string} | undefined} */
    this.mode = undefined;
    /** What the link to the withdrawal has to say. @type {{open: import('../parts/locked.js').Label} | undefined} */
    this.labels = undefined;
    /** @type {import('../../../wasm/pack-signature.js').Trust | undefined} */
    this.trust = undefined;
    /** @type {import('../storage/database.js').SavedDraft[]} */
    this.drafts = [];
    /** @type {import('../storage/database.js').SavedReceipt[]} */
    this.receipts = [];
    this.lookup = { busy: false, error: '' };
    /** Whether all that a page shows is known. Until then nothing stands that something later would push away. */
    this.settled = false;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('popstate', this.#follow);
    void this.#start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#follow);
  }

  async #start() {
    // The words are asked for first, and what has been said is painted.
    await new Promise((done) => setTimeout(done));
    // The portal comes while the customer looks at the orders.
    void import('../element/define.js').then(() => this.requestUpdate());
    await Promise.all([this.#remember(), this.#demo(), this.#learnTrust(), this.#learnLabels()]);
    await this.#follow();
    this.settled = true;
  }

  async #demo() {
    try {
      this.orders = (await this.api.demoOrders()).orders;
    } catch {
      this.orders = []; // not a demonstration, or offline: the form is still there
    }
  }

  /** A real shop writes its keys into its own page: whoever could exchange the packs could exchange these as well. */
  async #learnTrust() {
    try {
      this.trust = (await this.api.config()).trust;
    } catch {
      this.trust = undefined; // offline: then no pack comes either
    }
  }

  async #learnLabels() {
    try {
      this.labels = (await this.api.json(`api/v1/withdrawals/labels/${WITHDRAWAL.policy}`)).labels;
    } catch {
      this.labels = undefined; // a shop outside the Union, or offline
    }
  }

  async #remember() {
    try {
      this.drafts = (await allDrafts()).filter((draft) => (draft.draft.items ?? []).length > 0);
      this.receipts = await allReceipts();
    } catch {
      this.drafts = [];
    }
  }

  /** Shows what the address says. */
  #follow = async () => {
    const asked = new URLSearchParams(location.search);
    this.mode = MODES.find(({ mode }) => asked.get('mode') === mode);
    const id = asked.get('order');
    if (!id) {
      if (this.opened) await this.#remember();
      this.opened = undefined;
      return;
    }
    if (this.opened?.order.id === id) return;
    const saved = (await allDrafts().catch(() => [])).find((draft) => draft.id === id);
    const known = this.orders?.find((order) => order.id === id);
    if (saved) this.opened = { order: saved.order, token: saved.token };
    else if (known) await this.#find(known.id, known.factor, true);
    else {
      const receipt = await receiptOf(id).catch(() => undefined);
      if (receipt) this.opened = { order: receipt.goods, token: '' };
    }
  };

  /** @param {string} number @param {string} factor @param {boolean} [here] the address already says so */
  #find = async (number, factor, here = false) => {
    this.lookup = { busy: true, error: '' };
    try {
      const found = await this.api.lookUpOrder(number, factor);
      this.lookup = { busy: false, error: '' };
      this.#show(found, here);
    } catch (error) {
      this.lookup = { busy: false, error: lookupError(error) };
    }
  };

  /** @param {{order: Order, token: string}} found @param {boolean} [here] */
  #show(found, here = false) {
    this.opened = found;
    if (!here) history.pushState({}, '', `?order=${encodeURIComponent(found.order.id)}`);
    window.scrollTo(0, 0);
  }

  #leave = (/** @type {Event} */ event) => {
    event.preventDefault();
    history.pushState({}, '', location.pathname);
    this.opened = this.mode = undefined;
    document.title = this.speech?.t('shop.title') ?? '';
    void this.#remember();
  };

  /** @param {CustomEvent<{title: string, errors: number}>} event */
  #onStep(event) {
    const { title, errors } = event.detail;
    const page = `${title} · ${this.speech?.t('shop.brand')}`;
    const said = errors > 0 ? (this.speech?.t('ui.error_title', { title: page }) ?? page) : page;
    afterPaint(() => {
      if (this.opened || this.mode) document.title = said;
    });
  }

  render() {
    const speech = this.speech;
    if (!speech) return this.waiting();
    if (this.mode) return html`${this.head(speech, 'home', this.#leave)}${this.#beside(speech, this.mode)}`;
    const awaited = !this.settled && new URLSearchParams(location.search).has('order');
    return html`${this.head(speech, 'home', this.#leave)}${this.opened
      ? this.#portal(speech, this.opened)
      : awaited
        ? busyScreen(speech)
        : this.#home(speech)}`;
  }

  /** @param {import('../text/speech.js').Speech} speech @param {{mode: string, policy: string}} asked */
  #beside(speech, { mode, policy }) {
    if (!customElements.get('returns-portal')) return busyScreen(speech);
    const { order, token } = this.opened ?? {};
    return html`<returns-portal
      mode=${mode}
      policy=${policy}
      .order=${order}
      .token=${token}
      .trust=${this.trust}
      locale=${speech.locale}
      accent=${ACCENTS[order?.merchant ?? ''] ?? ''}
      @returns-step=${this.#onStep}
      @returns-leave=${this.#leave}
    ></returns-portal>`;
  }

  /** @param {import('../text/speech.js').Speech} speech @param {{order: Order, token: string}} opened */
  #portal(speech, { order, token }) {
    if (!customElements.get('returns-portal')) return busyScreen(speech);
    return html`<returns-portal
      .order=${order}
      .token=${token}
      .trust=${this.trust}
      locale=${speech.locale}
      accent=${ACCENTS[order.merchant] ?? ''}
      @returns-step=${this.#onStep}
      @returns-leave=${this.#leave}
    ></returns-portal>`;
  }

  /** @param {import('../text/speech.js').Speech} speech */
  #home(speech) {
    const { t } = speech;
    return html`<main class="page">
      <div class="hero">
        <h1 id="title">${t('shop.hero')}</h1>
        <p class="soft">${t('shop.lead')}</p>
      </div>
      ${this.settled
        ? this.#choices(speech)
        : html`<div class="busy" role="status"><span class="spinner"></span></div>`}
    </main>`;
  }

  /** @param {import('../text/speech.js').Speech} speech */
  #choices(speech) {
    const { t } = speech;
    /** @type {DemoOrder[]} */
    const orders = this.orders ?? [];
    return html`${this.drafts.length > 0
        ? html`<section class="stack">
            <h2>${t('shop.go_on')}</h2>
            ${this.drafts.map(
              (draft) =>
                html`<button
                  type="button"
                  class="card saved-row"
                  @click=${() => this.#show({ order: draft.order, token: draft.token })}
                >
                  ${picture(
                    draft.order.lines[0].picture && `/assets/pictures/${draft.order.lines[0].picture}`,
                    'small',
                  )}
                  <span class="grow"
                    ><strong>${t('shop.draft', { n: draft.draft.items?.length ?? 0 })}</strong><br /><bdi
                      class="small soft"
                      >${draft.id}</bdi
                    ></span
                  >${icon('forward', 'mirrors')}
                </button>`,
            )}
          </section>`
        : nothing}
      ${this.receipts.length > 0
        ? html`<section class="stack">
            <h2>${t('shop.my_request')}</h2>
            ${this.receipts.map(
              (saved) =>
                html`<a class="card saved-row" href="/request.html?ticket=${saved.ticket}"
                  >${icon('document')}<span class="grow"
                    ><strong class="number">${saved.ticket}</strong><br /><span class="small soft"
                      >${t('shop.filed')}</span
                    ></span
                  >${icon('forward', 'mirrors')}</a
                >`,
            )}
          </section>`
        : nothing}
      ${orders.length > 0
        ? html`<section class="stack">
            <h2>${t('shop.pick')}</h2>
            <div class="orders">${orders.map((order) => this.#orderCard(speech, order))}</div>
          </section>`
        : nothing}
      <div class="columns">
        <a class="card saved-row" href="?mode=complaint"
          >${icon('chat')}<span class="grow"
            ><strong>${t('shop.complain')}</strong><br /><span class="small soft"
              >${t('shop.complain_lead')}</span
            ></span
          >${icon('forward', 'mirrors')}</a
        >
        ${this.labels
          ? html`<a class="card saved-row" href="?mode=withdrawal"
              >${icon('document')}<span class="grow"
                ><strong>${locked(speech, this.labels.open)}</strong><br /><span class="small soft"
                  >${t('shop.withdraw_lead')}</span
                ></span
              >${icon('forward', 'mirrors')}</a
            >`
          : nothing}
      </div>
      <div class="columns">
        <section class="card panel stack">
          <h2>${t('lookup.title')}</h2>
          ${lookupForm({
            speech,
            what: 'order',
            ...this.lookup,
            onSubmit: (number, factor) => void this.#find(number, factor),
          })}
        </section>
        <section class="stack">
          <h2>${t('shop.how')}</h2>
          <ul class="promises">
            <li>${icon('late')}<span>${t('shop.promise_fast')}</span></li>
            <li>${icon('money')}<span>${t('shop.promise_money')}</span></li>
            <li>${icon('lock')}<span>${t('shop.promise_private')}</span></li>
          </ul>
        </section>
      </div>`;
  }

  /** @param {import('../text/speech.js').Speech} speech @param {DemoOrder} order */
  #orderCard(speech, order) {
    return html`<button
      type="button"
      class="card order-card"
      @click=${() => void this.#find(order.id, order.factor)}
    >
      ${picture(order.picture && `/assets/pictures/${order.picture}`)}
      <span
        ><span class="name">${speech.local(order.title)}</span
        ><span class="small soft">${speech.has(order.story) ? speech.t(order.story) : ''}</span>
        <span class="small soft number block"><bdi>${order.id}</bdi></span></span
      >
    </button>`;
  }
}
