import { ApiError } from '../net/api-error.js';

/**
 * Brings the order's own pack and its calendar into the core.
 * @param {object} deps
 * @param {import('../net/api.js').Api} deps.api
 * @param {import('../types/documents').CoreClient} deps.core
 * @param {{id: string, version: number}} policy
 */
export async function loadPolicy({ api, core }, policy) {
  const pack = await api.pack(policy.id, policy.version);
  const calendarId = JSON.parse(new TextDecoder().decode(pack)).calendar;
  if (typeof calendarId !== 'string') throw new ApiError(0, { code: 'bad_pack' });
  const calendar = await api.calendar(calendarId);
  const { pack: summary, fault } = await core.load(pack, calendar);
  if (!summary) throw new PolicyFault(fault);
  return summary;
}

export class PolicyFault extends Error {
  /** @param {import('../types/documents').Fault | undefined} fault */
  constructor(fault) {
    super(`the policy pack does not load: ${fault?.code ?? 'unknown'} ${fault?.at ?? ''}`);
    this.name = 'PolicyFault';
    this.fault = fault;
  }
}
