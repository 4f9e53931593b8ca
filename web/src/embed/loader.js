import { ReturnsPortalFrame } from './frame-host.js';
import { refusalDetail, watchRefusals } from './refusals.js';

/**
 * The script tag: `<script src="https://returns.example/v/1.4.2-0A1B2C3D/loader.js" integrity="…" crossorigin>`.
 * It brings `<returns-portal>` to the page: the element itself where the page lets WebAssembly run, the portal in a frame
 * otherwise. `data-mode="inline"` or `"frame"` decides instead. Its own digest vouches for that of the element, which is
 * built in here, and the element's for those of the .wasm files.
 */

/** The digest of element.js, put in by web/build.mjs. */
const ELEMENT_INTEGRITY = /** @type {string} */ (/** @type {any} */ (globalThis).__ELEMENT_INTEGRITY__);
const TAG = 'returns-portal';
const LOADED = Symbol.for('returns-portal.loader');

const scope = /** @type {any} */ (globalThis);
const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
const folder = new URL('.', script?.src ?? location.href).href;
const base = new URL('../../', folder).href;

/** @param {string} code @param {object} rest */
function complain(code, rest) {
  const detail = { code, ...rest };
  const targets = [...document.querySelectorAll(TAG)];
  for (const target of targets.length > 0 ? targets : [document]) {
    target.dispatchEvent(new CustomEvent('portal-error', { detail, bubbles: true, composed: true }));
  }
}

/** Eight bytes that are a module: does the page let any run? */
function runsWasm() {
  try {
    return !!new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    return false;
  }
}

function frame() {
  if (customElements.get(TAG)) return;
  customElements.define(
    TAG,
    class extends ReturnsPortalFrame {
      connectedCallback() {
        if (!this.hasAttribute('api-base')) this.setAttribute('api-base', base);
        super.connectedCallback();
      }
    },
  );
}

/** @param {boolean} orFrame */
function inline(orFrame) {
  const element = document.createElement('script');
  const mark = Symbol.for('returns-portal.scripts');
  const src = `${folder}element.js`;
  try {
    // One policy for everything of ours on the page: addresses of the page itself, and of this folder.
    scope[mark] ??= scope.trustedTypes?.createPolicy(TAG, {
      createScriptURL: (/** @type {string} */ url) => {
        if (url.startsWith(folder) || new URL(url).origin === location.origin) return url;
        throw new TypeError(url);
      },
    });
    element.src = scope[mark]?.createScriptURL(src) ?? src;
  } catch (error) {
    // The watcher has told which line lacks.
    return fail(orFrame, String(error));
  }
  element.type = 'module';
  element.crossOrigin = 'anonymous';
  element.integrity = ELEMENT_INTEGRITY;
  element.onerror = () => fail(orFrame, src);
  document.head.append(element);
}

/** @param {boolean} orFrame @param {string} message */
function fail(orFrame, message) {
  complain('script_refused', { message });
  if (orFrame) frame();
}

function start() {
  if (scope[LOADED] || customElements.get(TAG)) {
    complain('loaded_twice', { message: `${scope[LOADED] ?? TAG} is here already` });
    return;
  }
  scope[LOADED] = folder;
  const mode = script?.dataset.mode ?? 'auto';
  if (mode === 'frame' || (mode === 'auto' && !runsWasm())) return frame();
  const unwatch = watchRefusals(
    () => [folder],
    (line) => complain('csp', refusalDetail(line)),
  );
  void customElements.whenDefined(TAG).then(unwatch);
  inline(mode === 'auto');
}

start();
