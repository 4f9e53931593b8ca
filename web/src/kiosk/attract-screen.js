import { html, nothing } from 'lit';
import { picture } from '../parts/picture.js';
import { LOCALES, LOCALE_NAMES } from '../text/locales.js';

/**
 * What a kiosk shows while nobody is at it: an invitation, the languages, examples to try.
 * @param {import('../text/speech.js').Speech} speech
 * @param {{orders: import('../pages/shop-element.js').DemoOrder[], onBegin: () => void,
 *   onLanguage: (locale: string) => void, onOrder: (id: string, factor: string) => void}} options
 */
export function attractScreen(speech, { orders, onBegin, onLanguage, onOrder }) {
  const { t } = speech;
  return html`<section class="stack wide">
    <h1 tabindex="-1" id="title">${t('kiosk.welcome')}</h1>
    <p class="soft">${t('kiosk.lead')}</p>
    <button type="button" class="button primary start" @click=${onBegin}>${t('kiosk.start')}</button>
    <div class="languages" role="group" aria-label=${t('kiosk.language')}>
      ${LOCALES.map(
        (locale) =>
          html`<button
            type="button"
            class="button"
            lang=${locale}
            aria-pressed=${locale === speech.locale ? 'true' : 'false'}
            @click=${() => onLanguage(locale)}
          >
            ${LOCALE_NAMES[locale]}
          </button>`,
      )}
    </div>
    ${orders.length > 0
      ? html`<h2>${t('kiosk.try')}</h2>
          <div class="orders">
            ${orders.map(
              ({ id, factor, title, picture: file }) =>
                html`<button type="button" class="card order" @click=${() => onOrder(id, factor)}>
                  ${picture(file && `/assets/pictures/${file}`)}
                  <span>${speech.local(title)}<br /><bdi class="small soft number">${id}</bdi></span>
                </button>`,
            )}
          </div>`
      : nothing}
  </section>`;
}
