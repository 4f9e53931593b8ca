import { html, nothing } from 'lit';
import { arrow, icon } from '../icons/icon.js';
import { STAGES } from '../session/screens.js';
import { goodsPicture } from './picture.js';

/**
 * @typedef {import('../screens/view.js').View} View
 */

/** Back, saved, progress with words. @param {View} view @param {{onBack: () => void, stage: string}} options */
export function head(view, { onBack, stage }) {
  const { t, session } = view;
  const stages = view.order.lines.length > 0 ? STAGES : ['reason', 'evidence', 'check'];
  const at = stages.findIndex((candidate) => candidate === stage);
  const name = t(`progress.${stage}`);
  return html`<div class="head">
    <div class="row">
      <button type="button" class="back" @click=${onBack}>${arrow('back')}${t('ui.back')}</button>
      <span class="saved ${session.saving}"
        >${icon(session.saving === 'failed' ? 'warning' : 'tick')}${t(`ui.${session.saving}`)}</span
      >
    </div>
    <div class="progress">
      <ol aria-hidden="true">
        ${stages.map(
          (id, index) =>
            html`<li class=${index < at ? 'past' : index === at ? 'now' : ''}>
              <span>${t(`progress.${id}`)}</span>
            </li>`,
        )}
      </ol>
      <p class="where" aria-hidden="true">${t('ui.progress', { n: at + 1, of: stages.length, name })}</p>
      <p class="hidden-text">${t('ui.progress', { n: at + 1, of: stages.length, name })}</p>
    </div>
  </div>`;
}

/** What is wrong on this screen, with links to where. @param {View} view */
export function errorSummary(view) {
  const { session, t } = view;
  if (session.errors.length === 0) return nothing;
  return html`<div class="error-summary" id="error-summary" tabindex="-1">
    <div role="alert">
      <h2>${t('ui.problem')}</h2>
      <ul>
        ${session.errors.map(
          (missing) =>
            html`<li>
              <a
                href="#${view.targetOf(missing)}"
                @click=${(/** @type {Event} */ event) => view.focusField(event, missing)}
                >${view.errorText(missing)}</a
              >
            </li>`,
        )}
      </ul>
    </div>
  </div>`;
}

/** The order beside the column: goods, what is chosen, what it comes to. @param {View} view */
export function orderSummary(view) {
  const { order, plan, t, speech } = view;
  const chosen = plan.resolutions.find((resolution) => resolution.code === view.session.draft.resolution);
  const inPlan = (/** @type {string} */ id) => plan.items.find((candidate) => candidate.line === id);
  // What comes to how much stays in sight: of a long order only what is chosen stands above it.
  const lines = order.lines.filter(
    ({ id }) => order.lines.length < 7 || view.screen.step === 'items' || inPlan(id),
  );
  return html`<div class="summary">
    <h2>${t('ui.your_order')}</h2>
    <p class="small soft"><bdi>${order.id}</bdi></p>
    <ul class="lines">
      ${lines.map((line) => {
        const item = inPlan(line.id);
        const reason = item && view.session.draft.items?.[item.item]?.reason;
        return html`<li class=${item || plan.items.length === 0 ? '' : 'out'}>
          ${goodsPicture(view, line.id, 'small')}
          <span class="grow"
            ><span class="block">${speech.local(line.title)}</span>
            <span class="soft number block"
              >${item
                ? t('ui.chosen_of', { n: item.quantity, of: line.quantity })
                : t('ui.pieces', { n: line.quantity })}</span
            >
            ${reason ? html`<span class="reason block">${t(`reason.${reason}`)}</span>` : nothing}</span
          >
        </li>`;
      })}
    </ul>
    <dl>
      ${order.placed_at
        ? html`<div>
            <dt>${t('ui.ordered')}</dt>
            <dd>${speech.day(order.placed_at)}</dd>
          </div>`
        : nothing}
      ${order.delivery?.signed_at
        ? html`<div>
            <dt>${t('ui.delivered')}</dt>
            <dd>${speech.day(order.delivery.signed_at)}</dd>
          </div>`
        : nothing}
      ${chosen
        ? html`<div>
            <dt>${t('ui.you_chose')}</dt>
            <dd>${t(`resolution.${chosen.code}`)}</dd>
          </div>`
        : nothing}
      ${chosen?.quote && (chosen.quote.refund > 0 || chosen.quote.coupon)
        ? html`<div class="sum">
            <dt>${t(chosen.quote.refund > 0 ? 'ui.refund' : 'ui.coupon')}</dt>
            <dd>${view.money(chosen.quote.refund || (chosen.quote.coupon ?? 0))}</dd>
          </div>`
        : nothing}
    </dl>
  </div>`;
}

/** Screens that show the order's goods themselves. */
const FULL_IN_THEMSELVES = new Set(['items', 'check', 'notice']);

/** The same on narrow screens, folded. @param {View} view */
export function foldedSummary(view) {
  if (FULL_IN_THEMSELVES.has(view.screen.step)) return nothing;
  const { plan, t } = view;
  const chosen = plan.resolutions.find((resolution) => resolution.code === view.session.draft.resolution);
  return html`<details class="summary-fold card">
    <summary>
      ${icon('box', 'small')}<span>${t('ui.your_order')}</span>
      <span class="amount number"
        >${chosen?.quote && chosen.quote.refund > 0 ? view.money(chosen.quote.refund) : nothing}</span
      >
      ${icon('down', 'turn')}
    </summary>
    ${orderSummary(view)}
  </details>`;
}
