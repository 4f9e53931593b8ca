import { html } from 'lit';
import { icon } from '../icons/icon.js';

/**
 * Parts of the shell that are fetched when they are first needed, or before that, when nothing else is to be done.
 * @typedef {import('./view.js').View} View
 */

/** @template Module */
export class Late {
  #load;
  /** @type {Promise<Module> | undefined} */
  #coming;
  /** @type {Module | undefined} */
  module;
  failed = false;

  /** @param {() => Promise<Module>} load */
  constructor(load) {
    this.#load = load;
  }

  /** Fetches it, once; a failed fetch may be tried again. */
  load() {
    this.failed = false;
    this.#coming ??= this.#load().then(
      (module) => (this.module = module),
      (error) => {
        this.#coming = undefined;
        this.failed = true;
        throw error;
      },
    );
    return this.#coming;
  }

  /** Whether it is here; it is fetched, but nobody waits for it. @param {View} view */
  ahead(view) {
    if (!this.module && !this.failed) void this.load().then(view.update, () => {});
    return this.module !== undefined;
  }

  /**
   * What `render` makes of the part once it is here; until then that it is coming, or that it did not come.
   * @param {View} view @param {(module: Module) => unknown} render
   */
  show(view, render) {
    if (this.module) {
      view.adopt(/** @type {{styles?: import('lit').CSSResult[]}} */ (this.module).styles ?? []);
      return render(this.module);
    }
    const fetchIt = () => void this.load().then(view.update, view.update);
    if (this.failed) {
      return html`<div class="busy" role="alert">
        ${icon('offline')}
        <p>${view.t('ui.broken')}</p>
        <button type="button" class="button" @click=${fetchIt}>${view.t('ui.try_again')}</button>
      </div>`;
    }
    fetchIt();
    return html`<div class="busy" role="status"><span class="spinner"></span></div>`;
  }
}

/** The questions after the first screen. */
export const QUESTIONS = new Late(() => import('./questions.js'));
/** Photos and videos. */
export const EVIDENCE = new Late(() => import('./evidence.js'));
/** The camera in the page. */
export const CAMERA = new Late(() => import('../camera/camera.js'));
/** Marks on a picture, and blackening. */
export const EDITOR = new Late(() => import('../marking/editor.js'));
/** Everything after the questions: the ways to settle it, the answers to check, sending, the receipt. */
export const FINISH = new Late(() => import('./finish.js'));

/** @param {() => void} work what nobody waits for */
export const whenIdle = (work) => (window.requestIdleCallback ?? setTimeout)(work);

/**
 * Fetches all parts while the customer reads the first screen: the connection may be gone later. Their styles are taken
 * over then, and not between a tap and its answer.
 * @param {View} view
 */
export function loadAhead(view) {
  // Shown when there is no connection, so it has to be here before.
  new Image().src = view.art('states/offline.svg');
  // What does not come now is fetched again where it is needed.
  whenIdle(() =>
    [QUESTIONS, FINISH, EVIDENCE].forEach((part) => {
      part.load().then(
        ({ styles }) => view.adopt(styles),
        () => {},
      );
    }),
  );
}
