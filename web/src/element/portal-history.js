import { afterPaint } from './after-paint.js';

/**
 * The portal's entries in the page's history: one per screen, beside whatever state the page keeps itself.
 * The back link and the browser's back button do the same.
 *
 * @typedef {object} Place
 * @property {string} order
 * @property {string} screen
 * @property {number} depth - how many entries of ours lie before this one
 * @property {string} [ticket]
 */

const KEY = 'returnsPortal';

export class PortalHistory {
  #order;
  #onPlace;
  /** @type {Place | undefined} where the customer already is: an entry costs a slow phone a frame */
  #ahead;
  #pop = (/** @type {PopStateEvent} */ event) => {
    this.#ahead = undefined;
    const place = event.state?.[KEY];
    if (place?.order === this.#order) this.#onPlace(place);
  };

  /** @param {string} order @param {(place: Place) => void} onPlace called when the customer goes back or forward */
  constructor(order, onPlace) {
    this.#order = order;
    this.#onPlace = onPlace;
    window.addEventListener('popstate', this.#pop);
    window.addEventListener('pagehide', this.#settle);
  }

  /** @returns {Place | undefined} where a reload finds itself */
  get place() {
    const place = this.#ahead ?? history.state?.[KEY];
    return place?.order === this.#order ? place : undefined;
  }

  /** @param {string} screen */
  start(screen) {
    this.#replace({ screen, depth: this.place?.depth ?? 0 });
  }

  /** @param {string} screen */
  go(screen) {
    if (this.place?.screen === screen) return;
    const depth = (this.place?.depth ?? 0) + 1;
    this.#settle();
    this.#ahead = { order: this.#order, screen, depth };
    afterPaint(this.#settle);
  }

  /** @param {string} screen @param {string} [ticket] */
  replace(screen, ticket) {
    this.#replace({ screen, depth: this.place?.depth ?? 0, ticket });
  }

  /** @returns {boolean} false when there is nothing of ours to go back to */
  back() {
    this.#settle();
    if ((this.place?.depth ?? 0) === 0) return false;
    history.back();
    return true;
  }

  close() {
    this.#ahead = undefined;
    window.removeEventListener('popstate', this.#pop);
    window.removeEventListener('pagehide', this.#settle);
  }

  #settle = () => {
    const place = this.#ahead;
    if (!place) return;
    this.#ahead = undefined;
    history.pushState({ ...history.state, [KEY]: place }, '');
  };

  /** @param {Omit<Place, 'order'>} place */
  #replace(place) {
    this.#settle();
    history.replaceState({ ...history.state, [KEY]: { order: this.#order, ...place } }, '');
  }
}
