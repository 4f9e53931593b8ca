import { html, nothing } from 'lit';
import { arrow } from '../icons/icon.js';
import { errorSummary, foldedSummary, head, orderSummary } from '../parts/frame.js';
import { everyday, helpLine } from '../parts/help.js';
import { goodsPicture } from '../parts/picture.js';
import { helpKey } from './field-parts.js';
import { linesField } from './items.js';
import { EVIDENCE, FINISH, QUESTIONS } from './late.js';
import { noticeReminder } from './notice.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 */

/** @type {Record<Field['kind'], (view: View, field: Field, options: {alone: boolean}) => unknown>} */
const FIELDS = {
  lines: linesField,
  reason: (view, field) => QUESTIONS.show(view, ({ reasonField }) => reasonField(view, field)),
  choice: (view, field) => QUESTIONS.show(view, ({ choiceField }) => choiceField(view, field)),
  text: (view, field, options) => QUESTIONS.show(view, ({ textField }) => textField(view, field, options)),
  line_text: (view, field) => QUESTIONS.show(view, ({ lineField }) => lineField(view, field)),
  consent: (view, field) => QUESTIONS.show(view, ({ consentField }) => consentField(view, field)),
  files: (view, field) => EVIDENCE.show(view, ({ filesField }) => filesField(view, field)),
  exchange: (view, field) => FINISH.show(view, ({ exchangeField }) => exchangeField(view, field)),
  resolution: (view, field) => FINISH.show(view, ({ resolutionField }) => resolutionField(view, field)),
};

/** The heading of the current screen, also for the page's title. @param {View} view */
export function titleOf(view) {
  const { screen, t } = view;
  const line = view.lineOf(screen);
  const params = { item: line === undefined ? '' : view.speech.titleOf(line), n: view.plan.slots.length };
  if (screen.step === 'packaging' && screen.fields.length === 1) {
    const gift = /\/answers\/gift\.(.+)$/.exec(screen.fields[0].path);
    return t(screen.fields[0].label, { ...params, gift: gift ? view.speech.titleOf(gift[1]) : '' });
  }
  const own = `title.${screen.step}`;
  if (view.has(own)) return t(own, params);
  const step = view.plan.steps.find((candidate) => candidate.id === screen.step);
  return t(step?.label ?? screen.step, params);
}

/** One screen of the flow. @param {View} view @param {{onBack: () => void, onNext: () => void}} actions */
export function flowScreen(view, { onBack, onNext }) {
  const { screen } = view;
  const goods = view.order.lines.length > 0;
  return html`<div class="frame ${goods ? '' : 'single'}">
    <main>
      ${head(view, { onBack, stage: screen.stage })} ${errorSummary(view)}
      <div class="screen" part="screen" data-screen=${screen.id}>
        ${title(view)} ${noticeReminder(view)}
        <div class="stack">${body(view)}</div>
      </div>
      ${actions(view, onNext)} ${goods ? foldedSummary(view) : nothing}
      <div class="foot small soft">
        ${helpLine(view.speech, everyday(view.plan.help))}
        <p>${view.t('ui.stays')}</p>
      </div>
    </main>
    ${goods
      ? html`<aside aria-label=${view.t('ui.your_order')}>
          <div class="card">${orderSummary(view)}</div>
        </aside>`
      : nothing}
  </div>`;
}

/** @param {View} view */
function title(view) {
  const { screen, t } = view;
  const line = view.lineOf(screen);
  const help = screen.fields.length === 1 ? helpKey(view, screen.fields[0]) : undefined;
  const lead = view.has(`title.${screen.step}.lead`) ? `title.${screen.step}.lead` : help;
  return html`<div class="title" part="title">
    ${line === undefined
      ? nothing
      : html`<span class="about"
          >${goodsPicture(view, line, 'small')}<span
            >${view.titled(line, view.plan.items[screen.item ?? 0].quantity)}</span
          ></span
        >`}
    <h1 tabindex="-1" id="title">${titleOf(view)}</h1>
    ${lead ? html`<p class="soft">${t(lead)}</p>` : nothing}
  </div>`;
}

/** @param {View} view */
function body(view) {
  const { screen } = view;
  if (screen.step === 'notice') return QUESTIONS.show(view, ({ noticeScreen }) => noticeScreen(view));
  if (screen.step === 'check') return FINISH.show(view, ({ checkScreen }) => checkScreen(view));
  const refused = screen.step === 'details' || screen.step === 'evidence' ? refusals(view) : nothing;
  return html`${refused}${screen.fields.map((field) =>
    FIELDS[field.kind]?.(view, field, { alone: screen.fields.length === 1 }),
  )}`;
}

/** A no is said as soon as it is known, not at the end of the form. @param {View} view */
function refusals(view) {
  return view.plan.verdict === 'ineligible'
    ? QUESTIONS.show(view, ({ verdictCards }) => verdictCards(view))
    : nothing;
}

/** @param {View} view @param {() => void} onNext */
function actions(view, onNext) {
  const last = view.screen.step === 'check';
  const sealable = view.plan.allowed_actions.includes('seal');
  return html`<div class="actions">
    <button
      type="button"
      class="button primary"
      part="next"
      aria-busy=${view.session.sealing}
      ?disabled=${last && !sealable}
      @click=${onNext}
    >
      ${view.session.sealing ? html`<span class="spinner"></span>` : nothing}${view.t(
        last ? 'ui.submit' : view.screen.step === 'notice' ? 'ui.understood' : 'ui.continue',
      )}${last ? nothing : arrow('forward')}
    </button>
  </div>`;
}
