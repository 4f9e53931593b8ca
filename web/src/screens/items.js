import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { chooseQuantity } from '../data/draft.js';
import { icon } from '../icons/icon.js';
import { goodsPicture } from '../parts/picture.js';
import { marginText, outlookBadge } from '../parts/outlook.js';
import { apart } from '../text/direction.js';
import { fieldError } from './field-parts.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 * @typedef {import('../types/documents').PlanLine} PlanLine
 */

/** The goods of the order: what may go back, until when, how many. @param {View} view @param {Field} field */
export function linesField(view, field) {
  const id = view.idOf(field.path);
  return html`<fieldset
    data-field=${field.path}
    aria-describedby=${view.errorAt(field.path) ? `${id}-error` : nothing}
  >
    <legend class="hidden-text">${view.t('title.items')}</legend>
    ${fieldError(view, field.path)} ${earlier(view)}
    <div class="goods">${view.plan.lines.map((line) => goodLine(view, line))}</div>
  </fieldset>`;
}

/** @param {View} view @param {PlanLine} line */
function goodLine(view, line) {
  const { session, speech, t } = view;
  const order = view.order.lines.find((entry) => entry.id === line.line);
  if (!order) return nothing;
  const id = `line-${line.line.replaceAll(/[^a-zA-Z0-9]/g, '-')}`;
  const chosen = session.draft.items?.find((item) => item.line === line.line)?.quantity ?? 0;
  const open = line.returnable > 0;
  /** @param {number} quantity */
  const choose = (quantity) =>
    session.change((draft) =>
      chooseQuantity(
        draft,
        line.line,
        quantity,
        view.order.lines.map((entry) => entry.id),
      ),
    );
  return html`<div class="card good-line ${chosen > 0 ? 'chosen' : ''} ${open ? '' : 'closed'}">
    ${goodsPicture(view, line.line)}
    <div class="what">
      ${open
        ? html`<input
            type="checkbox"
            class="tick-box"
            id=${id}
            .checked=${live(chosen > 0)}
            aria-describedby="${id}-facts"
            @change=${(/** @type {any} */ event) => choose(event.target.checked ? 1 : 0)}
          />`
        : nothing}
      <label class="name" for=${id}>${speech.local(order.title)}</label>
      <span class="small soft number"
        >${order.gift ? t('ui.gift') : view.money(order.unit_price)} ·
        ${t('ui.pieces', { n: line.quantity })}</span
      >
      <div id="${id}-facts" class="stack tight">
        ${open && line.outlook
          ? html`<p class="facts">
              ${outlookBadge(view, line.outlook)}${line.until && line.margin && line.margin.n >= 0
                ? html`<span class="facts"
                    ><span class="soft whole">${t('ui.until', { day: speech.day(line.until) })}</span
                    ><strong class="whole">${marginText(view, line.margin)}</strong></span
                  >`
                : nothing}
            </p>`
          : nothing}
        ${line.note
          ? html`<p class="small soft">
              ${t(line.note.startsWith('note.') ? line.note : `note.${line.note}`)}
            </p>`
          : nothing}
        ${(line.held ?? []).map(
          (held) =>
            html`<p class="small soft">
              ${t('ui.held', { n: held.quantity, state: held.state })}
              <bdi class="number">${held.ticket}</bdi>
            </p>`,
        )}
      </div>
    </div>
    ${chosen > 0 && line.returnable > 1
      ? html`<div class="more">
          <div class="how-many">
            <span id="${id}-how">${t('ui.how_many', { n: line.returnable })}</span>
            <span class="stepper" role="group" aria-labelledby="${id}-how">
              <button
                type="button"
                class="round"
                aria-label=${t('ui.one_less')}
                ?disabled=${chosen <= 1}
                @click=${() => choose(chosen - 1)}
              >
                ${icon('minus')}
              </button>
              <output aria-live="polite">${chosen}</output>
              <button
                type="button"
                class="round"
                aria-label=${t('ui.one_more')}
                ?disabled=${chosen >= line.returnable}
                @click=${() => choose(chosen + 1)}
              >
                ${icon('plus')}
              </button>
            </span>
          </div>
        </div>`
      : nothing}
  </div>`;
}

/** Filed before: so that nobody files the same thing twice by mistake. @param {View} view */
function earlier(view) {
  const saved = view.session.earlier;
  return saved
    ? html`<p class="notice earlier">
        ${icon('info')}<span>${view.t('done.earlier', { ticket: apart(saved.ticket) })}</span>
      </p>`
    : nothing;
}
