import '../element/define.js';
import { Api } from '../net/api.js';
import { FROM_PAGE, isHello, isMessage } from './messages.js';

/**
 * The page inside the frame. It speaks to one page only: its parent, when that is of an origin the merchant has named.
 * The browser has asked the same (frame-ancestors); here it is asked again because what follows carries an order.
 */

const EVENTS = ['returns-step', 'returns-submitted', 'returns-leave', 'portal-error'];
/** A page that does not answer must not hold the customer up. */
const ANSWER_MS = 3000;

/** @type {Promise<string[]>} */
const partners = new Api('/').config().then((config) => config.embed ?? []);

/** @type {MessagePort | undefined} */
let port;
/** @type {import('../element/returns-portal-element.js').ReturnsPortalElement | undefined} */
let portal;
let asked = 0;
/** @type {Map<number, (allow: boolean) => void>} */
const asking = new Map();

window.addEventListener('message', (event) => void greet(event));

/** @param {MessageEvent} event */
async function greet(event) {
  const [offered] = event.ports;
  if (event.source !== window.parent || window.parent === window || !isHello(event.data) || !offered) return;
  if (!(await partners).includes(event.origin)) return;
  port?.close();
  port = offered;
  port.onmessage = ({ data }) => isMessage(data, FROM_PAGE) && hear(data);
  port.postMessage({ type: 'ready' });
}

/** @param {any} message */
function hear(message) {
  if (message.type === 'answer') {
    asking.get(message.id)?.(message.allow);
    asking.delete(message.id);
    return;
  }
  if (message.type === 'submit') {
    void portal?.submit();
    return;
  }
  portal ??= mount();
  portal.locale = message.locale ?? '';
  portal.accent = message.accent ?? '';
  portal.token = message.token;
  portal.order = message.order;
  if (message.theme) portal.setAttribute('theme', message.theme);
  else portal.removeAttribute('theme');
}

function mount() {
  const element = /** @type {import('../element/returns-portal-element.js').ReturnsPortalElement} */ (
    document.createElement('returns-portal')
  );
  element.history = 'off';
  for (const name of EVENTS) {
    element.addEventListener(name, (event) => {
      port?.postMessage({ type: 'event', name, detail: plain(/** @type {CustomEvent} */ (event).detail) });
    });
  }
  element.addEventListener('returns-decision', (event) => {
    event.preventDefault();
    void ask(/** @type {CustomEvent} */ (event)).then(async (allow) => {
      if (allow) await element.submit();
    });
  });
  document.body.append(element);
  document.documentElement.lang = element.locale || navigator.language;
  let last = 0;
  let waiting = false;
  new ResizeObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const height = Math.min(100_000, Math.ceil(element.getBoundingClientRect().height));
      // A pixel to and fro is rounding, and would make the two pages answer each other for ever.
      if (Math.abs(height - last) <= 1) return;
      last = height;
      port?.postMessage({ type: 'size', height });
    });
  }).observe(element);
  return element;
}

/** @param {CustomEvent} event @returns {Promise<boolean>} */
function ask({ type, detail }) {
  const id = ++asked;
  return new Promise((resolve) => {
    asking.set(id, resolve);
    setTimeout(() => resolve(true), ANSWER_MS);
    port?.postMessage({ type: 'ask', id, name: type, detail: plain(detail) });
  });
}

/** What a port can carry. @param {any} detail */
function plain(detail) {
  return JSON.parse(JSON.stringify(detail ?? {}));
}
