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
  #pop = (/** @type {PopStateEvent} */ event) => {
    const place = event.state?.[KEY];
    if (place?.order === this.#order) this.#onPlace(place);
  };

  /** @param {string} order @param {(place: Place) => void} onPlace called when the customer goes back or forward */
  constructor(order, onPlace) {
    this.#order = order;
    this.#onPlace = onPlace;
    window.addEventListener('popstate', this.#pop);
  }

  /** @returns {Place | undefined} where a reload finds itself */
  get place() {
    const place = history.state?.[KEY];
    return place?.order === this.#order ? place : undefined;
  }

  /** @param {string} screen */
  start(screen) {
    this.#record('replaceState', { screen, depth: this.place?.depth ?? 0 });
  }

  /** @param {string} screen */
  go(screen) {
    if (this.place?.screen === screen) return;
    this.#record('pushState', { screen, depth: (this.place?.depth ?? 0) + 1 });
  }

  /** @param {string} screen @param {string} [ticket] */
  replace(screen, ticket) {
    this.#record('replaceState', { screen, depth: this.place?.depth ?? 0, ticket });
  }

  /** @returns {boolean} false when there is nothing of ours to go back to */
  back() {
    if ((this.place?.depth ?? 0) === 0) return false;
    history.back();
    return true;
  }

  close() {
    window.removeEventListener('popstate', this.#pop);
  }

  /** @param {'pushState' | 'replaceState'} how @param {Omit<Place, 'order'>} place */
  #record(how, place) {
    history[how]({ ...history.state, [KEY]: { order: this.#order, ...place } }, '');
  }
}
