import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { localTime } from './words.js';

const FAILED = ['fix', 'refused'];

/**
 * What shop systems have of this case, or why they do not; their own words as they are.
 * @param {import('./case-view.js').CaseView} view
 */
export function connectors({ speech, file, onConnector }) {
  const { t } = speech;
  return html`<ul class="history" role="list">
    ${file.connectors.map((/** @type {any} */ one) => {
      const failed = FAILED.includes(one.state);
      const when = localTime(speech.format.locale, one.done_at ?? one.again_at ?? one.created_at);
      return html`<li>
        <p>
          <bdi class="strong">${one.connector}</bdi>
          <span class="tag small"
            >${failed ? icon('warning') : nothing}${t(`desk.connector.${one.state}`)}</span
          >
        </p>
        ${one.remote ? html`<p class="small"><bdi class="number">${one.remote}</bdi></p>` : nothing}
        ${one.said ? html`<p class="quoted" dir="auto">${one.said}</p>` : nothing}
        ${one.fault
          ? html`<p class="small">
              <bdi>${one.fault}</bdi> · ${t('desk.message.attempts', { n: one.attempts })}
            </p>`
          : nothing}
        <p class="small soft">${when}</p>
        ${failed || (one.state === 'waiting' && one.fault)
          ? html`<button class="button" @click=${() => onConnector(one.connector)}>
              ${t('desk.connector.again')}
            </button>`
          : nothing}
      </li>`;
    })}
  </ul>`;
}
