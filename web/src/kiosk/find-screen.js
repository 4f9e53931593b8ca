import { html, nothing } from 'lit';
import { hasCamera } from '../camera/lens.js';
import { lookupForm } from '../element/lookup-form.js';
import { icon } from '../icons/icon.js';

/**
 * How a customer names an order: typed, or scanned from the parcel slip.
 * @typedef {import('../text/speech.js').Speech} Speech
 */

/**
 * @param {Speech} speech
 * @param {{lookup: {busy: boolean, error: string}, slip: import('../types/documents').Order | undefined,
 *   onSubmit: (number: string, factor: string) => void, onScan: () => void}} options
 */
export function findScreen(speech, { lookup, slip, onSubmit, onScan }) {
  const { t } = speech;
  return html`<section class="stack">
    <h1 tabindex="-1" id="title">${t('lookup.title')}</h1>
    ${slip
      ? html`<p class="notice">${icon('good')}<span>${t('kiosk.scan.found', { order: slip.id })}</span></p>`
      : nothing}
    ${lookupForm({ speech, what: 'order', ...lookup, onSubmit })}
    ${hasCamera()
      ? html`<div>
          <button type="button" class="button" @click=${onScan}>${icon('camera')}${t('kiosk.scan')}</button>
        </div>`
      : nothing}
  </section>`;
}

/** @param {Speech} speech @param {{onRead: (event: CustomEvent<string>) => void, onType: () => void}} options */
export function scanScreen(speech, { onRead, onType }) {
  const { t } = speech;
  return html`<section class="stack">
    <h1 tabindex="-1" id="title">${t('kiosk.scan.title')}</h1>
    <p>${t('kiosk.scan.lead')}</p>
    <returns-slip-scanner .speech=${speech} @slip-read=${onRead}></returns-slip-scanner>
    <div><button type="button" class="button" @click=${onType}>${t('kiosk.scan.type')}</button></div>
  </section>`;
}
