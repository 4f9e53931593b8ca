import { ApiError, retryAfterSeconds } from '../net/api-error.js';
import { exportOutbox } from '../outbox/export.js';

/**
 * One sealed request to the intake.
 * @param {Uint8Array} bytes @param {string} key @param {AbortSignal} signal
 * @returns {Promise<import('../outbox/courier.js').SealedReceipt>}
 */
export async function postSealed(bytes, key, signal) {
  let response;
  let body;
  try {
    response = await fetch('/api/v1/sealed', {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': key },
      body: /** @type {BodyInit} */ (bytes),
      signal,
    });
    body = await response.json().catch(() => undefined);
  } catch (cause) {
    throw new ApiError(0, { cause });
  }
  if (response.ok) return body;
  const retryAfter = retryAfterSeconds(response.headers.get('retry-after'), Date.now());
  throw new ApiError(response.status, { code: body?.error?.code, retryAfter });
}

/** Offers everything that waits as a file to carry to the intake. @param {import('../outbox/sealed-store.js').SealedStore} store */
export async function saveExport(store) {
  const url = URL.createObjectURL(await exportOutbox(store));
  const link = document.createElement('a');
  link.href = url;
  link.download = `returns-${new Date().toISOString().slice(0, 16).replaceAll(/\D/g, '')}.outbox`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
