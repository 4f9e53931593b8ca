import { LitElement, html, nothing } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { live } from 'lit/directives/live.js';
import { icon } from '../icons/icon.js';
import { base } from '../styles/base.js';
import { tokens } from '../styles/tokens.js';
import { directionOf } from '../text/direction.js';
import { drawing } from './drawing.js';
import { drawingStyles } from './drawing-styles.js';
import { editorStyles } from './editor-styles.js';
import { TOOL_PICTURES } from './tool-pictures.js';
import { MOST, NOTE, SIDE, drawn, moved, placed, scaled } from './marks.js';

/** @typedef {import('./marks.js').Mark} Mark @typedef {import('./marks.js').Kind} Kind */

const TOOLS = /** @type {const} */ (['ring', 'box', 'arrow', 'hide']);
const STEP = 25;
/** A finger that moves less than this has tapped. */
const DRAG = 18;
const MOVES = /** @type {const} */ ([
  ['left', -STEP, 0],
  ['up', 0, -STEP],
  ['down', 0, STEP],
  ['right', STEP, 0],
]);
const KEYS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
});

/**
 * One picture on the whole screen: rings, boxes and arrows with notes, and areas to black out. By tapping, drawing, or
 * buttons alone.
 * @fires editor-done - `detail`: the marks
 * @fires editor-closed
 */
export class ReturnsPhotoEditorElement extends LitElement {
  static styles = [tokens, base, drawingStyles, editorStyles];

  static properties = {
    speech: { attribute: false },
    blob: { attribute: false },
    marks: { attribute: false },
    tool: { state: true },
    chosen: { state: true },
    size: { state: true },
    shown: { state: true },
  };

  #dialog = /** @type {import('lit/directives/ref.js').Ref<HTMLDialogElement>} */ (createRef());
  #canvas = /** @type {import('lit/directives/ref.js').Ref<HTMLCanvasElement>} */ (createRef());
  /** Where the pointer went down. @type {import('./marks.js').Point | undefined} */
  #from;

  constructor() {
    super();
    /** @type {import('../text/speech.js').Speech} */
    this.speech = /** @type {any} */ (undefined);
    /** @type {Blob} */
    this.blob = /** @type {any} */ (undefined);
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Kind} */
    this.tool = 'ring';
    this.chosen = -1;
    this.size = { width: 4, height: 3 };
    /** @type {boolean | undefined} */
    this.shown = undefined;
  }

  firstUpdated() {
    this.lang = this.speech.locale;
    this.dir = directionOf(this.speech.locale);
    this.#dialog.value?.showModal();
    void this.#draw();
  }

  async #draw() {
    try {
      const bitmap = await createImageBitmap(this.blob);
      const scale = Math.min(1, 2000 / Math.max(bitmap.width, bitmap.height));
      const size = { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) };
      const canvas = this.#canvas.value;
      if (!canvas) return;
      Object.assign(canvas, size);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0, size.width, size.height);
      bitmap.close();
      this.size = size;
      this.shown = true;
    } catch {
      this.shown = false;
    }
  }

  /** @param {PointerEvent} event @returns {import('./marks.js').Point} in thousandths of the picture */
  #point(event) {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * SIDE,
      y: ((event.clientY - box.top) / box.height) * SIDE,
    };
  }

  #down = (/** @type {PointerEvent} */ event) => {
    if (!event.isPrimary) return;
    /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.#from = this.#point(event);
  };

  #up = (/** @type {PointerEvent} */ event) => {
    const from = this.#from;
    this.#from = undefined;
    if (!from || !event.isPrimary) return;
    const to = this.#point(event);
    const tapped = Math.hypot(to.x - from.x, to.y - from.y) < DRAG;
    this.#add(tapped ? placed(this.tool, to) : drawn(this.tool, from, to));
  };

  /** @param {Mark} mark */
  #add(mark) {
    if (this.marks.length >= MOST) return;
    this.marks = [...this.marks, mark];
    this.chosen = this.marks.length - 1;
  }

  /** @param {(mark: Mark) => Mark} how */
  #change(how) {
    this.marks = this.marks.map((mark, index) => (index === this.chosen ? how(mark) : mark));
  }

  #remove = () => {
    this.marks = this.marks.filter((_, index) => index !== this.chosen);
    this.chosen = this.marks.length - 1;
  };

  /** @param {KeyboardEvent} event @param {number} index */
  #key(event, index) {
    const by = KEYS[event.key];
    if (!by) return;
    event.preventDefault();
    this.chosen = index;
    const [dx, dy] = by;
    this.#change((mark) =>
      event.shiftKey ? scaled(mark, dx + dy > 0 ? 1.15 : 1 / 1.15) : moved(mark, dx, dy),
    );
  }

  #close = () => this.#dialog.value?.close();

  #done = () => {
    this.dispatchEvent(new CustomEvent('editor-done', { detail: this.marks }));
    this.#close();
  };

  /** @param {Mark} mark @param {number} index */
  #name(mark, index) {
    return this.speech.t('mark.nth', { kind: this.speech.t(`mark.${mark.kind}`), n: index + 1 });
  }

  render() {
    const { t } = this.speech;
    return html`<dialog
      ${ref(this.#dialog)}
      aria-labelledby="editor-title"
      @close=${() => this.dispatchEvent(new CustomEvent('editor-closed'))}
    >
      <header>
        <button type="button" class="round" aria-label=${t('mark.cancel')} @click=${this.#close}>
          ${icon('close')}
        </button>
        <h2 id="editor-title">${t('mark.title')}</h2>
        <button type="button" class="button primary" @click=${this.#done}>${t('mark.done')}</button>
      </header>
      ${this.shown === false
        ? html`<p class="cannot" role="alert">${icon('image')}${t('mark.cannot')}</p>`
        : this.#stage()}
      <div class="panel">${this.#tools()} ${this.#list()} ${this.#controls()}</div>
    </dialog>`;
  }

  #stage() {
    const { width, height } = this.size;
    return html`<div class="stage">
      <div
        class="picture"
        ${ref((element) =>
          /** @type {HTMLElement | undefined} */ (element)?.style.setProperty(
            '--ratio',
            String(width / height),
          ),
        )}
        @pointerdown=${this.#down}
        @pointerup=${this.#up}
        @pointercancel=${() => (this.#from = undefined)}
      >
        <canvas ${ref(this.#canvas)} role="img" aria-label=${this.speech.t('mark.picture')}></canvas>
        <svg viewBox="0 0 ${width} ${height}" aria-hidden="true">
          ${drawing(this.marks, this.size, this.chosen)}
        </svg>
      </div>
    </div>`;
  }

  #tools() {
    const { t } = this.speech;
    return html`<div class="tools" role="group" aria-label=${t('mark.tool')}>
      ${TOOLS.map(
        (tool) =>
          html`<button
            type="button"
            class="tool"
            aria-pressed=${this.tool === tool}
            @click=${() => (this.tool = tool)}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">${TOOL_PICTURES[tool]}</svg>${t(`mark.${tool}`)}
          </button>`,
      )}
    </div>`;
  }

  #list() {
    const { t } = this.speech;
    return html`<div class="list">
      ${this.marks.map(
        (mark, index) =>
          html`<button
            type="button"
            class="chip"
            aria-pressed=${index === this.chosen}
            @click=${() => (this.chosen = index)}
            @keydown=${(/** @type {KeyboardEvent} */ event) => this.#key(event, index)}
          >
            ${this.#name(mark, index)}
          </button>`,
      )}
      <button
        type="button"
        class="chip add"
        ?disabled=${this.marks.length >= MOST || this.shown === false}
        @click=${() => this.#add(placed(this.tool, { x: SIDE / 2, y: SIDE / 2 }))}
      >
        ${icon('plus', 'small')}${t('mark.add')}
      </button>
    </div>`;
  }

  #controls() {
    const { t } = this.speech;
    const mark = this.marks[this.chosen];
    if (!mark) return html`<p class="hint">${t('mark.how')}</p>`;
    return html`<div class="controls">
        ${MOVES.map(
          ([name, dx, dy]) =>
            html`<button
              type="button"
              class="round"
              aria-label=${t(`mark.${name}`)}
              @click=${() => this.#change((one) => moved(one, dx, dy))}
            >
              ${icon('back', `turn-${name}`)}
            </button>`,
        )}
        <button
          type="button"
          class="round"
          aria-label=${t('mark.larger')}
          @click=${() => this.#change((one) => scaled(one, 1.2))}
        >
          ${icon('plus')}
        </button>
        <button
          type="button"
          class="round"
          aria-label=${t('mark.smaller')}
          @click=${() => this.#change((one) => scaled(one, 1 / 1.2))}
        >
          ${icon('minus')}
        </button>
        <button type="button" class="round" aria-label=${t('mark.remove')} @click=${this.#remove}>
          ${icon('trash')}
        </button>
      </div>
      ${mark.kind === 'hide'
        ? html`<p class="hint">${t('mark.forever')}</p>`
        : html`<label class="note"
            ><span>${t('mark.note')}</span
            ><input
              class="input"
              dir="auto"
              autocomplete="off"
              maxlength=${NOTE}
              .value=${live(mark.note ?? '')}
              @input=${(/** @type {any} */ event) =>
                this.#change((one) => ({ ...one, note: event.target.value }))}
          /></label>`}
      ${this.marks.length >= MOST ? html`<p class="hint">${t('mark.most', { n: MOST })}</p>` : nothing}`;
  }
}
