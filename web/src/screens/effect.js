import { html, nothing } from 'lit';
import { setField } from '../data/draft.js';
import { read } from '../data/pointer.js';
import { icon, verdictIcon } from '../icons/icon.js';
import { reasonsOf } from '../parts/verdict.js';

/**
 * What an answer about the packaging does to the item at once: whether it can go back, how many of it, and why. A plan has
 * no verdict before its last question is answered; here the core is asked for the plan of every way to answer what is still
 * open. Where all agree, the verdict is settled, whatever comes; no rule is known here.
 *
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 * @typedef {import('../types/documents').PlanItem} PlanItem
 * @typedef {{verdict: PlanItem['verdict'], item: PlanItem, settled: boolean,
 *   sources?: View['plan']['sources']}} Effect
 */

/** More ways than this are not tried: the customer would have answered before. */
const MOST_WAYS = 30;

/** @type {WeakMap<object, Effect | 'coming'>} by plan: another answer, another effect */
const known = new WeakMap();

/** @param {View} view @param {Field} field @param {unknown} value what has been chosen, which may be newer than the plan */
export function effect(view, field, value) {
  const index = Number(/^\/items\/(\d+)\//.exec(field.path)?.[1] ?? -1);
  const found = value !== undefined && field.value === value ? effectOn(view, index) : undefined;
  const verdict = found?.settled ? found.verdict : '';
  // The region is there before anything is said in it, or nobody would hear it.
  return html`<div class=${verdict ? `verdict ${verdict}` : ''} role="status">
    ${found ? said(view, found) : nothing}
  </div>`;
}

/** @param {View} view @param {Effect} found */
function said(view, { verdict, item, settled, sources }) {
  if (!settled) return html`<p class="notice">${icon('info')}<span>${view.t('effect.open')}</span></p>`;
  return html`<p class="word">
      ${verdictIcon(verdict ?? '')}<span>${view.t(`effect.${verdict}`, { n: item.quantity })}</span>
    </p>
    ${verdict === 'eligible' ? nothing : reasonsOf(view, item, sources)}`;
}

/** @param {View} view @param {number} index @returns {Effect | undefined} */
function effectOn(view, index) {
  const item = view.plan.items[index];
  if (item?.verdict) return { verdict: item.verdict, item, settled: true };
  const found = known.get(view.plan);
  if (found === undefined) {
    known.set(view.plan, 'coming');
    void foresee(view, index);
  }
  return typeof found === 'object' ? found : undefined;
}

/**
 * The item as it would be judged after every way to answer what is still asked of it; an answer may open a question.
 * @param {View} view @param {number} index @returns {Promise<{items: PlanItem[], sources?: View['plan']['sources']} | undefined>} nothing: too many, or not settled by them
 */
async function outcomes(view, index) {
  const { plan, session } = view;
  /** @type {PlanItem[]} */
  const items = [];
  /** @type {View['plan']['sources'] | undefined} */
  let sources;
  const ways = [session.draft];
  for (let tried = 0; ways.length > 0; ++tried) {
    const way = /** @type {import('../types/documents').Draft} */ (ways.pop());
    const then = tried === 0 ? plan : await session.planOf(way);
    if (session.plan !== plan || tried > MOST_WAYS) return undefined;
    const item = then?.items[index];
    const open = then?.steps
      .filter((step) => step.id === 'packaging' && step.item === index)
      .flatMap((step) => step.fields)
      .find(({ kind, path }) => kind === 'choice' && read(way, path) === undefined);
    if (item?.verdict) {
      items.push(item);
      sources ??= then?.sources;
    } else if (!open) return undefined;
    else ways.push(...(open.options ?? []).map((option) => setField(way, open.path, option.value)));
  }
  return { items, sources };
}

/** @param {View} view @param {number} index */
async function foresee(view, index) {
  const { plan } = view;
  const found = await outcomes(view, index);
  if (!found) return;
  const { items, sources } = found;
  const [first] = items;
  const settled = items.every(({ verdict }) => verdict === first.verdict);
  const shared = (first.findings ?? []).filter(({ code, rule }) =>
    items.every(({ findings = [] }) => findings.some((one) => one.code === code && one.rule === rule)),
  );
  if (!settled && !items.some(({ verdict }) => verdict === 'eligible')) return;
  known.set(plan, { verdict: first.verdict, item: { ...first, findings: shared }, settled, sources });
  view.update();
}
