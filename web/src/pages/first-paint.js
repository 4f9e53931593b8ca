// What a page says before its modules are there: the build gives this script the words that the page marks with
// data-word, in all languages. A script of the old kind, so that it runs before the first paint and not after everything.
import { directionOf } from '../text/direction.js';
import { pageLocale } from './page-locale.js';

/** @type {Record<string, Record<string, string>>} */
const WORDS = /** @type {any} */ (globalThis).__FIRST_PAINT__;
/** Milliseconds: whatever keeps a browser from painting does not keep the page. */
const PAINTED_BY = 1000;

const locale = pageLocale();
document.documentElement.lang = locale;
document.documentElement.dir = directionOf(locale);
for (const place of document.querySelectorAll('[data-word]'))
  place.textContent = WORDS[locale][place.getAttribute('data-word') ?? ''];

// The page's module is fetched meanwhile. If it ran at once it would keep the words from the screen until it has drawn.
const entry = document.currentScript?.dataset.then;
const painted = new Promise((done) => {
  const look = (/** @type {PerformanceObserverEntryList} */ seen) => {
    if (seen.getEntriesByName('first-contentful-paint').length > 0) done(undefined);
  };
  new PerformanceObserver(look).observe({ type: 'paint', buffered: true });
  // A page that nobody sees paints nothing.
  setTimeout(done, document.hidden ? 0 : PAINTED_BY);
});
if (entry) void painted.then(() => import(entry));
