import { html, nothing } from 'lit';
import { icon } from '../../icons/icon.js';
import { acceptOf } from '../../media/take-in.js';

/**
 * @typedef {import('../view.js').View} View
 * @typedef {import('../../types/documents').Slot} Slot
 */

/**
 * @param {View} view @param {Slot} slot
 * @param {{name: string, text: string, capture: boolean, replaces?: number, kinds?: string[]}} options `kinds`: only these of
 *   what the slot takes
 */
export function fileButton(view, slot, { name, text, capture, replaces, kinds = slot.kinds }) {
  return html`<span class="file-button">
    <input
      type="file"
      accept=${acceptOf({ kinds })}
      capture=${capture ? 'environment' : nothing}
      ?multiple=${!capture && slot.max > 1 && replaces === undefined}
      aria-label="${text}: ${view.t(slot.label)}"
      @change=${(/** @type {any} */ event) => {
        const files = [...event.target.files];
        event.target.value = '';
        void view.shelf.add(files, slot, replaces);
      }}
    />
    <span class="button" aria-hidden="true">${icon(name)}${text}</span>
  </span>`;
}
