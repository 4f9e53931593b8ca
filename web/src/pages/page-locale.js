import { pickLocale } from '../text/locales.js';

const REMEMBERED = 'returns-locale';

/** The language that the address asks for, that was chosen before, or that the browser prefers. */
export function pageLocale() {
  const asked = new URLSearchParams(location.search).get('locale');
  return pickLocale([asked ?? '', remembered() ?? '', ...navigator.languages].filter(Boolean));
}

/** @param {string} locale */
export function rememberLocale(locale) {
  try {
    localStorage.setItem(REMEMBERED, locale);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}
