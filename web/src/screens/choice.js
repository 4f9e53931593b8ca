import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { setField } from '../data/draft.js';
import { read } from '../data/pointer.js';
import { picture } from '../parts/picture.js';
import { effect } from './effect.js';
import { fieldError } from './field-parts.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 */

/** Illustrated answers side by side: tap the one that looks like yours. @param {View} view @param {Field} field */
export function choiceField(view, field) {
  const options = field.options ?? [];
  const value = read(view.session.draft, field.path); // newer than the plan, which follows a moment later
  const drawn = options.some((option) => option.picture);
  return html`<fieldset data-field=${field.path} class="stack tight">
    <legend class="hidden-text">${view.t(field.label)}</legend>
    ${fieldError(view, field.path)}
    <div class=${drawn ? 'drawings' : 'stack tight'}>
      ${options.map((option) => {
        const id = `${view.idOf(field.path)}-${option.value}`;
        const chosen = option.value === value;
        return html`<div class="choice ${drawn ? 'drawing' : ''} ${chosen ? 'chosen' : ''}">
          <input
            type="radio"
            id=${id}
            name=${field.path}
            value=${option.value}
            .checked=${live(chosen)}
            @change=${() => view.session.change((draft) => setField(draft, field.path, option.value))}
          />
          <label for=${id}
            >${drawn ? picture(option.picture && view.art(option.picture), '', 'question') : ''}<span
              class="name"
              >${view.t(option.label)}</span
            ></label
          >
        </div>`;
      })}
    </div>
    ${view.screen.step === 'packaging' ? effect(view, field, value) : nothing}
  </fieldset>`;
}
