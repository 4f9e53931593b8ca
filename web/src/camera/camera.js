import { html } from 'lit';
import { ReturnsCameraElement } from './camera-element.js';

if (!customElements.get('returns-camera')) customElements.define('returns-camera', ReturnsCameraElement);

/**
 * The camera over the page, for one slot.
 * @param {import('../screens/view.js').View} view @param {import('../types/documents').Slot} slot @param {() => void} onClose
 */
export function camera(view, slot, onClose) {
  return html`<returns-camera
    .view=${view}
    .slotted=${{ ...slot }}
    @camera-closed=${onClose}
  ></returns-camera>`;
}
