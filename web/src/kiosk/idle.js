/**
 * Tells when nobody has touched anything for a while: first a warning, and if that is not answered the end. Counts by the
 * clock and not by its own ticks, which a sleeping machine skips.
 */
export class IdleWatch {
  #deps;
  #touched = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /**
   * @param {object} deps
   * @param {number} deps.limit milliseconds until the end
   * @param {number} deps.warning milliseconds before it
   * @param {(secondsLeft: number | undefined) => void} deps.onWarning every second; nothing: it was answered
   * @param {() => void} deps.onEnd
   * @param {() => number} [deps.clock]
   */
  constructor(deps) {
    this.#deps = { clock: Date.now, ...deps };
  }

  start() {
    this.stop();
    this.#touched = this.#now();
    this.#timer = setInterval(this.look, 1000);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Somebody is there. */
  touch = () => {
    if (!this.#timer) return;
    this.#touched = this.#now();
    this.#deps.onWarning(undefined);
  };

  look = () => {
    if (!this.#timer) return;
    const left = this.#touched + this.#deps.limit - this.#now();
    if (left <= 0) {
      this.stop();
      this.#deps.onEnd();
    } else if (left <= this.#deps.warning) this.#deps.onWarning(Math.ceil(left / 1000));
  };

  #now() {
    return (this.#deps.clock ?? Date.now)();
  }
}
