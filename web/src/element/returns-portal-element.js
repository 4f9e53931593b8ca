import { LitElement, html } from 'lit';
import { openCodes, openCore, openMedia } from '../../../wasm/client.js';
import { MediaShelf } from '../media/shelf.js';
import { Api } from '../net/api.js';
import { uploadFile, warmUp } from '../outbox/upload.js';
import { doneScreen } from '../screens/done.js';
import { flowScreen, titleOf } from '../screens/screen.js';
import { sendingScreen } from '../screens/sending.js';
import { View } from '../screens/view.js';
import { loadPolicy } from '../session/open.js';
import { ReturnSession } from '../session/session.js';
import * as store from '../storage/store.js';
import { accentProperties } from '../styles/accent.js';
import { answers } from '../styles/answers.js';
import { progress } from '../styles/progress.js';
import { base } from '../styles/base.js';
import { bits } from '../styles/bits.js';
import { choices } from '../styles/choices.js';
import { files } from '../styles/files.js';
import { layout } from '../styles/layout.js';
import { tokens } from '../styles/tokens.js';
import { loadCatalogue, pickLocale } from '../text/catalogue.js';
import { directionOf } from '../text/direction.js';
import { Speech } from '../text/speech.js';
import { lookupError, lookupForm } from './lookup-form.js';
import { PortalHistory } from './portal-history.js';
import { brokenScreen, busyScreen, faultScreen } from './states.js';

/**
 * Files a return, an exchange or a complaint for one order.
 *
 * Give it `order` and `token` (from `POST /api/v1/orders/lookup` on the intake), or nothing: then it asks for the order
 * number and the second factor itself. All answers are saved on the device; nothing is sent before the last screen.
 *
 * @element returns-portal
 * @attr {string} api-base - URL of the intake, with a trailing slash; the page's own origin by default
 * @attr {string} locale - `zh-CN`, `en`, `de` or `ar`; the page's or the browser's language by default
 * @attr {'light' | 'dark'} theme - the system's by default
 * @attr {string} accent - the merchant's colour, `#rrggbb`; adjusted until it can be read
 * @attr {'off'} history - leaves the page's history alone
 * @prop {import('../types/documents').Order} order
 * @prop {string} token
 * @prop {import('../../../wasm/pack-signature.js').Trust} trust - the merchant's keys; given, only packs that one of them
 *   signed are used. The page must have them from elsewhere than from the server that serves the packs.
 * @prop {() => number} clock - the present in milliseconds since 1970, for demonstrations
 * @fires returns-step - a screen is shown; `detail`: `{step, screen, title, errors}`
 * @fires returns-submitted - the intake has the request; `detail`: `{ticket, order}`
 * @fires returns-leave - the customer wants back to the shop
 * @fires portal-error - something the page's owner should know; `detail`: `{code, message}`
 * @cssprop --returns-accent - accent on light ground; see also `accent`
 * @cssprop --returns-font - font family
 * @cssprop --returns-radius - corner radius
 */
export class ReturnsPortalElement extends LitElement {
  static styles = [tokens, base, bits, layout, choices, answers, progress, files];

  static properties = {
    order: { attribute: false },
    token: { attribute: false },
    trust: { attribute: false },
    clock: { attribute: false },
    apiBase: { attribute: 'api-base' },
    locale: { type: String },
    accent: { type: String },
    history: { type: String },
    state: { state: true },
  };

  /** @type {Speech | undefined} */
  #speech;
  /** @type {ReturnSession | undefined} */
  #session;
  /** @type {View | undefined} */
  #view;
  /** @type {PortalHistory | undefined} */
  #history;
  /** @type {import('../types/documents').CoreClient | undefined} */
  #core;
  /** @type {Promise<import('../types/documents').MediaClient> | undefined} */
  #media;
  /** @type {ReturnType<typeof openCodes> | undefined} */
  #codes;
  #api = new Api('/');
  #opening = 0;
  #announced = { polite: '', assertive: '' };
  #shown = '';
  #lookup = { busy: false, error: '' };
  #copied = false;
  #popping = false;
  /** Why the pack was not believed. @type {string | undefined} */
  #refusal;

  constructor() {
    super();
    /** @type {import('../types/documents').Order | undefined} */
    this.order = undefined;
    /** @type {string | undefined} */
    this.token = undefined;
    /** @type {import('../../../wasm/pack-signature.js').Trust | undefined} */
    this.trust = undefined;
    /** @type {(() => number) | undefined} */
    this.clock = undefined;
    this.apiBase = '/';
    this.locale = '';
    this.accent = '';
    this.history = '';
    /** @type {'loading' | 'lookup' | 'flow' | 'broken'} */
    this.state = 'loading';
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('online', this.#hurry);
    document.addEventListener('visibilitychange', this.#hurry);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('online', this.#hurry);
    document.removeEventListener('visibilitychange', this.#hurry);
    this.#close();
  }

  /** The connection may be back. */
  #hurry = () => {
    if (!document.hidden) this.#session?.sender.hurry();
  };

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('accent')) {
      for (const [name, value] of Object.entries(accentProperties(this.accent) ?? {}))
        this.style.setProperty(name, value);
    }
    if (changed.has('apiBase')) this.#api = new Api(this.apiBase);
    // A pack that was opened without these keys has not been checked by them.
    if (changed.has('trust')) this.#close();
    if (['locale', 'order', 'token', 'trust', 'apiBase'].some((name) => changed.has(name))) void this.#open();
  }

  /** Opens what the properties ask for; a newer call overtakes an older one. */
  async #open() {
    const turn = ++this.#opening;
    try {
      await this.#speak();
      if (turn !== this.#opening) return;
      if (!this.order || !this.token) {
        this.state = 'lookup';
        this.requestUpdate();
        return;
      }
      if (this.#session?.order.id === this.order.id) {
        this.#session.token = this.token;
        this.#makeView(this.#session);
        this.requestUpdate();
        return;
      }
      this.#close();
      this.state = 'loading';
      await this.#openSession(this.order, this.token, turn);
    } catch (error) {
      if (turn === this.#opening) this.#break(error);
    }
  }

  async #speak() {
    const page = document.documentElement.lang;
    const locale = pickLocale([this.locale, page, ...navigator.languages].filter(Boolean));
    if (this.#speech?.locale === locale) return;
    this.#speech = new Speech(await loadCatalogue(this.#api.url('assets/'), locale));
    this.lang = locale;
    this.dir = directionOf(locale);
  }

  /** @param {import('../types/documents').Order} order @param {string} token @param {number} turn */
  async #openSession(order, token, turn) {
    this.#core ??= /** @type {any} */ (await openCore({ baseUrl: this.#api.url('wasm/') }));
    const core = /** @type {import('../types/documents').CoreClient} */ (this.#core);
    await loadPolicy({ api: this.#api, core, trust: this.trust }, order.policy);
    if (turn !== this.#opening) return;
    const session = new ReturnSession({
      order,
      token,
      core,
      api: this.#api,
      store,
      upload: uploadFile,
      clock: this.clock,
      locks: navigator.locks,
    });
    session.addEventListener('change', (event) =>
      this.#onChange(session, /** @type {CustomEvent<string>} */ (event).detail),
    );
    session.addEventListener('trouble', (event) => {
      const { name, message } = /** @type {CustomEvent<Error>} */ (event).detail;
      this.#tell('portal-error', { code: name, message });
    });
    this.#session = session;
    if (this.history !== 'off') {
      this.#history = new PortalHistory(order.id, (place) => {
        if (session.done || session.entry) return;
        this.#popping = true;
        session.show(place.screen);
        this.#popping = false;
      });
    }
    this.#makeView(session);
    const ticket = this.#history?.place?.ticket;
    await session.start(ticket);
    const place = this.#history?.place;
    if (place && !place.ticket && session.screens.some((screen) => screen.id === place.screen))
      session.screenId = place.screen;
    if (!session.done) this.#history?.start(session.screen?.id ?? 'items');
    this.state = 'flow';
    // Shown when there is no connection, so it has to be here before.
    if (this.#view) new Image().src = this.#view.art('states/offline.svg');
    this.#afterScreen(session);
  }

  /** @param {ReturnSession} session */
  #makeView(session) {
    if (!this.#speech) return;
    this.#speech.order = session.order;
    this.#speech.currency = session.order.currency;
    const shelf =
      this.#view?.shelf ??
      new MediaShelf({
        session,
        store,
        media: () => {
          if (!this.#media) warmUp();
          return (this.#media ??= /** @type {any} */ (openMedia({ baseUrl: this.#api.url('wasm/') })));
        },
        codes: () => (this.#codes ??= openCodes({ baseUrl: this.#api.url('wasm/') })),
        update: () => this.requestUpdate(),
        announce: (outcome, name) =>
          this.#say(
            outcome === 'refused' ? 'assertive' : 'polite',
            this.#speech?.t(`files.${outcome}`, { name }) ?? '',
          ),
      });
    this.#view = new View({
      session,
      speech: this.#speech,
      shelf,
      assets: this.#api.url('assets/'),
      root: /** @type {ShadowRoot} */ (this.renderRoot),
      update: () => this.requestUpdate(),
    });
    this.#view.local.proving = (/** @type {string} */ factor) => this.#prove(session, factor);
  }

  /** @param {ReturnSession} session @param {string} what */
  #onChange(session, what) {
    if (session !== this.#session) return;
    if (this.#speech && session.plan) this.#speech.now = session.plan.now;
    if (what === 'screen') {
      if (!this.#popping) this.#history?.go(session.screen.id);
      if (this.#view) this.#view.local = { proving: this.#view.local.proving };
      this.#afterScreen(session);
    }
    if (what === 'done' && session.done) {
      this.#history?.replace('done', session.done.ticket);
      this.#tell('returns-submitted', { ticket: session.done.ticket, order: session.order.id });
      this.#afterScreen(session);
    }
    this.requestUpdate();
  }

  /** A new screen: from the top, with the focus on its heading. @param {ReturnSession} session */
  #afterScreen(session) {
    if (!this.#view || !(session.plan ?? session.done)) return;
    const id = session.done ? 'done' : session.screen.id;
    const moved = this.#shown !== '' && this.#shown !== id;
    this.#shown = id;
    const title = session.done ? this.#view.t('done.title') : titleOf(this.#view);
    this.#tell('returns-step', {
      step: session.done ? 'done' : session.screen.step,
      screen: id,
      title,
      errors: 0,
    });
    if (!moved) return;
    void this.updateComplete.then(() => {
      /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('#title'))?.focus({
        preventScroll: true,
      });
      const top = this.getBoundingClientRect().top;
      if (top < 0) this.scrollIntoView({ block: 'start' });
    });
  }

  #onNext = async () => {
    const session = this.#session;
    if (!session || !this.#view) return;
    if (session.screen.step === 'check') {
      await session.submit();
      return;
    }
    const lacking = await session.next();
    if (lacking.length === 0) return;
    this.#tell('returns-step', {
      step: session.screen.step,
      screen: session.screen.id,
      title: titleOf(this.#view),
      errors: lacking.length,
    });
    await this.updateComplete;
    const summary = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('#error-summary'));
    summary?.focus();
    summary?.scrollIntoView({ block: 'center' });
  };

  #onBack = () => {
    if (this.#history?.back()) return;
    const previous = this.#session?.previous;
    if (previous) this.#session?.show(previous);
    else this.#tell('returns-leave', {});
  };

  /** @param {string} number @param {string} factor */
  #find = async (number, factor) => {
    this.#lookup = { busy: true, error: '' };
    this.requestUpdate();
    try {
      const { order, token } = await this.#api.lookUpOrder(number, factor);
      this.#lookup = { busy: false, error: '' };
      this.order = order;
      this.token = token;
    } catch (error) {
      this.#lookup = { busy: false, error: lookupError(error) };
      this.requestUpdate();
    }
  };

  /** The token is gone: the second factor gives a new one, and the same request goes on. @param {ReturnSession} session @param {string} factor */
  async #prove(session, factor) {
    try {
      const { token } = await this.#api.lookUpOrder(session.order.id, factor);
      await session.renewToken(token);
    } catch (error) {
      if (this.#view) this.#view.local.proofFailed = lookupError(error);
      this.requestUpdate();
    }
  }

  #copy = async () => {
    await navigator.clipboard?.writeText(this.#session?.done?.ticket ?? '');
    this.#copied = true;
    this.#say('polite', this.#speech?.t('done.copied') ?? '');
  };

  /** @param {'polite' | 'assertive'} how @param {string} text */
  #say(how, text) {
    this.#announced = { ...this.#announced, [how]: text };
    this.requestUpdate();
  }

  /** @param {string} type @param {Record<string, unknown>} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /** @param {unknown} error */
  #break(error) {
    this.state = 'broken';
    const { message, name, code } = /** @type {Error & {code?: string}} */ (error);
    this.#refusal = name === 'SignatureRefusal' ? code : undefined;
    this.#tell('portal-error', { code: this.#refusal ?? name, message });
    this.requestUpdate();
  }

  #retry = () => {
    this.#core = undefined;
    this.state = 'loading';
    void this.#open();
  };

  #close() {
    this.#session?.close();
    this.#history?.close();
    this.#session = undefined;
    this.#history = undefined;
    this.#view = undefined;
    this.#shown = '';
  }

  render() {
    return html`<div class="hidden-text" aria-live="polite">${this.#announced.polite}</div>
      <div class="hidden-text" aria-live="assertive">${this.#announced.assertive}</div>
      ${this.#content()}`;
  }

  #content() {
    const speech = this.#speech;
    const session = this.#session;
    if (this.state === 'broken') return brokenScreen(speech, this.#retry, this.#refusal);
    if (!speech) return busyScreen();
    if (this.state === 'lookup') {
      return html`<div class="frame single">
        <main class="screen">
          <div class="title"><h1 tabindex="-1" id="title">${speech.t('lookup.title')}</h1></div>
          ${lookupForm({ speech, what: 'order', ...this.#lookup, onSubmit: this.#find })}
        </main>
      </div>`;
    }
    const view = this.#view;
    if (this.state === 'loading' || !session || !view) return busyScreen(speech);
    if (session.done) {
      return html`<div class="frame single">
        <main class="screen">
          ${doneScreen({
            speech,
            art: (path) => view.art(path),
            saved: session.done,
            copied: this.#copied,
            onCopy: this.#copy,
            onLeave: () => this.#tell('returns-leave', {}),
          })}
        </main>
      </div>`;
    }
    if (session.sending && session.entry) {
      return html`<div class="frame single">
        <main class="screen">${sendingScreen(view, session.sending)}</main>
      </div>`;
    }
    if (session.fault || !session.plan) return faultScreen(speech, session);
    return flowScreen(view, { onBack: this.#onBack, onNext: this.#onNext });
  }
}
