import { html, nothing } from 'lit';
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
