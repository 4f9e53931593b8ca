import { focusTitle } from '../element/focus.js';
import { ApiError } from '../net/api-error.js';
import { choices } from '../styles/choices.js';
import { findings } from '../styles/findings.js';
import { receipt } from '../styles/receipt.js';
import { record } from '../styles/record.js';
import { ways } from '../styles/ways.js';
import { policyOf, postOf } from './complaint.js';
import { acknowledgedScreen, confirmScreen, statementScreen } from './withdrawal-screens.js';

/**
 * Withdrawal from the contract (Directive 2011/83/EU art. 11a): a statement, its confirmation by a second control, an
 * acknowledgement to keep. The intake computes everything; the labels of the two controls are the pack's and locked.
 *
 * @typedef {import('./modes.js').Opening} Opening
 * @typedef {import('../parts/locked.js').Label} Label
 * @typedef {{line: string, quantity: number}} StatedLine
 *
 * @typedef {object} Statement
 * @property {string} order
 * @property {string} name
 * @property {string} email
 * @property {string} reason
 * @property {StatedLine[]} lines empty: the whole contract
 */

const KEPT = 'returnsWithdrawal';

/** Where the flow is, and the ways to go on. */
export class Withdrawal {
  /** @type {'statement' | 'confirm' | 'done'} */
  step = 'statement';
  busy = false;
  /** Why the last try did not get through: the key of a sentence. */
  failure = '';
  /** @type {{path: string, code: string, params?: any}[]} */
  missing = [];
  /** What the core says about the order, for whoever has it open. @type {any} */
  plan;
  /** @type {any} */
  receipt;

  /** One statement, however often it is sent. */
  key = crypto.randomUUID();
  sent = '';

  #host;
  #api;

  /**
   * @param {Opening} opening
   * @param {{labels: {open: Label, confirm: Label}, help: any[], policy: {id: string}}} form
   */
  constructor({ host, api, speech }, form) {
    this.#host = host;
    this.#api = api;
    this.speech = speech;
    this.t = speech.t;
    this.labels = form.labels;
    this.help = form.help;
    this.policy = form.policy.id;
    this.order = host.token ? host.order : undefined;
    this.about = this.order?.id;
    this.token = this.order ? host.token : undefined;
    const { name = '', email = '' } = host.contact ?? {};
    /** @type {Statement} */
    this.statement = { order: this.order?.id ?? '', name, email, reason: '', lines: [] };
    speech.order = this.order;
    if (this.order) speech.currency = this.order.currency;
  }

  /** What is not lost in another language, or with a reload: an acknowledgement least of all. */
  get state() {
    const { policy, about, step, statement, missing, plan, receipt, key, sent } = this;
    return { policy, about, step, statement, missing, plan, receipt, key, sent };
  }

  /** @param {Withdrawal['state'] | undefined} earlier */
  resume(earlier) {
    if (earlier?.policy === this.policy && earlier.about === this.about) Object.assign(this, earlier);
  }

  get requestPage() {
    return this.#api.requestPage(this.receipt.ticket);
  }

  /** @param {Partial<Statement>} change */
  set(change) {
    this.statement = { ...this.statement, ...change };
    this.#host.requestUpdate();
  }

  /** What may be withdrawn from, before anything is said. */
  async foresee() {
    if (this.token) this.plan = (await this.#ask('api/v1/withdrawals/plan', {})).withdrawal;
  }

  /** The first step: shows the statement again, whole, or what it lacks. */
  async goOn() {
    await this.#working(async () => {
      const { withdrawal } = await this.#ask('api/v1/withdrawals/plan', {});
      if (this.token) this.plan = withdrawal;
      this.missing = withdrawal.missing;
      if (this.missing.length === 0) await this.#show('confirm');
    });
    if (this.missing.length > 0) await this.#focusErrors();
  }

  back() {
    this.failure = '';
    return this.#show('statement');
  }

  /** The second step. */
  async confirm() {
    await this.#working(async () => {
      const body = JSON.stringify(this.#body(true));
      // Changed since it was tried: another statement. The same again: the same, whether or not it has arrived.
      if (this.sent && this.sent !== body) this.key = crypto.randomUUID();
      this.sent = body;
      this.receipt = await this.#ask('api/v1/withdrawals', { 'Idempotency-Key': this.key }, true);
      const detail = { ticket: this.receipt.ticket, order: this.statement.order };
      this.#host.dispatchEvent(
        new CustomEvent('returns-submitted', { detail, bubbles: true, composed: true }),
      );
      await this.#show('done');
    });
  }

  /** @param {string} path @param {Record<string, string>} headers @param {boolean} [confirmed] */
  #ask(path, headers, confirmed = false) {
    /** @type {Record<string, string>} */
    const proof = this.token ? { Authorization: `Bearer ${this.token}` } : {};
    return this.#api.json(path, postOf(this.#body(confirmed), { ...headers, ...proof }));
  }

  /** @param {boolean} confirmed */
  #body(confirmed) {
    const { order, name, email, reason, lines } = this.statement;
    return {
      policy: this.policy,
      statement: {
        schema: 'returns.withdrawal/1',
        order: order.trim(),
        name: name.trim(),
        email: email.trim(),
        ...(lines.length > 0 && { lines }),
        ...(reason.trim() && { reason: reason.trim() }),
        confirmed,
      },
    };
  }

  /** @param {() => Promise<void>} work */
  async #working(work) {
    if (this.busy) return;
    this.busy = true;
    this.failure = '';
    this.#host.requestUpdate();
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = failureOf(error);
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  /** @param {Withdrawal['step']} step */
  async #show(step) {
    this.step = step;
    // In this entry of the history and in no other: who comes anew finds an empty form.
    if (this.#host.history !== 'off') history.replaceState({ ...history.state, [KEPT]: this.state }, '');
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    focusTitle(/** @type {any} */ (this.#host));
  }

  /** @param {Event} event @param {string} id */
  focus(event, id) {
    event.preventDefault();
    /** @type {HTMLElement | null} */ (this.#host.renderRoot.querySelector(`#${id}`))?.focus();
  }

  async #focusErrors() {
    await this.#host.updateComplete;
    /** @type {HTMLElement | null} */ (this.#host.renderRoot.querySelector('#error-summary'))?.focus();
  }
}

/** @param {ApiError} error */
function failureOf({ status, code }) {
  if (status === 0) return 'withdrawal.offline';
  if (status === 401) return 'withdrawal.expired';
  if (status === 429) return 'withdrawal.too_often';
  return code === 'no_withdrawal' ? 'withdrawal.none' : 'withdrawal.failed';
}

/** @type {WeakMap<object, Withdrawal>} */
const flows = new WeakMap();

/** @param {Opening} opening @returns {Promise<import('./modes.js').Beside>} */
export async function openWithdrawal(opening) {
  const { host, api } = opening;
  const policy =
    host.order && host.token ? host.order.policy.id : host.policy || (await policyOf(api, '')).id;
  const flow = new Withdrawal(
    opening,
    await api.json(`api/v1/withdrawals/labels/${encodeURIComponent(policy)}`),
  );
  flow.resume(flows.get(host)?.state ?? (host.history === 'off' ? undefined : history.state?.[KEPT]));
  flows.set(host, flow);
  if (!flow.plan) await flow.foresee();
  const root = /** @type {ShadowRoot} */ (host.renderRoot);
  const sheets = [findings, choices, ways, record, receipt].flatMap(({ styleSheet }) => styleSheet ?? []);
  const fresh = sheets.filter((sheet) => !root.adoptedStyleSheets.includes(sheet));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...fresh];
  const screens = { statement: statementScreen, confirm: confirmScreen, done: acknowledgedScreen };
  return { render: () => screens[flow.step](flow) };
}
