/**
 * A few small pictures of a film while it is made: what is shown of it where the page's policy lets no film be played.
 */

const WIDTH = 240;
const MOST = 8;
const FIRST_STEP_MS = 500;

export class Stills {
  #video;
  #step = FIRST_STEP_MS;
  #last = -Infinity;
  /** @type {HTMLCanvasElement[]} */
  #all = [];

  /** @param {HTMLVideoElement} video */
  constructor(video) {
    this.#video = video;
  }

  /** @param {number} at milliseconds since the film began */
  look(at) {
    const { videoWidth, videoHeight } = this.#video;
    if (at - this.#last < this.#step || !videoWidth) return;
    this.#last = at;
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH;
    canvas.height = Math.round((WIDTH * videoHeight) / videoWidth);
    canvas.getContext('2d')?.drawImage(this.#video, 0, 0, canvas.width, canvas.height);
    this.#all.push(canvas);
    if (this.#all.length < MOST) return;
    // Half as many, half as often: they stay spread over the whole.
    this.#all = this.#all.filter((_, index) => index % 2 === 0);
    this.#step *= 2;
  }

  /** At most four, in order. */
  get some() {
    const every = Math.ceil(this.#all.length / 4);
    return this.#all.filter((_, index) => index % every === 0);
  }
}
