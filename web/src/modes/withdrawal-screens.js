import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { arrow, icon } from '../icons/icon.js';
import { offerFile } from '../parts/calendar-file.js';
import { everyday, helpCards, helpLine } from '../parts/help.js';
import { locked } from '../parts/locked.js';
import { bill } from '../parts/quote.js';
import { timeline } from '../parts/timeline.js';
import { acknowledgementFile, factsOf } from './acknowledgement.js';

/**
 * The three screens of a withdrawal.
 * @typedef {import('./withdrawal.js').Withdrawal} Withdrawal
 */

/** @param {Withdrawal} flow */
function failure({ failure, t, help, speech }) {
  return failure
    ? html`<div class="notice urgent" role="alert">${icon('warning')}<span>${t(failure)}</span></div>
        ${helpCards(speech, everyday(help))}`
    : nothing;
}

const FIELDS = /** @type {const} */ ([
  ['name', 'field.name', 'withdrawal.name_help', { autocomplete: 'name', dir: 'auto' }],
  ['email', 'field.email', 'withdrawal.email_help', { autocomplete: 'email', dir: 'ltr', type: 'email' }],
]);

/** The first step: who, which contract, where the acknowledgement goes; nothing else may be asked for. @param {Withdrawal} flow */
export function statementScreen(flow) {
  const { t, speech, missing } = flow;
  return html`<form
    class="stack wide"
    novalidate
    @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void flow.goOn();
    }}
  >
    <div class="title" part="title">
      <p class="small soft">${t('withdrawal.step', { n: 1, of: 2 })}</p>
      <h1 tabindex="-1" id="title">${locked(speech, flow.labels.open)}</h1>
      <p>${t('withdrawal.lead')}</p>
    </div>
    ${missing.length > 0
      ? html`<div class="error-summary" id="error-summary" tabindex="-1">
          <div role="alert">
            <h2>${t('ui.problem')}</h2>
            <ul>
              ${missing.map(
                (one) =>
                  html`<li>
                    <a
                      href="#${targetOf(one)}"
                      @click=${(/** @type {Event} */ event) => flow.focus(event, targetOf(one))}
                      >${t('withdrawal.problem', {
                        label: labelOf(flow, one),
                        text: errorText(flow, one),
                      })}</a
                    >
                  </li>`,
              )}
            </ul>
          </div>
        </div>`
      : nothing}
    ${failure(flow)}
    ${flow.order
      ? html`<p class="card panel">
          <span class="small soft block">${t('lookup.order')}</span><bdi class="number">${flow.order.id}</bdi>
        </p>`
      : lineInput(flow, 'order', 'lookup.order', 'withdrawal.order_help', {
          autocomplete: 'off',
          dir: 'ltr',
        })}
    ${FIELDS.map(([name, label, help, format]) => lineInput(flow, name, label, help, format))}
    ${flow.plan
      ? goods(flow)
      : html`<p class="notice">${icon('info')}<span>${t('withdrawal.whole')}</span></p>`}
    <div class="field">
      <label for="reason">${t('field.withdrawal_reason')}</label>
      <p class="soft small" id="reason-help">${t('field.withdrawal_reason.help')}</p>
      <textarea
        class="input"
        id="reason"
        dir="auto"
        rows="2"
        aria-describedby="reason-help"
        .value=${live(flow.statement.reason)}
        @input=${(/** @type {any} */ event) => flow.set({ reason: event.target.value })}
      ></textarea>
    </div>
    <div class="actions">
      <button class="button primary" part="next" ?disabled=${flow.busy}>
        ${t('ui.continue')}${arrow('forward')}
      </button>
    </div>
    <div class="foot small soft">${helpLine(speech, everyday(flow.help))}</div>
  </form>`;
}

/**
 * @param {Withdrawal} flow @param {'order' | 'name' | 'email'} name @param {string} label @param {string} help
 * @param {{autocomplete: string, dir: string, type?: string}} format
 */
function lineInput(flow, name, label, help, { autocomplete, dir, type = 'text' }) {
  const { t } = flow;
  const wrong = flow.missing.find((one) => one.path === `/${name}`);
  return html`<div class="field">
    <label for=${name}>${t(label)}</label>
    <p class="small soft" id="${name}-help">${t(help)}</p>
    ${wrong
      ? html`<p class="error" id="${name}-error">
          ${icon('warning', 'small')}<span>${errorText(flow, wrong)}</span>
        </p>`
      : nothing}
    <input
      class="input"
      id=${name}
      type=${type}
      dir=${dir}
      autocomplete=${autocomplete}
      aria-required="true"
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby="${name}-help${wrong ? ` ${name}-error` : ''}"
      .value=${live(flow.statement[name])}
      @input=${(/** @type {any} */ event) => flow.set({ [name]: event.target.value })}
    />
  </div>`;
}

/** @param {Withdrawal} flow @param {{path: string, code: string, params?: any}} missing */
function errorText({ speech, t }, { path, code, params }) {
  const name = path.split('/')[1];
  if (name === 'lines' && code === 'required') return t('withdrawal.nothing_left');
  return speech.say(`error.${code}`, params);
}

/** The id of the field where it is mended. @param {{path: string}} missing */
function targetOf({ path }) {
  return path.split('/')[1];
}

/** @type {Record<string, string>} */
const LABELS = {
  order: 'lookup.order',
  name: 'field.name',
  email: 'field.email',
  lines: 'request.goods',
  reason: 'withdrawal.reason',
};

/** @param {Withdrawal} flow @param {{path: string}} missing */
function labelOf({ t }, { path }) {
  return t(LABELS[path.split('/')[1]]);
}

/** Part of the order, for whoever has it open. @param {Withdrawal} flow */
function goods(flow) {
  const { t, speech, statement } = flow;
  const lines = flow.plan.lines.filter((/** @type {any} */ line) => line.standing !== 'gone');
  if (lines.length < 2 && (lines[0]?.returnable ?? 0) < 2) return nothing;
  return html`<fieldset class="stack tight" id="lines" tabindex="-1">
    <legend class="h2">${t('field.withdrawal_lines')}</legend>
    <p class="small soft">${t('withdrawal.lines_help')}</p>
    ${lines.map((/** @type {any} */ { line, returnable, standing }) => {
      const chosen = statement.lines.find((one) => one.line === line);
      const others = statement.lines.filter((one) => one.line !== line);
      const take = (/** @type {number} */ quantity) =>
        flow.set({ lines: quantity > 0 ? [...others, { line, quantity }] : others });
      return html`<div class="card">
        <label class="consent"
          ><input
            type="checkbox"
            .checked=${live(chosen !== undefined)}
            @change=${(/** @type {any} */ event) => take(event.target.checked ? returnable : 0)}
          />
          <span
            ><span class="label">${speech.titleOf(line)}</span
            ><span class="block small soft">${t(`standing.${standing}`)}</span></span
          ></label
        >
        ${chosen && returnable > 1
          ? html`<label class="consent"
              ><span class="grow">${t('check.items')}</span
              ><select
                class="input"
                @change=${(/** @type {any} */ event) => take(Number(event.target.value))}
              >
                ${Array.from({ length: returnable }, (_, at) => at + 1).map(
                  (n) => html`<option value=${n} ?selected=${n === chosen.quantity}>${n}</option>`,
                )}
              </select></label
            >`
          : nothing}
      </div>`;
    })}
  </fieldset>`;
}

/** The second step: the statement as it will be sent, and one control that sends it. @param {Withdrawal} flow */
export function confirmScreen(flow) {
  const { t, speech, statement, plan } = flow;
  const stated = (plan?.lines ?? []).filter((/** @type {any} */ line) => line.quantity > 0);
  return html`<div class="stack wide">
    <div class="title" part="title">
      <p class="small soft">${t('withdrawal.step', { n: 2, of: 2 })}</p>
      <h1 tabindex="-1" id="title">${t('withdrawal.check')}</h1>
      <p>${t('withdrawal.check_lead')}</p>
    </div>
    ${failure(flow)}
    <dl class="card check-list">
      ${fact(t('lookup.order'), html`<bdi class="number">${statement.order}</bdi>`)}
      ${fact(t('field.name'), html`<bdi>${statement.name}</bdi>`)}
      ${fact(t('withdrawal.to'), html`<bdi>${statement.email}</bdi>`)}
      ${fact(
        t('request.goods'),
        plan
          ? html`<ul class="plain">
              ${stated.map(
                (/** @type {any} */ { line, quantity, standing }) =>
                  html`<li>
                    ${t('ui.titled', { item: speech.titleOf(line), n: quantity })}
                    <span class="block small soft">${t(`standing.${standing}`)}</span>
                  </li>`,
              )}
            </ul>`
          : t('withdrawal.all'),
      )}
      ${statement.reason.trim()
        ? fact(t('withdrawal.reason'), html`<span class="prose" dir="auto">${statement.reason}</span>`)
        : nothing}
    </dl>
    <p>
      <button type="button" class="link" @click=${() => flow.back()}>${t('ui.change')}</button>
    </p>
    ${flow.plan?.flags.length > 0
      ? html`<p class="notice caution">${icon('info')}<span>${t('withdrawal.flagged')}</span></p>`
      : nothing}
    ${consequences(flow, plan?.consequences)}
    <p class="notice">${icon('info')}<span>${t('notice.withdrawal_receipt')}</span></p>
    <div class="actions">
      <button
        type="button"
        class="button primary"
        part="next"
        ?disabled=${flow.busy}
        @click=${() => flow.confirm()}
      >
        ${locked(speech, flow.labels.confirm)}
      </button>
    </div>
  </div>`;
}

/** @param {unknown} name @param {unknown} value */
function fact(name, value) {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** @param {Withdrawal} flow @param {any} follows */
function consequences({ t, speech }, follows) {
  if (!follows) return nothing;
  const { quote, deadlines } = follows;
  /** @type {any} */
  const view = {
    t,
    speech,
    plan: { currency: quote.currency },
    money: (/** @type {number} */ minor) => speech.money(minor),
    titled: (/** @type {string} */ line, /** @type {number} */ n) =>
      t('ui.titled', { item: speech.titleOf(line), n }),
  };
  return html`<section class="card panel stack tight">
      <h2>${t('withdrawal.follows')}</h2>
      ${bill(view, quote)}
    </section>
    ${deadlines.length > 0
      ? html`<section class="card panel">
          <h2>${t('ui.dates')}</h2>
          ${timeline(speech, deadlines)}
        </section>`
      : nothing}`;
}

/** The acknowledgement, to keep. @param {Withdrawal} flow */
export function acknowledgedScreen(flow) {
  const { t, speech, receipt } = flow;
  const facts = factsOf(speech, receipt);
  const save = () => {
    const text = acknowledgementFile(speech, facts);
    offerFile(text, [receipt.ticket, 'html'].join('.'), 'text/html;charset=utf-8');
  };
  return html`<div class="stack wide">
    <div class="title" part="title">
      <h1 tabindex="-1" id="title">${t('withdrawal.done')}</h1>
      <p>${t('acknowledgement.withdrawal')}</p>
    </div>
    <dl class="card check-list" id="acknowledgement">
      ${facts.map(({ name, value }) => fact(name, html`<bdi class="prose">${value}</bdi>`))}
    </dl>
    <div class="stack tight no-print">
      <p>${t('withdrawal.keep')}</p>
      <div class="row wrap">
        <button type="button" class="button primary" @click=${save}>
          ${icon('document')}${t('withdrawal.save')}
        </button>
        <button type="button" class="button" @click=${() => window.print()}>
          ${icon('print')}${t('done.print')}
        </button>
      </div>
    </div>
    ${receipt.deadlines.length > 0
      ? html`<section class="card panel">
          <h2>${t('ui.dates')}</h2>
          ${timeline(speech, receipt.deadlines, [{ what: t('withdrawal.arrived'), at: receipt.received_at }])}
        </section>`
      : nothing}
    <p class="no-print"><a href=${flow.requestPage}>${t('done.look_up')}</a></p>
    <section class="stack no-print">
      <h2>${t('ui.ask_a_person')}</h2>
      ${helpCards(speech, everyday(flow.help))}
    </section>
  </div>`;
}
