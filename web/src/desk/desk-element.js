import { LitElement, html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { ApiError } from '../net/api-error.js';
import { drawingStyles } from '../marking/drawing-styles.js';
import { answers } from '../styles/answers.js';
import { findings } from '../styles/findings.js';
import { base } from '../styles/base.js';
import { bits } from '../styles/bits.js';
import { tokens } from '../styles/tokens.js';
import { pickLocale } from '../text/locales.js';
import { directionOf } from '../text/direction.js';
import { Speech } from '../text/speech.js';
import { actDialog } from './act-dialog.js';
import { boardStyles } from './board-styles.js';
import { boardView } from './board-view.js';
import { pictureDialog } from './case-files.js';
import { caseStyles } from './case-styles.js';
import { caseView } from './case-view.js';
import { DeskApi } from './desk-api.js';
import { doorView, headView } from './desk-head.js';
import { deskStyles } from './desk-styles.js';
import { filtered, NO_FILTER } from './filter.js';
import { minorUnits } from './money.js';
import { queueView } from './queue-view.js';
import { reportStyles } from './report-styles.js';
import { reportView } from './report-view.js';
import { loadDeskWords } from './words.js';

/** One key each; the same in every language, as the keys are on every keyboard. */
const KEYS = /** @type {Record<string, string>} */ ({
  accept: 'a',
  refuse: 'x',
  ask: 'q',
  approve: 'm',
  close: 'c',
  assign: 's',
  note: 'n',
});
const REFRESH_MS = 30_000;
const KEYS_OFF = 'returns-desk-keys-off';
const SAID = [
  ...['sign_in_failed', 'sign_in_not_kept', 'too_many_attempts', 'changed_meanwhile'],
  ...['too_much_money', 'missing', 'not_failed'],
];

/** The merchant's side: who is signed in sees the queue, one case and the board. */
export class ReturnsDeskElement extends LitElement {
  static styles = [
    ...[tokens, base, bits, answers, findings, drawingStyles, caseStyles],
    ...[boardStyles, reportStyles, deskStyles],
  ];

  static properties = {
    speech: { state: true },
    me: { state: true },
    view: { state: true },
    queue: { state: true },
    filter: { state: true },
    chosen: { state: true },
    file: { state: true },
    board: { state: true },
    report: { state: true },
    watch: { state: true },
    action: { state: true },
    looking: { state: true },
    busy: { state: true },
    error: { state: true },
    keys: { state: true },
  };

  constructor() {
    super();
    this.api = new DeskApi();
    /** Whether single letters act. Who dictates, or has a tremor, turns them off (WCAG 2.2, 2.1.4). */
    this.keys = stored(KEYS_OFF) === null;
    /** @type {Speech | undefined} */
    this.speech = undefined;
    /** Nobody yet known (undefined), nobody (null), or who. @type {import('./desk-api.js').Staff | null | undefined} */
    this.me = undefined;
    /** @type {import('./desk-head.js').View} */
    this.view = 'queue';
    /** @type {{now: string, staff: string[], tickets: import('./desk-api.js').Row[]}} */
    this.queue = { now: new Date().toISOString(), staff: [], tickets: [] };
    this.filter = NO_FILTER;
    this.chosen = '';
    /** @type {any} */
    this.file = undefined;
    /** @type {any} */
    this.board = undefined;
    /** @type {any} */
    this.report = undefined;
    /** @type {any} */
    this.watch = undefined;
    this.action = '';
    /** The file that is shown large. @type {any} */
    this.looking = undefined;
    this.busy = false;
    this.error = '';
  }

  connectedCallback() {
    super.connectedCallback();
    const asked = new URLSearchParams(location.search).get('locale');
    void this.#speakIn(pickLocale([asked ?? '', ...navigator.languages].filter(Boolean)));
    void this.#try(async () => {
      this.me = (await this.api.session()).staff;
      await this.#refresh();
    });
    addEventListener('keydown', this.#onKey);
    this.timer = setInterval(
      () => this.me && !this.action && void this.#try(() => this.#refresh()),
      REFRESH_MS,
    );
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#onKey);
    clearInterval(this.timer);
  }

  updated() {
    const dialog = /** @type {HTMLDialogElement | null} */ (this.renderRoot.querySelector('dialog'));
    if (dialog && !dialog.open) dialog.showModal();
  }

  /** @param {string} locale */
  async #speakIn(locale) {
    this.speech = new Speech(await loadDeskWords(locale));
    document.documentElement.lang = this.lang = locale;
    document.documentElement.dir = this.dir = directionOf(locale);
    document.title = this.speech.t('desk.title');
  }

  /** Does something with the server; what goes wrong is said. @param {() => Promise<void>} work */
  async #try(work) {
    this.busy = true;
    try {
      await work();
      this.error = '';
    } catch (error) {
      const code = error instanceof ApiError ? error.code : '';
      if (code === 'sign_in_needed') {
        this.me = null;
        this.file = this.looking = undefined;
        this.action = '';
      } else {
        this.error = `desk.error.${SAID.includes(code) ? code : 'other'}`;
        if (code === 'changed_meanwhile' || code === 'not_failed') await this.#reload();
      }
    }
    // The first question had no answer: the door is better than an empty page.
    this.me ??= null;
    this.busy = false;
  }

  async #reload() {
    this.action = '';
    this.file = (await this.api.open(this.chosen)).case;
    await this.#refresh();
  }

  async #refresh() {
    this.queue = await this.api.queue();
    if (this.view === 'board') this.board = (await this.api.board()).board;
  }

  get #rows() {
    return filtered(this.queue.tickets, this.filter, this.me?.name ?? '', Date.parse(this.queue.now));
  }

  /** @param {FormData} form */
  #signIn = (form) =>
    this.#try(async () => {
      const { staff } = await this.api.signIn(String(form.get('name')), String(form.get('password')));
      await this.#refresh().catch((error) => {
        // The session is a Secure cookie. WebKit keeps none of a page without TLS, not even of localhost.
        throw error instanceof ApiError && error.code === 'sign_in_needed'
          ? new ApiError(error.status, { code: 'sign_in_not_kept' })
          : error;
      });
      this.me = staff;
    });

  #signOut = () =>
    this.#try(async () => {
      await this.api.signOut();
      this.me = null;
      this.file = undefined;
      this.chosen = '';
    });

  /** @param {import('./desk-head.js').View} view */
  #show = (view) => {
    this.view = view;
    return view === 'report' ? this.#showReport('current') : this.#try(() => this.#refresh());
  };

  /** Everything of two quarters is counted for it: when somebody asks, and not every half minute. @param {string} quarter */
  #showReport = (quarter) =>
    this.#try(async () => {
      [this.report, this.watch] = await Promise.all([
        this.api.report(quarter).then((answer) => answer.report),
        this.api.watch().then((answer) => answer.watch),
      ]);
    });

  /** @param {string} ticket @param {boolean} [byKey] the focus stays in the queue */
  #open = (ticket, byKey = false) =>
    this.#try(async () => {
      this.view = 'queue';
      this.chosen = ticket;
      this.file = (await this.api.open(ticket)).case;
      await this.updateComplete;
      const selector = byKey ? `[data-ticket="${CSS.escape(ticket)}"]` : '#case-title';
      /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(selector))?.focus();
    });

  /** @param {FormData} form */
  #confirm = (form) => {
    const { action, file } = this;
    const amount =
      action === 'approve' ? minorUnits(String(form.get('amount')), file.order.currency) : undefined;
    if (action === 'approve' && amount === undefined) {
      this.error = 'desk.error.missing';
      return;
    }
    void this.#try(async () => {
      const answer = await this.api.act(file.ticket, {
        action,
        revision: file.revision,
        text: String(form.get('text') ?? ''),
        ...(amount === undefined ? {} : { amount }),
        ...(form.has('assignee') ? { assignee: String(form.get('assignee')) } : {}),
      });
      this.file = answer.case;
      this.action = '';
      await this.#refresh();
    });
  };

  /** @param {string} message */
  #sendAgain(message) {
    return this.#try(async () => {
      this.file = (await this.api.sendAgain(this.file.ticket, message)).case;
    });
  }

  /** @param {number} by */
  #move(by) {
    const rows = this.#rows;
    if (rows.length === 0) return;
    const at = rows.findIndex((row) => row.ticket === this.chosen);
    const next = Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by));
    void this.#open(rows[next].ticket, true);
  }

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    if (
      !this.keys ||
      !this.me ||
      this.action ||
      this.looking ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return;
    const from = /** @type {Element | undefined} */ (event.composedPath()[0]);
    if (from instanceof HTMLElement && from.matches('input, textarea, select')) {
      if (event.key === 'Escape') from.blur();
      return;
    }
    const key = event.key.toLowerCase();
    if (key === 'j' || key === 'k') this.#move(key === 'j' ? 1 : -1);
    else if (key === '/') this.#focusSearch();
    else if (key === 'b') void this.#show(this.view === 'board' ? 'queue' : 'board');
    else {
      const action = Object.keys(KEYS).find((name) => KEYS[name] === key);
      if (!action || this.view !== 'queue' || !this.file?.actions.includes(action)) return;
      this.#act(action);
    }
    event.preventDefault();
  };

  #focusSearch() {
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('#search'))?.focus();
  }

  /** @param {boolean} on */
  #setKeys(on) {
    this.keys = on;
    try {
      if (on) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, '1');
    } catch {
      // A browser that keeps nothing has the keys again next time.
    }
  }

  /** @param {string} action */
  #act = (action) => {
    this.error = '';
    this.action = action;
  };

  render() {
    const { speech } = this;
    if (!speech || this.me === undefined) return nothing;
    if (this.me === null)
      return doorView({ speech, error: this.error, busy: this.busy, onSignIn: this.#signIn });
    return html`${headView({
        ...{ speech, me: this.me, view: this.view, keys: this.keys, onShow: this.#show },
        onKeys: (on) => this.#setKeys(on),
        onLocale: (locale) => void this.#speakIn(locale),
        onSignOut: this.#signOut,
      })}
      <main>
        ${this.error && !this.action
          ? html`<p class="message" role="alert">${speech.t(this.error)}</p>`
          : nothing}
        ${this.#part(speech)}
      </main>
      ${this.action && this.file
        ? actDialog({
            ...{ speech, action: this.action, file: this.file, staff: this.queue.staff, me: this.me },
            ...{ busy: this.busy, error: this.error, onConfirm: this.#confirm },
            onClose: () => (this.action = ''),
          })
        : nothing}
      ${this.looking
        ? pictureDialog({ speech, one: this.looking, onClose: () => (this.looking = undefined) })
        : nothing}`;
  }

  /** @param {Speech} speech */
  #split(speech) {
    const lanes = [...new Set(this.queue.tickets.map((row) => row.lane))].sort();
    const now = Date.parse(this.queue.now);
    return html`<div class="split ${this.file ? 'open' : ''}">
      ${queueView({
        ...{ speech, rows: this.#rows, lanes, filter: this.filter, chosen: this.chosen, now },
        onFilter: (part) => (this.filter = { ...this.filter, ...part }),
        onChoose: (ticket) => void this.#open(ticket),
      })}
      <div class="beside">
        ${this.file
          ? caseView({
              ...{ speech, now, file: this.file, keys: this.keys ? KEYS : {}, onAct: this.#act },
              onLook: (file) => (this.looking = file),
              onAgain: (message) => void this.#sendAgain(message),
              onConnector: (connector) =>
                void this.#try(async () => {
                  this.file = (await this.api.again(this.chosen, connector)).case;
                }),
              onBack: () => {
                this.file = undefined;
                this.chosen = '';
              },
            })
          : html`<div class="nothing-chosen">
              ${icon('document')}
              <p>${speech.t('desk.choose')}</p>
              ${this.keys ? shortcuts(speech) : nothing}
            </div>`}
      </div>
    </div>`;
  }

  /** @param {Speech} speech */
  #part(speech) {
    if (this.view === 'queue') return this.#split(speech);
    const found = this.view === 'board' ? this.board : this.report;
    if (!found) return html`<p class="empty soft">${speech.t('desk.loading')}</p>`;
    const onOpen = (/** @type {string} */ ticket) => void this.#open(ticket);
    if (this.view === 'board')
      return boardView({ speech, board: found, leads: this.me?.role !== 'clerk', onOpen });
    const { watch } = this;
    return reportView({ speech, report: found, watch, onQuarter: this.#showReport, onOpen });
  }
}

/** @param {Speech} speech */
function shortcuts({ t }) {
  return html`<p class="small shortcuts">
    <kbd>j</kbd> <kbd>k</kbd> ${t('desk.key.move')} · <kbd>/</kbd> ${t('desk.key.search')} · <kbd>b</kbd>
    ${t('desk.board')}
  </p>`;
}

/** @param {string} key */
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
