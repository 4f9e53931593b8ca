import { LitElement, html, nothing } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { ReturnsPortalElement } from '../element/returns-portal-element.js';
import { busyScreen } from '../element/states.js';
import { icon } from '../icons/icon.js';
import { Api } from '../net/api.js';
import { lookupError } from '../net/lookup-error.js';
import { onReturn } from '../net/on-return.js';
import { beginWork, endWork } from '../offline/session-lock.js';
import { Courier } from '../outbox/courier.js';
import { base } from '../styles/base.js';
import { bits } from '../styles/bits.js';
import { tokens } from '../styles/tokens.js';
import { loadCatalogue } from '../text/catalogue.js';
import { pickLocale } from '../text/locales.js';
import { directionOf } from '../text/direction.js';
import { Speech } from '../text/speech.js';
import { attractScreen } from './attract-screen.js';
import { findScreen, scanScreen } from './find-screen.js';
import { IdleWatch } from './idle.js';
import { kioskStore } from './kiosk-store.js';
import { kioskStyles } from './kiosk-styles.js';
import { outboxChip, outboxPanel } from './outbox-panel.js';
import { postSealed, saveExport } from './post.js';
import { keepFresh } from './refresh.js';
import { setUp } from './setup.js';
import { slip } from './slip.js';
import { readSlip } from './slip-code.js';
import { wipeStores } from './wipe.js';

const WARNING_MS = 20_000;
const RETRY_MS = 15_000;

/**
 * The portal on a device that stands in a shop: one customer after another, nothing left of any.
 * `?idle=90` seconds, `?keyboard=off` where the system has its own, `?locale=de` to begin with.
 * @element returns-kiosk
 */
export class ReturnsKioskElement extends LitElement {
  static styles = [tokens, base, bits, kioskStyles];

  static properties = {
    speech: { state: true },
    place: { state: true },
    closed: { state: true },
    orders: { state: true },
    opened: { state: true },
    lookup: { state: true },
    secondsLeft: { state: true },
    entries: { state: true },
    kept: { state: true },
    failed: { state: true },
  };

  #api = new Api('/');
  #asked = new URLSearchParams(location.search);
  #life = new AbortController();
  /** @type {import('../outbox/sealed-store.js').SealedStore | undefined} */
  #sealed;
  /** @type {import('./setup.js').KioskTrust | undefined} */
  #trust;
  /** @type {Courier | undefined} */
  #courier;
  /** @type {ReturnsPortalElement | undefined} */
  #followed;
  #factor = '';
  /** The order of the parcel slip that was scanned. @type {import('../types/documents').Order | undefined} */
  #slip;
  #idle;
  #dialog = /** @type {import('lit/directives/ref.js').Ref<HTMLDialogElement>} */ (createRef());

  constructor() {
    super();
    /** @type {Speech | undefined} */
    this.speech = undefined;
    /** @type {'starting' | 'closed' | 'attract' | 'find' | 'scan' | 'portal' | 'sealing' | 'done' | 'outbox' | 'wiping'} */
    this.place = 'starting';
    this.closed = '';
    /** @type {import('../pages/shop-element.js').DemoOrder[]} */
    this.orders = [];
    /** @type {{order: import('../types/documents').Order, token: string} | undefined} */
    this.opened = undefined;
    this.lookup = { busy: false, error: '' };
    /** @type {number | undefined} */
    this.secondsLeft = undefined;
    /** @type {import('../outbox/sealed-store.js').SealedEntry[]} */
    this.entries = [];
    /** @type {{key: string, created: number, outcome?: import('../outbox/courier.js').Outcome} | undefined} */
    this.kept = undefined;
    this.failed = false;
    const seconds = Math.min(600, Math.max(30, Number(this.#asked.get('idle')) || 90));
    this.#idle = new IdleWatch({
      limit: seconds * 1000,
      warning: WARNING_MS,
      onWarning: (left) => (this.secondsLeft = left),
      onEnd: () => void this.endSession(),
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#life = new AbortController();
    const { signal } = this.#life;
    for (const type of ['pointerdown', 'keydown', 'input'])
      document.addEventListener(type, this.#touched, { signal, capture: true });
    document.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    document.addEventListener('dragstart', (event) => event.preventDefault(), { signal });
    signal.addEventListener(
      'abort',
      onReturn(() => this.#courier?.hurry()),
    );
    this.#follow(this.renderRoot);
    void this.#start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#life.abort();
    this.#idle.stop();
  }

  async #start() {
    await this.#speakIn(
      pickLocale([this.#asked.get('locale') ?? '', ...navigator.languages].filter(Boolean)),
    );
    const setup = await setUp(this.#api);
    if ('closed' in setup) {
      this.closed = setup.closed;
      this.place = 'closed';
      setTimeout(() => this.place === 'closed' && location.reload(), RETRY_MS);
      return;
    }
    this.#trust = setup.trust;
    this.#sealed = setup.sealed;
    const { merchant, sealing } = setup.trust;
    const store = kioskStore({
      sealed: setup.sealed,
      trust: { merchant, sealing },
      customer: () => ({ factor: this.#factor, language: this.speech?.locale ?? '' }),
      onSealing: () => (this.place = 'sealing'),
      onSealed: (entry) => void this.#onSealed(entry),
      onFailure: () => Object.assign(this, { place: 'portal', failed: true }),
    });
    ReturnsPortalElement.open = async () => ({ store });
    this.#send(setup.sealed);
    this.orders = await this.#api.demoOrders().then(
      ({ orders }) => orders,
      () => [],
    );
    await this.#look();
    setInterval(() => void this.#look(), 30_000);
    keepFresh(() => this.place === 'attract');
    this.place = 'attract';
  }

  /** @param {import('../outbox/sealed-store.js').SealedStore} store */
  #send(store) {
    const { signal } = this.#life;
    const courier = new Courier({ store, post: postSealed, locks: navigator.locks });
    courier.addEventListener('outcome', (/** @type {any} */ { detail }) => {
      const { kept } = this;
      if (kept && kept.key === detail.key) this.kept = { ...kept, outcome: detail };
      void this.#look();
    });
    this.#courier = courier;
    const run = () =>
      courier.run(signal).catch((error) => {
        // Not foreseen; what waits is still there.
        this.dispatchEvent(
          new CustomEvent('portal-error', { detail: { code: error.name, message: error.message } }),
        );
        setTimeout(run, RETRY_MS);
      });
    void run();
  }

  async #look() {
    this.entries = (await this.#sealed?.all().catch(() => undefined)) ?? this.entries;
  }

  /** @param {string} locale */
  async #speakIn(locale) {
    const catalogue = await loadCatalogue(this.#api.url('assets/'), locale);
    catalogue.learn(await this.#api.json(`assets/locales/${locale}/kiosk.json`));
    this.speech = new Speech(catalogue);
    document.documentElement.lang = this.lang = locale;
    document.documentElement.dir = this.dir = directionOf(locale);
    document.title = this.speech.t('kiosk.title');
  }

  #touched = () => this.#idle.touch();

  /** The focus that moves within one shadow tree is told of within it only. @param {EventTarget} root */
  #follow(root) {
    const { signal } = this.#life;
    for (const type of ['focusin', 'focusout']) root.addEventListener(type, this.#focused, { signal });
  }

  #focused = (/** @type {Event} */ event) => {
    const [field] = event.composedPath();
    const typed = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
    // What is typed into a field that says otherwise, the browser keeps for the next customer, on its disk.
    if (typed) field.autocomplete = 'off';
    const keyboard = /** @type {import('./keyboard-element.js').ReturnsKeyboardElement | null} */ (
      this.renderRoot.querySelector('returns-keyboard')
    );
    keyboard?.follow(typed && event.type === 'focusin' ? field : undefined);
  };

  /** Somebody has begun: from here on the device forgets by itself. */
  #begin() {
    beginWork();
    this.#idle.start();
  }

  /** @param {string} number @param {string} factor */
  #find = async (number, factor) => {
    this.#begin();
    this.lookup = { busy: true, error: '' };
    // A scanner that types puts the whole code into the field.
    const known = (await readSlip(number)) ?? (this.#slip?.id === number ? this.#slip : undefined);
    try {
      this.opened = await this.#api.lookUpOrder(known?.id ?? number, factor).catch((error) => {
        // Without a network the slip is what is known of it. The token is none: the intake goes by the factor.
        if (known && lookupError(error) === 'lookup.offline') return { order: known, token: 'offline' };
        throw error;
      });
      this.#factor = factor;
      this.lookup = { busy: false, error: '' };
      this.#go('portal');
    } catch (error) {
      this.lookup = { busy: false, error: lookupError(error) };
      this.#go('find');
    }
  };

  /** What the camera read on the slip: an order, or its number. @param {CustomEvent<string>} event */
  #scanned = async ({ detail }) => {
    this.#slip = await readSlip(detail);
    this.lookup = { busy: false, error: '' };
    this.#go('find');
    await this.updateComplete;
    const field = (/** @type {string} */ id) =>
      /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector(id));
    const number = field('#number');
    if (number) number.value = this.#slip?.id ?? detail;
    field('#factor')?.focus();
  };

  #scan = async () => {
    await import('./slip-scanner-element.js');
    this.#go('scan');
  };

  /** @param {import('../outbox/sealed-store.js').SealedEntry} entry */
  async #onSealed({ key, created }) {
    this.kept = { key, created };
    // The portal, and with it all that was typed and photographed, goes before anything is said.
    this.opened = undefined;
    this.#factor = '';
    this.#go('done');
    await this.#look();
    this.#courier?.hurry();
  }

  /** @param {ReturnsKioskElement['place']} place */
  #go(place) {
    this.place = place;
    void this.updateComplete.then(() => {
      window.scrollTo(0, 0);
      /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('#title'))?.focus();
    });
  }

  /** Clears everything of this customer's; the page is loaded again, which frees what no script can reach. */
  async endSession() {
    this.#idle.stop();
    Object.assign(this, { opened: undefined, kept: undefined, secondsLeft: undefined, place: 'wiping' });
    this.#factor = '';
    await this.updateComplete;
    await wipeStores();
    endWork();
    location.replace(location.pathname + location.search);
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    const portal = /** @type {ReturnsPortalElement | null} */ (
      this.renderRoot.querySelector('returns-portal')
    );
    if (portal && portal !== this.#followed) this.#follow((this.#followed = portal).renderRoot);
    if (!changed.has('secondsLeft')) return;
    const dialog = this.#dialog.value;
    if (this.secondsLeft !== undefined && !dialog?.open) dialog?.showModal();
    if (this.secondsLeft === undefined && dialog?.open) dialog.close();
  }

  render() {
    const { speech } = this;
    if (!speech || ['starting', 'wiping'].includes(this.place)) return busyScreen(speech);
    return html`${this.#bar(speech)}${this.#main(speech)}${this.#warning(speech)}
    ${this.#asked.get('keyboard') === 'off'
      ? nothing
      : html`<div class="room no-print"></div>
          <returns-keyboard
            class="no-print"
            .speech=${speech}
            lang=${speech.locale}
            dir=${this.dir}
          ></returns-keyboard>`}`;
  }

  /** @param {Speech} speech */
  #bar(speech) {
    const atWork = ['find', 'scan', 'portal', 'done'].includes(this.place);
    return html`<header class="bar no-print">
      <span class="brand">${icon('repeat')}${speech.t('kiosk.title')}</span>
      ${this.place === 'attract'
        ? outboxChip(speech, this.entries, Date.now(), () => this.#go('outbox'))
        : nothing}
      ${atWork
        ? html`<button type="button" class="button" @click=${() => void this.endSession()}>
            ${speech.t('kiosk.end')}
          </button>`
        : nothing}
    </header>`;
  }

  /** @param {Speech} speech */
  #main(speech) {
    if (['portal', 'sealing'].includes(this.place)) return this.#portal(speech);
    return html`<main class="kiosk">${this.#screen(speech)}</main>`;
  }

  /** @param {Speech} speech */
  #screen(speech) {
    const { t } = speech;
    switch (this.place) {
      case 'closed':
        return html`<section class="stack">
          <h1 tabindex="-1" id="title">${t('kiosk.closed')}</h1>
          <p>${t(`kiosk.closed.${this.closed}`)}</p>
          <div>
            <button type="button" class="button primary" @click=${() => location.reload()}>
              ${t('kiosk.retry')}
            </button>
          </div>
        </section>`;
      case 'find':
        return findScreen(speech, {
          lookup: this.lookup,
          slip: this.#slip,
          onSubmit: this.#find,
          onScan: () => void this.#scan(),
        });
      case 'scan':
        return scanScreen(speech, { onRead: this.#scanned, onType: () => this.#go('find') });
      case 'outbox':
        return outboxPanel(speech, this.entries, Date.now(), {
          onSend: () => this.#courier?.hurry(),
          onRetry: (key) => void this.#courier?.retry(key).then(() => this.#look()),
          onExport: () => void (this.#sealed && saveExport(this.#sealed)),
          onClose: () => this.#go('attract'),
        });
      case 'done':
        return this.kept
          ? slip(
              speech,
              this.kept,
              (ticket) => this.#api.requestPage(ticket),
              () => void this.endSession(),
            )
          : nothing;
      default:
        return attractScreen(speech, {
          orders: this.orders,
          onBegin: () => {
            this.#begin();
            this.#go('find');
          },
          onLanguage: (locale) => void this.#speakIn(locale),
          onOrder: (id, factor) => void this.#find(id, factor),
        });
    }
  }

  /** @param {Speech} speech */
  #portal(speech) {
    const sealing = this.place === 'sealing';
    return html`${sealing
        ? html`<main class="kiosk"><p role="status">${speech.t('kiosk.sealing')}</p></main>`
        : nothing}
      ${this.failed && !sealing
        ? html`<div class="notice urgent" role="alert">
            ${icon('warning')}<span>${speech.t('kiosk.failed')}</span>
          </div>`
        : nothing}
      <div ?hidden=${sealing}>
        <returns-portal
          history="off"
          .order=${this.opened?.order}
          .token=${this.opened?.token}
          .trust=${this.#trust}
          locale=${speech.locale}
          @returns-leave=${() => void this.endSession()}
        ></returns-portal>
      </div>`;
  }

  /** @param {Speech} speech */
  #warning(speech) {
    const { t } = speech;
    return html`<dialog
      ${ref(this.#dialog)}
      role="alertdialog"
      aria-labelledby="idle"
      @cancel=${this.#touched}
    >
      <div class="stack">
        <h2 id="idle">${t('kiosk.idle.title')}</h2>
        <p class="number" role="timer">${t('kiosk.idle.text', { n: this.secondsLeft ?? 0 })}</p>
        <button type="button" class="button primary" @click=${this.#touched} autofocus>
          ${t('kiosk.idle.stay')}
        </button>
        <button type="button" class="button" @click=${() => void this.endSession()}>${t('kiosk.end')}</button>
      </div>
    </dialog>`;
  }
}
