import { openCore } from '../../../wasm/client.js';
import { openedOnce } from '../media/open-media.js';
import { started } from '../session/open.js';

/**
 * The two WebAssembly modules of one element: decisions, and files with the first of them. Each is opened once.
 * @typedef {{baseUrl: string | URL} & import('../../../wasm/client.js').Loading} Opening
 */
export class Modules {
  #loading;
  /** @type {Promise<import('../types/documents').CoreClient> | undefined} */
  #core;
  /** @type {() => Promise<import('../types/documents').MediaClient>} */
  #media;

  /** @param {() => Opening} loading */
  constructor(loading) {
    this.#loading = loading;
    this.#media = openedOnce(loading);
  }

  core = () => (this.#core ??= started(openCore(this.#loading())));

  media = () => this.#media();

  /** They lie elsewhere now. */
  forget() {
    this.#core = undefined;
    this.#media = openedOnce(this.#loading);
  }
}
