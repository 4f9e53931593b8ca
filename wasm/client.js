// The page's side: opens a module in a worker (or on the page where workers are refused) and turns doors into
// calls that give objects. A module that trapped is thrown away and opened again; the caller does not notice.

import { openDoor, toBytes } from './door.js';

/** @typedef {import('./door.js').Document} Document */
/** @typedef {(door: string, documents: Uint8Array[]) => Promise<Uint8Array>} Call */
/** @typedef {{call: Call, close: () => void}} Connection */

const decoder = new TextDecoder();

/** Worker URLs are script URLs: under Trusted Types only this policy may make them, and only on our origin. */
const scriptUrls = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('returns-portal', {
  createScriptURL: (/** @type {string} */ url) => {
    if (new URL(url).origin !== location.origin) throw new TypeError(`not a script of ours: ${url}`);
    return url;
  },
});

/**
 * @param {URL} url
 * @returns {Connection}
 */
function connectWorker(url) {
  const worker = new Worker(scriptUrls ? scriptUrls.createScriptURL(url.href) : url.href, { type: 'module' });
  /** @type {Map<number, {resolve: (answer: Uint8Array) => void, reject: (reason: Error) => void}>} */
  const waiting = new Map();
  let next = 0;
  /** @type {Error | undefined} */
  let broken;
  worker.addEventListener('message', (event) => {
    const { id, answer, error } = event.data;
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error) caller?.reject(Object.assign(new Error(error.message), { name: error.name }));
    else caller?.resolve(answer);
  });
  const fail = (/** @type {string} */ message) => {
    broken = new Error(message);
    for (const caller of waiting.values()) caller.reject(broken);
    waiting.clear();
  };
  worker.addEventListener('error', (event) =>
    fail(`worker failed: ${event.message ?? 'could not be loaded'}`),
  );
  return {
    call: (door, documents) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        const id = ++next;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, door, documents });
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
 * @returns {Promise<Connection>}
 */
async function connectPage(base, module) {
  const { default: factory } = await import(new URL(module, base).href);
  const door = await openDoor(factory, {
    locateFile: (/** @type {string} */ name) => new URL(name, base).href,
  });
  return { call: async (name, documents) => door.call(name, documents), close: () => {} };
}

/**
 * A connection that survives a trap: it is opened again, `prepare` runs, and the call is made once more.
 * @param {{base: URL, worker: string, module: string, prepare: (call: Call) => Promise<void>}} options
 */
function connection({ base, worker, module, prepare }) {
  /** @type {Promise<Connection> | undefined} */
  let current;
  const open = async () => {
    /** @type {Connection} */
    let opened;
    try {
      opened = connectWorker(new URL(worker, base));
      await prepare(opened.call);
    } catch {
      // No module workers here, or a policy forbids them: the same module runs on the page.
      opened = await connectPage(base, module);
      await prepare(opened.call);
    }
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
    /** @type {Call} */
    async call(door, documents) {
      const first = await opened();
      try {
        return await first.call(door, documents);
      } catch {
        first.close();
        current = undefined;
        return (await opened()).call(door, documents);
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
const parse = (bytes) => JSON.parse(decoder.decode(bytes));

/** `{"request":` and `}` stand around the sealed request in the answer. */
const SEALED_HEAD = '{"request":'.length;

/**
 * @param {string | URL} baseUrl
 * @param {string} name  of the module: returns-NAME.js, NAME-worker.js
 */
function openPack(baseUrl, name) {
  /** @type {Uint8Array[] | undefined} */
  let loaded;
  const core = connection({
    base: new URL(baseUrl, globalThis.location?.href),
    worker: `${name}-worker.js`,
    module: `returns-${name}.js`,
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
 * @param {{baseUrl: string | URL}} options  folder with returns-core.js, returns-core.wasm and core-worker.js
 */
export async function openCore({ baseUrl }) {
  const { doors } = openPack(baseUrl, 'core');
  return {
    ...doors,
    /**
     * A pack without its proof, or with another's, is proved here first, by the larger module.
     * @type {typeof doors.load}
     */
    async load(pack, calendar, proof) {
      const answer = await doors.load(pack, calendar, proof);
      if (answer.fault?.code !== 'not_proved') return answer;
      const prover = openPack(baseUrl, 'desk').doors;
      const proved = await prover.load(pack, calendar).finally(prover.close);
      return proved.proof ? doors.load(pack, calendar, proved.proof) : proved;
    },
  };
}

/**
 * Opens the same core with every door: to verify, explain, compare, and to withdraw from a contract.
 * @param {{baseUrl: string | URL}} options  folder with returns-desk.js, returns-desk.wasm and desk-worker.js
 */
export async function openDesk({ baseUrl }) {
  const { core, ask, doors } = openPack(baseUrl, 'desk');
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

/**
 * Opens the media core; call it when the first file is chosen.
 * @param {{baseUrl: string | URL}} options  folder with returns-media.js, returns-media.wasm and media-worker.js
 */
export async function openMedia({ baseUrl }) {
  const media = connection({
    base: new URL(baseUrl, globalThis.location?.href),
    worker: 'media-worker.js',
    module: 'returns-media.js',
    prepare: async (call) => {
      await call('inspect', [new Uint8Array(0), new Uint8Array(0), new Uint8Array(0)]);
    },
  });
  return {
    /**
     * @param {Uint8Array} bytes
     * @param {string} name   as the file is called on the device
     * @param {string} type   media type that the browser claims
     * @returns {Promise<{report: any}>}
     */
    async inspect(bytes, name, type) {
      return parse(await media.call('inspect', [bytes, toBytes(name), toBytes(type)]));
    },
    close: media.close,
  };
}

/**
 * Opens the reader of bar codes; call it when the first picture is there that has to show one.
 * @param {{baseUrl: string | URL}} options  folder with codes-worker.js and zxing_reader.wasm
 */
export function openCodes({ baseUrl }) {
  const base = new URL(baseUrl, globalThis.location?.href);
  /** @type {Connection | undefined} */
  let reader;
  return {
    /**
     * The codes that are seen in a picture. Fails where this browser cannot open it, or has no workers.
     * @param {Blob} blob
     * @returns {Promise<{symbology?: string, text: string}[]>}
     */
    async scan(blob) {
      reader ??= connectWorker(new URL('codes-worker.js', base));
      try {
        return await /** @type {Promise<any>} */ (reader.call('scan', /** @type {any} */ ([blob])));
      } catch (error) {
        // A reader that failed, or ran out of memory, is not asked again; the next picture gets a new one.
        reader?.close();
        reader = undefined;
        throw error;
      }
    },
    close() {
      reader?.close();
      reader = undefined;
    },
  };
}
