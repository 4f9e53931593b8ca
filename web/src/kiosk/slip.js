import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { qr } from '../parts/qr.js';
import { referenceOf } from './outbox-panel.js';

/** @type {Intl.DateTimeFormatOptions} */
const KEPT_AT = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' };

/**
 * The end of a session, to read and to print on a narrow roll. It says nothing about the person: number, time, a link.
 * @typedef {import('../outbox/courier.js').Outcome} Outcome
 *
 * @param {import('../text/speech.js').Speech} speech
 * @param {{key: string, created: number, outcome?: Outcome}} kept
 * @param {(ticket: string) => string} linkOf
 * @param {() => void} onFinish
 */
export function slip(speech, { key, created, outcome }, linkOf, onFinish) {
  const { t } = speech;
  const phase =
    { delivered: 'sent', blocked: 'blocked', waiting: 'kept' }[outcome?.phase ?? 'waiting'] ?? 'kept';
  const ticket = outcome?.receipt?.ticket;
  return html`<section class="stack slip">
    ${icon(phase === 'blocked' ? 'warning' : phase === 'sent' ? 'tick' : 'lock', 'big')}
    <h1 tabindex="-1" id="title" aria-live="polite">${t(`kiosk.done.${phase}`)}</h1>
    <p>${t(`kiosk.done.${phase}_text`)}</p>
    <dl class="facts">
      ${ticket
        ? html`<dt>${t('kiosk.ticket')}</dt>
            <dd class="code"><bdi>${ticket}</bdi></dd>`
        : nothing}
      <dt>${t('kiosk.reference')}</dt>
      <dd class="code"><bdi>${referenceOf(key)}</bdi></dd>
      <dt>${t('kiosk.kept_at')}</dt>
      <dd><bdi>${new Date(created).toLocaleString(speech.format.locale, KEPT_AT)}</bdi></dd>
    </dl>
    ${ticket
      ? html`<div class="way-back">
          ${qr(linkOf(ticket), t('kiosk.qr'))}
          <p>${t('kiosk.qr')}</p>
        </div>`
      : nothing}
    <div class="row wrap no-print">
      <button type="button" class="button" @click=${() => window.print()}>
        ${icon('print')}${t('kiosk.print')}
      </button>
      <button type="button" class="button primary" @click=${onFinish}>${t('kiosk.finish')}</button>
    </div>
  </section>`;
}
