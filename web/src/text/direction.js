/** @param {string} locale @returns {'rtl' | 'ltr'} */
export function directionOf(locale) {
  return /^(ar|fa|he|ur)\b/.test(locale) ? 'rtl' : 'ltr';
}

/** A number or code that keeps its order whatever the direction of the sentence around it. @param {string} text */
export const apart = (text) => `\u2066${text}\u2069`;

/**
 * A language as Intl is asked for it: with the digits that titles, tickets and the server have. The data of some engines
 * (WebKit's on Debian) write Arabic with others, beside these.
 * @param {string} locale
 */
export const inLatinDigits = (locale) => `${locale}-u-nu-latn`;
