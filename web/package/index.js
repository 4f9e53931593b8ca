// The element's class, for those who choose the tag or extend it. Importing it changes nothing on the page.
export { ReturnsPortalElement } from '../src/element/returns-portal-element.js';
export { LOCALES } from '../src/text/locales.js';
