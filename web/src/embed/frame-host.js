import { FROM_FRAME, PROTOCOL, isMessage } from './messages.js';
import { refusalDetail, watchRefusals } from './refusals.js';

const SILENT_MS = 15_000;
const ATTRIBUTES = ['locale', 'theme', 'accent', 'token'];

/** Importable where there is no document: then it is a class that nobody can make anything of. */
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/**
 * The portal in a frame of its own origin, behind the same properties, attributes and events as the element itself: for
 * pages whose policy forbids WebAssembly, or that want a wall between themselves and the portal.
 */
export class ReturnsPortalFrame extends Base {
  static observedAttributes = ['api-base', ...ATTRIBUTES];

  /** @type {Record<string, any>} */
  #given = {};
  /** @type {HTMLIFrameElement | undefined} */
  #frame;
  /** @type {MessagePort | undefined} */
  #port;
  /** @type {(() => void) | undefined} */
  #unwatch;
  #ready = false;

  constructor() {
    super();
    for (const name of ['order', 'token']) {
      // Set before the element was defined: the plain property would hide ours.
      const early = /** @type {any} */ (this)[name];
      if (!Object.hasOwn(this, name)) continue;
      delete (/** @type {any} */ (this)[name]);
      this.#given[name] = early;
    }
  }

  get order() {
    return this.#given.order;
  }

  set order(order) {
    this.#given.order = order;
    this.#open();
  }

  get token() {
    return this.#given.token ?? this.getAttribute('token') ?? undefined;
  }

  set token(token) {
    this.#given.token = token;
    this.#open();
  }

  /** Sends the request whose `returns-decision` was cancelled. */
  async submit() {
    this.#port?.postMessage({ type: 'submit' });
  }

  get #base() {
    return new URL(this.getAttribute('api-base') ?? '/', location.href);
  }

  connectedCallback() {
    const base = this.#base;
    const frame = document.createElement('iframe');
    frame.src = new URL('embed.html', base).href;
    frame.allow = `camera ${base.origin}; microphone ${base.origin}`;
    frame.setAttribute('part', 'frame');
    // Through the object model: a style attribute would be refused by a strict policy.
    Object.assign(frame.style, { border: '0', display: 'block', width: '100%', height: '480px' });
    frame.addEventListener('load', () => this.#greet(frame, base.origin));
    this.#unwatch = watchRefusals(
      () => [base.href],
      (line) => this.#tell('portal-error', refusalDetail(line)),
    );
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.replaceChildren(frame);
    this.#frame = frame;
  }

  disconnectedCallback() {
    this.#unwatch?.();
    this.#port?.close();
    this.#frame?.remove();
    this.#port = this.#frame = undefined;
    this.#ready = false;
  }

  /** @param {string} name @param {string | null} was @param {string | null} is */
  attributeChangedCallback(name, was, is) {
    if (was === is || !this.#frame) return;
    if (name !== 'api-base') return this.#open();
    this.disconnectedCallback();
    this.connectedCallback();
  }

  /** @param {HTMLIFrameElement} frame @param {string} origin */
  #greet(frame, origin) {
    this.#port?.close();
    this.#ready = false;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (event) => this.#hear(event.data);
    frame.contentWindow?.postMessage({ type: 'returns-portal', version: PROTOCOL }, origin, [port2]);
    setTimeout(() => {
      if (this.#ready || this.#port !== port1) return;
      this.#tell('portal-error', { code: 'frame_silent', message: origin });
    }, SILENT_MS);
  }

  /** @param {any} message */
  #hear(message) {
    if (!isMessage(message, FROM_FRAME) || !this.#frame) return;
    if (message.type === 'ready') {
      this.#ready = true;
      this.#open();
    } else if (message.type === 'size') {
      this.#frame.style.height = `${message.height}px`;
    } else {
      const { name, detail } = message;
      if (name === 'returns-step') this.#frame.title = String(detail.title ?? '');
      const allow = this.#tell(name, detail, message.type === 'ask');
      if (message.type === 'ask') this.#port?.postMessage({ type: 'answer', id: message.id, allow });
    }
  }

  #open() {
    if (!this.#ready) return;
    /** @type {Record<string, any>} */
    const message = { type: 'open', order: plain(this.order) };
    for (const name of ATTRIBUTES) message[name] = this.getAttribute(name) ?? undefined;
    message.token = this.token;
    this.#port?.postMessage(message);
  }

  /** @param {string} type @param {Record<string, unknown>} detail @param {boolean} [cancelable] */
  #tell(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
  }
}

/** A document and nothing else: a framework may have put a proxy around it, which no port carries. @param {any} order */
const plain = (order) => order && JSON.parse(JSON.stringify(order));
