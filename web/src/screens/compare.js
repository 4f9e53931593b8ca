import { html, nothing } from 'lit';
import { choiceMatters, choicesOf, only } from '../data/choices.js';
import { icon } from '../icons/icon.js';

/**
 * What each choice of the items would give back: whoever loses a promotion by returning two things sees it before.
 * @typedef {import('./view.js').View} View
 * @typedef {{lines: string[], refund: number, lost: number}} Row
 */

const LOSSES = new Set(['promotion_lost', 'free_shipping_lost']);

/** @type {WeakMap<object, Row[] | 'coming'>} by plan: another answer, other amounts */
const known = new WeakMap();

/** Folded, and worked out when it is opened. @param {View} view */
export function compareChoices(view) {
  if (!choiceMatters(view.order, view.session.draft)) return nothing;
  return html`<details
    @toggle=${(/** @type {any} */ { target }) => {
      view.local.comparing = target.open;
      view.update();
    }}
  >
    <summary>${view.t('ui.choices')}${icon('down', 'turn')}</summary>
    ${view.local.comparing ? choices(view) : nothing}
  </details>`;
}

/** @param {View} view */
function choices(view) {
  const rows = known.get(view.plan);
  if (rows === undefined) {
    known.set(view.plan, 'coming');
    void compute(view);
  }
  if (rows === undefined || rows === 'coming')
    return html`<div class="busy" role="status"><span class="spinner"></span></div>`;
  const present = (view.session.draft.items ?? []).map((item) => item.line).join();
  return html`<ul class="compare">
    ${rows.map((row) => choice(view, row, row.lines.join() === present))}
  </ul>`;
}

/** @param {View} view @param {Row} row @param {boolean} present */
function choice(view, { lines, refund, lost }, present) {
  const items = view.session.draft.items ?? [];
  const titles = items
    .filter((item) => lines.includes(item.line))
    .map((item) => view.titled(item.line, item.quantity));
  const take = () => void view.session.change((draft) => only(draft, lines));
  return html`<li>
    <span>${view.speech.format.list(titles)}</span>
    <span class="sum">${view.money(refund)}</span>
    <span class="small ${lost > 0 ? 'loss' : 'soft'}"
      >${lost > 0 ? view.t('ui.choice_loses', { amount: view.money(lost) }) : view.t('ui.choice_keeps')}</span
    >
    ${present
      ? html`<span class="small soft take">${icon('tick', 'small')}${view.t('ui.choice_present')}</span>`
      : html`<button type="button" class="link take" @click=${take}>
          ${view.t('ui.choice_take')}<span class="hidden-text">: ${view.speech.format.list(titles)}</span>
        </button>`}
  </li>`;
}

/** @param {View} view */
async function compute(view) {
  const { plan, session } = view;
  const { draft } = session;
  /** @type {Row[]} */
  const rows = [];
  for (const lines of choicesOf(draft)) {
    const other = await session.planOf(only(draft, lines));
    const way = other?.resolutions.find(({ code, available }) => available && code === draft.resolution);
    if (!way?.quote) continue;
    const lost = way.quote.lines.reduce((sum, line) => sum + (LOSSES.has(line.code) ? -line.amount : 0), 0);
    rows.push({ lines, refund: way.quote.credit ?? way.quote.refund, lost });
  }
  known.set(plan, rows);
  view.update();
}
