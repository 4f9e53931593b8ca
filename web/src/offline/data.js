/**
 * What the intake says to everybody alike, kept as one set: packs, signatures, proofs, calendars and keys of one moment
 * belong together, as a pack that is signed by a key which is not in the set would be refused.
 */

const NAME = 'returns-data-';
const WHOLE = '/returns-data-is-whole';
const KEPT = ['config', 'packs/', 'calendars/', 'demo/orders', 'withdrawals/labels/'];
const LOOKUP = '/api/v1/orders/lookup';

/** @param {Request} request @param {string} origin */
export function isData({ method, url }, origin) {
  const { pathname, origin: asked } = new URL(url);
  if (asked !== origin) return false;
  if (method === 'POST') return pathname === LOOKUP;
  return method === 'GET' && KEPT.some((start) => pathname.startsWith(`/api/v1/${start}`));
}

/** @param {Request} request @returns {Promise<Response>} */
export async function answerFromNetworkFirst(request) {
  const typed = request.method === 'POST' ? request.clone() : undefined;
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await newest();
    const kept = typed ? await lookUp(cache, typed) : await cache?.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/**
 * Asks for everything anew; the set before stays until this one is whole.
 * @returns {Promise<void>}
 */
export async function keepData() {
  const name = `${NAME}${Date.now()}`;
  const cache = await caches.open(name);
  try {
    await fill(cache);
    await cache.put(WHOLE, new Response());
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  for (const other of await caches.keys()) {
    if (other.startsWith(NAME) && other !== name) await caches.delete(other);
  }
}

/** @param {Cache} cache */
async function fill(cache) {
  const keep = async (/** @type {string} */ path) => {
    const response = await fetch(`/api/v1/${path}`, { cache: 'no-store' });
    if (response.status >= 500 || response.status === 429)
      throw new Error(`${path}: HTTP ${response.status}`);
    // That there is none is an answer too.
    await cache.put(`/api/v1/${path}`, response.clone());
    return response;
  };
  const { packs } = await (await keep('config')).json();
  /** @type {Set<string>} */
  const calendars = new Set();
  for (const { id, version } of packs) {
    const path = `packs/${encodeURIComponent(id)}/${version}`;
    const [pack] = await Promise.all([keep(path), keep(`${path}/signature`), keep(`${path}/proof`)]);
    calendars.add((await pack.json()).calendar);
    await keep(`withdrawals/labels/${encodeURIComponent(id)}`);
  }
  for (const id of calendars) await keep(`calendars/${encodeURIComponent(id)}`);
  const listed = await keep('demo/orders');
  if (!listed.ok) return;
  for (const { id } of (await listed.json()).orders) await keep(orderPath(id));
}

/** @param {string} id */
const orderPath = (id) => `demo/orders/${encodeURIComponent(id)}`;

/** @returns {Promise<Cache | undefined>} */
async function newest() {
  const names = (await caches.keys()).filter((name) => name.startsWith(NAME)).sort();
  for (const name of names.reverse()) {
    const cache = await caches.open(name);
    if (await cache.match(WHOLE)) return cache;
  }
  return undefined;
}

/**
 * A look-up without the intake: demonstration orders are known, with what opens them. The token is none, so the intake
 * will ask for the second factor again before it takes the request.
 * @param {Cache | undefined} cache @param {Request} request
 */
async function lookUp(cache, request) {
  const { order, factor } = await request.json();
  const same = (/** @type {unknown} */ a, /** @type {unknown} */ b) =>
    String(a).trim().toUpperCase() === String(b).trim().toUpperCase();
  const listed = await cache?.match('/api/v1/demo/orders');
  if (!listed?.ok) return undefined;
  const known = (await listed.json()).orders.find(
    (/** @type {any} */ one) => same(one.id, order) && same(one.factor, factor),
  );
  const kept = known && (await cache?.match(`/api/v1/${orderPath(known.id)}`));
  return kept?.ok ? Response.json({ order: (await kept.json()).order, token: 'offline' }) : undefined;
}
