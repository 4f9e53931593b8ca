import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { calendarText, offerFile } from '../parts/calendar-file.js';
import { everyday, helpCards } from '../parts/help.js';
import { picture } from '../parts/picture.js';
import { qr } from '../parts/qr.js';
import { timeline } from '../parts/timeline.js';

/** @typedef {import('../types/documents').Deadline} Deadline */

/**
 * The receipt: ticket, timeline, what to do with the parcel.
 * @param {object} options
 * @param {import('../text/speech.js').Speech} options.speech
 * @param {(path: string) => string} options.art
 * @param {import('../storage/database.js').SavedReceipt} options.saved
 * @param {string} options.link where the request can be looked up
 * @param {() => void} options.onCopy
 * @param {boolean} options.copied
 * @param {() => void} [options.onLeave]
 */
export function doneScreen({ speech, art, saved, link, onCopy, copied, onLeave }) {
  const { t } = speech;
  const { receipt, plan } = saved;
  const deadlines = receipt.deadlines ?? plan?.deadlines ?? [];
  const dated = deadlines.filter((/** @type {Deadline} */ deadline) => deadline.due);
  return html`<div class="stack wide">
    <div class="ticket">
      ${picture(art('states/done.svg'), 'state-art', 'good')}
      <h1 tabindex="-1" id="title">${t('done.title')}</h1>
      <p>${t('done.ticket')}</p>
      <p class="code" id="ticket">${receipt.ticket}</p>
      <div class="row wrap no-print">
        <button type="button" class="button" @click=${onCopy}>
          ${icon(copied ? 'tick' : 'copy')}${t(copied ? 'done.copied' : 'done.copy')}
        </button>
        ${dated.length > 0
          ? html`<button type="button" class="button" @click=${() => keepDates(speech, receipt, dated)}>
              ${icon('calendar')}${t('done.calendar')}
            </button>`
          : nothing}
        <button type="button" class="button" @click=${() => window.print()}>
          ${icon('print')}${t('done.print')}
        </button>
      </div>
    </div>
    <section class="card panel way-back">
      ${qr(link, t('done.qr'))}
      <div class="stack tight">
        <h2>${t('done.later')}</h2>
        <p class="soft">${t('done.later_how')}</p>
        <p class="no-print"><a href=${link}>${t('done.look_up')}</a></p>
        <p class="only-print small"><bdi>${link}</bdi></p>
      </div>
    </section>
    ${nextSteps(speech, plan?.next ?? [])}
    <section class="card panel">
      <h2>${t('ui.dates')}</h2>
      ${timeline(speech, deadlines, [{ what: t('done.received'), at: receipt.received_at }])}
    </section>
    ${receipt.quote && (receipt.quote.refund > 0 || receipt.quote.coupon)
      ? html`<section class="card panel">
          <h2>${t(`resolution.${receipt.quote.resolution}`)}</h2>
          <p class="h1 number">${speech.money(receipt.quote.refund || (receipt.quote.coupon ?? 0))}</p>
          <p class="soft">${t('done.same_amount')}</p>
        </section>`
      : nothing}
    <section class="stack no-print">
      <h2>${t('ui.ask_a_person')}</h2>
      ${helpCards(speech, everyday(plan?.help ?? []))}
    </section>
    <p class="small soft">${t('done.digest')} <bdi class="number">${receipt.digest.slice(0, 16)}</bdi></p>
    ${onLeave
      ? html`<div class="no-print">
          <button type="button" class="button" @click=${onLeave}>${t('done.leave')}</button>
        </div>`
      : nothing}
  </div>`;
}

/** @param {import('../text/speech.js').Speech} speech @param {import('../types/documents').Receipt} receipt @param {Deadline[]} dated */
function keepDates(speech, receipt, dated) {
  const entries = dated.map(({ stage, due }) => ({
    stage,
    due: due ?? '',
    summary: `${speech.t(`stage.${stage}`)} · ${receipt.ticket}`,
  }));
  const text = calendarText({ ticket: receipt.ticket, stamp: receipt.received_at, entries });
  offerFile(text, `${receipt.ticket}.ics`, 'text/calendar');
}

/** What happens and what to do, in order. @param {import('../text/speech.js').Speech} speech @param {import('../types/documents').Coded[]} next */
export function nextSteps(speech, next) {
  if (next.length === 0) return nothing;
  return html`<section class="stack">
    <h2>${speech.t('ui.what_next')}</h2>
    <ol class="steps calm">
      ${next.map((step) => html`<li>${speech.coded('next', step.code, step.params)}</li>`)}
    </ol>
  </section>`;
}
