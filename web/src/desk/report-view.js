import { html, nothing, svg } from 'lit';
import { icon } from '../icons/icon.js';
import { quarterName, quarterShort, quartersOf } from './quarters.js';
import { localTime, span } from './words.js';
import { watchView } from './watch-view.js';

/**
 * The report of a quarter beside the one before, and what to look at; one page to read, to print, or to take along.
 * @typedef {import('../text/speech.js').Speech} Speech
 * @typedef {{name: string, now?: number, before?: number}} Pair
 * @typedef {{speech: Speech, report: any, watch: any, onQuarter: (quarter: string) => void,
 *   onOpen: (ticket: string) => void}} ReportView
 */

const RATES = ['resolution_rate'];
const TIMES = ['mean_handling_seconds', 'median_handling_seconds'];

/** @param {ReportView} view */
export function reportView(view) {
  const { speech, report } = view;
  const { t } = speech;
  const day = new Intl.DateTimeFormat(speech.format.locale, { dateStyle: 'long', timeZone: 'UTC' });
  /** @param {string} one */
  const readable = (one) => day.format(new Date(`${one}T00:00:00Z`));
  return html`<div class="board report stack wide">
    <header class="report-head">
      <h1>${t('desk.report.title', { quarter: quarterName(speech, report.quarter) })}</h1>
      <div class="report-tools">
        <label
          ><span class="hidden-text">${t('desk.report.choose')}</span
          ><select
            @change=${(/** @type {Event} */ event) =>
              view.onQuarter(/** @type {HTMLSelectElement} */ (event.target).value)}
          >
            ${quartersOf(report).map(
              (one) =>
                html`<option value=${one} ?selected=${one === report.quarter}>
                  ${quarterName(speech, one)}
                </option>`,
            )}
          </select></label
        >
        <button class="button" @click=${() => print()}>${icon('print')}${t('desk.report.print')}</button>
        <a class="button" href="/api/v1/desk/reports/${report.quarter}/report.csv" download
          >${icon('document')}${t('desk.export')}</a
        >
      </div>
    </header>
    <p class="soft">
      ${t('desk.report.lead', {
        from: readable(report.from),
        until: readable(report.until),
        now: localTime(speech.format.locale, report.now),
      })}
    </p>
    <div class="charts">
      ${figures(view)} ${months(view)}
      ${pairs(view, t('desk.by_type'), report.lanes, (name) => named(speech, `lane.${name}`))}
      ${pairs(view, t('desk.report.reasons'), report.reasons, (name) => named(speech, name))}
      ${pairs(view, t('desk.report.outcomes'), report.outcomes, (name) => t(`desk.outcome.${name}`))}
      ${pairs(view, t('desk.report.causes'), report.causes, (name) => t(`desk.cause.${name}`))}
    </div>
    ${late(view)} ${view.watch ? watchView(view) : nothing}
  </div>`;
}

/** A merchant's own code has no sentence of ours. @param {Speech} speech @param {string} key */
function named(speech, key) {
  if (key === 'withdrawal') return speech.t('lane.withdrawal');
  return speech.has(key) ? speech.t(key) : key;
}

/** @param {ReportView} view @param {string} title @param {unknown} head @param {unknown} rows */
function tablePanel(view, title, head, rows) {
  return html`<section class="card panel">
    <table class="counts">
      <caption>
        ${title}
      </caption>
      <thead>
        ${head}
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

/** @param {ReportView} view @param {string} first */
function quarterHeads({ speech, report }, first) {
  return html`<tr>
    <th scope="col">${first}</th>
    <th scope="col" class="number"><i class="swatch now"></i> ${quarterShort(speech, report.quarter)}</th>
    <th scope="col" class="number"><i class="swatch before"></i> ${quarterShort(speech, report.before)}</th>
  </tr>`;
}

/** @param {ReportView} view */
function figures(view) {
  const { speech, report } = view;
  const { t } = speech;
  const percent = new Intl.NumberFormat(speech.format.locale, { style: 'percent', maximumFractionDigits: 1 });
  /** @param {string} name @param {number | undefined} value */
  const shown = (name, value) => {
    if (value === undefined) return t('desk.none_yet');
    if (RATES.includes(name)) return percent.format(value / 10_000);
    return TIMES.includes(name) ? span(speech.format.locale, value * 1000) : speech.format.number(value);
  };
  return tablePanel(
    view,
    t('desk.report.figures'),
    quarterHeads(view, t('desk.report.measure')),
    report.figures.map(
      (/** @type {Pair} */ one) =>
        html`<tr>
          <th scope="row">${t(`desk.figure.${one.name}`)}</th>
          <td class="number">${shown(one.name, one.now)}</td>
          <td class="number">${shown(one.name, one.before)}</td>
        </tr>`,
    ),
  );
}

/** @param {ReportView} view */
function months(view) {
  const { speech, report } = view;
  const month = new Intl.DateTimeFormat(speech.format.locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const most = Math.max(1, ...report.months.map((/** @type {any} */ one) => one.count));
  return tablePanel(
    view,
    speech.t('desk.by_month'),
    html`<tr>
      <th scope="col">${speech.t('desk.report.month')}</th>
      <th scope="col" class="number">${speech.t('desk.report.requests')}</th>
    </tr>`,
    report.months.map(
      (/** @type {{name: string, count: number}} */ one, /** @type {number} */ at) =>
        html`<tr>
          <th scope="row">
            ${month.format(new Date(`${one.name}-15T00:00:00Z`))}
            ${bars([{ value: one.count, before: at < report.months.length / 2 }], most)}
          </th>
          <td class="number">${speech.format.number(one.count)}</td>
        </tr>`,
    ),
  );
}

/** @param {ReportView} view @param {string} title @param {Pair[]} list @param {(name: string) => string} name */
function pairs(view, title, list, name) {
  const { speech } = view;
  if (list.length === 0) {
    return html`<section class="card panel">
      <h2>${title}</h2>
      <p class="soft">${speech.t('desk.none_yet')}</p>
    </section>`;
  }
  const share = new Intl.NumberFormat(speech.format.locale, { style: 'percent', maximumFractionDigits: 0 });
  /** @param {'now' | 'before'} side */
  const sum = (side) => list.reduce((total, one) => total + (one[side] ?? 0), 0);
  const sums = { now: sum('now'), before: sum('before') };
  const most = Math.max(1, ...list.flatMap((one) => [one.now ?? 0, one.before ?? 0]));
  /** @param {Pair} one @param {'now' | 'before'} side */
  const cell = (one, side) =>
    html`<td class="number">
      ${speech.format.number(one[side] ?? 0)}
      ${sums[side]
        ? html`<span class="soft share">${share.format((one[side] ?? 0) / sums[side])}</span>`
        : nothing}
    </td>`;
  return tablePanel(
    view,
    title,
    quarterHeads(view, speech.t('desk.report.what')),
    list.map(
      (one) =>
        html`<tr>
          <th scope="row">
            ${name(one.name)}
            ${bars([{ value: one.now ?? 0 }, { value: one.before ?? 0, before: true }], most)}
          </th>
          ${cell(one, 'now')} ${cell(one, 'before')}
        </tr>`,
    ),
  );
}

/** What the numbers beside it say, for the eye alone. @param {{value: number, before?: boolean}[]} values @param {number} most */
function bars(values, most) {
  return html`<svg
    class="pair"
    viewBox="0 0 100 ${values.length * 6}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${values.map(
      (one, at) =>
        svg`<rect class=${one.before ? 'before' : 'now'} x="0" y=${at * 6} height="5" width=${(one.value / most) * 100}></rect>`,
    )}
  </svg>`;
}

/** @param {ReportView} view */
function late({ speech, report, onOpen }) {
  const { t } = speech;
  return html`<section class="card panel">
    <h2>${t('desk.report.late')}</h2>
    ${report.late.length === 0
      ? html`<p class="soft row">${icon('good')}${t('desk.all_in_time')}</p>`
      : html`<ul class="plain overdue" role="list">
          ${report.late.map(
            (/** @type {any} */ one) =>
              html`<li>
                <button class="link number" @click=${() => onOpen(one.ticket)}>
                  <bdi>${one.ticket}</bdi>
                </button>
                <span>${named(speech, `lane.${one.lane}`)}</span>
                <span class="late"
                  >${t('desk.overdue_by', { when: span(speech.format.locale, one.seconds * 1000) })}</span
                >
                <span class="soft">${t(`desk.cause.${one.cause}`)}</span>
                <span class="soft"><bdi>${one.assignee}</bdi></span>
              </li>`,
          )}
        </ul>`}
  </section>`;
}
