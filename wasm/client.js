// The page's side: opens a module in a worker (or on the page where workers are refused) and turns doors into
// calls that give objects. A module that trapped is thrown away and opened again; the caller does not notice.

import { openDoor, toBytes } from './door.js';

/** @typedef {import('./door.js').Document} Document */
/** @typedef {(thousandths: number) => void} OnProgress */
/** @typedef {(door: string, documents: Uint8Array[], onProgress?: OnProgress, file?: Blob | VideoFrame) => Promise<Uint8Array>} Call */
/** @typedef {{call: Call, close: () => void}} Connection */

const decoder = new TextDecoder();

/**
 * How the modules are had where a folder beside the page is not the answer: a bundle brings the glue itself (`factories`,
 * by file name) and reads the .wasm files in its own way (`read`), Node from the disk, a script tag with their digests.
 * @typedef {{
 *   factories?: Record<string, () => Promise<(options: object) => Promise<any>>>,
 *   read?: (name: string) => Promise<Uint8Array>,
 *   give?: (door: import('./door.js').Door, file: Blob | VideoFrame | undefined, documents: Uint8Array[]) => void | Promise<void>,
 * }} Loading
 */

/**
 * Worker URLs are script URLs: under Trusted Types only this policy may make them, and only on our origin. A name may be
 * taken once in a page, so whatever of ours comes second uses the policy of the first.
 * @returns {{createScriptURL: (url: string) => any} | undefined}
 */
function scriptUrls() {
  const scope = /** @type {any} */ (globalThis);
  return (scope[Symbol.for('returns-portal.scripts')] ??= scope.trustedTypes?.createPolicy('returns-portal', {
    createScriptURL: (/** @type {string} */ url) => {
      if (new URL(url).origin !== location.origin) throw new TypeError(`not a script of ours: ${url}`);
      return url;
    },
  }));
}

/**
 * @param {URL} url
 * @returns {Connection}
 */
export function connectWorker(url) {
  const worker = new Worker(scriptUrls()?.createScriptURL(url.href) ?? url.href, { type: 'module' });
  /** @type {Map<number, {resolve: (answer: Uint8Array) => void, reject: (reason: Error) => void, onProgress?: OnProgress}>} */
  const waiting = new Map();
  let next = 0;
  /** @type {Error | undefined} */
  let broken;
  worker.addEventListener('message', (event) => {
    const { id, answer, error, progress } = event.data;
    const caller = waiting.get(id);
    if (progress !== undefined) return caller?.onProgress?.(progress);
    waiting.delete(id);
    if (error) caller?.reject(Object.assign(new Error(error.message), { name: error.name }));
    else caller?.resolve(answer);
  });
  const fail = (/** @type {string} */ message) => {
    broken = new Error(message);
    for (const caller of waiting.values()) caller.reject(broken);
    waiting.clear();
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault(); // whoever waits hears of it
    fail(`worker failed: ${event.message ?? 'could not be loaded'}`);
  });
  return {
    call: (door, documents, onProgress, file) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        const id = ++next;
        waiting.set(id, { resolve, reject, onProgress });
        worker.postMessage({ id, door, documents, file, progress: onProgress !== undefined });
      }),
    close: () => {
      worker.terminate();
      fail('closed');
    },
  };
}

/**
 * @param {URL} base
 * @param {string} module
 * @param {Loading} loading
 * @returns {Promise<Connection>}
 */
async function connectPage(base, module, { factories, read, give }) {
  const brought = factories?.[module];
  const factory = brought ? await brought() : (await import(new URL(module, base).href)).default;
  const door = await openDoor(factory, {
    locateFile: (/** @type {string} */ name) => new URL(name, base).href,
    ...(read && { wasmBinary: await read(module.replace(/js$/, 'wasm')) }),
  });
  return {
    call: async (name, documents, _, file) => {
      await give?.(door, file, documents);
      return door.call(name, documents);
    },
    close: () => {},
  };
}

/** A call is made once more after a trap; and again where somebody else's abort took the worker away. */
const MOST_TRIES = 3;

/**
 * A connection that survives a trap: it is opened again, `prepare` runs, and the call is made once more.
 * @param {{base: URL, worker: string, module: string, loading: Loading, prepare: (call: Call) => Promise<void>}} options
 */
export function connection({ base, worker, module, loading, prepare }) {
  /** @type {Promise<Connection> | undefined} */
  let current;
  const open = async () => {
    // A worker must be of the page's own origin: elsewhere there is nothing to try, and nothing to be refused.
    if (!loading.read && base.origin === globalThis.location?.origin) {
      try {
        const opened = connectWorker(new URL(worker, base));
        await prepare(opened.call);
        return opened;
      } catch {
        // No module workers here, or a policy forbids them: the same module runs on the page.
      }
    }
    const opened = await connectPage(base, module, loading);
    await prepare(opened.call);
    return opened;
  };
  const opened = () => {
    current ??= open().catch((cause) => {
      current = undefined; // a retry may succeed
      throw new Error(`${module} could not be loaded`, { cause });
    });
    return current;
  };
  return {
    /**
     * @param {string} door
     * @param {Uint8Array[]} documents
     * @param {{signal?: AbortSignal, onProgress?: OnProgress, file?: Blob | VideoFrame}} [options]  an abort ends the worker that is
     *   at work; whoever else waits for it is served by the next one
     * @returns {Promise<Uint8Array>}
     */
    async call(door, documents, { signal, onProgress, file } = {}) {
      for (let left = MOST_TRIES; ; left -= 1) {
        if (signal?.aborted) throw signal.reason ?? new Error('aborted');
        const connecting = opened();
        const connected = await connecting;
        const drop = () => {
          connected.close();
          if (current === connecting) current = undefined;
        };
        signal?.addEventListener('abort', drop, { once: true });
        try {
          return await connected.call(door, documents, onProgress, file);
        } catch (error) {
          if (!signal?.aborted) drop();
          if (left === 1) throw error;
        } finally {
          signal?.removeEventListener('abort', drop);
        }
      }
    },
    async close() {
      const closing = current;
      current = undefined;
      (await closing)?.close();
    },
  };
}

/** @param {Uint8Array} bytes */
export const parse = (bytes) => JSON.parse(decoder.decode(bytes));

/** `{"request":` and `}` stand around the sealed request in the answer. */
const SEALED_HEAD = '{"request":'.length;

/**
 * @param {string | URL} baseUrl
 * @param {string} name  of the module: returns-NAME.js, NAME-worker.js
 * @param {Loading} loading
 */
function openPack(baseUrl, name, loading) {
  /** @type {Uint8Array[] | undefined} */
  let loaded;
  const core = connection({
    base: new URL(baseUrl, globalThis.location?.href),
    worker: `${name}-worker.js`,
    module: `returns-${name}.js`,
    loading,
    prepare: async (call) => {
      // Without a pack `plan` answers `not_loaded`: a cheap way to know that the module runs.
      await (loaded ? call('load', loaded) : call('plan', []));
    },
  });
  /** @param {string} door @param {Document} order @param {Document} about @param {string} now */
  const ask = async (door, order, about, now) =>
    parse(await core.call(door, [toBytes(order), toBytes(about), toBytes(now)]));
  return {
    core,
    ask,
    doors: {
      /**
       * @param {Document} pack
       * @param {Document} calendar
       * @param {Document} [proof]
       * @returns {Promise<{pack?: any, proof?: any, fault?: any}>}
       */
      async load(pack, calendar, proof = '') {
        const documents = [toBytes(pack), toBytes(calendar), toBytes(proof)];
        const answer = parse(await core.call('load', documents));
        if (answer.pack) loaded = documents;
        return answer;
      },
      /**
       * @param {Document} order
       * @param {Document} draft
       * @param {string} now
       * @returns {Promise<{plan?: any, fault?: any}>}
       */
      async plan(order, draft, now) {
        return ask('plan', order, draft, now);
      },
      /**
       * @param {Document} order
       * @param {Document} draft
       * @param {string} now
       * @returns {Promise<{request?: any, bytes?: Uint8Array, fault?: any}>}
       */
      async seal(order, draft, now) {
        const answer = await core.call('seal', [toBytes(order), toBytes(draft), toBytes(now)]);
        const parsed = parse(answer);
        return parsed.request ? { request: parsed.request, bytes: answer.slice(SEALED_HEAD, -1) } : parsed;
      },
      close: core.close,
    },
  };
}

/**
 * Opens the decision core.
 * @param {{baseUrl: string | URL} & Loading} options  folder with returns-core.js, returns-core.wasm and core-worker.js
 */
export async function openCore({ baseUrl, ...loading }) {
  const { doors } = openPack(baseUrl, 'core', loading);
  return {
    ...doors,
    /**
     * A pack without its proof, or with another's, is proved here first, by the larger module.
     * @type {typeof doors.load}
     */
    async load(pack, calendar, proof) {
      const answer = await doors.load(pack, calendar, proof);
      if (answer.fault?.code !== 'not_proved') return answer;
      const prover = openPack(baseUrl, 'desk', loading).doors;
      const proved = await prover.load(pack, calendar).finally(prover.close);
      return proved.proof ? doors.load(pack, calendar, proved.proof) : proved;
    },
  };
}

/**
 * Opens the same core with every door: to verify, explain, compare, and to withdraw from a contract.
 * @param {{baseUrl: string | URL} & Loading} options  folder with returns-desk.js, returns-desk.wasm and desk-worker.js
 */
export async function openDesk({ baseUrl, ...loading }) {
  const { core, ask, doors } = openPack(baseUrl, 'desk', loading);
  return {
    ...doors,
    /**
     * @param {Document} order
     * @param {Document} request
     * @returns {Promise<{verification?: any, fault?: any}>}
     */
    async verify(order, request) {
      return parse(await core.call('verify', [toBytes(order), toBytes(request)]));
    },
    /**
     * The same plan, and why.
     * @param {Document} order
     * @param {Document} draft
     * @param {string} now
     * @returns {Promise<{plan?: any, trace?: any[], fault?: any}>}
     */
    async explain(order, draft, now) {
      return ask('explain', order, draft, now);
    },
    /**
     * Withdrawal from the contract: `request` and `acknowledgement` once the statement is confirmed.
     * @param {Document} order
     * @param {Document} statement
     * @param {string} now
     * @returns {Promise<{withdrawal?: any, request?: any, acknowledgement?: any, fault?: any}>}
     */
    async withdraw(order, statement, now) {
      return ask('withdraw', order, statement, now);
    },
    /**
     * The pack of the purchase, loaded before, beside today's.
     * @param {{pack: Document, calendar: Document}} today
     * @param {Document} order
     * @param {Document} draft
     * @param {string} now
     * @returns {Promise<{comparison?: any, fault?: any}>}
     */
    async compare(today, order, draft, now) {
      const answer = parse(await core.call('loadToday', [toBytes(today.pack), toBytes(today.calendar)]));
      return answer.fault ? answer : ask('compare', order, draft, now);
    },
  };
}
