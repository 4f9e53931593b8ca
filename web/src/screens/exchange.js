import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { setField } from '../data/draft.js';
import { read } from '../data/pointer.js';
import { picture } from '../parts/picture.js';
import { bill } from '../parts/quote.js';
import { fieldError } from './field-parts.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 * @typedef {import('../types/documents').FieldOption} FieldOption
 */

/** Which item comes instead, with what each costs more or less. @param {View} view @param {Field} field */
export function exchangeField(view, field) {
  const { plan, session, t } = view;
  const value = read(session.draft, field.path) ?? field.value;
  const item = plan.items[Number(/^\/items\/(\d+)\//.exec(field.path)?.[1] ?? 0)];
  const several = (view.screen.fields ?? []).filter((other) => other.kind === 'exchange').length > 1;
  const chosen = plan.resolutions.find((resolution) => resolution.code === session.draft.resolution);
  return html`<fieldset data-field=${field.path} class="stack tight">
    <legend class=${several ? 'h2' : 'hidden-text'}>${view.titled(item.line, item.quantity)}</legend>
    ${fieldError(view, field.path)}
    <div class="stack tight">
      ${(field.options ?? []).map((option) => {
        const id = `${view.idOf(field.path)}-${option.value}`;
        const name = view.speech.exchangeOf(item.line, option.value) ?? t(option.label);
        return html`<div class="choice ${option.value === value ? 'chosen' : ''}">
          <input
            type="radio"
            id=${id}
            name=${field.path}
            value=${option.value}
            .checked=${live(option.value === value)}
            @change=${() => session.change((draft) => setField(draft, field.path, option.value))}
          />
          <label for=${id}
            >${option.picture ? picture(view.art(option.picture), '', 'goods small') : nothing}<span
              class="grow"
              ><span class="name block">${name}</span
              ><span class="soft">${difference(view, option)}</span></span
            ></label
          >
        </div>`;
      })}
    </div>
    ${chosen?.quote && chosen.quote.lines.length > 0 && field === lastExchange(view)
      ? html`<div class="card panel">${bill(view, chosen.quote)}</div>`
      : nothing}
  </fieldset>`;
}

/** @param {View} view @param {FieldOption} option */
function difference(view, { value, difference: more }) {
  if (value === 'same') return nothing;
  if (!more) return view.t('exchange.even');
  return more > 0
    ? view.t('exchange.more', { amount: view.money(more) })
    : view.t('exchange.less', { amount: view.money(-more) });
}

/** @param {View} view */
function lastExchange(view) {
  return view.screen.fields.filter((field) => field.kind === 'exchange').at(-1);
}
