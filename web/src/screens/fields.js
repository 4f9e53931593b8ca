import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { setConsent, setField } from '../data/draft.js';
import { read } from '../data/pointer.js';
import { fieldError, helpKey } from './field-parts.js';
import { EVIDENCE, Late } from './late.js';

/**
 * The plain fields: text, one-line text, consent.
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 */

export { fieldError } from './field-parts.js';

/** Characters between two announcements of how many are left. */
const SPOKEN_STEP = 50;

/** Speaking instead of typing. */
const VOICE = new Late(() => import('../voice/voice.js'));

/** @type {Record<string, {type?: string, inputmode?: string, autocomplete?: string, dir?: string}>} */
const LINE_FORMATS = {
  phone: { type: 'tel', inputmode: 'tel', autocomplete: 'tel', dir: 'ltr' },
  email: { type: 'email', inputmode: 'email', autocomplete: 'email', dir: 'ltr' },
  name: { autocomplete: 'name', dir: 'auto' },
  batch: { autocomplete: 'off', dir: 'ltr' },
};

/** @param {View} view @param {Field} field @param {boolean} [helped] whether its help stands at the field */
function describedBy(view, field, helped = true) {
  const id = view.idOf(field.path);
  const parts = [
    helped && helpKey(view, field) ? `${id}-help` : '',
    view.errorAt(field.path) ? `${id}-error` : '',
  ];
  return parts.filter(Boolean).join(' ') || nothing;
}

/** @param {View} view @param {Field} field @param {{alone: boolean}} options */
export function textField(view, field, { alone }) {
  const id = view.idOf(field.path);
  const left =
    field.max_length === undefined ? undefined : field.max_length - [...current(view, field)].length;
  const help = helpKey(view, field);
  return html`<div class="field">
    <label for=${id} class=${alone ? 'hidden-text' : ''}>${labelText(view, field)}</label>
    ${help && !alone ? html`<p class="soft" id="${id}-help">${view.t(help)}</p>` : nothing}
    ${fieldError(view, field.path)}
    <textarea
      class="input"
      id=${id}
      dir="auto"
      rows="5"
      .value=${live(current(view, field))}
      aria-invalid=${view.errorAt(field.path) ? 'true' : 'false'}
      aria-describedby=${describedBy(view, field, !alone)}
      @input=${(/** @type {any} */ event) =>
        view.session.change((draft) => setField(draft, field.path, event.target.value))}
    ></textarea>
    ${left !== undefined && left < 200 ? room(view, left) : nothing}
    ${VOICE.ahead(view) ? VOICE.show(view, ({ voice }) => voice(view, field)) : nothing}
  </div>`;
}

/**
 * How much more fits, or how much is too much. Read aloud in steps: not with every letter.
 * @param {View} view @param {number} left negative when too much was written
 */
function room(view, left) {
  const say = (/** @type {number} */ n) =>
    view.t(n < 0 ? 'ui.characters_over' : 'ui.characters_left', { n: Math.abs(n) });
  const step = Math.sign(left) * Math.ceil(Math.abs(left) / SPOKEN_STEP) * SPOKEN_STEP;
  return html`<p class="small ${left < 0 ? 'error' : 'soft'}" aria-hidden="true">${say(left)}</p>
    <p class="hidden-text" aria-live="polite">${say(step)}</p>`;
}

/** What has been typed, which may be newer than the plan. @param {View} view @param {Field} field @returns {string} */
function current(view, field) {
  return read(view.session.draft, field.path) ?? '';
}

/** @param {View} view @param {Field} field */
function labelText(view, field) {
  const label = view.t(field.label);
  return field.required ? label : view.t('ui.optional', { label });
}

/** @param {View} view @param {Field} field */
export function lineField(view, field) {
  const id = view.idOf(field.path);
  const format = LINE_FORMATS[field.format ?? ''] ?? {};
  const help = helpKey(view, field);
  const about = /^\/items\/(\d+)\//.exec(field.path);
  const line = about && view.plan.items.length > 1 ? view.lineOf({ item: Number(about[1]) }) : undefined;
  return html`<div class="field">
    <label for=${id}
      >${labelText(view, field)}${line
        ? html`<span class="soft"> · ${view.speech.titleOf(line)}</span>`
        : nothing}</label
    >
    ${help ? html`<p class="soft" id="${id}-help">${view.t(help)}</p>` : nothing}
    ${fieldError(view, field.path)}
    <input
      class="input"
      id=${id}
      type=${format.type ?? 'text'}
      inputmode=${format.inputmode ?? nothing}
      autocomplete=${field.autocomplete ?? format.autocomplete ?? 'off'}
      dir=${format.dir ?? 'auto'}
      enterkeyhint="next"
      .value=${live(current(view, field))}
      aria-invalid=${view.errorAt(field.path) ? 'true' : 'false'}
      aria-describedby=${describedBy(view, field)}
      @input=${(/** @type {any} */ event) =>
        view.session.change((draft) => setField(draft, field.path, event.target.value))}
    />
    ${field.format === 'batch' && EVIDENCE.ahead(view)
      ? EVIDENCE.show(view, ({ batchFromPhoto }) => batchFromPhoto(view, field))
      : nothing}
  </div>`;
}

/** @param {View} view @param {Field} field */
export function consentField(view, field) {
  const id = view.idOf(field.path);
  const help = helpKey(view, field);
  const option = field.option ?? '';
  return html`<div class="field">
    ${fieldError(view, field.path)}
    <div class="card">
      <label class="consent"
        ><input
          type="checkbox"
          id=${id}
          .checked=${live((view.session.draft.consents ?? []).includes(option))}
          aria-invalid=${view.errorAt(field.path) ? 'true' : 'false'}
          aria-describedby=${describedBy(view, field)}
          @change=${(/** @type {any} */ event) =>
            view.session.change((draft) => setConsent(draft, option, event.target.checked))}
        />
        <span
          ><span class="label">${view.t(field.label)}</span>${help
            ? html`<br /><span class="soft small" id="${id}-help">${view.t(help)}</span>`
            : nothing}</span
        ></label
      >
    </div>
  </div>`;
}
