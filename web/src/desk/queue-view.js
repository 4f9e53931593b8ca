import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { customerOf, isOverdue } from './filter.js';
import { relative, span } from './words.js';

/**
 * @typedef {import('./desk-api.js').Row} Row
 * @typedef {import('./filter.js').Filter} Filter
 * @typedef {import('../text/speech.js').Speech} Speech
 */

const GRADE_ICONS = /** @type {Record<string, string>} */ ({ red: 'warning', orange: 'caution' });

/** By word and icon, never by colour alone. @param {Speech} speech @param {string} grade */
export function gradeBadge(speech, grade) {
  return html`<span class="badge grade ${grade}"
    >${icon(GRADE_ICONS[grade] ?? 'info', 'small')}${speech.t(`grade.${grade}`)}</span
  >`;
}

/** @param {Speech} speech @param {Row} row @param {number} now */
export function dueText(speech, row, now) {
  if (row.stage === 'closed') return speech.t('desk.stage.closed');
  if (!row.due_at) return speech.t('desk.no_due');
  const left = Date.parse(row.due_at) - now;
  return left < 0
    ? speech.t('desk.overdue_by', { when: span(speech.format.locale, -left) })
    : speech.t('desk.due', { when: relative(speech.format.locale, left) });
}

/**
 * @param {{speech: Speech, rows: Row[], lanes: string[], filter: Filter, chosen: string, now: number,
 *   onFilter: (part: Partial<Filter>) => void, onChoose: (ticket: string) => void}} view
 */
export function queueView(view) {
  const { speech, rows } = view;
  return html`<section class="queue" aria-label=${speech.t('desk.queue')}>
    ${filters(view)}
    <p class="count small soft" role="status">${speech.t('desk.count', { n: rows.length })}</p>
    ${rows.length === 0
      ? html`<p class="empty soft">${speech.t('desk.empty')}</p>`
      : html`<ul class="rows" role="list">
          ${rows.map((row) => line(view, row))}
        </ul>`}
  </section>`;
}

/** @param {Parameters<typeof queueView>[0]} view */
function filters({ speech, lanes, filter, onFilter }) {
  const { t } = speech;
  /** @param {keyof Filter} name @param {string} label @param {[string, string][]} options */
  const choose = (name, label, options) =>
    html`<label class="pick"
      ><span class="small soft">${label}</span
      ><select
        .value=${String(filter[name])}
        @change=${(/** @type {Event} */ event) => {
          const { value } = /** @type {HTMLSelectElement} */ (event.target);
          onFilter({ [name]: name === 'days' ? Number(value) : value });
        }}
      >
        ${options.map(
          ([value, text]) =>
            html`<option value=${value} ?selected=${value === String(filter[name])}>${text}</option>`,
        )}
      </select></label
    >`;
  return html`<div class="filters">
    <label class="search"
      >${icon('search', 'small')}<span class="hidden-text">${t('desk.search')}</span
      ><input
        id="search"
        type="search"
        autocomplete="off"
        placeholder=${t('desk.search')}
        .value=${filter.text}
        @input=${(/** @type {Event} */ event) =>
          onFilter({ text: /** @type {HTMLInputElement} */ (event.target).value })}
    /></label>
    <div class="picks">
      ${choose('state', t('desk.filter_state'), [
        ['open', t('desk.open_ones')],
        ['mine', t('desk.mine')],
        ['overdue', t('desk.overdue')],
        ['closed', t('desk.closed_ones')],
        ['', t('desk.any')],
      ])}
      ${choose('grade', t('desk.filter_grade'), [
        ['', t('desk.any')],
        ...['red', 'orange', 'ordinary'].map(
          (grade) => /** @type {[string, string]} */ ([grade, t(`grade.${grade}`)]),
        ),
      ])}
      ${choose('lane', t('desk.filter_lane'), [
        ['', t('desk.any')],
        ...lanes.map((lane) => /** @type {[string, string]} */ ([lane, t(`lane.${lane}`)])),
      ])}
      ${choose('days', t('desk.filter_time'), [
        ['0', t('desk.any')],
        ['1', t('desk.today')],
        ['7', t('desk.week')],
        ['30', t('desk.month')],
      ])}
    </div>
  </div>`;
}

/** @param {Parameters<typeof queueView>[0]} view @param {Row} row */
function line({ speech, chosen, now, onChoose }, row) {
  const { t } = speech;
  const late = isOverdue(row, now);
  return html`<li>
    <button
      class="line ${row.grade}"
      aria-current=${row.ticket === chosen ? 'true' : nothing}
      data-ticket=${row.ticket}
      @click=${() => onChoose(row.ticket)}
    >
      <span class="line-top"
        ><bdi class="number">${row.ticket}</bdi
        ><span class="due ${late ? 'late' : ''}">${dueText(speech, row, now)}</span></span
      >
      <span class="line-mid">${t(`lane.${row.lane}`)}${gradeBadge(speech, row.grade)}</span>
      <span class="line-low small soft"
        ><span>${t(`desk.status.${row.status}`)}</span><span aria-hidden="true">·</span
        ><span>${row.assignee || t('desk.nobody')}</span><span aria-hidden="true">·</span
        ><bdi>${customerOf(row.ticket)}</bdi></span
      >
    </button>
  </li>`;
}
