import { ApiError } from '../net/api-error.js';

/**
 * A complaint without goods, with the screens, the outbox and the receipt of a return: the session is given an order
 * without lines, and a core that asks for a complaint. Without an order of the shop's the intake opens a case for it,
 * when the first file or the complaint itself is sent and not before.
 *
 * @typedef {import('./modes.js').Opening} Opening
 * @typedef {import('../types/documents').Draft} Draft
 * @typedef {import('../types/documents').Order} Order
 */

/** @param {Opening} opening @returns {Promise<import('./modes.js').Beside>} */
export async function openComplaint({ host, api }) {
  const real = host.token ? host.order : undefined;
  const policy = real?.policy ?? (await policyOf(api, host.policy));
  // A draft of its own beside the one of a return for the same order.
  const order = /** @type {Order} */ ({
    ...real,
    schema: real?.schema ?? 'returns.case/1',
    id: `complaint.${real?.id ?? policy.id}`,
    policy,
    lines: [],
  });
  const about = real ?? '';
  /** @param {Draft} draft @returns {any} */
  const said = ({ order: _, ...draft }) => ({ complaint: '', ...draft, ...(real && { order: real.id }) });
  return {
    order,
    deps: (core, store, upload) => ({
      core: {
        plan: (/** @type {any} */ _, /** @type {Draft} */ draft, /** @type {string} */ now) =>
          core.plan(about, said(draft), now),
        seal: (/** @type {any} */ _, /** @type {Draft} */ draft, /** @type {string} */ now) =>
          core.seal(about, said(draft), now),
      },
      ...(real ? {} : withCase({ api, store, upload, order })),
    }),
  };
}

/** The pack's latest version. @param {import('../net/api.js').Api} api @param {string} wanted */
export async function policyOf(api, wanted) {
  const { packs } = await api.config();
  const own = packs.filter((/** @type {any} */ pack) => pack.id === (wanted || packs[0]?.id));
  const latest = own.sort((/** @type {any} */ a, /** @type {any} */ b) => b.version - a.version)[0];
  if (!latest) throw new ApiError(404, { code: 'no_such_pack', params: { value: wanted } });
  return { id: /** @type {string} */ (latest.id), version: /** @type {number} */ (latest.version) };
}

/**
 * Calls made with the case's token in place of an order's. The case is kept on the device until the complaint is
 * acknowledged: sent again, it must be the same.
 * @param {{api: import('../net/api.js').Api, store: any, upload: any, order: Order}} deps
 */
function withCase({ api, store, upload, order }) {
  const id = `case.${order.id}`;
  /** @type {Promise<string> | undefined} */
  let opened;
  const token = () => (opened ??= find().catch((error) => forget(error)));

  /** @param {unknown} error @returns {never} */
  function forget(error) {
    opened = undefined;
    throw error;
  }

  async function find() {
    // Whatever is sent stands in the outbox; its key says for which complaint the case was opened.
    const key = (await store.outboxOf(order.id))?.key ?? '';
    const kept = await store.loadDraft(id);
    if (kept?.screen === key) return kept.token;
    const { token } = await api.json('api/v1/complaints', postOf({ policy: order.policy.id }));
    const draft = { schema: 'returns.draft/1' };
    await store.saveDraft({ id, order, token, draft, screen: key, seen: [], touched: Date.now() });
    return token;
  }

  /** A case that has expired is replaced, and its files are sent again. @param {(token: string) => Promise<any>} call */
  async function within(call) {
    const held = await token();
    try {
      return await call(held);
    } catch (error) {
      if (!(error instanceof ApiError) || !error.unauthorised) throw error;
      await store.dropDraft(id);
      opened = undefined;
      throw new ApiError(0, { cause: error });
    }
  }

  return {
    api: {
      url: (/** @type {string} */ path) => api.url(path),
      get skew() {
        return api.skew;
      },
      currentOrder: () => Promise.reject(new ApiError(404)),
      submit: (
        /** @type {Uint8Array} */ bytes,
        /** @type {string} */ key,
        /** @type {string} */ _,
        /** @type {AbortSignal} */ signal,
      ) =>
        within((held) => api.submit(bytes, key, held, signal)).then((receipt) => {
          opened = undefined;
          return receipt;
        }),
    },
    upload: (/** @type {any} */ job) => within((held) => upload({ ...job, token: held })),
  };
}

/** @param {unknown} body @param {Record<string, string>} [headers] @returns {RequestInit} */
export function postOf(body, headers) {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}
