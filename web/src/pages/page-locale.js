import { pickLocale } from '../text/locales.js';

const REMEMBERED = 'returns-locale';

/**
 * The language that the address asks for, that this tab was opened in, that was chosen before, or that the browser
 * prefers. A link to another of our pages need not repeat what the address asked for.
 */
export function pageLocale() {
  const asked = new URLSearchParams(location.search).get('locale');
  const kept = [() => sessionStorage, () => localStorage].map(keptIn);
  const picked = pickLocale([asked, ...kept, ...navigator.languages].filter((locale) => locale !== null));
  if (asked !== null) keep(() => sessionStorage, picked);
  return picked;
}

/** @param {string} locale */
export function rememberLocale(locale) {
  for (const storage of [() => sessionStorage, () => localStorage]) keep(storage, locale);
}

/** @param {() => Storage} storage @param {string} locale */
function keep(storage, locale) {
  try {
    storage().setItem(REMEMBERED, locale);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** @param {() => Storage} storage */
function keptIn(storage) {
  try {
    return storage().getItem(REMEMBERED);
  } catch {
    return null;
  }
}
