import { html } from 'lit';
import { icon } from '../icons/icon.js';

/**
 * A picture from the assets that may be missing: then the icon behind it shows.
 * @param {string | undefined} src @param {string} [className] @param {string} [fallback] icon name
 */
export function picture(src, className = '', fallback = 'box') {
  return html`<span class="pic ${className} ${src ? '' : 'without'}"
    >${icon(fallback)}${src
      ? html`<img src=${src} alt="" decoding="async" @error=${hide} @load=${show} />`
      : ''}</span
  >`;
}

/** @param {Event} event */
function hide(event) {
  /** @type {HTMLElement} */ (event.target).parentElement?.classList.add('without');
}

/** @param {Event} event */
function show(event) {
  /** @type {HTMLElement} */ (event.target).parentElement?.classList.remove('without');
}

/**
 * @param {import('../screens/view.js').View} view @param {string} line @param {string} [className]
 */
export function goodsPicture(view, line, className = '') {
  const found = view.order.lines.find((entry) => entry.id === line);
  return picture(found?.picture && view.art(found.picture), className);
}
