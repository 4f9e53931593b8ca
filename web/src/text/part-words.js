/**
 * Words of a part that comes later, fetched when it is first shown. Every part has a sentence `PART.title`.
 * @typedef {import('../screens/view.js').View} View
 */

/** @type {Set<string>} */
const coming = new Set();

/** Whether they are here; if not they are fetched, and the view is drawn again when they have come. @param {View} view @param {string} part */
export function partWords(view, part) {
  const { locale, catalogue } = view.speech;
  if (view.has(`${part}.title`)) return true;
  const path = `${locale}/${part}.json`;
  if (coming.has(path)) return false;
  coming.add(path);
  fetch(view.art(`../locales/${path}`))
    .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
    .then((more) => {
      coming.delete(path);
      catalogue.learn(more);
      view.update();
    })
    // Without a connection: what they speak of is not needed to go on. The next visit tries again.
    .catch(() => {});
  return false;
}
