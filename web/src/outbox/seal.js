/**
 * `returns.sealed/1`: what this device cannot read back (docs/kiosk.md). A key is agreed between the merchant's public key
 * and one that is thrown away here; with it the request and its files are encrypted piece by piece. Only WebCrypto.
 *
 * @typedef {import('../../../wasm/pack-signature.js').Sealing} Sealing
 *
 * @typedef {object} SealedFile
 * @property {string} sha256
 * @property {string} name
 * @property {string} type
 * @property {Blob} blob
 *
 * @typedef {object} Content
 * @property {string} order
 * @property {string} token of a look-up; where there was no network the second factor stands for it
 * @property {string} factor
 * @property {string} language
 * @property {Uint8Array} request
 * @property {SealedFile[]} files
 */

const MAGIC = 'returns.sealed/1';
const PIECE = 65_536;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

const encoder = new TextEncoder();

/** @param {string} text */
const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** @param {number} value */
export function uint32(value) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/**
 * @param {{merchant: string, sealing: Sealing, key: string, content: Content}} what `key` is the idempotency key
 * @returns {Promise<Uint8Array>}
 */
export async function seal({ merchant, sealing, key, content }) {
  const plain = plaintextOf(content);
  const about = encoder.encode([MAGIC, merchant, sealing.id, key].join('\0'));
  const { secret, point } = await agree(sealing, about);
  const head = [encoder.encode(`${MAGIC}\n`), fromHex(sealing.id), point];
  const pieces = Math.max(1, Math.ceil(plain.size / PIECE));
  const headSize = head.reduce((sum, part) => sum + part.length, 0);
  const sealed = new Uint8Array(headSize + plain.size + pieces * 16);
  let at = 0;
  const put = (/** @type {Uint8Array} */ bytes) => {
    sealed.set(bytes, at);
    at += bytes.length;
  };
  head.forEach(put);
  for (let piece = 0; piece < pieces; piece += 1) {
    const bytes = await plain.slice(piece * PIECE, (piece + 1) * PIECE).arrayBuffer();
    const iv = nonceOf(piece, piece === pieces - 1);
    put(
      new Uint8Array(
        await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: about }, secret, bytes),
      ),
    );
  }
  return sealed;
}

/** @param {Content} content */
function plaintextOf({ request, files, ...who }) {
  const head = encoder.encode(
    JSON.stringify({
      schema: 'returns.sealed_head/1',
      ...who,
      request: request.length,
      files: files.map(({ blob, ...file }) => ({ ...file, size: blob.size })),
    }),
  );
  if (head.length > PIECE - 4) throw new RangeError('too many files for one request');
  return new Blob([
    uint32(head.length),
    head,
    /** @type {BlobPart} */ (request),
    ...files.map(({ blob }) => blob),
  ]);
}

/** @param {Sealing} sealing @param {Uint8Array<ArrayBuffer>} about */
async function agree(sealing, about) {
  const { subtle } = crypto;
  const merchants = fromHex(sealing.public);
  const theirs = await subtle.importKey('raw', merchants, CURVE, false, []);
  const ours = await subtle.generateKey(CURVE, false, ['deriveBits']);
  const point = new Uint8Array(await subtle.exportKey('raw', ours.publicKey));
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, ours.privateKey, 256);
  const salt = new Uint8Array([...point, ...merchants]);
  const secret = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: about },
    await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']),
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  return { secret, point };
}

/** The number of the piece, and whether it is the last. @param {number} piece @param {boolean} last */
function nonceOf(piece, last) {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setBigUint64(3, BigInt(piece));
  nonce[11] = last ? 1 : 0;
  return nonce;
}
