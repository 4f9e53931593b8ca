/** @param {string} locale @returns {'rtl' | 'ltr'} */
export function directionOf(locale) {
  return /^(ar|fa|he|ur)\b/.test(locale) ? 'rtl' : 'ltr';
}
