import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { icon } from '../icons/icon.js';
import { everyday, helpCards, helpLine } from '../parts/help.js';
import { picture } from '../parts/picture.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('../outbox/sender.js').Sending} Sending
 */

/** Carrying the request to the shop: progress, waiting, refusals, proof of who one is. @param {View} view @param {Sending} sending */
export function sendingScreen(view, sending) {
  const help = everyday(view.session.plan?.help ?? []);
  return html`${phase(view, sending)}
  ${sending.phase === 'blocked'
    ? nothing
    : html`<div class="foot small">${helpLine(view.speech, help)}</div>`}`;
}

/** @param {View} view @param {Sending} sending */
function phase(view, sending) {
  const { t } = view;
  switch (sending.phase) {
    case 'blocked':
      return blocked(view, sending);
    case 'expired':
      return expired(view);
    case 'stopped':
      return html`<div class="stack">
        ${title(view, t(view.session.entry?.posted ? 'send.stopped_posted' : 'send.stopped'))}
        <p>${t('send.kept')}</p>
        <div class="row wrap">
          <button type="button" class="button primary" @click=${() => view.session.submit()}>
            ${t('send.go_on')}
          </button>
          ${editButton(view)}
        </div>
      </div>`;
    case 'waiting':
      return waiting(view, sending);
    default:
      return working(view, sending);
  }
}

/** @param {View} view @param {string} text */
function title(view, text) {
  return html`<h1 tabindex="-1" id="title">${text}</h1>`;
}

/** @param {View} view */
function editButton(view) {
  return view.session.canEdit
    ? html`<button type="button" class="button" @click=${() => view.session.edit()}>
        ${view.t('send.edit')}
      </button>`
    : nothing;
}

/** @param {View} view @param {Sending} sending */
function working(view, sending) {
  const { t, speech } = view;
  const part = sending.total > 0 ? Math.min(1, sending.sent / sending.total) : 1;
  return html`<div class="stack">
    ${title(view, t('send.title'))}
    <p role="status">
      ${sending.phase === 'uploading'
        ? t('send.uploading', { n: sending.file, of: sending.files })
        : t('send.submitting')}
    </p>
    <div
      class="meter"
      role="progressbar"
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(part * 100)}
      aria-label=${t('send.title')}
    >
      <i
        ${ref((bar) =>
          /** @type {HTMLElement | undefined} */ (bar)?.style.setProperty('--part', part.toFixed(3)),
        )}
      ></i>
    </div>
    ${sending.total > 0
      ? html`<p class="small soft number">
          ${t('send.bytes', {
            sent: speech.format.size(sending.sent),
            total: speech.format.size(sending.total),
          })}
        </p>`
      : nothing}
    <p class="small soft">${t('send.may_close')}</p>
    <div>
      <button type="button" class="button" @click=${() => view.session.sender.stop()}>
        ${t('send.stop')}
      </button>
    </div>
  </div>`;
}

/** @param {View} view @param {Sending} sending */
function waiting(view, sending) {
  const { t } = view;
  return html`<div class="stack">
    ${picture(
      view.art(sending.status === 0 ? 'states/offline.svg' : 'states/loading.svg'),
      'state-art',
      'offline',
    )}
    ${title(view, t(sending.status === 0 ? 'send.offline' : 'send.busy'))}
    <p>${t('send.kept')}</p>
    <p class="soft number">${t('send.again_in', { n: sending.seconds ?? 0 })}</p>
    <div class="row wrap">
      <button type="button" class="button primary" @click=${() => view.session.sender.hurry()}>
        ${t('send.now')}
      </button>
      <button type="button" class="button" @click=${() => view.session.sender.stop()}>
        ${t('send.stop')}
      </button>
    </div>
  </div>`;
}

/** @param {View} view @param {Sending} sending */
function blocked(view, sending) {
  const { t } = view;
  const code = sending.refusal?.code ?? '';
  const key =
    [`refusal.${code}`, `fault.${code}`].find((candidate) => view.has(candidate)) ?? 'refusal.other';
  return html`<div class="stack">
    ${picture(view.art('states/error.svg'), 'state-art', 'warning')} ${title(view, t('send.blocked'))}
    <div class="notice urgent" role="alert">
      ${icon('warning')}<strong
        >${view.say(key, {
          status: sending.status ?? 0,
          at: sending.refusal?.at ?? '',
          ...sending.refusal?.params,
        })}</strong
      >
      <span>${t('send.kept')}</span>
    </div>
    <div class="row wrap">
      <button type="button" class="button primary" @click=${() => view.session.edit()}>
        ${t('send.edit')}
      </button>
      <button type="button" class="button" @click=${() => view.session.submit()}>${t('send.again')}</button>
    </div>
    <h2>${t('ui.ask_a_person')}</h2>
    ${helpCards(view.speech, everyday(view.session.plan?.help ?? []))}
    <p class="small soft">
      ${t('send.technical', { status: sending.status ?? 0, code, at: sending.refusal?.at ?? '' })}
    </p>
  </div>`;
}

/** @param {View} view */
function expired(view) {
  const { t } = view;
  return html`<form
    class="stack"
    @submit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const factor = new FormData(/** @type {HTMLFormElement} */ (event.target)).get('factor');
      view.local.proving?.(String(factor ?? ''));
    }}
  >
    ${title(view, t('send.prove'))}
    <p>${t('send.prove_why')}</p>
    <div class="field">
      <label for="factor">${t('lookup.factor')}</label>
      <p class="soft">${t('lookup.factor.help')}</p>
      ${view.local.proofFailed
        ? html`<p class="error" role="alert">
            ${icon('warning', 'small')}<span>${t(view.local.proofFailed)}</span>
          </p>`
        : nothing}
      <input class="input" id="factor" name="factor" dir="ltr" autocomplete="off" required />
    </div>
    <div><button class="button primary">${t('send.go_on')}</button></div>
  </form>`;
}
