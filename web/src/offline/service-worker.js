import { precacheAndRoute } from 'workbox-precaching';
import { answerFromNetworkFirst, isData, keepData } from './data.js';

/**
 * The pages without a network. What the build made is kept whole, by the digests of the build; what the intake says
 * (packs, calendars, demonstration orders) is asked for first and taken from what was kept when nobody answers.
 * Nothing a customer says comes into a cache.
 */

const worker = /** @type {any} */ (self);

/** Held, shared, by every page in which somebody is at work; see session-lock.js. */
const SESSION = 'returns-session';

worker.addEventListener('install', (/** @type {any} */ event) => {
  // Without them the pages start, and say that they have no connection; that is no reason not to be installed.
  event.waitUntil(keepData().catch(() => {}));
});

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  if (isData(event.request, location.origin)) event.respondWith(answerFromNetworkFirst(event.request));
});

precacheAndRoute(/** @type {any} */ (globalThis).__PRECACHE__, {
  ignoreURLParametersMatching: [/./],
  cleanURLs: false,
  urlManipulation: (/** @type {{url: URL}} */ { url }) =>
    /^\/(orders|requests)\//.test(url.pathname) ? [new URL('/index.html', url)] : [],
});

worker.addEventListener('message', (/** @type {any} */ event) => {
  const { type } = event.data ?? {};
  if (type === 'keep-data') event.waitUntil(keepData().catch(() => {}));
  if (type === 'activate') event.waitUntil(activateBetweenSessions());
});

/** A newer version takes over when nobody, in no tab, is in the middle of something. */
function activateBetweenSessions() {
  return navigator.locks.request(SESSION, { ifAvailable: true }, (lock) =>
    lock ? worker.skipWaiting() : undefined,
  );
}
