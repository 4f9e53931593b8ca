/**
 * What was read in the pictures of one session, and what it means beside the order. Reading is a browser's claim and
 * takes a while; meaning is the media core's (core/codes/match.h) and is asked again whenever the question changes.
 * Nothing of it is in the draft before the customer says that it is right.
 *
 * @typedef {import('../types/documents').FileCode} FileCode
 * @typedef {import('../types/documents').Evidence} Evidence
 * @typedef {{codes: string[], lines: {line: string, batch?: string}[], wants: string[], now: string}} Scan
 *
 * @typedef {{state: 'reading' | 'failed'} | {state: 'read', texts: string[], codes: FileCode[]}} Seen
 */
export class CodeBook {
  /** @type {Map<string, string[] | 'reading' | 'failed'>} by the picture's digest */
  #readings = new Map();
  /** @type {Map<string, FileCode[] | 'reading' | 'failed'>} by the question */
  #meanings = new Map();
  /** Digests of pictures whose codes are not what is printed. @type {Set<string>} */
  #refused = new Set();
  /** @type {Promise<unknown>} one picture at a time: each takes tens of megabytes */
  #queue = Promise.resolve();
  #deps;

  /**
   * @param {object} deps
   * @param {(blob: Blob) => Promise<string[]>} deps.scan
   * @param {(scan: Scan) => Promise<FileCode[]>} deps.match
   * @param {(sha256: string) => Promise<Blob | undefined>} deps.blobOf
   * @param {() => void} deps.update
   */
  constructor(deps) {
    this.#deps = deps;
  }

  /**
   * What is known now; the rest is on its way and tells by `update`.
   * @param {Evidence} evidence @param {Omit<Scan, 'codes'>} about @returns {Seen}
   */
  see({ sha256, codes }, about) {
    const texts = codes ?? this.#readings.get(sha256) ?? this.#read(sha256);
    if (typeof texts === 'string') return { state: texts };
    if (texts.length === 0) return { state: 'read', texts, codes: [] };
    const scan = { codes: texts, ...about };
    const known = this.#meanings.get(JSON.stringify(scan)) ?? this.#match(scan);
    return typeof known === 'string' ? { state: known } : { state: 'read', texts, codes: known };
  }

  /** @param {string} sha256 */
  isRefused(sha256) {
    return this.#refused.has(sha256);
  }

  /** @param {string} sha256 @param {boolean} refused */
  refuse(sha256, refused) {
    if (refused) this.#refused.add(sha256);
    else this.#refused.delete(sha256);
    this.#deps.update();
  }

  /** @param {string} sha256 @returns {'reading'} */
  #read(sha256) {
    this.#readings.set(sha256, 'reading');
    this.#queue = this.#queue.then(async () => {
      try {
        const blob = await this.#deps.blobOf(sha256);
        if (!blob) throw new Error('the picture is gone');
        this.#readings.set(sha256, await this.#deps.scan(blob));
      } catch {
        // A picture that this browser cannot open has no codes to speak of: nobody looked.
        this.#readings.set(sha256, 'failed');
      }
      this.#deps.update();
    });
    return 'reading';
  }

  /** @param {Scan} scan @returns {'reading'} */
  #match(scan) {
    const key = JSON.stringify(scan);
    this.#meanings.set(key, 'reading');
    this.#deps
      .match(scan)
      .then(
        (codes) => this.#meanings.set(key, codes),
        () => this.#meanings.set(key, 'failed'),
      )
      .then(this.#deps.update);
    return 'reading';
  }
}

/**
 * @param {import('../types/documents').MediaClient} media
 * @param {Uint8Array} order @param {Uint8Array} pack
 * @returns {(scan: Scan) => Promise<FileCode[]>}
 */
export function matcher(media, order, pack) {
  return async (scan) => {
    const question = new TextEncoder().encode(JSON.stringify({ schema: 'returns.scan/1', ...scan }));
    const answer = JSON.parse(new TextDecoder().decode(await media.call('codes', [question, order, pack])));
    if (!answer.codes) throw new Error(`codes: ${answer.fault?.code} at ${answer.fault?.at}`);
    return answer.codes.codes;
  };
}
