/**
 * What a screen is given: the session, the words, and the ways to change things. Screens are functions of it.
 *
 * @typedef {import('../session/session.js').ReturnSession} ReturnSession
 * @typedef {import('../types/documents').Field} Field
 * @typedef {import('../types/documents').Missing} Missing
 */
export class View {
  /**
   * @param {object} parts
   * @param {ReturnSession} parts.session
   * @param {import('../text/speech.js').Speech} parts.speech
   * @param {import('../media/shelf.js').MediaShelf} parts.shelf
   * @param {string} parts.assets URL of the assets folder, with a trailing slash
   * @param {ShadowRoot} parts.root
   * @param {() => void} parts.update renders again, for what is not in the session
   */
  constructor({ session, speech, shelf, assets, root, update }) {
    this.session = session;
    this.speech = speech;
    this.shelf = shelf;
    this.update = update;
    this.t = speech.t;
    this.#assets = assets;
    this.#root = root;
    /** What a screen remembers of itself while it is shown: a search text, say. @type {Record<string, any>} */
    this.local = {};
  }

  #assets;
  #root;

  /** The same for another session. @param {ReturnSession} session */
  of(session) {
    const { speech, shelf, update } = this;
    return new View({ session, speech, shelf, assets: this.#assets, root: this.#root, update });
  }

  get plan() {
    if (!this.session.plan) throw new Error('no plan yet');
    return this.session.plan;
  }

  get order() {
    return this.session.order;
  }

  get screen() {
    return this.session.screen;
  }

  /** @param {string} key @param {import('../types/documents').Params} [params] */
  say(key, params) {
    return this.speech.say(key, params);
  }

  /**
   * The sentence for a code of a family: `next.ship_back` for `ship_back` and for `next.ship_back`.
   * @param {string} family @param {import('../types/documents').Coded} coded
   */
  coded(family, { code, params }) {
    return this.speech.coded(family, code, params);
  }

  /** @param {string} key */
  has(key) {
    return this.speech.has(key);
  }

  /** @param {number} minor */
  money(minor) {
    return this.speech.money(minor);
  }

  /** @param {string} path under assets/pictures */
  art(path) {
    return `${this.#assets}pictures/${path}`;
  }

  /** "Vitamin C, 2 pieces". @param {string} line @param {number} quantity @param {string} [exchange] what comes instead */
  titled(line, quantity, exchange = '') {
    const item = this.speech.exchangeOf(line, exchange) ?? this.speech.titleOf(line);
    return quantity > 1 ? this.t('ui.titled', { item, n: quantity }) : item;
  }

  /** The order line a screen or a field is about. @param {{item?: number}} of */
  lineOf({ item }) {
    return item === undefined ? undefined : this.plan.items[item]?.line;
  }

  /** @param {string} path @returns {string} an id within the shadow root */
  idOf(path) {
    return `f${path.replaceAll(/[^a-zA-Z0-9]+/g, '-')}`;
  }

  /** @param {Missing} missing */
  errorText(missing) {
    const field = this.screen.fields.find((candidate) => candidate.path === missing.path);
    const own = `missing.${missing.code}.${field?.kind ?? 'field'}`;
    const label = field ? this.t(field.label) : '';
    if (this.has(own)) return this.t(own, { label });
    return this.say(`error.${missing.code}`, { label, ...missing.params });
  }

  /**
   * The error that stands at a field, once the customer has tried to go on. What a photo slot lacks stands at the slot.
   * @param {string} path
   */
  errorAt(path) {
    const missing = this.session.errors.find(
      (entry) => entry.path === path && entry.params?.slot === undefined,
    );
    return missing && this.errorText(missing);
  }

  /** @param {import('../types/documents').Slot} slot */
  errorAtSlot({ slot, line }) {
    const missing = this.session.errors.find(
      ({ params }) => params?.slot === slot && (params?.line ?? undefined) === line,
    );
    return missing && this.errorText(missing);
  }

  /** Where a missing entry is mended. @param {Missing} missing */
  targetOf({ path, params }) {
    return params?.slot === undefined
      ? this.idOf(path)
      : this.idOf(`/slot/${params.slot}/${params.line ?? ''}`);
  }

  /** Styles of a part that was loaded later. @param {import('lit').CSSResult[]} styles */
  adopt(styles) {
    const { adoptedStyleSheets: known } = this.#root;
    const fresh = styles
      .flatMap(({ styleSheet }) => styleSheet ?? [])
      .filter((sheet) => !known.includes(sheet));
    if (fresh.length > 0) this.#root.adoptedStyleSheets = [...known, ...fresh];
  }

  /** @param {Event} event @param {Missing} missing */
  focusField(event, missing) {
    event.preventDefault();
    const target =
      this.#root.getElementById(this.targetOf(missing)) ??
      this.#root.querySelector(`[data-field="${CSS.escape(missing.path)}"] :is(input, textarea, button)`);
    /** @type {HTMLElement | null} */ (target)?.focus();
  }
}
