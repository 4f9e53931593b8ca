/**
 * Looks at the preview a few times a second and says what would make a better picture; steady advice, one at a time.
 * @typedef {(frame: import('../types/documents').CameraFrame) => Promise<{advice?: string} | undefined>} Advise
 */

const SIDE = 640;
/** Twelve frames a second, as long as one is done in that time. */
const PERIOD_MS = 80;
/** The page's own work has to come in between, however slow the device. */
const LEAST_PAUSE_MS = 8;
/** Advice stays as long as it takes to read. */
const HOLD_MS = 1000;
const STEADY_MS = 1200;

export class PreviewAdvice {
  #video;
  #advise;
  #onAdvice;
  #running = true;
  #canvas = document.createElement('canvas');
  #shown = { code: '', since: 0 };
  #goodSince = 0;
  #handles = 'VideoFrame' in globalThis && 'OffscreenCanvas' in globalThis;

  /**
   * @param {HTMLVideoElement} video @param {Advise} advise
   * @param {(code: string, steady: boolean) => void} onAdvice `steady`: nothing has been wrong for a while
   */
  constructor(video, advise, onAdvice) {
    this.#video = video;
    this.#advise = advise;
    this.#onAdvice = onAdvice;
    void this.#watch();
  }

  stop() {
    this.#running = false;
  }

  /** After a shot the next one has to be steady anew. */
  restart() {
    this.#goodSince = 0;
  }

  async #watch() {
    while (this.#running) {
      const began = performance.now();
      const frame = this.#frame();
      if (frame) {
        // Without the media core there is no advice; the shutter works all the same.
        const answer = await this.#advise(frame).catch(() => undefined);
        if ('close' in frame) frame.close();
        if (!answer) return;
        if (this.#running && answer.advice) this.#take(answer.advice, performance.now());
      }
      const left = PERIOD_MS - (performance.now() - began);
      await new Promise((done) => setTimeout(done, Math.max(LEAST_PAUSE_MS, left)));
    }
  }

  #frame() {
    const { videoWidth, videoHeight } = this.#video;
    if (!videoWidth || !videoHeight || document.hidden) return undefined;
    return this.#handle() ?? this.#pixels(videoWidth, videoHeight);
  }

  /** What the worker can read the frame by: a phone's page is busy for too long with drawing it. */
  #handle() {
    if (!this.#handles) return undefined;
    try {
      return new VideoFrame(this.#video);
    } catch {
      this.#handles = false;
      return undefined;
    }
  }

  /** @param {number} videoWidth @param {number} videoHeight */
  #pixels(videoWidth, videoHeight) {
    const scale = Math.min(1, SIDE / Math.max(videoWidth, videoHeight));
    const canvas = this.#canvas;
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return undefined;
    context.drawImage(this.#video, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  }

  /** @param {string} code @param {number} now */
  #take(code, now) {
    this.#goodSince = code === 'good' ? this.#goodSince || now : 0;
    if (code !== this.#shown.code && now - this.#shown.since >= HOLD_MS) this.#shown = { code, since: now };
    this.#onAdvice(this.#shown.code, this.#goodSince > 0 && now - this.#goodSince >= STEADY_MS);
  }
}
