/**
 * The device's camera as a stream: opening it, what it can do besides, taking a picture, closing it.
 * Knows no markup.
 */

/** Why there is no picture. @param {unknown} error @returns {'denied' | 'none' | 'busy'} */
export function whyNot(error) {
  const name = /** @type {Error} */ (error)?.name;
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none';
}

export const hasCamera = () => typeof navigator.mediaDevices?.getUserMedia === 'function';

export class Lens {
  #stream;
  #track;

  /** @param {MediaStream} stream */
  constructor(stream) {
    this.#stream = stream;
    this.#track = stream.getVideoTracks()[0];
    /** What the type of the DOM library does not know yet: torch and zoom. @type {any} */
    this.can = this.#track.getCapabilities?.() ?? {};
  }

  /** Opens the camera at the back, where there is one. @param {MediaTrackConstraints} [size] */
  static async open(size = { width: { ideal: 2560 }, height: { ideal: 1920 } }) {
    const video = { facingMode: { ideal: 'environment' }, ...size };
    return new Lens(await navigator.mediaDevices.getUserMedia({ video, audio: false }));
  }

  get stream() {
    return this.#stream;
  }

  /** @param {Record<string, unknown>} setting */
  async set(setting) {
    await this.#track.applyConstraints(/** @type {any} */ ({ advanced: [setting] })).catch(() => {});
  }

  /** @param {() => void} run when another application, or the system, takes the camera away */
  onEnd(run) {
    this.#track.addEventListener('ended', run, { once: true });
  }

  close() {
    for (const track of this.#stream.getTracks()) track.stop();
  }
}

/**
 * The picture that stands in the video, as a file. A new JPEG: it carries no place and no device.
 * @param {HTMLVideoElement} video @param {Date} now @returns {Promise<File>}
 */
export async function takePicture(video, now) {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  if (!blob) throw new Error('the canvas gave no picture');
  return new File([blob], `photo-${digitsOf(now)}.jpg`, { type: 'image/jpeg' });
}

/** A name for what was taken then. @param {Date} now */
export const digitsOf = (now) => now.toISOString().replaceAll(/\D/g, '').slice(0, 17);
