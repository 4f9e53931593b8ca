import { html, nothing } from 'lit';
import { icon, verdictIcon } from '../icons/icon.js';

/**
 * @typedef {import('../screens/view.js').View} View
 * @typedef {import('../types/documents').PlanItem} PlanItem
 * @typedef {import('../types/documents').Finding} Finding
 * @typedef {import('../types/documents').Margin} Margin
 */

/** @param {View} view @param {string} verdict */
export function verdictBadge(view, verdict) {
  return html`<span class="badge ${verdict}">${verdictIcon(verdict)}${view.t(`verdict.${verdict}`)}</span>`;
}

/** "3 days left", "2 days too late". @param {View} view @param {Margin | undefined} margin */
export function marginText(view, margin) {
  if (!margin) return '';
  const late = margin.n < 0;
  return view.t(late ? 'margin.over' : 'margin.left', {
    n: Math.abs(margin.n),
    span: view.speech.span({ n: Math.abs(margin.n), unit: margin.unit }),
  });
}

/** @param {View} view @param {Finding} finding */
function findingRow(view, finding) {
  const margin = marginText(view, finding.margin);
  return html`<li class=${finding.verdict}>
    ${verdictIcon(finding.verdict)}
    <p>${view.coded('finding', finding)}${margin ? html` <strong>${margin}</strong>` : ''}</p>
    ${sourceLine(view, finding.source)}
  </li>`;
}

/** The rule in words that can be looked up. @param {View} view @param {string | undefined} id */
export function sourceLine(view, id) {
  const source = id === undefined ? undefined : view.plan.sources[id];
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

/**
 * The answer for one item: word and icon, every reason with its margin and rule, how long it stands.
 * @param {View} view @param {PlanItem} item
 */
export function verdictCard(view, item) {
  if (!item.verdict) return nothing;
  const { window } = item;
  const findings = item.findings ?? [];
  const against = findings.filter((finding) => finding.verdict !== 'eligible');
  const first = item.verdict === 'eligible' ? findings : against;
  const rest = findings.filter((finding) => !first.includes(finding));
  return html`<section class="verdict ${item.verdict}" aria-label=${view.speech.titleOf(item.line)}>
    <p class="word">${verdictIcon(item.verdict)}<span>${view.t(`answer.${item.verdict}`)}</span></p>
    ${view.plan.items.length > 1
      ? html`<p class="small soft">${view.titled(item.line, item.quantity)}</p>`
      : nothing}
    <ul class="findings">
      ${first.map((finding) => findingRow(view, finding))}
    </ul>
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
          ${view.t('ui.window_open', { day: view.speech.day(window.until) })}
          ${marginText(view, window.margin)}
        </p>`
      : nothing}
  </section>`;
}

/** Worst first: a no is never below a yes. @param {View} view */
export function verdictCards(view) {
  const rank = { ineligible: 0, needs_review: 1, eligible: 2 };
  const items = view.plan.items.filter((item) => item.verdict);
  items.sort((a, b) => rank[a.verdict ?? 'eligible'] - rank[b.verdict ?? 'eligible']);
  return html`${items.map((item) => verdictCard(view, item))}`;
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
