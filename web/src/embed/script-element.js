import { ReturnsPortalElement } from '../element/returns-portal-element.js';

/**
 * The element as the loader brings it: one file that holds all script of the portal, so that one digest vouches for it.
 * The .wasm files are read with the digests that were built in.
 */

const folder = new URL('.', import.meta.url);

/** By file name, put in by web/build.mjs. @type {Record<string, string>} */
const INTEGRITY = /** @type {any} */ (globalThis).__WASM_INTEGRITY__;

/** @type {Record<string, () => Promise<any>>} */
const GLUE = {
  'returns-core.js': () => import('returns-glue/core'),
  'returns-desk.js': () => import('returns-glue/desk'),
  'returns-media.js': () => import('returns-glue/media'),
};

ReturnsPortalElement.loading = {
  factories: Object.fromEntries(
    Object.entries(GLUE).map(([name, load]) => [name, async () => (await load()).default]),
  ),
  async read(name) {
    const response = await fetch(new URL(`wasm/${name}`, folder), {
      integrity: INTEGRITY[name],
      credentials: 'omit',
    });
    if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  },
};
ReturnsPortalElement.home = new URL('../../', folder).href;

if (!customElements.get('returns-portal')) customElements.define('returns-portal', ReturnsPortalElement);
