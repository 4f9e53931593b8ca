// Is a pack what its merchant published? The rules are those of native/policy/signature.h, code for code, and
// tests/policy/vectors.json is run through both. Ed25519 and SHA-256 are the browser's own (WebCrypto); a browser that
// has no Ed25519 answers `unsupported`, and whoever asked must not use the pack.

/** Why a pack is not believed, in the order of native/policy/signature.h; the last is the browser's alone. */
export const REFUSALS = /** @type {const} */ ([
  'signature_missing',
  'signature_malformed',
  'duplicate_key',
  'trust_malformed',
  'wrong_merchant',
  'unknown_key',
  'revoked_key',
  'key_not_yet_valid',
  'key_expired',
  'pack_changed',
  'bad_signature',
  'not_yet_valid',
  'expired',
  'pack_malformed',
  'wrong_pack',
  'version_reused',
  'rollback',
  'chain_broken',
  'unsupported',
]);

/**
 * @typedef {typeof REFUSALS[number]} RefusalCode
 * @typedef {{merchant: string, pack: string, version: number, digest: string, from: string, until: string,
 *   previous?: string, key: string}} Statement
 * @typedef {{id: string, algorithm: 'ed25519', public: string, not_before: string, not_after: string,
 *   revoked?: boolean}} TrustedKey
 * @typedef {{id: string, algorithm: 'p-256', public: string}} Sealing  whom shared devices seal requests for
 * @typedef {{schema: string, merchant: string, keys: TrustedKey[], sealing?: Sealing}} Trust
 */

export class SignatureRefusal extends Error {
  /** @param {RefusalCode} code @param {unknown} [cause] */
  constructor(code, cause) {
    super(`the policy pack is refused: ${code}`, { cause });
    this.name = 'SignatureRefusal';
    this.code = code;
  }
}

const SCHEMA = 'returns.signature/2';
const MAX_DOCUMENT = 2048;
const MAX_KEYS = 50;
const MAX_VERSION = 2_000_000_000;
const ID = /^[A-Za-z0-9_.-]{1,64}$/;
const DIGEST = /^[0-9a-f]{64}$/;
const SIGNATURE = /^[0-9a-f]{128}$/;
const UTC = /^(19[7-9]\d|2[01]\d\d)-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** y coordinates of the points of small order: under such a key anybody can sign. */
const SMALL_ORDER = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Also refuses what only looks right as a text, as an array of one does. @param {RegExp} form @param {unknown} value */
const has = (form, value) => typeof value === 'string' && form.test(value);

/** @param {Uint8Array} bytes */
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param {string} text */
const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** Milliseconds since 1970, or NaN for what is not `2026-11-05T00:00:00Z`. @param {unknown} text */
function instantOf(text) {
  const at = has(UTC, text) ? Date.parse(String(text)) : NaN;
  return at >= 0 && new Date(at).toISOString() === `${String(text).slice(0, -1)}.000Z` ? at : NaN;
}

/** True when an object of this valid JSON text repeats a key. @param {string} text */
function repeatsKey(text) {
  /** @type {(Set<string> | undefined)[]} an entry per open bracket; arrays have no keys */
  const open = [];
  for (const [token, string, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (colon) {
      const keys = open[open.length - 1];
      const key = JSON.parse(string);
      if (keys?.has(key)) return true;
      keys?.add(key);
    }
  }
  return false;
}

/**
 * @param {Uint8Array | string} text
 * @param {RefusalCode} code  of whatever is not an object
 * @returns {any}
 */
function parseStrictly(text, code) {
  let value;
  try {
    const decoded = typeof text === 'string' ? text : strict.decode(text);
    value = JSON.parse(decoded);
    if (repeatsKey(decoded)) throw new SignatureRefusal('duplicate_key');
  } catch (cause) {
    throw cause instanceof SignatureRefusal ? cause : new SignatureRefusal(code, cause);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new SignatureRefusal(code);
  return value;
}

/** The one spelling of everything but the signature. @param {Statement} statement */
function writeHead({ merchant, pack, version, digest, from, until, previous, key }) {
  return JSON.stringify({ schema: SCHEMA, merchant, pack, version, digest, from, until, previous, key });
}

/** @param {Uint8Array} bytes @returns {{statement: Statement, head: string, signature: Uint8Array}} */
function readDocument(bytes) {
  if (bytes.length > MAX_DOCUMENT) throw new SignatureRefusal('signature_malformed');
  const { signature, ...statement } = parseStrictly(bytes, 'signature_malformed');
  const wellFormed =
    has(ID, statement.merchant) &&
    has(ID, statement.pack) &&
    isVersion(statement.version) &&
    has(DIGEST, statement.digest) &&
    instantOf(statement.from) >= 0 &&
    instantOf(statement.until) >= 0 &&
    (statement.previous === undefined || has(DIGEST, statement.previous)) &&
    has(ID, statement.key) &&
    has(SIGNATURE, signature);
  if (!wellFormed) throw new SignatureRefusal('signature_malformed');
  const head = writeHead(statement);
  // The same statement in another spelling is another document, and nobody signed that one.
  if (`${head.slice(0, -1)},"signature":"${signature}"}` !== strict.decode(bytes))
    throw new SignatureRefusal('signature_malformed');
  return { statement, head, signature: fromHex(signature) };
}

/** @param {unknown} version */
const isVersion = (version) =>
  Number.isInteger(version) && Number(version) >= 1 && Number(version) <= MAX_VERSION;

/** @param {SubtleCrypto} subtle @param {Uint8Array} bytes */
const sha256 = async (subtle, bytes) =>
  toHex(new Uint8Array(await subtle.digest('SHA-256', /** @type {BufferSource} */ (bytes))));

const POINT = /^04[0-9a-f]{128}$/;

/**
 * Throws `trust_malformed` unless every key is what a trust file may hold.
 * @param {any} trust @param {SubtleCrypto} subtle
 */
async function checkTrust(trust, subtle) {
  const only = (/** @type {any} */ object, /** @type {string} */ names) =>
    typeof object === 'object' &&
    object !== null &&
    Object.keys(object).every((name) => names.split(' ').includes(name));
  const keyIsWell = async (/** @type {any} */ key) => {
    if (!only(key, 'id algorithm public not_before not_after revoked')) return false;
    if (key.algorithm !== 'ed25519' || !has(DIGEST, key.public)) return false;
    if (!(instantOf(key.not_after) > instantOf(key.not_before))) return false;
    if (key.revoked !== undefined && typeof key.revoked !== 'boolean') return false;
    const raw = fromHex(key.public);
    // A key cannot go by another key's name.
    if ((await sha256(subtle, raw)).slice(0, 32) !== key.id) return false;
    raw[31] &= 0x7f;
    return !SMALL_ORDER.has(toHex(raw));
  };
  // That the point is one of the curve is seen when something is sealed for it.
  const sealingIsWell = async (/** @type {any} */ key) =>
    only(key, 'id algorithm public') &&
    key.algorithm === 'p-256' &&
    has(POINT, key.public) &&
    (await sha256(subtle, fromHex(key.public))).slice(0, 32) === key.id;
  const keys = trust?.keys;
  const well =
    only(trust, 'schema merchant keys sealing') &&
    trust.schema === 'returns.trust/1' &&
    has(ID, trust.merchant) &&
    Array.isArray(keys) &&
    keys.length >= 1 &&
    keys.length <= MAX_KEYS &&
    (await Promise.all(keys.map(keyIsWell))).every(Boolean) &&
    (trust.sealing === undefined || (await sealingIsWell(trust.sealing))) &&
    new Set(keys.map(({ id }) => id)).size === keys.length;
  if (!well) throw new SignatureRefusal('trust_malformed');
}

/**
 * Throws unless this is a trust file by which packs can be checked.
 * @param {any} trust @param {SubtleCrypto | undefined} [subtle]
 */
export async function verifyTrust(trust, subtle = globalThis.crypto?.subtle) {
  if (!subtle) throw new SignatureRefusal('unsupported');
  await checkTrust(trust, subtle);
}

/**
 * @param {SubtleCrypto} subtle @param {string} publicKey @param {Uint8Array} message @param {Uint8Array} signature
 */
async function holds(subtle, publicKey, message, signature) {
  let key;
  try {
    key = await subtle.importKey('raw', fromHex(publicKey), 'Ed25519', false, ['verify']);
  } catch (cause) {
    // Not a point of the curve is DataError; every other refusal means that there is no such algorithm here.
    if (cause instanceof Error && cause.name === 'DataError') return false;
    throw new SignatureRefusal('unsupported', cause);
  }
  return subtle.verify(
    'Ed25519',
    key,
    /** @type {BufferSource} */ (signature),
    /** @type {BufferSource} */ (message),
  );
}

/** Short, whatever the pack's size: the head has its digest. WebKit on Linux crashes on a message of 64 KiB. @param {string} head */
const messageOf = (head) => encoder.encode(`${SCHEMA}\0${head}`);

/**
 * @param {Statement} statement
 * @param {Record<number, string>} seen
 */
function checkHistory({ version, digest, previous }, seen) {
  const known = Object.keys(seen).map(Number);
  if (known.length === 0) return;
  if (seen[version] !== undefined && seen[version] !== digest) throw new SignatureRefusal('version_reused');
  if (version < Math.max(...known)) throw new SignatureRefusal('rollback');
  if (seen[version] !== undefined) return;
  if (previous !== seen[Math.max(...known)]) throw new SignatureRefusal('chain_broken');
}

/**
 * The statement that was signed, or a SignatureRefusal.
 * @param {object} asked
 * @param {Uint8Array} asked.pack  the exact bytes
 * @param {Uint8Array | undefined} asked.signature  the signature document's bytes; undefined: there is none
 * @param {Trust | string} asked.trust  from the embedding page, never from whoever serves the pack
 * @param {number} asked.now  milliseconds since 1970
 * @param {string} [asked.id]  the pack that was asked for
 * @param {number} [asked.version]  the version that was asked for
 * @param {Record<number, string>} [asked.seen]  what was accepted before, of this pack: digest by version
 * @param {SubtleCrypto | undefined} [asked.subtle]
 * @returns {Promise<Statement>}
 */
export async function verifyPack({
  pack,
  signature,
  trust,
  now,
  id,
  version,
  seen = {},
  subtle = globalThis.crypto?.subtle,
}) {
  if (!subtle) throw new SignatureRefusal('unsupported'); // also on a page that is not a secure context
  const trusted = typeof trust === 'string' ? parseStrictly(trust, 'trust_malformed') : trust;
  await checkTrust(trusted, subtle);
  if (!signature?.length) throw new SignatureRefusal('signature_missing');
  const { statement, head, signature: bytes } = readDocument(signature);

  if (statement.merchant !== trusted.merchant) throw new SignatureRefusal('wrong_merchant');
  const key = trusted.keys.find((/** @type {TrustedKey} */ candidate) => candidate.id === statement.key);
  if (!key) throw new SignatureRefusal('unknown_key');
  if (key.revoked) throw new SignatureRefusal('revoked_key');
  if (!(now >= instantOf(key.not_before))) throw new SignatureRefusal('key_not_yet_valid');
  if (!(now < instantOf(key.not_after))) throw new SignatureRefusal('key_expired');

  if ((await sha256(subtle, pack)) !== statement.digest) throw new SignatureRefusal('pack_changed');
  if (!(await holds(subtle, key.public, messageOf(head), bytes))) throw new SignatureRefusal('bad_signature');
  if (!(now >= instantOf(statement.from))) throw new SignatureRefusal('not_yet_valid');
  if (!(now < instantOf(statement.until))) throw new SignatureRefusal('expired');

  const inside = parseStrictly(pack, 'pack_malformed');
  if (!has(ID, inside.id) || !isVersion(inside.version)) throw new SignatureRefusal('pack_malformed');
  if (inside.id !== statement.pack || inside.version !== statement.version)
    throw new SignatureRefusal('wrong_pack');
  if ((id ?? inside.id) !== inside.id || (version ?? inside.version) !== inside.version)
    throw new SignatureRefusal('wrong_pack');
  checkHistory(statement, seen);
  return statement;
}
