import { html, nothing } from 'lit';
import { partWords } from '../text/part-words.js';
import { ReturnsFilmElement } from './film-element.js';

if (!customElements.get('returns-film')) customElements.define('returns-film', ReturnsFilmElement);

/**
 * The film camera over the page, for one slot.
 * @param {import('../screens/view.js').View} view @param {import('../types/documents').Slot} slot @param {() => void} onClose
 */
export function film(view, slot, onClose) {
  return partWords(view, 'film')
    ? html`<returns-film .view=${view} .slotted=${{ ...slot }} @film-closed=${onClose}></returns-film>`
    : nothing;
}
