import { verifyTrust } from '../../../wasm/pack-signature.js';
import { SealedStore } from '../outbox/sealed-store.js';

/**
 * What a kiosk must have before anybody may use it: keys that packs are checked by, a key to seal for, and a store.
 *
 * @typedef {import('../../../wasm/pack-signature.js').Trust} Trust
 * @typedef {Trust & {sealing: NonNullable<Trust['sealing']>}} KioskTrust
 * @typedef {{trust: KioskTrust, sealed: SealedStore} | {closed: 'offline' | 'unsigned' | 'no_key' | 'no_storage'}} Setup
 *
 * @param {import('../net/api.js').Api} api
 * @returns {Promise<Setup>}
 */
export async function setUp(api) {
  const sealed = new SealedStore();
  try {
    await sealed.all();
  } catch {
    return { closed: 'no_storage' };
  }
  let config;
  try {
    config = await api.config();
  } catch {
    return { closed: 'offline' };
  }
  const { trust } = config;
  if (!trust) return { closed: 'unsigned' };
  if (!trust.sealing) return { closed: 'no_key' };
  try {
    await verifyTrust(trust);
  } catch {
    return { closed: 'unsigned' };
  }
  // What waits here must not be thrown away when the disk runs full. Firefox asks a person, and there may be none.
  void navigator.storage?.persist?.().catch(() => false);
  return { trust, sealed };
}
