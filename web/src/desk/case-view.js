import { html, nothing } from 'lit';
import { icon, verdictIcon } from '../icons/icon.js';
import { bill } from '../parts/quote.js';
import { connectors } from './case-connectors.js';
import { files } from './case-files.js';
import { dueText, gradeBadge } from './queue-view.js';
import { localTime } from './words.js';

/**
 * The case on one screen.
 * @typedef {import('../text/speech.js').Speech} Speech
 * @typedef {{speech: Speech, now: number, file: any, keys: Record<string, string>, onAct: (action: string) => void,
 *   onBack: () => void, onLook: (file: any) => void, onAgain: (message: string) => void, onConnector: (connector: string) => void}} CaseView
 */

/** @param {CaseView} view */
export function caseView(view) {
  const { speech, file, now } = view;
  const { t } = speech;
  speech.order = file.order;
  speech.currency = file.order.currency;
  return html`<article class="case" aria-labelledby="case-title">
    <header class="case-head">
      <button class="button quiet back" @click=${view.onBack}>
        ${icon('back', 'mirrors')}${t('desk.back')}
      </button>
      <div class="case-names">
        <h1 id="case-title" tabindex="-1"><bdi class="number">${file.ticket}</bdi></h1>
        ${gradeBadge(speech, file.grade)}
        <span class="badge">${t(`desk.status.${file.status}`)}</span>
      </div>
      <dl class="facts">
        ${fact(t('desk.filter_lane'), t(`lane.${file.lane}`))}
        ${fact(
          t('desk.order'),
          html`<bdi>${file.order.id ?? file.said?.withdrawal?.order ?? t('desk.no_order')}</bdi>`,
        )}
        ${fact(t('desk.received'), localTime(speech.format.locale, file.received_at))}
        ${fact(t('desk.stage'), t(`desk.stage.${file.stage}`))}
        ${fact(t('desk.assignee'), file.assignee || t('desk.nobody'))}
        ${fact(t('desk.due_title'), dueText(speech, file, now))}
      </dl>
    </header>
    <div class="case-grid">
      <div class="stack">${goods(view)}${said(view)}${panel(speech.t('desk.files'), files(view))}</div>
      <div class="stack">
        ${findings(view)}${differences(view)}${quote(view)}${told(view)}
        ${file.connectors ? panel(t('desk.connectors'), connectors(view)) : nothing}${history(view)}
      </div>
    </div>
    ${actions(view)}
  </article>`;
}

/** @param {unknown} name @param {unknown} value */
function fact(name, value) {
  return html`<div>
    <dt class="small soft">${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** @param {unknown} title @param {unknown} content */
function panel(title, content) {
  return html`<section class="card panel">
    <h2>${title}</h2>
    ${content}
  </section>`;
}

/** @param {CaseView} view */
function goods({ speech, file }) {
  const { t } = speech;
  const items = file.said?.items ?? [];
  if (items.length === 0) return nothing;
  return panel(
    t('desk.goods'),
    html`<ul class="plain stack tight" role="list">
      ${items.map((/** @type {any} */ item) => {
        const line = file.order.lines.find((/** @type {any} */ one) => one.id === item.line) ?? {};
        const typed = item.answers?.batch;
        return html`<li class="good-row">
          ${line.picture
            ? html`<img class="thumb" src="/assets/pictures/${line.picture}" alt="" />`
            : nothing}
          <div>
            <p class="strong">${t('ui.titled', { item: speech.titleOf(item.line), n: item.quantity })}</p>
            <p>${t(`reason.${item.reason}`)}</p>
            <p class="small soft chips">
              ${line.batch ? html`<span>${t('desk.batch', { value: line.batch })}</span>` : nothing}
              ${typed && typed !== line.batch
                ? html`<span class="caution"
                    >${icon('warning', 'small')}${t('desk.batch', { value: typed })}</span
                  >`
                : nothing}
              ${line.expires_on
                ? html`<span>${t('desk.expires', { value: speech.day(line.expires_on) })}</span>`
                : nothing}
              ${line.gtin ? html`<span><bdi>${line.gtin}</bdi></span>` : nothing}
            </p>
          </div>
        </li>`;
      })}
    </ul>`,
  );
}

/** @param {CaseView} view */
function said({ speech, file }) {
  const { complaint, withdrawal, description = withdrawal?.reason, contact } = file.said ?? {};
  const { name, email } = withdrawal ?? {};
  const people = Object.values(contact ?? { name, email }).filter(Boolean);
  if (!complaint && !description && people.length === 0) return nothing;
  return panel(
    speech.t('desk.said'),
    html`${complaint ? html`<p class="strong">${speech.t(`complaint.${complaint}`)}</p>` : nothing}
    ${description ? html`<p class="quoted" dir="auto">${description}</p>` : nothing}
    ${people.length > 0
      ? html`<p class="small soft">
          ${speech.t('desk.contact')}:
          ${people.map((part, at) => html`${at > 0 ? ' · ' : ''}<bdi>${part}</bdi>`)}
        </p>`
      : nothing}`,
  );
}

/** @param {CaseView} view */
function findings({ speech, file }) {
  const { t } = speech;
  const decision = file.decision ?? {};
  const items = decision.items ?? [];
  const all = items.flatMap((/** @type {any} */ item) => item.findings ?? []);
  // A withdrawal is received, not judged.
  if (!decision.verdict && all.length === 0) return nothing;
  return panel(
    t('desk.findings'),
    html`${decision.verdict
        ? html`<p>
            <span class="badge ${decision.verdict}"
              >${verdictIcon(decision.verdict)}${t(`verdict.${decision.verdict}`)}</span
            >
          </p>`
        : nothing}
      <ul class="plain stack tight" role="list">
        ${all.map(
          (/** @type {any} */ finding) =>
            html`<li class="finding">
              ${verdictIcon(finding.verdict)}
              <div>
                <p>${speech.coded('finding', finding.code, finding.params)}</p>
                ${source(speech, file, finding)}
              </div>
            </li>`,
        )}
      </ul>`,
  );
}

/** @param {Speech} speech @param {any} file @param {any} finding */
function source(speech, file, finding) {
  const found = file.sources?.[finding.source];
  if (!found) return finding.rule ? html`<p class="small soft"><bdi>${finding.rule}</bdi></p>` : nothing;
  const text = speech.t('ui.source', {
    has: found.article ? 'article' : 'law',
    law: speech.local(found.law ?? {}),
    article: found.article ?? '',
  });
  return html`<p class="small soft">
    ${/^https:/.test(found.url ?? '')
      ? html`<a href=${found.url} target="_blank" rel="noopener noreferrer">${text}</a>`
      : text}
  </p>`;
}

/** @param {CaseView} view */
function differences({ speech, file }) {
  const { t } = speech;
  const found = file.verification?.differences ?? [];
  if (found.length === 0 && !file.verification?.late) return nothing;
  return html`<section class="card panel warned">
    <h2>${icon('warning')}${t('desk.differences')}</h2>
    ${file.verification.late ? html`<p>${t('desk.late')}</p>` : nothing}
    ${found.map(
      (/** @type {any} */ one) =>
        html`<dl class="difference">
          <dt class="small"><bdi>${one.path || '/'}</bdi></dt>
          <dd class="small">
            <span class="soft">${t('desk.claimed')}</span> <bdi>${one.claimed ?? '—'}</bdi>
          </dd>
          <dd class="small">
            <span class="soft">${t('desk.computed')}</span> <bdi>${one.computed ?? '—'}</bdi>
          </dd>
        </dl>`,
    )}
  </section>`;
}

/** @param {CaseView} view */
function quote({ speech, file }) {
  if (!file.quote?.lines?.length) return nothing;
  const view = /** @type {any} */ ({
    t: speech.t,
    has: speech.has,
    speech,
    money: (/** @type {number} */ minor) => speech.money(minor),
    plan: { currency: speech.currency },
    titled: (/** @type {string} */ line) => speech.titleOf(line),
  });
  return panel(
    html`${speech.t('desk.quote')}: ${speech.t(`resolution.${file.quote.resolution}`)}`,
    html`${bill(view, file.quote)}
    ${file.money === undefined
      ? nothing
      : html`<p class="strong">${speech.t('desk.event.approve')}: ${speech.money(file.money)}</p>`}`,
  );
}

/** What the customer was told, and what has not reached them. @param {CaseView} view */
function told({ speech, file, onAgain }) {
  const { t } = speech;
  const messages = (file.messages ?? []).filter((/** @type {any} */ one) => one.channel === 'customer');
  if (messages.length === 0) return nothing;
  return panel(
    t('desk.messages'),
    html`<ul class="history" role="list">
      ${[...messages].reverse().map((/** @type {any} */ one) => {
        const way = one.way ? t(`desk.way.${one.way}`) : '';
        const when = localTime(speech.format.locale, one.done_at ?? one.again_at ?? one.created_at);
        return html`<li>
          <p>
            <span class="strong">${t(`desk.event.${one.kind}`)}</span>
            <span class="tag small">
              ${one.state === 'failed' ? icon('warning') : nothing}${t(`desk.message.${one.state}`)}
            </span>
          </p>
          ${one.fault
            ? html`<p class="small">
                ${one.fault === 'no_address'
                  ? t('desk.message.no_address')
                  : html`<bdi>${one.fault}</bdi> · ${t('desk.message.attempts', { n: one.attempts })}`}
              </p>`
            : nothing}
          <p class="small soft">${way ? html`${way} · ` : nothing}${when}</p>
          ${one.state === 'failed'
            ? html`<button class="button" @click=${() => onAgain(one.id)}>
                ${icon('repeat')}${t('desk.message.again')}
              </button>`
            : nothing}
        </li>`;
      })}
    </ul>`,
  );
}

/** @param {CaseView} view */
function history({ speech, file }) {
  const { t } = speech;
  return panel(
    t('desk.history'),
    html`<ol class="history" role="list">
      ${[...file.history].reverse().map((/** @type {any} */ event) => {
        const actor = `desk.actor.${event.actor}`;
        const role = `role.${event.text}`;
        const text = event.kind === 'escalated' && speech.has(role) ? t(role) : event.text;
        return html`<li>
          <p>
            <span class="strong">${t(`desk.event.${event.kind}`)}</span>
            ${event.shown ? nothing : html`<span class="tag small">${t('desk.internal')}</span>`}
          </p>
          ${text ? html`<p class="quoted" dir="auto">${text}</p>` : nothing}
          <p class="small soft">
            ${speech.has(actor) ? t(actor) : html`<bdi>${event.actor}</bdi>`} ·
            ${localTime(speech.format.locale, event.at)}
          </p>
        </li>`;
      })}
    </ol>`,
  );
}

/** @param {CaseView} view */
function actions({ speech, file, keys, onAct }) {
  const { t } = speech;
  /** @type {string[]} */
  const list = file.actions;
  return html`<div class="actions" role="group" aria-label=${t('desk.stage')}>
    ${list.map(
      (action, index) =>
        html`<button
          class="button ${index === 0 && action !== 'note' ? 'primary' : ''}"
          aria-keyshortcuts=${keys[action] ?? nothing}
          @click=${() => onAct(action)}
        >
          ${t(`desk.act.${action}`)}${keys[action]
            ? html`<kbd aria-hidden="true">${keys[action]}</kbd>`
            : nothing}
        </button>`,
    )}
  </div>`;
}
