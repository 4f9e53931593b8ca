import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { setField } from '../data/draft.js';
import { icon } from '../icons/icon.js';
import { everyday, helpCards } from '../parts/help.js';
import { amount, bill, terms } from '../parts/quote.js';
import { provisional, verdictCards } from '../parts/verdict.js';
import { compareChoices } from './compare.js';
import { fieldError } from './fields.js';
import { later } from './later.js';
import { adviceNotices } from './notice.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 * @typedef {import('../types/documents').Resolution} Resolution
 */

/** @type {Record<string, string>} */
const ICONS = {
  refund: 'money',
  refund_only: 'money',
  store_credit: 'coupon',
  exchange: 'exchange',
  replacement_first: 'box',
  reship: 'truck',
  compensation: 'coupon',
  pharmacist: 'pharmacist',
  human_review: 'person',
};

/** The answer, and the ways to settle it side by side. @param {View} view @param {Field} field */
export function resolutionField(view, field) {
  const { plan, t } = view;
  const offered = plan.resolutions.filter((resolution) => resolution.available);
  return html`<div class="stack">
    ${verdictCards(view)} ${hints(view)}
    <fieldset data-field=${field.path} class="stack">
      <legend class="h2">${t(plan.verdict === 'ineligible' ? 'ui.what_instead' : 'ui.choose_way')}</legend>
      ${fieldError(view, field.path)}
      <div class="ways ${offered.length > 1 ? 'several' : ''}">
        ${offered.map((resolution) => way(view, field, resolution))}
      </div>
    </fieldset>
    ${later(
      view,
      () =>
        html`${compareChoices(view)} ${provisional(view)}
        ${plan.verdict === 'eligible' ? nothing : helpSection(view)}`,
    )}
  </div>`;
}

/** What is good to know before choosing, in one place. @param {View} view */
function hints(view) {
  const { advice } = view.plan;
  const notices = adviceNotices(view);
  if (advice.length + notices.length === 0) return nothing;
  return html`<div class="hints">
    ${notices}${advice.map(
      (one) => html`<p class="notice">${icon('idea')}<span>${view.coded('advice', one)}</span></p>`,
    )}
  </div>`;
}

/** @param {View} view @param {Field} field @param {Resolution} resolution */
function way(view, field, resolution) {
  const { code, quote } = resolution;
  const id = `${view.idOf(field.path)}-${code}`;
  const chosen = view.session.draft.resolution === code;
  const help = `resolution.${code}.help`;
  const money = quote && (quote.refund > 0 || quote.lines.length > 0);
  return html`<div class="choice way ${chosen ? 'chosen' : ''}">
    <input
      type="radio"
      id=${id}
      name=${field.path}
      value=${code}
      .checked=${live(chosen)}
      @change=${() => view.session.change((draft) => setField(draft, field.path, code))}
    />
    <label for=${id}>
      <span class="name">${icon(ICONS[code] ?? 'repeat')}${view.t(`resolution.${code}`)}</span>
      ${amount(view, quote)}
      ${view.has(help) ? html`<span class="small soft">${view.t(help)}</span>` : nothing}
      ${quote ? terms(view, quote) : nothing}
    </label>
    ${money && quote
      ? html`<details>
          <summary>${view.t('ui.why_amount')}${icon('down', 'turn')}</summary>
          ${later(view, () => bill(view, quote))}
        </details>`
      : nothing}
  </div>`;
}

/** A no, and a maybe, always come with people to ask. @param {View} view */
function helpSection(view) {
  return html`<section class="stack tight">
    <h2>${view.t('ui.ask_a_person')}</h2>
    ${helpCards(view.speech, everyday(view.plan.help))}
  </section>`;
}
