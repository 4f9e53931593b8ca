/**
 * What the customer is about to ask for: the detail of `returns-decision`.
 * @param {import('../session/session.js').ReturnSession} session
 */
export function decisionOf({ order, plan, draft }) {
  return {
    order: order.id,
    items: (plan?.items ?? []).map(({ line, quantity, verdict }) => ({ line, quantity, verdict })),
    resolution: draft.resolution,
    quote: plan?.resolutions.find(({ code }) => code === draft.resolution)?.quote,
  };
}
