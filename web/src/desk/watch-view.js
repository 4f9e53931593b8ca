import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';

/**
 * Products and suppliers that somebody should look at; the counts stand beside each rate.
 * @typedef {import('../text/speech.js').Speech} Speech
 * @param {{speech: Speech, watch: any, onOpen: (ticket: string) => void}} view
 */
export function watchView(view) {
  const { t } = view.speech;
  return html`<section class="card panel figures">
      <h2>${t('desk.watch.products')}</h2>
      ${products(view)}
    </section>
    <section class="card panel figures">
      <h2>${t('desk.watch.suppliers')}</h2>
      ${suppliers(view)}
    </section>`;
}

/** @param {Speech} speech @param {number} basisPoints */
function percent(speech, basisPoints) {
  const format = new Intl.NumberFormat(speech.format.locale, { style: 'percent', maximumFractionDigits: 1 });
  return format.format(basisPoints / 10_000);
}

/** @param {{speech: Speech, watch: any}} view */
function products({ speech, watch }) {
  const { t } = speech;
  const limit = { rate: percent(speech, watch.alarm_rate), days: watch.days };
  if (watch.products.length === 0) {
    return html`<p class="soft row">
      ${icon('good')}${t('desk.watch.no_products', { ...limit, n: watch.products_seen })}
    </p>`;
  }
  return html`<p class="soft">${t('desk.watch.products_lead', limit)}</p>
    <table class="counts">
      <thead>
        <tr>
          <th scope="col">${t('desk.watch.product')}</th>
          <th scope="col" class="number">${t('desk.watch.complaints')}</th>
          <th scope="col" class="number">${t('desk.watch.sold')}</th>
          <th scope="col" class="number">${t('desk.watch.rate')}</th>
        </tr>
      </thead>
      <tbody>
        ${watch.products.map(
          (/** @type {any} */ one) =>
            html`<tr>
                <th scope="row">
                  ${one.title ? speech.local(one.title) : nothing} <bdi class="soft">${one.sku}</bdi>
                </th>
                <td class="number">${speech.format.number(one.complaints)}</td>
                <td class="number">${speech.format.number(one.sold)}</td>
                <td class="number strong late">${percent(speech, one.rate)}</td>
              </tr>
              ${one.one_is_enough
                ? html`<tr class="more">
                    <td class="soft small" colspan="4">${t('desk.watch.few')}</td>
                  </tr>`
                : nothing}`,
        )}
      </tbody>
    </table>`;
}

/** @param {{speech: Speech, watch: any, onOpen: (ticket: string) => void}} view */
function suppliers({ speech, watch, onOpen }) {
  const { t } = speech;
  if (watch.suppliers_seen === 0) return html`<p class="soft">${t('desk.watch.suppliers_unknown')}</p>`;
  if (watch.suppliers.length === 0) {
    return html`<p class="soft row">
      ${icon('good')}${t('desk.watch.no_suppliers', { n: watch.in_a_row })}
    </p>`;
  }
  return html`<p class="soft">${t('desk.watch.suppliers_lead', { n: watch.in_a_row, days: watch.days })}</p>
    <table class="counts">
      <thead>
        <tr>
          <th scope="col">${t('desk.watch.supplier')}</th>
          <th scope="col" class="number">${t('desk.watch.in_a_row')}</th>
          <th scope="col" class="number">${t('desk.watch.complaints')}</th>
          <th scope="col" class="number">${t('desk.watch.sold')}</th>
        </tr>
      </thead>
      <tbody>
        ${watch.suppliers.map(
          (/** @type {any} */ one) =>
            html`<tr>
                <th scope="row">
                  <bdi>${one.supplier}</bdi>
                </th>
                <td class="number strong late">${speech.format.number(one.in_a_row)}</td>
                <td class="number">${speech.format.number(one.complaints)}</td>
                <td class="number">${speech.format.number(one.sold)}</td>
              </tr>
              <tr class="more">
                <td colspan="4">
                  <span class="tickets">
                    ${one.tickets.map(
                      (/** @type {string} */ ticket) =>
                        html`<button class="link number small" @click=${() => onOpen(ticket)}>
                          <bdi>${ticket}</bdi>
                        </button>`,
                    )}
                  </span>
                </td>
              </tr>`,
        )}
      </tbody>
    </table>`;
}
