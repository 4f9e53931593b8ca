/** SHA-256 in lower-case hex. @param {ArrayBuffer | Uint8Array} bytes @returns {Promise<string>} */
export async function sha256Hex(bytes) {
  const digest = await crypto.subtle.digest('SHA-256', /** @type {BufferSource} */ (bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
