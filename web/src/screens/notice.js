import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { helpCards } from '../parts/help.js';
import { picture } from '../parts/picture.js';

/** @typedef {import('./view.js').View} View */

const URGENT = ['emergency', 'pharmacist', 'phone'];

/** @param {import('../types/documents').Help[]} help only lines that answer at once, the most urgent first */
function urgentFirst(help) {
  return URGENT.flatMap((kind) => help.filter((line) => line.kind === kind));
}

/** Safety before money: what to do now, and whom to call. @param {View} view */
export function noticeScreen(view) {
  return html`<div class="stack">
    ${picture(view.art('states/safety.svg'), 'state-art', 'warning')}
    <ol class="steps">
      ${view.plan.notices.map(
        (notice) =>
          html`<li><span>${view.coded('notice', notice)}${noticeHelp(view, notice.code)}</span></li>`,
      )}
    </ol>
    ${helpCards(view.speech, urgentFirst(view.plan.help))}
  </div>`;
}

/** @param {View} view @param {string} code */
function noticeHelp(view, code) {
  const key = `${code.startsWith('notice.') ? code : `notice.${code}`}.help`;
  return view.has(key) ? html`<span class="block small soft">${view.t(key)}</span>` : nothing;
}

/** The same advice, kept in sight on the screens that follow. @param {View} view */
export function noticeReminder(view) {
  if (view.plan.notices.length === 0 || view.screen.step === 'notice') return nothing;
  const at = view.session.screens.findIndex((screen) => screen.step === 'notice');
  if (at < 0 || view.session.screens.findIndex((screen) => screen.id === view.screen.id) < at) return nothing;
  return html`<div class="notice caution reminder">
    ${icon('warning')}
    <span
      >${view.coded('notice', view.plan.notices[0])}
      <button type="button" class="link" @click=${() => view.session.show('notice')}>
        ${view.t('ui.read_again')}
      </button></span
    >
  </div>`;
}

/** Advice that is not urgent: beside the answer, without a screen of its own. @param {View} view */
export function adviceNotices(view) {
  if (view.session.screens.some((screen) => screen.step === 'notice')) return nothing;
  return view.plan.notices.map(
    (notice) => html`<p class="notice">${icon('info')}<span>${view.coded('notice', notice)}</span></p>`,
  );
}
