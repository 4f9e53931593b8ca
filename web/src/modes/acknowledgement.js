import { directionOf } from '../text/direction.js';

/**
 * The acknowledgement of a withdrawal as something to keep: its facts, and a page of its own that needs nothing else.
 * @typedef {import('../text/speech.js').Speech} Speech
 * @typedef {{name: string, value: string}} Fact
 */

/**
 * Content, date and time, to the second and kept from left to right, of the statement (Directive 2011/83/EU art. 11a(4)).
 * @param {Speech} speech @param {any} receipt a receipt, or a request as the look-up gives it
 * @returns {Fact[]}
 */
export function factsOf(speech, { ticket, acknowledgement }) {
  const { t } = speech;
  const { name, to, order, received_at, lines, reason, digest } = acknowledgement;
  const goods = lines.map((/** @type {any} */ { line, quantity }) =>
    t('ui.titled', { item: speech.titleOf(line), n: quantity }),
  );
  return [
    { name: t('done.ticket'), value: ticket },
    { name: t('withdrawal.arrived'), value: `${speech.instant(received_at)}\n\u2066${received_at}\u2069` },
    { name: t('lookup.order'), value: order },
    { name: t('field.name'), value: name },
    { name: t('withdrawal.to'), value: to },
    {
      name: t('request.goods'),
      value: goods.length > 0 ? speech.format.list(goods) : t('withdrawal.all'),
    },
    ...(reason ? [{ name: t('withdrawal.reason'), value: reason }] : []),
    { name: t('done.digest'), value: digest },
  ];
}

/** @param {Speech} speech @param {Fact[]} facts @returns {string} a page */
export function acknowledgementFile(speech, facts) {
  const { t, locale } = speech;
  const rows = facts.map(
    ({ name, value }) => `<dt>${escaped(name)}</dt><dd><bdi>${escaped(value)}</bdi></dd>`,
  );
  return `<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(t('withdrawal.done'))}</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}dt{margin-top:1rem;color:#555}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}</style>
<h1>${escaped(t('withdrawal.done'))}</h1>
<p>${escaped(t('acknowledgement.withdrawal'))}</p>
<dl>
${rows.join('\n')}
</dl>
</html>
`;
}

/** @param {string} text */
function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
