/** What is everybody's, and may stay: the build, and what the intake says to all alike. */
const COMMON = /^(workbox-precache|returns-data-)/;
const PERSONAL = 'returns-portal';
/** A database that another tab holds open is deleted when that lets go; nobody waits for it at the counter. */
const PATIENCE_MS = 2000;

/**
 * Clears what a customer may have left in the browser's stores, with or without a network. Nothing should be there: the
 * kiosk keeps drafts and files in memory alone. Sealed requests stay.
 */
export async function wipeStores() {
  await Promise.allSettled([dropDatabase(PERSONAL), dropCaches(), dropClipboard()]);
  for (const storage of ['localStorage', 'sessionStorage']) {
    try {
      /** @type {any} */ (globalThis)[storage].clear();
    } catch {
      // A browser that keeps nothing.
    }
  }
}

/** @param {string} name @returns {Promise<void>} */
function dropDatabase(name) {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
    setTimeout(resolve, PATIENCE_MS);
  });
}

async function dropCaches() {
  for (const name of await caches.keys()) if (!COMMON.test(name)) await caches.delete(name);
}

async function dropClipboard() {
  await navigator.clipboard?.writeText('');
}
