import { ApiError, retryAfterSeconds } from './api-error.js';

/**
 * The intake's calls (docs/documents.md, HTTP). Every failure is an ApiError.
 * @typedef {import('../types/documents').Order} Order
 * @typedef {import('../types/documents').Receipt} Receipt
 */
export class Api {
  #base;

  /** @param {string} base URL of the intake, with a trailing slash */
  constructor(base = '/') {
    this.#base = base;
    /** Server clock minus device clock, milliseconds; known after the first answer that carries a date. */
    this.skew = 0;
  }

  /** The intake's page of a request; the number is in its address, what proves who one is is not. @param {string} ticket */
  requestPage(ticket) {
    return new URL(this.url(`request.html?ticket=${encodeURIComponent(ticket)}`), location.href).href;
  }

  /** @param {string} path */
  url(path) {
    return `${this.#base}${path}`;
  }

  config() {
    return this.#json('api/v1/config');
  }

  /** @returns {Promise<{orders: {id: string, factor: string, title: Record<string, string>, story: string, picture?: string}[]}>} */
  demoOrders() {
    return this.#json('api/v1/demo/orders');
  }

  /** @param {string} order @param {string} factor @returns {Promise<{order: Order, token: string}>} */
  lookUpOrder(order, factor) {
    return this.#json('api/v1/orders/lookup', postOf({ order, factor }));
  }

  /** The order as it stands now. @param {string} token @returns {Promise<{order: Order}>} */
  currentOrder(token) {
    return this.#json('api/v1/orders/current', { headers: { Authorization: `Bearer ${token}` } });
  }

  /** @param {string} ticket @param {string} factor @returns {Promise<{request: any, token: string}>} */
  lookUpRequest(ticket, factor) {
    return this.#json('api/v1/requests/lookup', postOf({ ticket, factor }));
  }

  /** What the calls of a part that came later are made with. @param {string} path @param {RequestInit} [init] @returns {Promise<any>} */
  json(path, init) {
    return this.#json(path, init);
  }

  /** @param {string} id @param {number} version @returns {Promise<Uint8Array>} the exact bytes */
  pack(id, version) {
    return this.#bytes(`api/v1/packs/${encodeURIComponent(id)}/${version}`);
  }

  /**
   * @param {string} id @param {number} version
   * @returns {Promise<Uint8Array | undefined>} the signature document; undefined when the server has none
   */
  packSignature(id, version) {
    return this.#besidePack(id, version, 'signature');
  }

  /**
   * @param {string} id @param {number} version
   * @returns {Promise<Uint8Array | undefined>} says that the pack has been proved; undefined from a server that does not
   */
  packProof(id, version) {
    return this.#besidePack(id, version, 'proof');
  }

  /** @param {string} id @param {number} version @param {string} what */
  async #besidePack(id, version, what) {
    try {
      return await this.#bytes(`api/v1/packs/${encodeURIComponent(id)}/${version}/${what}`);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** @param {string} id @returns {Promise<Uint8Array>} */
  calendar(id) {
    return this.#bytes(`api/v1/calendars/${encodeURIComponent(id)}`);
  }

  /**
   * @param {Uint8Array} bytes the sealed request
   * @param {string} key @param {string} token @param {AbortSignal} [signal]
   * @returns {Promise<Receipt>}
   */
  submit(bytes, key, token, signal) {
    return this.#json('api/v1/requests', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        Authorization: `Bearer ${token}`,
      },
      body: /** @type {BodyInit} */ (bytes),
      signal,
    });
  }

  /** @param {string} path @param {RequestInit} [init] */
  async #json(path, init) {
    const response = await this.#ask(path, init);
    try {
      return await response.json();
    } catch (cause) {
      // Cut off on the way, or something in between answered for the server.
      throw new ApiError(0, { cause });
    }
  }

  /** @param {string} path */
  async #bytes(path) {
    const response = await this.#ask(path);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** @param {string} path @param {RequestInit} [init] */
  async #ask(path, init) {
    let response;
    try {
      response = await fetch(this.url(path), init);
    } catch (cause) {
      throw new ApiError(0, { cause });
    }
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) this.skew = date - Date.now();
    if (response.ok) return response;
    const body = await response.json().catch(() => undefined);
    throw new ApiError(response.status, {
      code: body?.error?.code,
      at: body?.error?.at,
      params: body?.error?.params,
      retryAfter: retryAfterSeconds(response.headers.get('retry-after'), Date.now()),
    });
  }
}

/** @param {unknown} body @returns {RequestInit} */
function postOf(body) {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
