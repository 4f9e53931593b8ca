import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { span } from './words.js';

/**
 * Counts, rates and what is late.
 * @typedef {import('../text/speech.js').Speech} Speech
 * @param {{speech: Speech, board: any, leads: boolean, onOpen: (ticket: string) => void}} view
 */
export function boardView({ speech, board, leads, onOpen }) {
  const { t } = speech;
  const percent = new Intl.NumberFormat(speech.format.locale, { style: 'percent', maximumFractionDigits: 1 });
  return html`<div class="board stack wide">
    <h1 class="hidden-text">${t('desk.board')}</h1>
    <div class="figures">
      ${figure(t('desk.open_count'), speech.format.number(board.open))}
      ${figure(t('desk.overdue_count'), speech.format.number(board.overdue_count), board.overdue_count > 0)}
      ${figure(
        t('desk.resolution_rate'),
        board.resolution_rate === undefined
          ? t('desk.none_yet')
          : percent.format(board.resolution_rate / 10_000),
      )}
      ${figure(
        t('desk.mean_time'),
        board.mean_handling_seconds === undefined
          ? t('desk.none_yet')
          : span(speech.format.locale, board.mean_handling_seconds * 1000),
      )}
      ${figure(
        t('desk.rating'),
        board.rating === undefined
          ? t('desk.none_yet')
          : `${speech.format.number(board.rating.hundredths / 100)} / ${speech.format.number(5)}`,
      )}
    </div>
    <div class="charts">
      ${chart(speech, t('desk.by_type'), board.lanes, (name) => t(`lane.${name}`))}
      ${chart(speech, t('desk.by_stage'), board.stages, (name) => t(`desk.stage.${name}`))}
      ${chart(speech, t('desk.by_month'), board.months, (name) =>
        new Intl.DateTimeFormat(speech.format.locale, {
          month: 'long',
          year: 'numeric',
          timeZone: 'UTC',
        }).format(new Date(`${name}-15T00:00:00Z`)),
      )}
    </div>
    <section class="card panel">
      <h2>${t('desk.overdue_list')}</h2>
      ${board.overdue.length === 0
        ? html`<p class="soft row">${icon('good')}${t('desk.all_in_time')}</p>`
        : html`<ul class="plain overdue" role="list">
            ${board.overdue.map(
              (/** @type {any} */ one) =>
                html`<li>
                  <button class="link number" @click=${() => onOpen(one.ticket)}>
                    <bdi>${one.ticket}</bdi>
                  </button>
                  <span>${t(`desk.stage.${one.stage}`)}</span>
                  <span class="late">
                    ${t('desk.overdue_by', { when: span(speech.format.locale, one.seconds * 1000) })}
                  </span>
                  <span class="soft">${t(`desk.cause.${one.cause}`)}</span>
                  <span class="soft"><bdi>${one.assignee}</bdi></span>
                </li>`,
            )}
          </ul>`}
    </section>
    ${leads
      ? html`<p>
          <a class="button" href="/api/v1/desk/tickets.csv" download
            >${icon('document')}${t('desk.export')}</a
          >
        </p>`
      : nothing}
  </div>`;
}

/** @param {string} name @param {string} value @param {boolean} [alarming] */
function figure(name, value, alarming = false) {
  return html`<div class="card figure ${alarming ? 'alarming' : ''}">
    <p class="soft small">${name}</p>
    <p class="value">${value}</p>
  </div>`;
}

/**
 * Bars that are read as a list too.
 * @param {Speech} speech @param {string} title @param {{name: string, count: number}[]} counts
 * @param {(name: string) => string} name
 */
function chart(speech, title, counts, name) {
  const most = Math.max(1, ...counts.map((one) => one.count));
  return html`<section class="card panel">
    <h2>${title}</h2>
    ${counts.length === 0 ? html`<p class="soft">${speech.t('desk.none_yet')}</p>` : nothing}
    <ul class="plain bars" role="list">
      ${counts.map(
        (one) =>
          html`<li>
            <span>${name(one.name)}</span>
            <meter min="0" max=${most} .value=${one.count} aria-hidden="true"></meter>
            <span class="number">${speech.format.number(one.count)}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}
