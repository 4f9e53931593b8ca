import { openComplaint } from './complaint.js';
import { openWithdrawal } from './withdrawal.js';

/**
 * What the element does beside returns, in one part (late.js).
 *
 * @typedef {object} Host the element: its public properties, and that it can be told to render
 * @property {string} mode
 * @property {string} policy
 * @property {string} [history] `off`: the page's history is left alone
 * @property {import('../types/documents').Order} [order]
 * @property {string} [token]
 * @property {Record<string, string>} [contact]
 * @property {ShadowRoot | HTMLElement | DocumentFragment} renderRoot
 * @property {() => void} requestUpdate
 * @property {Promise<boolean>} updateComplete
 * @property {(event: Event) => boolean} dispatchEvent
 *
 * @typedef {object} Opening
 * @property {Host} host
 * @property {import('../net/api.js').Api} api
 * @property {import('../text/speech.js').Speech} speech
 *
 * @typedef {object} Beside
 * @property {import('../types/documents').Order} [order] what the session is told its order is
 * @property {(core: any, store: any, upload: any) => Record<string, any>} [deps] what it gets instead of the usual
 * @property {() => unknown} [render] screens of its own: there is no session
 */

/** @param {Opening} opening @returns {Promise<Beside>} */
export async function open(opening) {
  const { host, api, speech } = opening;
  speech.catalogue.learn(await words(api, speech.locale, host.mode));
  return host.mode === 'withdrawal' ? openWithdrawal(opening) : openComplaint(opening);
}

/** @param {import('../net/api.js').Api} api @param {string} locale @param {string} mode */
async function words(api, locale, mode) {
  const part = mode === 'withdrawal' ? mode : 'complaint';
  return api.json(`assets/locales/${locale}/${part}.json`);
}
