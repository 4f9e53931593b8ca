import { database } from './database.js';
import * as store from './store.js';

/**
 * @typedef {object} Kept
 * @property {typeof store} store
 * @property {LockManager} [locks] over all tabs; a store of this page's own needs none, and may not have them either
 */

/**
 * The device's store, or one that forgets where the browser allows none.
 * @param {(error: Error) => void} onRefusal
 * @returns {Promise<Kept>}
 */
export async function openStore(onRefusal) {
  try {
    await database();
    return { store, locks: navigator.locks };
  } catch (error) {
    onRefusal(/** @type {Error} */ (error));
    const { memoryStore } = await import('./memory.js');
    return { store: memoryStore() };
  }
}
