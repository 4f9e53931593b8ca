import { scriptUrls } from './script-urls.js';
import { atWork } from './session-lock.js';

/**
 * Installs the service worker, and lets a newer one take over between sessions: the page is loaded again with it.
 * @returns {Promise<{between: () => void} | undefined>} `between` is called whenever a session has ended; nothing where
 *   there are no service workers
 */
export async function register() {
  const { serviceWorker } = navigator;
  // A web view may have none, and a page that is not from a secure context has none.
  if (!serviceWorker) return undefined;
  // Whoever saves data has not asked for a megabyte beforehand.
  if (/** @type {any} */ (navigator).connection?.saveData && !serviceWorker.controller) return undefined;
  const url = new URL('/service-worker.js', location.href).href;
  const hadOne = Boolean(serviceWorker.controller);
  const registration = await serviceWorker.register(scriptUrls()?.createScriptURL(url) ?? url);
  let stale = false;

  const between = () => {
    if (atWork()) return;
    if (stale) location.reload();
    registration.waiting?.postMessage({ type: 'activate' });
  };
  serviceWorker.addEventListener('controllerchange', () => {
    // The first one takes this page as it is.
    if (!hadOne) return;
    stale = true;
    between();
  });
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => coming.state === 'installed' && between());
  });
  between();
  registration.active?.postMessage({ type: 'keep-data' });
  return { between };
}
