import { LitElement, css, html, nothing } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { Lens, whyNot } from '../camera/lens.js';
import { openReader } from '../codes/reader.js';
import { base } from '../styles/base.js';
import { bits } from '../styles/bits.js';
import { tokens } from '../styles/tokens.js';
import { isSlip } from './slip-code.js';

/** Milliseconds from one look to the next: a reader that is asked without a pause heats the device. */
const PAUSE = 250;
/** Pixels of a side of what is looked at: a code of 130 modules has eight for each when it fills the frame. */
const SIDE = 1080;
/** In front of what is read stands its symbology identifier (ISO/IEC 15424): "]Q1". */
const IDENTIFIER = 3;

/**
 * Looks through the camera for the code of a parcel slip. The picture stays in this element and its worker.
 * @fires slip-read with the text as `detail`, once
 * @element returns-slip-scanner
 */
export class ReturnsSlipScannerElement extends LitElement {
  static styles = [
    tokens,
    base,
    bits,
    css`
      .view {
        position: relative;
        overflow: hidden;
        inline-size: min(100%, 560px);
        aspect-ratio: 1;
        border-radius: var(--radius);
        background: #000;
      }
      video {
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      .frame {
        position: absolute;
        inset: 12%;
        border: 3px solid #fff;
        border-radius: 16px;
        box-shadow: 0 0 0 100vmax rgb(0 0 0 / 35%);
      }
    `,
  ];

  static properties = {
    speech: { attribute: false },
    state: { state: true },
    other: { state: true },
  };

  /** @type {import('lit/directives/ref.js').Ref<HTMLVideoElement>} */
  #video = createRef();
  /** @type {Lens | undefined} */
  #lens;
  #reader = openReader(new URL('/wasm/', location.href));

  constructor() {
    super();
    /** @type {import('../text/speech.js').Speech | undefined} */
    this.speech = undefined;
    /** @type {'live' | 'denied' | 'none' | 'busy'} */
    this.state = 'live';
    /** A code was read that is none of a slip. */
    this.other = false;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  #stop() {
    this.#lens?.close();
    this.#lens = undefined;
  }

  async #start() {
    try {
      const lens = await Lens.open();
      if (!this.isConnected) return lens.close();
      this.#lens = lens;
      lens.onEnd(() => this.#fail('busy'));
      await this.updateComplete;
      const video = this.#video.value;
      if (!video) return this.#stop();
      video.srcObject = lens.stream;
      await video.play();
      while (this.#lens === lens) {
        await this.#look(video);
        await new Promise((done) => setTimeout(done, PAUSE));
      }
    } catch (error) {
      this.#fail(whyNot(error));
    }
  }

  /** @param {HTMLVideoElement} video */
  async #look(video) {
    const picture = await middleOf(video);
    // A reader that failed is opened anew with the next picture.
    const codes = picture ? await this.#reader.scan(picture, 'slip').catch(() => []) : [];
    if (!this.#lens) return;
    const texts = codes.map((code) => code.slice(IDENTIFIER));
    const slip = texts.find(isSlip) ?? texts.find((text) => /^[A-Z0-9-]{4,40}$/i.test(text));
    if (slip === undefined) {
      this.other = texts.length > 0;
      return;
    }
    this.#stop();
    this.dispatchEvent(new CustomEvent('slip-read', { detail: slip }));
  }

  /** @param {'denied' | 'none' | 'busy'} why */
  #fail(why) {
    this.#stop();
    this.state = why;
  }

  render() {
    const { speech } = this;
    if (!speech) return nothing;
    const said = this.state !== 'live' ? `kiosk.scan.${this.state}` : this.other ? 'kiosk.scan.other' : '';
    return html`<div class="stack">
      ${this.state === 'live'
        ? html`<div class="view">
            <video ${ref(this.#video)} playsinline muted aria-hidden="true"></video>
            <div class="frame"></div>
          </div>`
        : nothing}
      <p role="status">${said ? speech.t(said) : nothing}</p>
    </div>`;
  }
}

/** The square in the middle of the picture. @param {HTMLVideoElement} video @returns {Promise<Blob | null>} */
function middleOf(video) {
  const { videoWidth: width, videoHeight: height } = video;
  const from = Math.min(width, height);
  const side = Math.min(from, SIDE);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  canvas
    .getContext('2d')
    ?.drawImage(video, (width - from) / 2, (height - from) / 2, from, from, 0, 0, side, side);
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
}

customElements.define('returns-slip-scanner', ReturnsSlipScannerElement);
