/**
 * The numbers of a code, each with what there is to say of it.
 * @typedef {import('../../types/documents').FileCode} FileCode
 * @typedef {import('../../types/documents').CodeFinding} CodeFinding
 */

/** What people look for first. @type {Record<string, string[]>} number, and the findings that speak of it */
const ROWS = {
  trace: ['trace_matches', 'other_trace'],
  batch: ['batch_matches', 'other_batch', 'typed_batch', 'recalled_batch', 'separator_lost'],
  expires_on: ['expiry_matches', 'other_expiry', 'expired_on_delivery', 'expired', 'near_expiry_on_delivery'],
  made_on: [],
  gtin: ['goods_matches', 'other_goods', 'goods_not_trace', 'goods_without_batch'],
  serial: [],
};

/**
 * @param {FileCode} code @param {FileCode[]} all codes of the picture: the number of the goods is said once
 * @returns {{named: {name: string, value: string, findings: CodeFinding[]}[], others: CodeFinding[]}}
 */
export function rowsOf(code, all) {
  if (code.kind === 'goods' && all.some((other) => other.kind !== 'goods' && other.gtin === code.gtin)) {
    return { named: [], others: [] };
  }
  const plain = (/** @type {CodeFinding} */ finding) => finding.code.replace(/^code\./, '');
  const taken = new Set();
  const named = Object.entries(ROWS).flatMap(([name, about]) => {
    const value = code[/** @type {keyof FileCode} */ (name)];
    if (typeof value !== 'string') return [];
    const findings = code.findings.filter((finding) => about.includes(plain(finding)));
    findings.forEach((finding) => taken.add(finding));
    return [{ name, value: name === 'gtin' ? printed(value) : value, findings }];
  });
  return { named, others: code.findings.filter((finding) => !taken.has(finding)) };
}

/** A number of goods as it stands on the pack: fourteen digits are for data banks. @param {string} gtin */
function printed(gtin) {
  const short = /^0{6}(\d{8})$|^00(\d{12})$|^0(\d{13})$/.exec(gtin);
  return short?.slice(1).find(Boolean) ?? gtin;
}

/** A day as packs state it: with its year, without the day of the week. @param {unknown} value @param {string} locale */
export function dayOf(value, locale) {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
  const day = new Date(`${value}T12:00:00Z`);
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' }).format(day);
}

/** @param {Record<string, any>} [params] @param {string} [locale] @returns {Record<string, any>} */
export function pretty(params = {}, locale = 'en') {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{14}$/.test(value) ? printed(value) : (dayOf(value, locale) ?? value),
    ]),
  );
}
