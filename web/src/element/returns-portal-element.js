import { LitElement, html } from 'lit';
import { MediaShelf } from '../media/shelf.js';
import { Api } from '../net/api.js';
import { lookupError } from '../net/lookup-error.js';
import { onReturn } from '../net/on-return.js';
import { uploadFile } from '../outbox/upload.js';
import { receipt, sending } from '../screens/last.js';
import { loadAhead, whenIdle } from '../screens/late.js';
import { rehearse } from '../screens/rehearse.js';
import { reachable } from '../session/screens.js';
import { flowScreen, titleOf } from '../screens/screen.js';
import { View } from '../screens/view.js';
import { loadPolicy } from '../session/open.js';
import { ReturnSession } from '../session/session.js';
import { openStore } from '../storage/open.js';
import { accentProperties } from '../styles/accent.js';
import { portalStyles } from '../styles/portal.js';
import { loadCatalogue } from '../text/catalogue.js';
import { pickLocale } from '../text/locales.js';
import { directionOf } from '../text/direction.js';
import { Speech } from '../text/speech.js';
import { decisionOf } from '../embed/decision.js';
import { refusalDetail, watchRefusals } from '../embed/refusals.js';
import { focusSummary, focusTitle, shownIn } from './focus.js';
import { Modules } from './modules.js';
import { PortalHistory } from './portal-history.js';
import { brokenScreen, busyScreen, faultScreen, single } from './states.js';

/**
 * Files a return, an exchange or a complaint for one order.
 *
 * Give it `token` (from `POST /api/v1/orders/lookup` on the intake), with or without the `order` that came with it, or
 * nothing: then it asks for the order number and the second factor itself. All answers are saved on the device; nothing
 * is sent before the last screen.
 *
 * @element returns-portal
 * @tagname returns-portal
 * @attr {string} api-base - URL of the intake, with a trailing slash; the page's own origin by default
 * @attr {string} wasm-base - URL of the folder with the modules, with a trailing slash; the intake's by default. On the
 *   page's own origin they run in workers, where the page's policy does not have to let WebAssembly run
 * @attr {string} locale - `zh-CN`, `en`, `de` or `ar`; the page's or the browser's language by default
 * @attr {'light' | 'dark' | 'contrast'} theme - the system's by default, also its wish for more contrast
 * @attr {string} accent - the merchant's colour, `#rrggbb`; adjusted until it can be read
 * @attr {'off'} history - leaves the page's history alone
 * @attr {'complaint' | 'withdrawal'} mode - a complaint without goods, or withdrawal from the contract; both can do without an order
 * @attr {string} policy - id of the pack, for a mode without an order; the intake's first by default
 * @attr {string} token - what the intake gave to whoever showed the second factor
 * @prop {import('../types/documents').Order} order
 * @prop {string} token - see the attribute
 * @prop {import('../../../wasm/pack-signature.js').Trust} trust - the merchant's keys; given, only packs that one of them
 *   signed are used. The page must have them from elsewhere than from the server that serves the packs.
 * @prop {Record<string, string>} contact - `name`, `phone`, `email` of whoever has signed in to the shop
 * @prop {() => number} clock - the present in milliseconds since 1970, for demonstrations
 * @fires {CustomEvent<{step: string, screen: string, title: string, errors: number}>} returns-step - a screen is shown
 * @fires {CustomEvent<{order: string, items: object[], resolution: string, quote: object}>} returns-decision - the
 *   customer is about to send the request; cancelled, nothing is sent before `submit()` is called
 * @fires {CustomEvent<{ticket: string, order: string}>} returns-submitted - the intake has the request
 * @fires {CustomEvent<{}>} returns-leave - the customer wants back to the shop
 * @fires {CustomEvent<{code: string, message: string, line: string}>} portal-error - something the page's owner should
 *   know; with `code` `csp`, `line` is what the Content-Security-Policy lacks
 * @csspart screen - the column with the question
 * @csspart title - the heading of the screen
 * @csspart next - the button that goes on
 * @cssprop --returns-accent - accent on light ground; see also `accent`
 * @cssprop --returns-font - font family
 * @cssprop --returns-radius - corner radius
 */
export class ReturnsPortalElement extends LitElement {
  /**
   * How the modules are had; a build that brings them itself sets it.
   * @internal
   * @type {import('../../../wasm/client.js').Loading}
   */
  static loading = {};
  /** Where the intake is when the page does not say. @internal */
  static home = '/';
  /** Where drafts, files and what is to be sent are kept. @internal */
  static open = openStore;

  static styles = portalStyles;

  static properties = {
    order: { attribute: false },
    token: { type: String },
    trust: { attribute: false },
    clock: { attribute: false },
    contact: { attribute: false },
    mode: { type: String },
    policy: { type: String },
    apiBase: { attribute: 'api-base' },
    wasmBase: { attribute: 'wasm-base' },
    locale: { type: String },
    accent: { type: String },
    history: { type: String },
    state: { state: true },
  };

  /** @type {Speech | undefined} */ #speech;
  /** @type {ReturnSession | undefined} */ #session;
  /** @type {View | undefined} */ #view;
  /** @type {PortalHistory | undefined} */ #history;
  #modules = new Modules(() => ({ baseUrl: this.#wasm, ...ReturnsPortalElement.loading }));
  /** @type {import('../storage/open.js').Kept | undefined} */ #kept;
  #api = new Api(ReturnsPortalElement.home);
  /** What listens outside the element. @type {(() => void)[]} */ #stops = [];
  #opening = 0;
  #announced = { polite: '', assertive: '' };
  #shown = '';
  #copied = false;
  #popping = false;
  /** What a mode brings instead of an order, or its own screens. @type {import('../modes/modes.js').Beside | undefined} */ #beside;
  /** Why the pack was not believed. @type {string | undefined} */ #refusal;

  constructor() {
    super();
    /** @type {import('../types/documents').Order | undefined} */
    this.order = undefined;
    /** @type {string | undefined} */
    this.token = undefined;
    /** @type {import('../../../wasm/pack-signature.js').Trust | undefined} */
    this.trust = undefined;
    /** @type {Record<string, string> | undefined} */ this.contact = undefined;
    /** @type {(() => number) | undefined} */ this.clock = undefined;
    this.mode = '';
    this.policy = '';
    this.apiBase = ReturnsPortalElement.home;
    this.wasmBase = '';
    this.locale = '';
    this.accent = '';
    this.history = '';
    /** @type {'loading' | 'flow' | 'broken'} */
    this.state = 'loading';
  }

  connectedCallback() {
    super.connectedCallback();
    const ours = () => [this.#api.url('api/'), this.#api.url('assets/'), this.#wasm];
    this.#stops = [
      onReturn(() => this.#session?.sender.hurry()),
      watchRefusals(ours, (line) => this.#tell('portal-error', refusalDetail(line))),
    ];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.#stops.splice(0)) stop();
    this.#close();
  }

  get #wasm() {
    return this.wasmBase || this.#api.url('wasm/');
  }

  /** Sends the request whose `returns-decision` was cancelled. */
  async submit() {
    const session = this.#session;
    if (session?.screen?.step !== 'check' || (await session.submit())) return;
    await this.updateComplete;
    focusSummary(this);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('accent')) {
      for (const [name, value] of Object.entries(accentProperties(this.accent) ?? {}))
        this.style.setProperty(name, value);
    }
    if (changed.has('apiBase')) this.#api = new Api(this.apiBase);
    // A pack that was opened without these keys has not been checked by them.
    if (changed.has('trust') || changed.has('wasmBase')) this.#close();
    if (changed.has('wasmBase')) this.#modules.forget();
    if (['locale', 'order', 'token', 'trust', 'apiBase', 'mode', 'policy'].some((name) => changed.has(name)))
      void this.#open();
  }

  /** Opens what the properties ask for; a newer call overtakes an older one. */
  async #open() {
    const turn = ++this.#opening;
    try {
      // The words are not waited for.
      if (this.order && !this.mode) void this.#modules.core();
      await this.#speak();
      if (turn !== this.#opening) return;
      if (this.token && !this.order) {
        const { order } = await this.#api.currentOrder(this.token);
        // Setting it opens again, with both.
        if (turn === this.#opening) this.order = order;
        return;
      }
      const beside = await this.#openBeside();
      if (turn !== this.#opening) return;
      this.#beside = beside;
      const { order = this.order, render } = beside ?? {};
      if (render || !order) return this.requestUpdate();
      if (this.#session?.order.id === order.id) {
        this.#session.token = this.token ?? '';
        this.#makeView(this.#session);
        return this.requestUpdate();
      }
      this.#close();
      this.state = 'loading';
      await this.#openSession(order, this.token ?? '', turn);
    } catch (error) {
      if (turn === this.#opening) this.#break(error);
    }
  }

  /** What is shown or worked with when it is not a return of an order that is known. */
  async #openBeside() {
    if (!this.mode && this.order && this.token) return undefined;
    const part = this.mode ? await import('../modes/modes.js') : await import('./lookup-form.js');
    return part.open({ host: this, api: this.#api, speech: /** @type {Speech} */ (this.#speech) });
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
    const opening = this.#modules.core();
    // What Intl does at its first calls is done while the network is waited for, and not with the first screen.
    setTimeout(() => this.#speech?.money(0));
    setTimeout(() => this.#speech?.day('2026-01-01'));
    const pack = await loadPolicy({ api: this.#api, core: opening, trust: this.trust }, order.policy);
    const core = await opening;
    this.#kept ??= await ReturnsPortalElement.open((error) => this.#complain(error, 'no_storage'));
    if (turn !== this.#opening) return;
    const session = new ReturnSession({
      order,
      pack,
      token,
      core,
      api: this.#api,
      ...this.#kept,
      upload: uploadFile,
      clock: this.clock,
      contact: this.contact,
      ...this.#beside?.deps?.(core, this.#kept.store, uploadFile),
    });
    session.addEventListener('change', (/** @type {any} */ event) => this.#onChange(session, event.detail));
    session.addEventListener('trouble', (/** @type {any} */ event) => this.#complain(event.detail));
    this.#session = session;
    if (this.history !== 'off') {
      this.#history = new PortalHistory(order.id, (place) => {
        if (session.done || session.entry) return;
        this.#popping = true;
        session.revisit(place.screen);
        this.#popping = false;
      });
    }
    this.#makeView(session);
    await session.start(this.#history?.place?.ticket);
    const place = this.#history?.place;
    if (place && !place.ticket && session.screens.some((screen) => screen.id === place.screen))
      session.screenId = reachable(session.screens, place.screen).id;
    // Answering a screen must not lead away from it, whichever is the first.
    session.screenId = session.screen?.id ?? 'items';
    if (!session.done) this.#history?.start(session.screenId);
    this.state = 'flow';
    if (this.#view) loadAhead(this.#view);
    this.#afterScreen(session);
  }

  /** @param {ReturnSession} session */
  #makeView(session) {
    if (!this.#speech || !this.#kept) return;
    this.#speech.order = session.order;
    this.#speech.currency = session.order.currency;
    const shelf = this.#view?.shelf ?? this.#makeShelf(session, this.#kept.store);
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

  /** @param {ReturnSession} session @param {typeof import('../storage/store.js')} store */
  #makeShelf(session, store) {
    return new MediaShelf({
      session,
      store,
      media: this.#modules.media,
      update: () => this.requestUpdate(),
      announce: (outcome, name) =>
        this.#say(
          outcome === 'refused' ? 'assertive' : 'polite',
          this.#speech?.t(`files.${outcome}`, { name }) ?? '',
        ),
    });
  }

  /** @param {ReturnSession} session @param {string} what */
  #onChange(session, what) {
    if (session !== this.#session) return;
    this.requestUpdate(); // first: the focus waits for it
    const view = this.#view;
    if (this.#speech && session.plan) this.#speech.now = session.plan.now;
    if (what === 'screen') {
      if (!this.#popping) this.#history?.go(session.screen.id);
      if (view) view.local = { proving: view.local.proving };
    }
    if (what === 'screen' || session.entry) this.#afterScreen(session);
    if (what === 'saved' && view) whenIdle(() => rehearse(view));
    if (what === 'done' && session.done) {
      this.#history?.replace('done', session.done.ticket);
      this.#tell('returns-submitted', { ticket: session.done.ticket, order: session.order.id });
      this.#afterScreen(session);
    }
  }

  /** A new screen: from the top, with the focus on its heading. @param {ReturnSession} session */
  #afterScreen(session) {
    if (!this.#view || !(session.plan ?? session.done)) return;
    const id = shownIn(session);
    const moved = this.#shown !== '' && this.#shown !== id;
    this.#shown = id;
    if (!session.entry) this.#tellStep(session, 0);
    if (moved) void this.updateComplete.then(() => focusTitle(this));
  }

  /** @param {ReturnSession} session @param {number} errors */
  #tellStep({ done, screen }, errors) {
    if (!this.#view) return;
    const title = done ? this.#view.t('done.title') : titleOf(this.#view);
    this.#tell('returns-step', {
      step: done ? 'done' : screen.step,
      screen: done ? 'done' : screen.id,
      title,
      errors,
    });
  }

  #onNext = async () => {
    const session = this.#session;
    if (!session || !this.#view) return;
    if (session.screen.step === 'check') {
      if (this.#tell('returns-decision', decisionOf(session), true)) await this.submit();
      return;
    }
    const lacking = await session.next();
    if (lacking.length === 0) return;
    this.#tellStep(session, lacking.length);
    await this.updateComplete;
    focusSummary(this);
  };

  #onBack = () => {
    if (this.#history?.back()) return;
    const previous = this.#session?.previous;
    if (previous) this.#session?.show(previous);
    else this.#tell('returns-leave', {});
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

  /** @param {string} type @param {Record<string, unknown>} detail @param {boolean} [cancelable] */
  #tell(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
  }

  /** @param {Error} error */
  #complain({ name, message }, code = name) {
    this.#tell('portal-error', { code, message });
  }

  /** @param {any} error */
  #break(error) {
    this.state = 'broken';
    this.#refusal = error.name === 'SignatureRefusal' ? error.code : undefined;
    this.#complain(error, this.#refusal);
    this.requestUpdate();
  }

  #retry = () => {
    this.#modules.forget();
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
    if (this.#beside?.render) return single(this.#beside.render());
    const view = this.#view;
    if (this.state === 'loading' || !session || !view) return busyScreen(speech);
    if (session.done) {
      return single(
        receipt(view, {
          saved: session.done,
          link: this.#api.requestPage(session.done.ticket),
          copied: this.#copied,
          onCopy: this.#copy,
          onLeave: () => this.#tell('returns-leave', {}),
        }),
      );
    }
    if (session.sending && session.entry) return single(sending(view, session.sending));
    if (session.fault || !session.plan) return faultScreen(speech, session);
    return flowScreen(view, { onBack: this.#onBack, onNext: this.#onNext });
  }
}
