/** Languages with complete catalogues, in the order the picker shows them. */
export const LOCALES = /** @type {const} */ (['zh-CN', 'en', 'de', 'ar']);

/** Names of the languages in themselves. */
export const LOCALE_NAMES = { 'zh-CN': '简体中文', en: 'English', de: 'Deutsch', ar: 'العربية' };

/**
 * @param {readonly string[]} wanted BCP 47 tags, best first
 * @returns {typeof LOCALES[number]}
 */
export function pickLocale(wanted) {
  for (const tag of wanted) {
    const exact = LOCALES.find((locale) => locale.toLowerCase() === tag.toLowerCase());
    if (exact) return exact;
    const language = tag.split('-')[0].toLowerCase();
    const close = LOCALES.find((locale) => locale.split('-')[0] === language);
    if (close) return close;
  }
  return 'en';
}
