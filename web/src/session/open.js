import { ApiError } from '../net/api-error.js';

/**
 * Brings the order's own pack and its calendar into the core; gives the pack's bytes.
 * @param {object} deps
 * @param {import('../net/api.js').Api} deps.api
 * @param {import('../types/documents').CoreClient | Promise<import('../types/documents').CoreClient>} deps.core  may still be
 *   on its way: the pack is fetched meanwhile
 * @param {import('../../../wasm/pack-signature.js').Trust} [deps.trust]  given: the pack must be signed by one of its keys
 * @param {{id: string, version: number}} policy
 */
export async function loadPolicy({ api, core, trust }, policy) {
  const proofComing = api.packProof(policy.id, policy.version).catch(() => undefined); // then it is proved here
  const [pack, ready] = await Promise.all([
    trust ? signedPack(api, trust, policy) : api.pack(policy.id, policy.version),
    core,
  ]);
  const calendarId = JSON.parse(new TextDecoder().decode(pack)).calendar;
  if (typeof calendarId !== 'string') throw new ApiError(0, { code: 'bad_pack' });
  const [calendar, proof] = await Promise.all([api.calendar(calendarId), proofComing]);
  const { pack: summary, fault } = await ready.load(pack, calendar, proof);
  if (!summary) throw new PolicyFault(fault);
  return pack;
}

/** What was begun early: its failure is heard where it is waited for. @template T @param {Promise<T>} promise */
export function started(promise) {
  promise.catch(() => {});
  return promise;
}

/**
 * @param {import('../net/api.js').Api} api
 * @param {import('../../../wasm/pack-signature.js').Trust} trust
 * @param {{id: string, version: number}} policy
 */
async function signedPack(api, trust, { id, version }) {
  const [{ verifyPack }, pack, signature] = await Promise.all([
    import('../../../wasm/pack-signature.js'),
    api.pack(id, version),
    api.packSignature(id, version),
  ]);
  // By the device's own clock: the server's word on the time would let it serve a pack that has run out.
  await verifyPack({ pack, signature, trust, now: Date.now(), id, version });
  return pack;
}

export class PolicyFault extends Error {
  /** @param {import('../types/documents').Fault | undefined} fault */
  constructor(fault) {
    super(`the policy pack does not load: ${fault?.code ?? 'unknown'} ${fault?.at ?? ''}`);
    this.name = 'PolicyFault';
    this.fault = fault;
  }
}
