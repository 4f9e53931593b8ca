// One state of the gallery, alone on a page: the real element or page is opened and brought there. While it is under way
// `data-state` of the page is `coming`, then `reached` or `failed`.
import '../../src/element/define.js';
import { LOCALES } from '../../src/text/locales.js';
import { directionOf } from '../../src/text/direction.js';
import { dropDraft, dropOutbox, outboxOf, saveDraft } from '../../src/storage/store.js';
import { STATES } from './states.js';
import { photo } from './photo.js';

const WAIT_MS = 10_000;
const root = document.documentElement;
const asked = new URLSearchParams(location.search);
const ask = (/** @type {string} */ name, /** @type {string} */ otherwise) => asked.get(name) || otherwise;

/** @param {() => any} look @param {string} what */
async function until(look, what) {
  for (const end = Date.now() + WAIT_MS; ; ) {
    const found = look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} does not come`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

/** What a recipe works with. @param {HTMLElement} host @returns {import('./states.js').Stage} */
function stageOf(host) {
  const find = (/** @type {string} */ selector) =>
    until(() => host.shadowRoot?.querySelector(selector), selector);
  return {
    host: /** @type {any} */ (host),
    find,
    within: (inner, selector) => until(() => inner.shadowRoot?.querySelector(selector), selector),
    photo,
    press: async (selector) => (await find(selector)).click(),
    async type(selector, text) {
      const field = await find(selector);
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    },
    async give(selector, files) {
      const field = await find(selector);
      const chosen = new DataTransfer();
      for (const file of files) chosen.items.add(file);
      field.files = chosen.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
    async post(path, body, headers) {
      const init = {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      };
      const answer = await fetch(path, init);
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return answer.json();
    },
  };
}

/** Answers in the server's place where the state says so. @param {import('./states.js').State} state */
function playNetwork({ network = {} }) {
  const real = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const said = `${request.method} ${new URL(request.url).pathname}`;
    const answer = Object.entries(network).find(([start]) => said.startsWith(start))?.[1];
    if (answer === undefined) return real(input, init);
    if (answer === 'never')
      return new Promise((_, fail) =>
        request.signal.addEventListener('abort', () => fail(request.signal.reason)),
      );
    if (answer === 'offline') throw new TypeError('no connection, says the gallery');
    if ('change' in answer) {
      const body = await (await real(input, init)).json();
      return Response.json(answer.change(body));
    }
    if (typeof answer !== 'function') return Response.json(answer.body, { status: answer.status });
    return Response.json(answer({ headers: request.headers, body: await request.json() }), { status: 201 });
  };
}

/** @param {import('./states.js').State} state */
async function portal({ order: id, draft = {}, screen = 'items', mode = '', policy = '' }) {
  const element = document.createElement('returns-portal');
  const given = { history: 'off', mode, policy };
  if (id) {
    const { orders } = await (await fetch('/api/v1/demo/orders')).json();
    const { factor } = orders.find((/** @type {any} */ one) => one.id === id);
    const { order, token } = await stageOf(element).post('/api/v1/orders/lookup', { order: id, factor });
    await dropDraft(id);
    const left = await outboxOf(id);
    if (left) await dropOutbox(left.key);
    if (!mode) {
      const whole = /** @type {any} */ ({ schema: 'returns.draft/1', order: id, ...draft });
      for (const name of Object.keys(whole)) if (whole[name] === undefined) delete whole[name];
      await saveDraft({ id, order, token, draft: whole, screen, seen: [], touched: Date.now() });
    }
    Object.assign(given, { order, token });
  }
  return Object.assign(element, given);
}

/** @param {import('./states.js').State} state @returns {Promise<HTMLElement>} */
async function opened(state) {
  if (state.page === 'components') {
    await import('./components.js');
    return document.createElement('gallery-components');
  }
  if (!state.page || state.page === 'portal') return portal(state);
  const pages = {
    shop: () => import('../../src/pages/shop.js'),
    request: () => import('../../src/pages/request.js'),
    desk: () => import('../../src/desk/desk.js'),
  };
  await pages[state.page]();
  return document.createElement(`returns-${state.page}`);
}

/** @param {import('./states.js').State} state */
async function show(state) {
  const locale = LOCALES.find((one) => one === ask('locale', 'en')) ?? 'en';
  const theme = ask('theme', 'light');
  Object.assign(root, { lang: locale, dir: directionOf(locale) });
  root.dataset.theme = theme;
  playNetwork(state);
  const host = await opened(state);
  for (const [name, value] of Object.entries({ locale, theme, accent: ask('accent', '') }))
    if (value) host.setAttribute(name, value);
  const stage = stageOf(host);
  document.body.replaceChildren(host);
  const whole = state.needs?.() ?? true;
  if (state.then) {
    await stage.find('h1, .queue');
    if (state.screen) await stage.find(`[data-screen="${state.screen}"]`);
    if (whole) await state.then(stage);
  }
  if (whole) await stage.find(state.shows);
  // Parts that come later have come, pictures too.
  await until(() => !host.shadowRoot?.querySelector('.screen .busy'), 'the end of waiting');
}

const state = STATES.find(({ id }) => id === asked.get('state'));
root.dataset.state = 'coming';
if (state) {
  // Frames of the gallery share one device: a draft is put there and taken up before the next is.
  navigator.locks
    .request('returns-gallery', () => show(state))
    .then(() => (root.dataset.state = 'reached'))
    .catch((error) => {
      root.dataset.state = 'failed';
      root.dataset.why = error.message;
      console.error(state.id, error);
    });
} else root.dataset.state = 'failed';
