import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { acknowledgementFile, factsOf } from '../modes/acknowledgement.js';
import { offerFile } from '../parts/calendar-file.js';

/**
 * What the customer may still do with a request: add something, take it back, say how it was. The intake says which
 * (`may`), and this asks nothing more.
 *
 * @typedef {import('../text/speech.js').Speech} Speech
 * @typedef {'message' | 'cancel' | 'rate'} Act
 * @typedef {{act: Act | '', busy: boolean, error: string, done: string}} Acting how the last try stands
 *
 * @typedef {object} Panel
 * @property {Speech} speech
 * @property {any} request
 * @property {Acting} acting
 * @property {(act: Act, body: Record<string, unknown>) => void} onAct
 */

const STARS = [1, 2, 3, 4, 5];

/** @param {Panel} panel */
export function requestActions(panel) {
  const { request, acting, speech } = panel;
  const may = new Set(request.may ?? []);
  return html`<div role="status" class=${acting.done ? '' : 'hidden-text'}>
      ${acting.done
        ? html`<p class="notice">${icon('tick')}<span>${speech.t(acting.done)}</span></p>`
        : nothing}
    </div>
    ${may.has('message') ? message(panel) : nothing} ${may.has('rate') ? rating(panel) : nothing}
    ${may.has('cancel') ? takeBack(panel) : nothing}`;
}

/** @param {Panel} panel @param {Act} act */
function failure({ acting, speech }, act) {
  return acting.act === act && acting.error
    ? html`<div class="notice urgent" role="alert">
        ${icon('warning')}<span>${speech.t(acting.error)}</span>
      </div>`
    : nothing;
}

/** @param {Panel} panel @param {Act} act @param {unknown} label @param {string} [kind] */
function send({ acting }, act, label, kind = '') {
  const busy = acting.busy && acting.act === act;
  return html`<div>
    <button class="button ${kind}" ?disabled=${acting.busy}>
      ${busy ? html`<span class="spinner small"></span>` : nothing}${label}
    </button>
  </div>`;
}

/** @param {SubmitEvent} event */
function typed(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  return { form, data: new FormData(form) };
}

/** @param {Panel} panel */
function message(panel) {
  const { t } = panel.speech;
  const waiting = panel.request.status === 'waiting';
  return html`<section class="card panel" id="add">
    <form
      class="stack tight"
      @submit=${(/** @type {SubmitEvent} */ event) =>
        panel.onAct('message', { text: String(typed(event).data.get('text') ?? '').trim() })}
    >
      <h2>${t(waiting ? 'request.answer' : 'request.add')}</h2>
      <label for="add-text" class="soft">${t('request.add_help')}</label>
      ${failure(panel, 'message')}
      <textarea
        class="input"
        id="add-text"
        name="text"
        rows="3"
        dir="auto"
        required
        maxlength="1300"
      ></textarea>
      ${send(panel, 'message', t('request.add_send'), waiting ? 'primary' : '')}
    </form>
  </section>`;
}

/** @param {Panel} panel */
function rating(panel) {
  const { t } = panel.speech;
  const given = panel.request.rating;
  return html`<section class="card panel" id="rate">
    <form
      class="stack tight"
      @submit=${(/** @type {SubmitEvent} */ event) => {
        const { data } = typed(event);
        panel.onAct('rate', {
          stars: Number(data.get('stars')),
          text: String(data.get('text') ?? '').trim(),
        });
      }}
    >
      <fieldset class="stack tight">
        <legend class="h2">${t('request.rate')}</legend>
        ${failure(panel, 'rate')}
        <div class="stars">
          ${STARS.map(
            (n) =>
              html`<label class="star"
                ><input type="radio" name="stars" value=${n} required ?checked=${n === given} /><span
                  >${t('request.stars', { n })}</span
                ></label
              >`,
          )}
        </div>
      </fieldset>
      <label for="rate-text" class="soft">${t('request.rate_why')}</label>
      <textarea class="input" id="rate-text" name="text" rows="2" dir="auto" maxlength="1300"></textarea>
      ${send(panel, 'rate', t('request.rate_send'), given ? '' : 'primary')}
    </form>
  </section>`;
}

/** Folded: not to be pressed by mistake, and it says first what it means. @param {Panel} panel */
function takeBack(panel) {
  const { t } = panel.speech;
  return html`<details class="card panel" id="take-back" ?open=${panel.acting.act === 'cancel'}>
    <summary>
      ${icon('repeat', 'small')}<span class="grow">${t('request.cancel')}</span>${icon('down', 'turn')}
    </summary>
    <form
      class="stack tight"
      @submit=${(/** @type {SubmitEvent} */ event) => {
        typed(event);
        panel.onAct('cancel', {});
      }}
    >
      <p>${t(panel.request.complaint ? 'request.cancel_means_complaint' : 'request.cancel_means')}</p>
      ${failure(panel, 'cancel')} ${send(panel, 'cancel', t('request.cancel_do'))}
    </form>
  </details>`;
}

/** What was said, by whom and when. @param {Speech} speech @param {any} request */
export function conversation(speech, request) {
  const said = (request.timeline ?? []).filter((/** @type {any} */ entry) => entry.text);
  if (said.length === 0) return nothing;
  return html`<section class="card panel stack tight" id="said">
    <h2>${speech.t('request.said')}</h2>
    <ul class="plain stack tight" role="list">
      ${said.map(
        (/** @type {any} */ { who, at, text }) =>
          html`<li>
            <p class="small soft">
              ${speech.t(who === 'customer' ? 'request.you' : 'request.shop')} · ${speech.instant(at)}
            </p>
            <p class="prose" dir="auto">${text}</p>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** The acknowledgement of a withdrawal, once more. @param {Speech} speech @param {any} request */
export function acknowledgement(speech, request) {
  if (!request.acknowledgement) return nothing;
  const facts = factsOf(speech, request);
  const save = () =>
    offerFile(
      acknowledgementFile(speech, facts),
      [request.ticket, 'html'].join('.'),
      'text/html;charset=utf-8',
    );
  return html`<section class="card panel stack tight" id="acknowledgement">
    <h2>${speech.t('withdrawal.done')}</h2>
    <p>${speech.t('acknowledgement.withdrawal')}</p>
    <dl class="facts">
      ${facts.map(
        ({ name, value }) =>
          html`<div>
            <dt class="small soft">${name}</dt>
            <dd><bdi class="prose">${value}</bdi></dd>
          </div>`,
      )}
    </dl>
    <div>
      <button type="button" class="button" @click=${save}>
        ${icon('document')}${speech.t('withdrawal.save')}
      </button>
    </div>
  </section>`;
}
