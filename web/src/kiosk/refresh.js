import { register } from '../offline/register.js';

const HOUR = 3_600_000;

/**
 * The service worker of a page that is never closed: looks for a newer version, and asks for packs and keys anew, by the
 * hour and between sessions only.
 * @param {() => boolean} isFree
 */
export function keepFresh(isFree) {
  const registered = register().catch(() => undefined);
  setInterval(async () => {
    if (!isFree()) return;
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.update().catch(() => {});
    registration?.active?.postMessage({ type: 'keep-data' });
    (await registered)?.between();
  }, HOUR);
}
