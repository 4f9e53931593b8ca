import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';

/**
 * What waits on this device, for whoever looks after it: how many, how old, how large; never whose.
 * @typedef {import('../outbox/sealed-store.js').SealedEntry} SealedEntry
 * @typedef {import('../text/speech.js').Speech} Speech
 */

/** People read this to each other: short, without letters that look alike in a UUID anyhow. @param {string} key */
export function referenceOf(key) {
  const digits = key.replaceAll('-', '').slice(0, 12).toUpperCase();
  return (digits.match(/.{1,4}/g) ?? []).join('-');
}

/** @param {Speech} speech @param {number} milliseconds */
export function ageText({ t }, milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return t('kiosk.age.now');
  if (minutes < 60) return t('kiosk.age.minutes', { n: minutes });
  if (minutes < 2880) return t('kiosk.age.hours', { n: Math.floor(minutes / 60) });
  return t('kiosk.age.days', { n: Math.floor(minutes / 1440) });
}

/** @param {Speech} speech @param {SealedEntry[]} entries @param {number} now @param {() => void} onOpen */
export function outboxChip(speech, entries, now, onOpen) {
  const { t } = speech;
  const [oldest] = entries;
  // With nothing to open it is a word and no button, which would be too pale to read.
  if (!oldest) return html`<p class="chip row">${icon('tick', 'small')}${t('kiosk.outbox.none')}</p>`;
  const text = t('kiosk.outbox.some', { n: entries.length, age: ageText(speech, now - oldest.created) });
  return html`<button type="button" class="button quiet chip" @click=${onOpen}>
    ${icon('lock', 'small')}<span>${text}</span>
  </button>`;
}

/**
 * @param {Speech} speech @param {SealedEntry[]} entries @param {number} now
 * @param {{onSend: () => void, onRetry: (key: string) => void, onExport: () => void, onClose: () => void}} actions
 */
export function outboxPanel(speech, entries, now, { onSend, onRetry, onExport, onClose }) {
  const { t } = speech;
  return html`<section class="stack">
    <h1 tabindex="-1" id="title">${t('kiosk.outbox.title')}</h1>
    <p class="soft">${t('kiosk.outbox.lead')}</p>
    <ul class="plain stack">
      ${entries.map(
        ({ key, created, size, state, attempts, refusal }) =>
          html`<li class="card panel">
            <h2 class="number"><bdi>${referenceOf(key)}</bdi></h2>
            <dl class="facts">
              <dt>${t('kiosk.outbox.age')}</dt>
              <dd>${ageText(speech, now - created)}</dd>
              <dt>${t('kiosk.outbox.size')}</dt>
              <dd>${speech.format.size(size)}</dd>
              <dt>${t('kiosk.outbox.state')}</dt>
              <dd>
                ${state === 'blocked'
                  ? t('kiosk.outbox.blocked', { code: refusal?.code || `HTTP ${refusal?.status ?? 0}` })
                  : t('kiosk.outbox.waiting', { n: attempts })}
              </dd>
            </dl>
            ${state === 'blocked'
              ? html`<div>
                  <button type="button" class="button" @click=${() => onRetry(key)}>
                    ${t('kiosk.outbox.retry')}
                  </button>
                </div>`
              : nothing}
          </li>`,
      )}
    </ul>
    <div class="row wrap">
      <button type="button" class="button primary" @click=${onSend}>
        ${icon('upload')}${t('kiosk.outbox.send')}
      </button>
      <button type="button" class="button" @click=${onExport}>${t('kiosk.outbox.export')}</button>
      <button type="button" class="button" @click=${onClose}>${t('kiosk.back')}</button>
    </div>
  </section>`;
}
