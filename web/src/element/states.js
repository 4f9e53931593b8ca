import { html } from 'lit';
import firstWords from '../../../assets/locales/first-words.json';
import { icon } from '../icons/icon.js';
import { pickLocale } from '../text/locales.js';

/**
 * The element's own states: loading, broken, a draft that can no longer be read.
 * @typedef {import('../text/speech.js').Speech} Speech
 */

/** A screen with nothing beside it. @param {unknown} content */
export function single(content) {
  return html`<div class="frame single"><main class="screen" part="screen">${content}</main></div>`;
}

/** @param {Speech} [speech] */
export function busyScreen(speech) {
  return html`<div class="frame single">
    <div class="busy" role="status">
      <span class="spinner"></span>${speech ? html`<p>${speech.t('ui.loading')}</p>` : ''}
    </div>
  </div>`;
}

/**
 * Nothing could be loaded, perhaps not even the words: then the few that are built in.
 * @param {Speech | undefined} speech @param {() => void} onRetry
 * @param {string} [refusal]  why the pack was not believed
 */
export function brokenScreen(speech, onRetry, refusal) {
  const builtIn =
    firstWords[pickLocale([document.documentElement.lang, ...navigator.languages].filter(Boolean))];
  const text = (/** @type {keyof typeof builtIn} */ key) => (speech ? speech.t(key) : builtIn[key]);
  return html`<div class="frame single">
    <div class="busy" role="alert">
      ${icon('offline')}
      <p>
        ${refusal && speech
          ? speech.t(refusal === 'unsupported' ? 'ui.unsupported' : 'ui.untrusted')
          : text('ui.broken')}
      </p>
      <button type="button" class="button" @click=${onRetry}>${text('ui.try_again')}</button>
    </div>
  </div>`;
}

/** @param {Speech} speech @param {import('../session/session.js').ReturnSession} session */
export function faultScreen(speech, session) {
  const { t } = speech;
  const code = session.fault?.code ?? 'not_loaded';
  return html`<div class="frame single">
    <main class="screen stack">
      <h1 tabindex="-1" id="title">${t('ui.fault_title')}</h1>
      <div class="notice urgent" role="alert">
        ${icon('warning')}<span
          >${speech.say(`fault.${code}`, { at: session.fault?.at ?? '', ...session.fault?.params })}</span
        >
      </div>
      <p>${t('ui.fault_todo')}</p>
      <div>
        <button type="button" class="button" @click=${() => session.startAnew()}>
          ${t('ui.start_anew')}
        </button>
      </div>
      <p class="small soft">
        ${t('send.technical', { status: session.fault?.document ?? '', code, at: session.fault?.at ?? '' })}
      </p>
    </main>
  </div>`;
}
