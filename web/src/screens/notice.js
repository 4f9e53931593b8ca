import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';

/** @typedef {import('./view.js').View} View */

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
  if (view.session.screens.some((screen) => screen.step === 'notice')) return [];
  return view.plan.notices.map(
    (notice) => html`<p class="notice">${icon('info')}<span>${view.coded('notice', notice)}</span></p>`,
  );
}
