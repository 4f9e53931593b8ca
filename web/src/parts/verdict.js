import { html, nothing } from 'lit';
import { icon, verdictIcon } from '../icons/icon.js';
import { marginText } from './outlook.js';

/**
 * @typedef {import('../screens/view.js').View} View
 * @typedef {import('../types/documents').PlanItem} PlanItem
 * @typedef {import('../types/documents').Finding} Finding
 */

/** @param {View} view @param {string} verdict */
export function verdictBadge(view, verdict) {
  return html`<span class="badge ${verdict}">${verdictIcon(verdict)}${view.t(`verdict.${verdict}`)}</span>`;
}

/** @param {View} view @param {Finding} finding @param {View['plan']['sources']} [sources] */
function findingRow(view, finding, sources) {
  const margin = marginText(view, finding.margin);
  return html`<li class=${finding.verdict}>
    ${verdictIcon(finding.verdict)}
    <p>${view.coded('finding', finding)}${margin ? html` <strong>${margin}</strong>` : ''}</p>
    ${sourceLine(view, finding.source, sources)}
  </li>`;
}

/** The rule in words that can be looked up. @param {View} view @param {string | undefined} id */
export function sourceLine(view, id, sources = view.plan.sources) {
  const source = id === undefined ? undefined : sources?.[id];
  if (!source) return nothing;
  const name = view.t('ui.source', {
    law: view.speech.local(source.law),
    article: source.article ?? '',
    has: source.article ? 'article' : 'none',
  });
  return html`<p class="source">
    ${source.url && /^https:/.test(source.url)
      ? html`<a href=${source.url} target="_blank" rel="noopener noreferrer"
          >${name}<span class="hidden-text"> ${view.t('ui.new_tab')}</span></a
        >`
      : name}
  </p>`;
}

/** Worst first: a no is never below a yes. */
const WORST_FIRST = /** @type {const} */ (['ineligible', 'needs_review', 'eligible']);

/**
 * The answer, one card for each verdict: word and icon, every reason with its rule, how long it stands. A no and a maybe
 * say why at once; a yes on request, so that the ways to settle it come first.
 * @param {View} view
 */
export function verdictCards(view) {
  return WORST_FIRST.map((verdict) => {
    const items = view.plan.items.filter((item) => item.verdict === verdict);
    if (items.length === 0) return nothing;
    const answers = items.map((item) => itemAnswer(view, item));
    return html`<section class="verdict ${verdict}" aria-label=${view.t(`answer.${verdict}`)}>
      <h2 class="word">${verdictIcon(verdict)}<span>${view.t(`answer.${verdict}`)}</span></h2>
      ${verdict === 'eligible'
        ? html`<details>
            <summary>${view.t('ui.why_answer')}${icon('down', 'turn')}</summary>
            <div class="stack">${answers}</div>
          </details>`
        : answers}
    </section>`;
  });
}

/**
 * The findings that make the verdict, each with its rule; of another plan's item with that plan's sources.
 * @param {View} view @param {PlanItem} item @param {View['plan']['sources']} [sources]
 */
export function reasonsOf(view, item, sources) {
  const deciding = (item.findings ?? []).filter((finding) => finding.verdict === item.verdict);
  return html`<ul class="findings">
    ${deciding.map((finding) => findingRow(view, finding, sources))}
  </ul>`;
}

/** @param {View} view @param {PlanItem} item */
function itemAnswer(view, item) {
  const findings = item.findings ?? [];
  const deciding = findings.filter((finding) => finding.verdict === item.verdict);
  const rest = findings.filter((finding) => !deciding.includes(finding));
  const { window } = item;
  return html`<div class="stack tight">
    ${view.plan.items.length > 1 ? html`<h3>${view.titled(item.line, item.quantity)}</h3>` : nothing}
    ${reasonsOf(view, item)}
    ${rest.length > 0
      ? html`<details>
          <summary>${view.t('ui.also_checked')}${icon('down', 'turn')}</summary>
          <ul class="findings">
            ${rest.map((finding) => findingRow(view, finding))}
          </ul>
        </details>`
      : nothing}
    ${window?.until && window.state === 'open' && item.verdict !== 'ineligible'
      ? html`<p class="small soft">
          ${view.t('ui.window_open', { day: view.speech.instant(window.until) })}
          <strong class="whole">${marginText(view, window.margin)}</strong>
        </p>`
      : nothing}
  </div>`;
}

/** Who confirms, and until when: nothing here is promised before that. @param {View} view */
export function provisional(view) {
  const decide =
    view.plan.deadlines.find((deadline) => deadline.stage === 'decide') ??
    view.plan.deadlines.find((deadline) => deadline.who === 'merchant');
  return html`<p class="notice">
    ${icon('info')}<span
      >${decide
        ? view.t('ui.provisional_within', { span: view.speech.span(decide) })
        : view.t('ui.provisional')}</span
    >
  </p>`;
}
