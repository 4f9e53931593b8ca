import { emptyDraft } from '../data/draft.js';
import { instantText } from '../data/instant.js';
import { Sender } from '../outbox/sender.js';
import { missingOn, reachable, screenNear, screensOf } from './screens.js';

/**
 * One customer filing one request: the draft, the plan that answers it, the screen, the outbox.
 * Knows no markup and no rule. Tells of every change by a `change` event.
 *
 * @typedef {import('../types/documents').Order} Order
 * @typedef {import('../types/documents').Draft} Draft
 * @typedef {import('../types/documents').Plan} Plan
 * @typedef {import('../types/documents').Fault} Fault
 * @typedef {import('../outbox/sender.js').Sending} Sending
 * @typedef {import('../storage/database.js').OutboxEntry} OutboxEntry
 * @typedef {import('./screens.js').Screen} Screen
 */

export class ReturnSession extends EventTarget {
  /** @type {Draft} */
  draft;
  /** @type {Plan | undefined} */
  plan;
  /** @type {Screen[]} */
  screens = [];
  screenId = 'items';
  /** Notices that have been read. @type {string[]} */
  seen = [];
  /** @type {Fault | undefined} */
  fault;
  /** @type {'saved' | 'saving' | 'failed'} */
  saving = 'saved';
  /** Continue was pressed although something lacks: the screen shows what. */
  showErrors = false;
  /** A saved draft was taken up. */
  resumed = false;
  /** The customer has said yes; what was said is being made into a request. */
  sealing = false;
  /** The request could not be written down on this device, and was not sent. */
  unkept = false;
  /** @type {Sending | undefined} */
  sending;
  /** @type {OutboxEntry | undefined} */
  entry;
  /** A request that was filed for this order on this device before. @type {import('../storage/database.js').SavedReceipt | undefined} */
  earlier;
  /** @type {import('../storage/database.js').SavedReceipt | undefined} */
  done;

  #deps;
  #turn = 0;
  #changing = false;
  /** The plan of the newest draft has come. @type {Promise<unknown>} */
  #planned = Promise.resolve();

  /**
   * @param {object} deps
   * @param {Order} deps.order
   * @param {Uint8Array} [deps.pack] the order's pack, for parts that ask another module about it
   * @param {string} deps.token
   * @param {import('../types/documents').CoreClient} deps.core with the order's pack loaded
   * @param {import('../net/api.js').Api} deps.api
   * @param {typeof import('../storage/store.js')} deps.store
   * @param {typeof import('../outbox/upload.js').uploadFile} deps.upload
   * @param {Record<string, string>} [deps.contact] what the shop knows of the customer: not asked a second time
   * @param {() => number} [deps.clock] milliseconds since 1970
   * @param {() => string} [deps.uuid]
   * @param {any} [deps.locks]
   */
  constructor(deps) {
    super();
    this.#deps = deps;
    this.order = deps.order;
    this.pack = deps.pack;
    this.token = deps.token;
    this.draft = emptyDraft(deps.order.id, deps.contact);
    this.sender = new Sender({
      api: deps.api,
      store: deps.store,
      upload: deps.upload,
      locks: deps.locks,
      keep: async (entry, receipt) => ({
        ticket: receipt.ticket,
        order: entry.order,
        receipt,
        request: JSON.parse(new TextDecoder().decode(entry.bytes)),
        plan: this.plan,
        goods: this.order,
      }),
    });
    this.sender.addEventListener('sending', (event) => {
      this.sending = /** @type {CustomEvent<Sending>} */ (event).detail;
      this.#tell();
    });
  }

  /**
   * Takes up what this device remembers of the order and asks for the first plan.
   * @param {string} [ticket] a receipt to show again instead
   */
  async start(ticket) {
    const { store } = this.#deps;
    this.done = ticket === undefined ? undefined : await store.loadReceipt(ticket);
    if (this.done) return;
    const [saved, entry, earlier] = await Promise.all([
      store.loadDraft(this.order.id),
      store.outboxOf(this.order.id),
      store.receiptOf(this.order.id),
    ]);
    this.earlier = earlier;
    if (saved) {
      this.draft = saved.draft;
      this.screenId = saved.screen;
      this.seen = saved.seen ?? [];
      this.resumed = (saved.draft.items ?? []).length > 0;
    }
    await this.#replan();
    if (this.fault && saved) {
      // The draft is from an older version and cannot be read any more; what was typed is kept until it is replaced.
      return;
    }
    if (entry) {
      this.entry = { ...entry, token: this.token };
      void this.#send(this.entry);
    }
  }

  /** Forgets the draft of this order on this device. */
  async startAnew() {
    await this.#deps.store.dropDraft(this.order.id);
    this.draft = emptyDraft(this.order.id, this.#deps.contact);
    this.screenId = 'items';
    this.seen = [];
    this.resumed = false;
    this.showErrors = false;
    this.done = undefined;
    this.sending = undefined;
    await this.#replan();
  }

  get screen() {
    return screenNear(this.screens, this.screenId);
  }

  /** @param {(draft: Draft) => Draft} edit @returns {Promise<void>} when the plan of the new draft is on the screen */
  change(edit) {
    this.draft = edit(this.draft);
    this.saving = 'saving';
    this.#tell();
    const planned = this.#plan();
    this.#planned = planned;
    return this.#saved(planned);
  }

  /** @returns {Promise<import("../types/documents").Missing[]>} what lacks on this screen; empty: it went on */
  async next() {
    await this.#planned; // and not for the disk
    const { plan, screen } = this;
    if (!plan) return [];
    const lacking = missingOn(plan, screen);
    if (lacking.length > 0) {
      this.showErrors = true;
      this.#tell();
      return lacking;
    }
    if (screen.step === 'notice') this.seen = plan.notices.map((notice) => notice.code);
    const { following } = this;
    if (following === 'check') this.#changing = false;
    this.show(following);
    return [];
  }

  /** Opens a screen from the answers; Continue leads back to them, over whatever the new answer has opened. @param {string} id */
  changeAnswer(id) {
    this.show(id);
    this.#changing = true;
  }

  /** The screen after this one; advice that has been read is not shown a second time. */
  get following() {
    const { screen } = this;
    const read = this.plan?.notices.every((notice) => this.seen.includes(notice.code));
    const at = this.screens.findIndex((candidate) => candidate.id === screen.id);
    const unread = (/** @type {Screen} */ candidate) => candidate.step === 'notice' && !read;
    // Advice that has just become due is shown next, wherever it stands.
    const notice = this.screens.find(unread);
    if (notice && notice.id !== screen.id && this.screens.indexOf(notice) <= at + 1) return notice.id;
    const rest = this.screens
      .slice(at + 1)
      .filter((candidate) => candidate.step !== 'notice' || unread(candidate));
    if (this.#changing) {
      const open = this.screens.find((candidate) => !candidate.done) ?? this.screens[this.screens.length - 1];
      return open.id;
    }
    return (rest[0] ?? screen).id;
  }

  /** Where "back" leads inside the portal; undefined on the first screen. */
  get previous() {
    const at = this.screens.findIndex((candidate) => candidate.id === this.screen?.id);
    return at > 0 ? this.screens[at - 1].id : undefined;
  }

  /** What would be said of another draft; nothing is changed. @param {import('../types/documents').Draft} draft */
  async planOf(draft) {
    return (await this.#deps.core.plan(this.order, draft, this.now())).plan;
  }

  /** @param {string} id */
  show(id) {
    this.screenId = id;
    this.showErrors = false;
    this.#tell('screen');
    void this.#save();
  }

  /** Opens a screen the customer was on before. @param {string} id */
  revisit(id) {
    this.show(reachable(this.screens, id).id);
  }

  /** What lacks on the current screen, once the customer has tried to go on. */
  get errors() {
    return this.showErrors && this.plan && this.screen ? missingOn(this.plan, this.screen) : [];
  }

  /** The present by the server's clock where it is known: a wrong device clock must not shift a deadline. */
  now() {
    const clock = this.#deps.clock ?? Date.now;
    return instantText(clock() + (this.#deps.api.skew ?? 0));
  }

  /**
   * Seals the draft, writes it into the outbox and sends it.
   * @returns {Promise<boolean>} false when it could not be sealed, `fault` says why; or not kept, then it is `unkept`
   */
  async submit() {
    this.sealing = true;
    this.unkept = false;
    this.#tell();
    try {
      await this.#planned;
      return this.entry ? await this.#resend(this.entry) : await this.#sealed();
    } finally {
      this.sealing = false;
      this.#tell();
    }
  }

  async #sealed() {
    const { core, store, uuid } = this.#deps;
    const { request, bytes, fault } = await core.seal(this.order, this.draft, this.now());
    if (!request || !bytes) {
      this.fault = fault;
      return false;
    }
    try {
      this.entry = await store.enqueue({
        key: (uuid ?? (() => crypto.randomUUID()))(),
        order: this.order.id,
        token: this.token,
        bytes,
        manifest: await this.#manifest(),
        state: 'sealed',
        posted: false,
        attempts: 0,
        created: Date.now(),
      });
    } catch (error) {
      this.unkept = true;
      this.dispatchEvent(new CustomEvent('trouble', { detail: error }));
      return false;
    }
    void this.#send(this.entry);
    return true;
  }

  /** The same request again, after it was stopped or the person showed who they are. @param {OutboxEntry} entry */
  async #resend(entry) {
    entry.token = this.token;
    void this.#send(entry);
    return true;
  }

  /** @param {string} token */
  async renewToken(token) {
    this.token = token;
    await this.#save();
    if (this.entry) await this.#resend(this.entry);
  }

  /** True when taking the request back cannot make two of one: no copy of it may be on the server. */
  get canEdit() {
    const { entry, sending } = this;
    if (!entry || !sending) return true;
    if (sending.phase === 'blocked') return true;
    return sending.phase === 'stopped' && !entry.posted;
  }

  /** Takes the request out of the outbox and goes back to the answers. */
  async edit() {
    if (!this.canEdit || !this.entry) return;
    await this.#deps.store.dropOutbox(this.entry.key);
    this.entry = undefined;
    this.sending = undefined;
    // What refused the request may be that units were taken meanwhile. Without a connection the order stays as it was.
    const fresh = await this.#deps.api.currentOrder(this.token).catch(() => undefined);
    if (fresh) this.order = fresh.order;
    await this.#replan();
    this.show('check');
  }

  close() {
    this.sender.stop();
    this.#turn += 1;
  }

  /** @param {OutboxEntry} entry */
  async #send(entry) {
    let result;
    try {
      result = await this.sender.send(entry);
    } catch (error) {
      // Not foreseen, so not known to pass: the entry stands in the outbox, and the customer may go on or go back.
      this.sending = { phase: 'stopped', sent: 0, total: 0, file: 0, files: entry.manifest.length };
      this.dispatchEvent(new CustomEvent('trouble', { detail: error }));
      this.#tell();
      return;
    }
    if (result.phase !== 'done' || !result.receipt) return;
    this.done = await this.#deps.store.loadReceipt(result.receipt.ticket);
    this.entry = undefined;
    this.#tell('done');
  }

  /** @returns {Promise<import('../storage/database.js').ManifestEntry[]>} each file once, whatever number of slots shows it */
  async #manifest() {
    /** @type {Map<string, import('../storage/database.js').ManifestEntry>} */
    const files = new Map();
    for (const { sha256, name, report } of this.draft.evidence ?? []) {
      const media = await this.#deps.store.loadMedia(this.order.id, sha256);
      files.set(sha256, { sha256, name, type: report.type ?? '', size: media?.blob.size ?? 0, done: false });
    }
    return [...files.values()];
  }

  #replan() {
    return this.#saved(this.#plan());
  }

  /** @param {Promise<boolean>} planned */
  async #saved(planned) {
    if (await planned) await this.#save();
  }

  /** @returns {Promise<boolean>} false when a newer draft is already being planned */
  async #plan() {
    const turn = ++this.#turn;
    const { plan, fault } = await this.#deps.core.plan(this.order, this.draft, this.now());
    if (turn !== this.#turn) return false;
    this.fault = fault;
    if (plan) {
      this.plan = plan;
      this.screens = screensOf(plan);
    }
    this.#tell();
    return true;
  }

  async #save() {
    if (this.entry || this.done) return;
    try {
      await this.#deps.store.saveDraft({
        id: this.order.id,
        order: this.order,
        token: this.token,
        draft: this.draft,
        screen: this.screenId,
        seen: this.seen,
        touched: Date.now(),
      });
      this.saving = 'saved';
    } catch {
      this.saving = 'failed';
    }
    this.#tell('saved');
  }

  /** @param {'change' | 'screen' | 'saved' | 'done'} [what] */
  #tell(what = 'change') {
    this.dispatchEvent(new CustomEvent('change', { detail: what }));
  }
}
