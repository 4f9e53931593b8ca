import { filmType, noteType } from './film-type.js';

/**
 * One film of a stream, recorded until somebody stops it or a limit is reached. Knows no markup.
 *
 * @typedef {{ms: number, bytes: number, bitsPerSecond: number}} Plan `ms`, `bytes`: where it ends by itself
 * @typedef {'stopped' | 'time' | 'room' | 'lost'} Why it ended: somebody stopped it; the limits of the slot; the camera went away
 */

/** What a phone's camera needs for 720 lines; more is not seen at a desk. */
const BEST = 2_500_000;
/** Below this nobody recognizes anything: then the film is shorter. */
const LEAST = 250_000;
/** Of a film's sound, with what the container adds. */
const SOUND = 64_000;
/** Of a voice alone: well understood, and a minute is a quarter of a megabyte. */
const VOICE = 32_000;
/** Encoders keep to their rate on average only. */
const USED = 0.8;
/** A slot without limits still needs an end: memory has one. */
const LONGEST_S = 300;
/** How often bytes come, and are counted. */
const SLICE_MS = 500;
/** A recorder goes on for a moment after it was told to stop. */
const SPARE_MS = 500;
const TICK_MS = 200;

/**
 * How long and how fine, so that a film, or a sound, of the whole length has room.
 * @param {{max_seconds?: number, max_bytes?: number}} slot @param {boolean} [voice] a sound alone
 * @returns {Plan}
 */
export function planOf({ max_seconds, max_bytes }, voice = false) {
  const seconds = max_seconds || LONGEST_S;
  const bytes = max_bytes || Infinity;
  const fits = (bytes * 8 * USED) / seconds;
  const bitsPerSecond = voice ? VOICE : Math.floor(Math.max(LEAST, Math.min(BEST, fits)));
  return { ms: Math.min(seconds, (bytes * 8 * USED) / bitsPerSecond) * 1000, bytes, bitsPerSecond };
}

export class Recording {
  #recorder;
  #plan;
  #onTick;
  #onEnd;
  /** @type {Blob[]} */
  #parts = [];
  #size = 0;
  #largest = 0;
  #began = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  /** @type {Why} */
  #why = 'lost';

  /**
   * Begins at once.
   * @param {MediaStream} stream @param {Plan} plan
   * @param {{onTick: (elapsedMs: number) => void, onEnd: (film: Blob, why: Why) => void}} hear `onTick`: a few times a
   *   second; `onEnd`: once, with what there is, which may be nothing
   */
  constructor(stream, plan, { onTick, onEnd }) {
    this.#plan = plan;
    this.#onTick = onTick;
    this.#onEnd = onEnd;
    const sound = stream.getAudioTracks().length > 0;
    const recorder = new MediaRecorder(
      stream,
      stream.getVideoTracks().length === 0
        ? { mimeType: noteType(), audioBitsPerSecond: plan.bitsPerSecond }
        : {
            mimeType: filmType(sound),
            videoBitsPerSecond: plan.bitsPerSecond - (sound ? SOUND : 0),
            ...(sound && { audioBitsPerSecond: SOUND }),
          },
    );
    this.#recorder = recorder;
    recorder.addEventListener('dataavailable', ({ data }) => this.#take(data));
    recorder.addEventListener('stop', () => this.#end());
    // What came before the error is there; `stop` follows.
    recorder.addEventListener('error', () => this.#stop('lost'));
    recorder.start(SLICE_MS);
    this.#began = performance.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop() {
    this.#stop('stopped');
  }

  /** @param {Why} why */
  #stop(why) {
    if (this.#recorder.state === 'inactive') return;
    this.#why = why;
    this.#recorder.stop();
  }

  #tick() {
    const elapsed = performance.now() - this.#began;
    this.#onTick(elapsed);
    if (elapsed >= this.#plan.ms - SPARE_MS) this.#stop('time');
  }

  /** @param {Blob} data */
  #take(data) {
    this.#parts.push(data);
    this.#size += data.size;
    this.#largest = Math.max(this.#largest, data.size);
    // What is still on its way: two seconds of it as planned; or, of an encoder that keeps to no rate, three parts as large
    // as the largest.
    const spare = Math.max(this.#plan.bitsPerSecond / 4, 3 * this.#largest);
    if (this.#size + spare >= this.#plan.bytes) this.#stop('room');
  }

  #end() {
    clearInterval(this.#timer);
    // Codecs are no part of a file's type: others compare it with what is inside.
    const type = this.#recorder.mimeType.split(';')[0];
    this.#onEnd(new Blob(this.#parts, { type }), this.#why);
  }
}

/** @type {Record<string, string>} */
const ENDINGS = {
  'video/mp4': 'mp4',
  'video/x-matroska': 'mkv',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
};

/** A film, or a sound, as a file. @param {Blob} film @param {string} digits */
export function filmFile(film, digits) {
  const name = film.type.startsWith('audio/') ? 'voice' : 'film';
  return new File([film], `${name}-${digits}.${ENDINGS[film.type] ?? 'webm'}`, { type: film.type });
}
