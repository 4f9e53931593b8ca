import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { lookupError } from '../net/lookup-error.js';

/**
 * Number and second factor; pasting is welcome, nothing has to be remembered.
 * @param {object} options
 * @param {import('../text/speech.js').Speech} options.speech
 * @param {'order' | 'ticket'} options.what
 * @param {boolean} options.busy
 * @param {string} [options.error] a key
 * @param {(number: string, factor: string) => void} options.onSubmit
 */
export function lookupForm({ speech, what, busy, error, onSubmit }) {
  const { t } = speech;
  return html`<form
    class="stack"
    @submit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
      onSubmit(String(data.get('number') ?? '').trim(), String(data.get('factor') ?? '').trim());
    }}
  >
    ${error
      ? html`<div class="notice urgent" role="alert">${icon('warning')}<span>${t(error)}</span></div>`
      : nothing}
    <div class="field">
      <label for="number">${t(`lookup.${what}`)}</label>
      <p class="small soft" id="number-help">${t(`lookup.${what}.help`)}</p>
      <input
        class="input"
        id="number"
        name="number"
        dir="ltr"
        required
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        aria-describedby="number-help"
      />
    </div>
    <div class="field">
      <label for="factor">${t('lookup.factor')}</label>
      <p class="small soft" id="factor-help">${t('lookup.factor.help')}</p>
      <input
        class="input"
        id="factor"
        name="factor"
        dir="ltr"
        required
        autocomplete="off"
        aria-describedby="factor-help"
      />
    </div>
    <div>
      <button class="button primary" ?disabled=${busy}>
        ${busy ? html`<span class="spinner small"></span>` : icon('search')}${t('lookup.find')}
      </button>
    </div>
  </form>`;
}

/**
 * The same as the element's own screen, until an order is found.
 * @param {import('../modes/modes.js').Opening} opening
 * @returns {import('../modes/modes.js').Beside}
 */
export function open({ host, speech, api }) {
  let state = { busy: false, error: '' };
  /** @param {typeof state} next */
  const become = (next) => {
    state = next;
    host.requestUpdate();
  };
  const onSubmit = async (/** @type {string} */ number, /** @type {string} */ factor) => {
    become({ busy: true, error: '' });
    try {
      Object.assign(host, await api.lookUpOrder(number, factor));
      become({ busy: false, error: '' });
    } catch (error) {
      become({ busy: false, error: lookupError(error) });
    }
  };
  const render = () =>
    html`<div class="title" part="title"><h1 tabindex="-1" id="title">${speech.t('lookup.title')}</h1></div>
      ${lookupForm({ speech, what: 'order', ...state, onSubmit })}`;
  return { render };
}
