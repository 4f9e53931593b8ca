import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { goodsPicture } from '../parts/picture.js';
import { amount, bill, terms } from '../parts/quote.js';
import { thumbnails } from '../parts/thumbnails.js';
import { timeline } from '../parts/timeline.js';
import { provisional, verdictBadge } from '../parts/verdict.js';
import { nextSteps } from './done.js';
import { later } from './later.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').PlanItem} PlanItem
 */

/** Everything said so far on one page, each with the way to change it. @param {View} view */
export function checkScreen(view) {
  const [first, ...others] = view.plan.items;
  return html`<div class="stack wide">
    ${unfinished(view)} ${unkept(view)} ${first ? itemSection(view, first) : nothing}
    ${later(
      view,
      () => html`${others.map((item) => itemSection(view, item))} ${requestSection(view)} ${whatComes(view)}`,
    )}
  </div>`;
}

/** @param {View} view */
function chosenWay({ plan, session }) {
  return plan.resolutions.find((resolution) => resolution.code === session.draft.resolution);
}

/** What holds for all items. @param {View} view */
function requestSection(view) {
  const { plan, session, t } = view;
  const { draft } = session;
  const chosen = chosenWay(view);
  return html`<section>
    <div class="check-head"><h2 class="grow">${t('check.request')}</h2></div>
    <dl class="card check-list">
      ${draft.complaint
        ? row(view, t('step.subject'), html`<strong>${t(`complaint.${draft.complaint}`)}</strong>`, 'subject')
        : nothing}
      ${chosen
        ? row(
            view,
            t('ui.you_chose'),
            html`<strong>${t(`resolution.${chosen.code}`)}</strong> ${amount(
                view,
                chosen.quote,
              )}${chosen.quote ? terms(view, chosen.quote) : nothing}`,
            'resolution',
          )
        : nothing}
      ${draft.description
        ? row(
            view,
            t('field.description'),
            html`<span class="prose" dir="auto">${draft.description}</span>`,
            'details',
          )
        : nothing}
      ${plan.slots.length > 0
        ? row(
            view,
            t('check.files', { n: draft.evidence?.length ?? 0 }),
            (draft.evidence?.length ?? 0) > 0
              ? thumbnails(view)
              : t(draft.consents?.includes('in_words') ? 'field.in_words' : 'check.no_files'),
            'evidence',
          )
        : nothing}
      ${row(
        view,
        t('check.contact'),
        html`${['name', 'phone', 'email'].map((part) =>
          draft.contact?.[part] ? html`<bdi>${draft.contact[part]}</bdi><br />` : nothing,
        )}`,
        'contact',
      )}
    </dl>
  </section>`;
}

/** The sum, the steps and dates after sending, and what is sent. @param {View} view */
function whatComes(view) {
  const { plan, session, t } = view;
  const { draft } = session;
  const quote = chosenWay(view)?.quote;
  return html`${quote && quote.lines.length > 0
      ? html`<section class="card panel">
          <h2>${t('ui.why_amount')}</h2>
          ${bill(view, quote)}
        </section>`
      : nothing}
    ${nextSteps(view.speech, plan.next)}
    ${plan.deadlines.length > 0
      ? html`<section class="card panel">
          <h2>${t('ui.dates')}</h2>
          ${timeline(view.speech, plan.deadlines)}
        </section>`
      : nothing}
    <section class="stack tight">
      <h2>${t('check.sent_title')}</h2>
      <p class="soft">${t('check.sent', { files: draft.evidence?.length ?? 0 })}</p>
      ${draft.complaint ? nothing : provisional(view)}
    </section>`;
}

/** @param {View} view @param {PlanItem} item */
function itemSection(view, item) {
  const { t, session } = view;
  const said = session.draft.items?.[item.item];
  const fields = view.plan.steps
    .filter((step) => step.id === 'packaging' && step.item === item.item)
    .flatMap((step) => step.fields);
  const exchange = view.plan.steps
    .flatMap((step) => step.fields)
    .find((field) => field.path === `/items/${item.item}/answers/exchange`);
  return html`<section>
    <div class="check-head">
      ${goodsPicture(view, item.line, 'small')}
      <h2 class="grow">${view.titled(item.line, item.quantity)}</h2>
    </div>
    <dl class="card check-list">
      ${row(view, t('check.items'), t('ui.pieces', { n: item.quantity }), 'items')}
      ${said?.reason
        ? row(view, t('check.reason'), t(`reason.${said.reason}`), `reason:${item.line}`)
        : nothing}
      ${fields.map((field) => {
        const option = field.options?.find((candidate) => candidate.value === field.value);
        return option
          ? row(view, t(field.label), t(option.label), `packaging:${item.line}:${lastPart(field.path)}`)
          : nothing;
      })}
      ${exchange
        ? row(
            view,
            t('field.exchange'),
            view.speech.exchangeOf(item.line, exchange.value) ?? t('option.exchange.same'),
            'exchange',
          )
        : nothing}
      ${said?.answers?.batch
        ? row(view, t('field.batch'), html`<bdi>${said.answers.batch}</bdi>`, 'details')
        : nothing}
      ${item.verdict ? row(view, t('check.answer'), verdictBadge(view, item.verdict)) : nothing}
    </dl>
  </section>`;
}

/** @param {string} path */
function lastPart(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** @param {View} view @param {string} term @param {unknown} value @param {string} [screen] where it is changed */
function row(view, term, value, screen) {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
    ${screen
      ? html`<dd class="change">
          <button type="button" class="link" @click=${() => view.session.changeAnswer(screen)}>
            ${view.t('ui.change')}<span class="hidden-text"> ${term}</span>
          </button>
        </dd>`
      : nothing}
  </div>`;
}

/** Where the focus goes when the request could not be written down. @param {View} view */
function unkept({ session, t }) {
  return session.unkept
    ? html`<p class="notice caution" id="error-summary" tabindex="-1" role="alert">
        ${icon('warning')}<span>${t('send.unkept')}</span>
      </p>`
    : nothing;
}

/** Reached by a link although something is open: where to go. @param {View} view */
function unfinished(view) {
  const open = view.session.screens.filter((screen) => !screen.done);
  if (open.length === 0) return nothing;
  return html`<div class="notice caution">
    ${icon('warning')}<strong>${view.t('check.unfinished')}</strong>
    <span
      ><button type="button" class="link" @click=${() => view.session.show(open[0].id)}>
        ${view.t('check.go_on')}
      </button></span
    >
  </div>`;
}
