import { html, nothing } from 'lit';
import { icon } from '../icons/icon.js';
import { sourceLine } from './verdict.js';

/**
 * @typedef {import('../screens/view.js').View} View
 * @typedef {import('../types/documents').Quote} Quote
 * @typedef {import('../types/documents').QuoteLine} QuoteLine
 */

/** The headline of a quote: money, a coupon, or neither. @param {View} view @param {Quote | undefined} quote */
export function amount(view, quote) {
  if (!quote) return nothing;
  if (quote.refund > 0) return html`<span class="amount">${view.money(quote.refund)}</span>`;
  if (quote.credit) return html`<span class="amount">${view.money(quote.credit)}</span>`;
  if (quote.coupon) return html`<span class="amount">${view.money(quote.coupon)}</span>`;
  return nothing;
}

/** Freight, tender and time in short lines. @param {View} view @param {Quote} quote */
export function terms(view, quote) {
  const { t } = view;
  const rows = [];
  if (quote.due) rows.push(['card', t('terms.due', { amount: view.money(quote.due) })]);
  if (quote.credit) rows.push(['coupon', t('terms.credit', { amount: view.money(quote.credit) })]);
  for (const { kind, amount: part, units } of quote.tenders ?? []) {
    if (part === 0) continue;
    const values = { tender: t(`tender.${kind}`), amount: view.money(part) };
    rows.push([
      'card',
      units
        ? t('terms.units_to_tender', { ...values, units })
        : t('terms.to_tender', { ...values, parts: quote.tenders?.length ?? 1 }),
    ]);
  }
  const coupons = quote.returned_coupons?.length ?? 0;
  if (coupons > 0) rows.push(['coupon', t('terms.coupon_back', { n: coupons })]);
  if (quote.coupon) rows.push(['coupon', t('terms.coupon_too', { amount: view.money(quote.coupon) })]);
  if (quote.time) {
    rows.push([
      'late',
      t('terms.when', { span: view.speech.span(quote.time), from: t(`from.${quote.time.from}`) }),
    ]);
  }
  for (const leg of quote.freight ?? []) {
    const key = `freight.${leg.leg}.${leg.payer}`;
    rows.push([
      'truck',
      t(key, {
        estimate: leg.estimate === undefined ? '' : view.money(leg.estimate),
        known: leg.estimate === undefined ? 'no' : 'yes',
      }),
    ]);
  }
  if (rows.length === 0) return nothing;
  return html`<ul class="terms">
    ${rows.map(([name, text]) => html`<li>${icon(name)}<span>${text}</span></li>`)}
  </ul>`;
}

/** Every line of the amount, with its sign. @param {View} view @param {Quote} quote */
export function bill(view, quote) {
  const money = quote.lines.filter((line) => line.kind !== 'coupon');
  const coupons = quote.lines.filter((line) => line.kind === 'coupon');
  return html`<table class="bill">
    <caption class="hidden-text">
      ${view.t('ui.why_amount')}
    </caption>
    <tbody>
      ${money.map((line) => billRow(view, line))}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">${view.t(quote.due ? 'bill.due' : quote.credit ? 'bill.credit' : 'bill.total')}</th>
        <td>${view.money(quote.due ?? quote.credit ?? quote.refund)}</td>
      </tr>
      ${coupons.map((line) => billRow(view, line))}
    </tfoot>
  </table>`;
}

/** Fees have names of their own. @param {View} view @param {QuoteLine} line */
function label(view, line) {
  const fee = `fee.${line.fee}`;
  return view.t(line.fee && view.has(fee) ? fee : `quote.${line.code}`);
}

/** What a line is for in a sentence, and the law or promise it stands on. @param {View} view @param {QuoteLine} line */
function why(view, line) {
  const key = `quote.${line.code}.why`;
  return html`${view.speech.has(key) ? html`<p class="why">${view.t(key)}</p>` : nothing}${sourceLine(
    view,
    line.source,
  )}`;
}

/** @param {View} view @param {QuoteLine} line */
function billRow(view, line) {
  const sign =
    line.amount < 0
      ? view.speech.format.signedMoney(line.amount, view.plan.currency)
      : view.money(line.amount);
  const about = line.line === undefined ? '' : view.titled(line.line, line.quantity ?? 1, line.exchange);
  return html`<tr>
    <th scope="row">
      ${label(view, line)}${about ? html`<span class="soft"> · ${about}</span>` : nothing}${why(view, line)}
    </th>
    <td>${sign}</td>
  </tr>`;
}
