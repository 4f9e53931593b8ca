import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { LOCALES, LOCALE_NAMES } from '../text/locales.js';

/**
 * The door, and the row above everything.
 * @typedef {import('../text/speech.js').Speech} Speech
 * @typedef {import('./desk-api.js').Staff} Staff
 * @typedef {'queue' | 'board' | 'report'} View
 */

/** @param {{speech: Speech, error: string, busy: boolean, onSignIn: (form: FormData) => void}} door */
export function doorView({ speech, error, busy, onSignIn }) {
  const { t } = speech;
  return html`<main>
    <form
      class="card sign-in"
      @submit=${(/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        onSignIn(new FormData(/** @type {HTMLFormElement} */ (event.target)));
      }}
    >
      <span class="brand"><span class="mark">${icon('repeat')}</span>${t('desk.title')}</span>
      <h1>${t('desk.sign_in')}</h1>
      <p class="soft">${t('desk.sign_in_lead')}</p>
      ${error ? html`<p class="error" role="alert">${icon('warning')}${t(error)}</p>` : nothing}
      <div class="field">
        <label for="name">${t('desk.name')}</label>
        <input class="input" id="name" name="name" autocomplete="username" autocapitalize="none" required />
      </div>
      <div class="field">
        <label for="password">${t('desk.password')}</label>
        <input
          class="input"
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
        />
      </div>
      <button class="button primary" ?disabled=${busy}>${t('desk.sign_in')}</button>
    </form>
  </main>`;
}

/**
 * @param {{speech: Speech, me: Staff, view: View, keys: boolean, onShow: (view: View) => void,
 *   onKeys: (on: boolean) => void, onLocale: (locale: string) => void, onSignOut: () => void}} head
 */
export function headView({ speech, me, view: shown, keys, onShow, onKeys, onLocale, onSignOut }) {
  const { t, locale } = speech;
  /** @param {View} view */
  const tab = (view) =>
    html`<button
      class="button"
      aria-current=${shown === view ? 'page' : nothing}
      @click=${() => onShow(view)}
    >
      ${t(`desk.${view}`)}
    </button>`;
  return html`<header class="site">
    <div class="site-row">
      <span class="brand"><span class="mark">${icon('repeat')}</span>${t('desk.title')}</span>
      <nav class="tabs">${tab('queue')}${tab('board')}${me.role === 'clerk' ? nothing : tab('report')}</nav>
      <div class="me">
        <label class="keys"
          ><input
            type="checkbox"
            .checked=${keys}
            @change=${(/** @type {any} */ event) => onKeys(event.target.checked)}
          />${t('desk.keys')}</label
        >
        <label
          ><span class="hidden-text">${t('shop.language')}</span
          ><select
            @change=${(/** @type {Event} */ event) =>
              onLocale(/** @type {HTMLSelectElement} */ (event.target).value)}
          >
            ${LOCALES.map(
              (one) =>
                html`<option value=${one} lang=${one} ?selected=${one === locale}>
                  ${LOCALE_NAMES[one]}
                </option>`,
            )}
          </select></label
        >
        <span class="who"
          ><bdi class="strong">${me.name}</bdi
          ><button class="button quiet" @click=${onSignOut}>${t('desk.sign_out')}</button></span
        >
      </div>
    </div>
  </header>`;
}
