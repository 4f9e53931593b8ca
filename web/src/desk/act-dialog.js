import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { typedAmount } from './money.js';

/** Actions that ask for words; the others for a name or an amount too. */
const NEEDS_WORDS = new Set(['refuse', 'ask', 'close', 'note']);

/**
 * One decision, confirmed. A dialog of the browser: it keeps the focus and closes on Escape.
 * @param {{speech: import('../text/speech.js').Speech, action: string, file: any, staff: string[],
 *   me: {name: string, role: string}, busy: boolean, error: string,
 *   onConfirm: (form: FormData) => void, onClose: () => void}} view
 */
export function actDialog(view) {
  const { speech, action, file, busy, error } = view;
  const { t } = speech;
  const words = action !== 'assign';
  const shown = action !== 'assign' && action !== 'note';
  return html`<dialog class="dialog" aria-labelledby="act-title" @close=${view.onClose}>
    <form
      class="stack"
      @submit=${(/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        view.onConfirm(new FormData(/** @type {HTMLFormElement} */ (event.target)));
      }}
    >
      <h2 id="act-title">${t(`desk.act.${action}`)} <bdi class="number soft">${file.ticket}</bdi></h2>
      ${error ? html`<p class="error" role="alert">${icon('warning')}${t(error)}</p>` : nothing}
      ${action === 'assign' ? people(view) : nothing} ${action === 'approve' ? money(view) : nothing}
      ${words
        ? html`<div class="field">
            <label for="act-text">${t(`desk.say.${action}`)}</label>
            <textarea
              class="input"
              id="act-text"
              name="text"
              maxlength="1200"
              rows="4"
              dir="auto"
              ?required=${NEEDS_WORDS.has(action)}
            ></textarea>
            ${shown ? html`<p class="small soft">${t('desk.seen_by_customer')}</p>` : nothing}
          </div>`
        : nothing}
      <div class="row wrap">
        <button class="button primary" ?disabled=${busy}>${t('desk.do')}</button>
        <button class="button" type="button" @click=${view.onClose}>${t('desk.cancel')}</button>
      </div>
    </form>
  </dialog>`;
}

/** @param {Parameters<typeof actDialog>[0]} view */
function people({ speech, staff, me, file }) {
  const names = me.role === 'clerk' ? [me.name] : staff;
  return html`<div class="field">
    <label for="act-assignee">${speech.t('desk.to_whom')}</label>
    <select class="input" id="act-assignee" name="assignee">
      ${names.map(
        (name) =>
          html`<option value=${name} ?selected=${name === (file.assignee || me.name)}>${name}</option>`,
      )}
    </select>
  </div>`;
}

/** @param {Parameters<typeof actDialog>[0]} view */
function money({ speech, file }) {
  const { currency } = file.order;
  const quoted = Math.min(file.quote?.refund ?? 0, file.most_money);
  return html`<div class="field">
    <label for="act-amount">${speech.t('desk.amount', { most: speech.money(file.most_money) })}</label>
    <input
      class="input number"
      id="act-amount"
      name="amount"
      inputmode="decimal"
      autocomplete="off"
      required
      dir="ltr"
      .value=${typedAmount(quoted, currency)}
    />
  </div>`;
}
