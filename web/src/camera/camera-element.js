import { LitElement, html, nothing } from 'lit';
import { ref, createRef } from 'lit/directives/ref.js';
import { icon } from '../icons/icon.js';
import { acceptOf } from '../media/take-in.js';
import { slotKey } from '../media/shelf.js';
import { picture } from '../parts/picture.js';
import { thumb } from '../parts/thumbnails.js';
import { base } from '../styles/base.js';
import { bits } from '../styles/bits.js';
import { tokens } from '../styles/tokens.js';
import { directionOf } from '../text/direction.js';
import { PreviewAdvice } from './advice.js';
import { cameraStyles } from './camera-styles.js';
import { Lens, takePicture, whyNot } from './lens.js';

/**
 * The camera in the page, for one slot: preview with a frame, one line of advice, the shutter, what was taken.
 * Every picture goes the way of a chosen file. Leaving closes the camera.
 *
 * @typedef {import('../screens/view.js').View} View
 * @typedef {import('../types/documents').Slot} Slot
 */
export class ReturnsCameraElement extends LitElement {
  static styles = [tokens, base, bits, cameraStyles];

  static properties = {
    view: { attribute: false },
    slotted: { attribute: false },
    state: { state: true },
    advice: { state: true },
    auto: { state: true },
    torch: { state: true },
  };

  /** @type {import('lit/directives/ref.js').Ref<HTMLVideoElement>} */
  #video = createRef();
  /** @type {import('lit/directives/ref.js').Ref<HTMLDialogElement>} */
  #dialog = createRef();
  /** @type {Lens | undefined} */
  #lens;
  /** @type {PreviewAdvice | undefined} */
  #watch;
  #shooting = false;

  constructor() {
    super();
    /** @type {View} */
    this.view = /** @type {any} */ (undefined);
    /** @type {Slot} */
    this.slotted = /** @type {any} */ (undefined);
    /** @type {'starting' | 'live' | 'denied' | 'none' | 'busy'} */
    this.state = 'starting';
    this.advice = '';
    this.auto = false;
    this.torch = false;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  firstUpdated() {
    this.dir = directionOf(this.view.speech.locale);
    this.lang = this.view.speech.locale;
    this.#dialog.value?.showModal();
  }

  async #start() {
    this.#stop();
    this.state = 'starting';
    try {
      const lens = await Lens.open();
      // Closed while the browser was asking for permission.
      if (!this.isConnected) return lens.close();
      this.#lens = lens;
      lens.onEnd(() => this.#fail('busy'));
      await this.updateComplete;
      const video = this.#video.value;
      if (!video) return undefined;
      video.srcObject = lens.stream;
      await video.play();
      this.state = 'live';
      this.#watch = new PreviewAdvice(
        video,
        (frame) => this.view.shelf.advise(frame),
        (code, steady) => this.#onAdvice(code, steady),
      );
    } catch (error) {
      this.#fail(whyNot(error));
    }
    return undefined;
  }

  /** @param {'denied' | 'none' | 'busy'} why */
  #fail(why) {
    this.#stop();
    this.state = why;
  }

  #stop() {
    this.#watch?.stop();
    this.#lens?.close();
    this.#lens = undefined;
  }

  /** @param {string} code @param {boolean} steady */
  #onAdvice(code, steady) {
    this.advice = code;
    if (steady && this.auto && this.slotted.have < this.slotted.max) void this.#shoot();
  }

  #shoot = async () => {
    const video = this.#video.value;
    if (!video || this.state !== 'live' || this.#shooting || this.#full) return;
    this.#shooting = true;
    this.#watch?.restart();
    try {
      await this.view.shelf.add([await takePicture(video, new Date())], this.slotted);
    } finally {
      this.#shooting = false;
      this.requestUpdate();
    }
  };

  get #full() {
    return this.slotted.have >= this.slotted.max;
  }

  #close = () => this.#dialog.value?.close();

  #closed = () => {
    this.#stop();
    this.dispatchEvent(new CustomEvent('camera-closed'));
  };

  #toggleTorch = () => {
    this.torch = !this.torch;
    void this.#lens?.set({ torch: this.torch });
  };

  render() {
    const { t } = this.view;
    const live = this.state === 'live' || this.state === 'starting';
    return html`<dialog ${ref(this.#dialog)} aria-labelledby="camera-title" @close=${this.#closed}>
      <header>
        <button type="button" class="glass" aria-label=${t('camera.close')} @click=${this.#close}>
          ${icon('close')}
        </button>
        <h2 id="camera-title">${t(this.slotted.label)}</h2>
        ${this.#lens?.can.torch
          ? html`<button
              type="button"
              class="glass"
              aria-label=${t('camera.torch')}
              aria-pressed=${this.torch}
              @click=${this.#toggleTorch}
            >
              ${icon('idea')}
            </button>`
          : html`<span class="glass-room"></span>`}
      </header>
      ${live ? this.#preview() : this.#without()} ${this.#taken()} ${live ? this.#controls() : nothing}
    </dialog>`;
  }

  #preview() {
    const { t, speech } = this.view;
    const key = `advice.frame.${this.advice}`;
    const said = this.advice && speech.has(key) ? key : 'camera.aim';
    return html`<div class="stage">
      <video ${ref(this.#video)} playsinline muted aria-label=${t('camera.preview')}></video>
      <span class="aim ${this.advice === 'good' ? 'good' : ''}" aria-hidden="true"></span>
      <p class="advice" role="status">
        ${this.state === 'starting'
          ? html`<span class="spinner small"></span>${t('camera.starting')}`
          : t(said)}
      </p>
      ${this.slotted.example
        ? html`<span class="example">${picture(this.view.art(this.slotted.example), '', 'camera')}</span>`
        : nothing}
    </div>`;
  }

  #controls() {
    const { t } = this.view;
    const { zoom } = this.#lens?.can ?? {};
    return html`<footer>
      ${zoom && zoom.max > zoom.min
        ? html`<label class="zoom"
            >${t('camera.zoom')}<input
              type="range"
              min=${zoom.min}
              max=${Math.min(zoom.max, zoom.min * 5)}
              step=${zoom.step || 0.1}
              @input=${(/** @type {any} */ event) =>
                void this.#lens?.set({ zoom: Number(event.target.value) })}
          /></label>`
        : nothing}
      <div class="row">
        ${this.#fileButton('folder', t('files.choose'))}
        <button
          type="button"
          class="shutter"
          aria-label=${t('files.take')}
          ?disabled=${this.state !== 'live' || this.#full}
          @click=${this.#shoot}
        ></button>
        <button type="button" class="button primary" @click=${this.#close}>${t('camera.done')}</button>
      </div>
      ${this.advice
        ? html`<label class="auto"
            ><input
              type="checkbox"
              .checked=${this.auto}
              @change=${(/** @type {any} */ event) => (this.auto = event.target.checked)}
            />${t('camera.auto')}</label
          >`
        : nothing}
    </footer>`;
  }

  /** No camera: why, what to do, and the other ways. */
  #without() {
    const { t } = this.view;
    return html`<div class="without" role="alert">
      ${icon('camera')}
      <p>${t(`camera.${this.state}`)}</p>
      <p class="dim">${t(`camera.${this.state}.todo`)}</p>
      <div class="ways">
        ${this.#fileButton('camera', t('files.take'), true)} ${this.#fileButton('folder', t('files.choose'))}
        <button type="button" class="button" @click=${() => void this.#start()}>${t('ui.try_again')}</button>
      </div>
    </div>`;
  }

  /** @param {string} name @param {string} text @param {boolean} [capture] */
  #fileButton(name, text, capture = false) {
    return html`<span class="file-button"
      ><input
        type="file"
        accept=${acceptOf(this.slotted)}
        capture=${capture ? 'environment' : nothing}
        ?multiple=${!capture && this.slotted.max > 1}
        aria-label="${text}: ${this.view.t(this.slotted.label)}"
        @change=${(/** @type {any} */ event) => {
          const files = [...event.target.files];
          event.target.value = '';
          void this.view.shelf.add(files, this.slotted).then(() => this.requestUpdate());
        }}
      /><span class="button" aria-hidden="true">${icon(name)}${text}</span></span
    >`;
  }

  #taken() {
    const { view } = this;
    const files = this.slotted.files ?? [];
    const reading = view.shelf.pending.filter(
      (file) => file.slot === slotKey(this.slotted) && file.state === 'reading',
    );
    return html`<div class="taken">
      <ul>
        ${files.map((file) => {
          const evidence = view.session.draft.evidence?.[file.evidence];
          return evidence
            ? html`<li class=${file.accepted ? '' : 'bad'}>
                <span class="thumb">${thumb(view, evidence)}</span
                ><span class="mark">${icon(file.accepted ? 'tick' : 'warning', 'small')}</span
                ><span class="hidden-text"
                  >${evidence.name}: ${view.t(file.accepted ? 'files.good' : 'camera.mend')}</span
                >
              </li>`
            : nothing;
        })}
        ${reading.map(
          () =>
            html`<li>
              <span class="thumb"><span class="spinner small"></span></span>
            </li>`,
        )}
      </ul>
      <p>
        ${view.t(this.#full ? 'camera.full' : 'camera.taken', {
          n: this.slotted.have,
          max: this.slotted.max,
        })}
      </p>
    </div>`;
  }
}
