import { database } from './database.js';
import { memoryStore } from './memory.js';
import * as store from './store.js';

/**
 * The device's store, or one that forgets where the browser allows none.
 * @param {(error: Error) => void} onRefusal
 * @returns {Promise<typeof store>}
 */
export async function openStore(onRefusal) {
  try {
    await database();
    return store;
  } catch (error) {
    onRefusal(/** @type {Error} */ (error));
    return memoryStore();
  }
}
