import { LitElement, html, nothing } from 'lit';
import { ref, createRef } from 'lit/directives/ref.js';
import { cameraStyles } from '../camera/camera-styles.js';
import { Lens, digitsOf, whyNot } from '../camera/lens.js';
import { icon } from '../icons/icon.js';
import { fileButton } from '../screens/evidence/file-button.js';
import { base } from '../styles/base.js';
import { bits } from '../styles/bits.js';
import { tokens } from '../styles/tokens.js';
import { directionOf } from '../text/direction.js';
import { filmStyles } from './film-styles.js';
import { Recording, filmFile, planOf } from './recording.js';
import { Stills } from './stills.js';

/** What is shown at a desk; the camera may give less. */
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
/** The last seconds are announced. */
const LAST_MS = 10_000;
/** A player that is told to go here finds out how long a film without its length is. */
const FAR_S = 1e7;

/**
 * A film, or where the slot takes only sounds a voice note, for one slot: preview, time gone and left, stop; then it is looked at, and kept or thrown away. What is kept goes
 * the way of a chosen file; before that it is nowhere but here. Sound is recorded only where somebody chose it.
 *
 * @typedef {import('../screens/view.js').View} View
 * @typedef {import('../types/documents').Slot} Slot
 */
export class ReturnsFilmElement extends LitElement {
  static styles = [tokens, base, bits, cameraStyles, filmStyles];

  static properties = {
    view: { attribute: false },
    slotted: { attribute: false },
    state: { state: true },
    gone: { state: true },
    sound: { state: true },
    soundRefused: { state: true },
    warned: { state: true },
    silentPage: { state: true },
  };

  /** @type {import('lit/directives/ref.js').Ref<HTMLVideoElement>} */
  #video = createRef();
  /** @type {import('lit/directives/ref.js').Ref<HTMLDialogElement>} */
  #dialog = createRef();
  /** @type {Lens | undefined} */
  #lens;
  /** @type {MediaStream | undefined} */
  #microphone;
  /** @type {Recording | undefined} */
  #recording;
  /** @type {Stills | undefined} */
  #stills;
  /** @type {{blob: Blob, url: string, why: import('./recording.js').Why, sound: boolean} | undefined} */
  #film;
  #plan = planOf({});

  constructor() {
    super();
    /** @type {View} */
    this.view = /** @type {any} */ (undefined);
    /** @type {Slot} */
    this.slotted = /** @type {any} */ (undefined);
    /** @type {'starting' | 'live' | 'recording' | 'review' | 'failed' | 'denied' | 'none' | 'busy'} */
    this.state = 'starting';
    /** Milliseconds of the film so far. */
    this.gone = 0;
    this.sound = false;
    this.soundRefused = false;
    /** Somebody wanted to leave with a film that is not kept. */
    this.warned = false;
    /** The page's policy lets no film be played. */
    this.silentPage = false;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#hidden);
    void this.#start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#hidden);
    this.#stop();
    this.#forget();
  }

  firstUpdated() {
    this.dir = directionOf(this.view.speech.locale);
    this.lang = this.view.speech.locale;
    this.#dialog.value?.showModal();
  }

  /** Sounds alone. */
  get #voice() {
    return !this.slotted.kinds.includes('video');
  }

  /** What is said of a film is said of a voice note too, unless it has a sentence of its own. @param {string} key @param {Record<string, any>} [params] */
  #t(key, params) {
    const own = `note.${key}`;
    return this.view.t(this.#voice && this.view.has(own) ? own : `film.${key}`, params);
  }

  async #start() {
    this.#stop();
    this.#forget();
    this.#plan = planOf(this.slotted, this.#voice);
    // The microphone is opened when the recording begins, and not before.
    this.state = this.#voice ? 'live' : 'starting';
    if (this.#voice) return undefined;
    try {
      const lens = await Lens.open(SIZE);
      // Closed while the browser was asking for permission.
      if (!this.isConnected) return lens.close();
      this.#lens = lens;
      lens.onEnd(() => {
        // What has been recorded by then is there to be looked at.
        if (this.state === 'live') this.#fail('busy');
      });
      await this.updateComplete;
      const video = this.#video.value;
      if (!video) return undefined;
      video.srcObject = lens.stream;
      await video.play();
      this.state = 'live';
    } catch (error) {
      this.#fail(whyNot(error));
    }
    return undefined;
  }

  /** @param {'denied' | 'none' | 'busy' | 'failed'} why */
  #fail(why) {
    this.#stop();
    this.state = why;
  }

  #stop() {
    this.#lens?.close();
    this.#lens = undefined;
    this.#silence();
  }

  #silence() {
    for (const track of this.#microphone?.getTracks() ?? []) track.stop();
    this.#microphone = undefined;
    this.sound = false;
  }

  #forget() {
    if (this.#film) URL.revokeObjectURL(this.#film.url);
    this.#film = undefined;
    this.warned = false;
    this.gone = 0;
  }

  /** A page in the background gets no pictures: what is there is the film. */
  #hidden = () => {
    if (document.hidden) this.#recording?.stop();
  };

  /** @param {boolean} wanted */
  async #hear(wanted) {
    this.soundRefused = false;
    if (!wanted) return this.#silence();
    try {
      const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (this.state !== 'live' || !this.isConnected)
        return microphone.getTracks().forEach((track) => track.stop());
      this.#microphone = microphone;
      this.sound = true;
    } catch {
      this.soundRefused = true;
      this.requestUpdate();
    }
    return undefined;
  }

  #shutter = async () => {
    if (this.state === 'recording') return this.#recording?.stop();
    if (this.state !== 'live') return undefined;
    if (this.#voice) {
      await this.#hear(true);
      if (this.soundRefused) return this.#fail('denied');
      if (!this.#microphone || !this.isConnected) return this.#silence();
    }
    const tracks = [...(this.#lens?.stream.getVideoTracks() ?? []), ...(this.#microphone?.getTracks() ?? [])];
    const stills = this.#video.value && new Stills(this.#video.value);
    this.#stills = stills;
    try {
      this.#recording = new Recording(new MediaStream(tracks), this.#plan, {
        onTick: (elapsed) => {
          this.gone = elapsed;
          // Whoever films touches nothing, and is there (kiosk).
          this.dispatchEvent(new CustomEvent('returns-busy', { bubbles: true, composed: true }));
          stills?.look(elapsed);
        },
        onEnd: (film, why) => void this.#ended(film, why),
      });
      this.state = 'recording';
    } catch {
      // The codec is busy, or this camera's pictures are none it takes.
      this.#fail('failed');
    }
    return undefined;
  };

  /** @param {Blob} blob @param {import('./recording.js').Why} why */
  async #ended(blob, why) {
    this.#recording = undefined;
    const sound = this.sound;
    this.#stop();
    if (!this.isConnected) return;
    if (blob.size === 0) return this.#fail('failed');
    this.#film = { blob, url: URL.createObjectURL(blob), why, sound };
    this.silentPage = false;
    this.state = 'review';
    await this.updateComplete;
    /** @type {HTMLElement | null | undefined} */ (this.#dialog.value?.querySelector('.keep'))?.focus();
  }

  #keep = () => {
    if (!this.#film) return;
    const file = filmFile(this.#film.blob, digitsOf(new Date()));
    this.#forget();
    this.#dialog.value?.close();
    void this.view.shelf.add([file], this.slotted);
  };

  #again = async () => {
    await this.#start();
    await this.updateComplete;
    /** @type {HTMLElement | null | undefined} */ (this.#dialog.value?.querySelector('.shutter'))?.focus();
  };

  #discard = () => {
    this.#forget();
    this.#dialog.value?.close();
  };

  /** Escape ends a recording, and asks about a film; it throws nothing away. @param {Event} event */
  #leave = (event) => {
    if (this.state === 'recording') {
      event.preventDefault();
      this.#recording?.stop();
    } else if (this.#film && !this.warned) {
      event.preventDefault();
      this.warned = true;
    }
  };

  #closed = () => {
    this.#recording?.stop();
    this.#stop();
    this.dispatchEvent(new CustomEvent('film-closed'));
  };

  /** The length is not in the file: a player learns it at the end. @param {Event} event */
  #measure = (event) => {
    const video = /** @type {HTMLMediaElement} */ (event.target);
    if (video.duration !== Infinity) return;
    video.addEventListener('seeked', () => (video.currentTime = 0), { once: true });
    video.currentTime = FAR_S;
  };

  /** Whole seconds that have gone: a clock does not round. */
  #clock(least = 0) {
    return this.view.speech.format.length(Math.floor(this.gone / 1000) * 1000, least);
  }

  render() {
    const { t } = this.view;
    const without = ['denied', 'none', 'busy', 'failed'].includes(this.state);
    return html`<dialog
      ${ref(this.#dialog)}
      aria-labelledby="film-title"
      @cancel=${this.#leave}
      @close=${this.#closed}
    >
      <header>
        <button type="button" class="glass" aria-label=${this.#closeLabel()} @click=${this.#discard}>
          ${icon('close')}
        </button>
        <h2 id="film-title">${t(this.slotted.label)}</h2>
        <span class="glass-room"></span>
      </header>
      ${without ? this.#without() : this.state === 'review' ? this.#review() : this.#camera()}
    </dialog>`;
  }

  #closeLabel() {
    const { t } = this.view;
    return this.#film || this.state === 'recording' ? t('film.discard') : t('camera.close');
  }

  #camera() {
    const { t, speech } = this.view;
    const running = this.state === 'recording';
    const left = Math.max(0, this.#plan.ms - this.gone);
    const said =
      this.state === 'starting'
        ? html`<span class="spinner small"></span>${t('camera.starting')}`
        : this.#t(running ? (left <= LAST_MS ? 'soon' : 'running') : 'aim');
    return html`<div class="stage ${this.#voice ? 'voice' : ''}">
        ${this.#voice
          ? icon('mic', running ? 'large on' : 'large')
          : html`<video ${ref(this.#video)} playsinline muted aria-label=${t('camera.preview')}></video>`}
        <p class="advice" role="status">${said}</p>
      </div>
      <div class="told">
        <p>
          <span class="clock" role="timer">${this.#clock()}</span>
          <span class="dim">${t('film.left', { time: speech.format.length(left, 0) })}</span>
        </p>
        <progress
          max=${this.#plan.ms}
          value=${Math.min(this.gone, this.#plan.ms)}
          aria-hidden="true"
        ></progress>
      </div>
      <footer>
        <div class="row">
          <span></span>
          <button
            type="button"
            class="shutter film ${running ? 'running' : ''}"
            aria-label=${t(running ? 'film.stop' : 'film.start')}
            ?disabled=${this.state === 'starting'}
            @click=${this.#shutter}
          ></button>
          <span></span>
        </div>
        ${this.#voice ? nothing : running ? this.#soundNow() : this.#soundChoice()}
      </footer>`;
  }

  #soundNow() {
    return html`<p class="dim">${this.view.t(this.sound ? 'film.with_sound' : 'film.without_sound')}</p>`;
  }

  #soundChoice() {
    const { t } = this.view;
    return html`<div class="sound">
      <label class="auto"
        ><input
          type="checkbox"
          .checked=${this.sound}
          aria-describedby="film-sound"
          ?disabled=${this.state !== 'live'}
          @change=${(/** @type {any} */ event) => {
            const { checked } = event.target;
            event.target.checked = this.sound;
            void this.#hear(checked);
          }}
        />${t('film.sound')}</label
      >
      <p id="film-sound">${t('film.sound.why')}</p>
      ${this.soundRefused ? html`<p role="alert">${t('film.sound.refused')}</p>` : nothing}
    </div>`;
  }

  /** What was recorded, before it is kept. */
  #review() {
    const { t, speech } = this.view;
    if (!this.#film) return nothing;
    const { blob, url, why, sound } = this.#film;
    return html`<div class="stage ${this.#voice ? 'voice' : ''}">
        ${this.#voice
          ? this.#listen(url)
          : this.silentPage
            ? html`<ul class="stills">
                ${this.#stills?.some.map((still) => html`<li>${still}</li>`)}
              </ul>`
            : html`<video
                class="result"
                src=${url}
                controls
                playsinline
                .muted=${!sound}
                aria-label=${t('film.result')}
                @loadedmetadata=${this.#measure}
                @error=${() => (this.silentPage = true)}
              ></video>`}
      </div>
      <div class="told">
        <p>
          <span class="clock">${this.#clock(1)}</span>
          <span class="dim">${speech.format.size(blob.size)}</span>
        </p>
        <p role="status">${this.#t(this.warned ? 'not_kept' : `ended.${why}`)}</p>
        ${this.#voice && !this.silentPage
          ? nothing
          : html`<p class="dim">
              ${this.#t(this.silentPage ? 'stills' : sound ? 'with_sound' : 'without_sound')}
            </p>`}
      </div>
      <footer>
        <div class="row two">
          <button type="button" class="button" @click=${this.#again}>${t('film.again')}</button>
          <button type="button" class="button primary keep" @click=${this.#keep}>${this.#t('keep')}</button>
        </div>
      </footer>`;
  }

  /** @param {string} url */
  #listen(url) {
    return this.silentPage
      ? icon('mic', 'large')
      : html`<audio
          class="result"
          src=${url}
          controls
          aria-label=${this.#t('result')}
          @loadedmetadata=${this.#measure}
          @error=${() => (this.silentPage = true)}
        ></audio>`;
  }

  /** No film to be had: why, what to do, and the other ways. */
  #without() {
    const { t } = this.view;
    const why = this.state === 'failed' || this.#voice ? this.#t(this.state) : t(`camera.${this.state}`);
    return html`<div class="without" role="alert">
      ${icon(this.#voice ? 'mic' : 'video')}
      <p>${why}</p>
      <p class="dim">${this.#t(`${this.state}.todo`)}</p>
      <div class="ways" @change=${() => this.#dialog.value?.close()}>
        ${fileButton(this.view, this.slotted, {
          name: this.#voice ? 'mic' : 'video',
          text: t(this.#voice ? 'files.note' : 'files.film'),
          capture: true,
          kinds: [this.#voice ? 'audio' : 'video'],
        })}
        ${fileButton(this.view, this.slotted, { name: 'folder', text: t('files.choose'), capture: false })}
        <button type="button" class="button" @click=${() => void this.#start()}>${t('ui.try_again')}</button>
      </div>
    </div>`;
  }
}
