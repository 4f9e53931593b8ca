// What a shop embeds with one line: web/dist/v/VERSION-STAMP/ with the loader, the element in one file and the modules.
// The stamp is a digest of all of them, so the folder never changes and may be cached for ever. The shop's line vouches for
// the loader, the loader for the element, the element for the modules.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noPolyfills, noReader, noSkeletons, smallStyles, unindented } from './slim.mjs';

const MODULES = ['returns-core.wasm', 'returns-desk.wasm', 'returns-media.wasm'];
const TARGET = ['es2022', 'chrome105', 'firefox110', 'safari16.4'];

/** @param {Uint8Array} bytes */
const integrityOf = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/**
 * @param {string} entry
 * @param {{values: Record<string, unknown>, format: 'esm' | 'iife', alias?: Record<string, string>}} how
 */
async function bundle(entry, { values, format, alias }) {
  const define = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`globalThis.${name}`, JSON.stringify(value)]),
  );
  const options = { entryPoints: [entry], bundle: true, minify: true, write: false, legalComments: 'none' };
  const result = await build({
    ...options,
    define,
    format,
    alias,
    // A module is read as UTF-8 wherever it comes from; a plain script may not be.
    charset: format === 'esm' ? 'utf8' : 'ascii',
    target: TARGET,
    logLevel: 'warning',
    plugins: [smallStyles, noSkeletons, noPolyfills, noReader],
  });
  return unindented(result.outputFiles[0].contents);
}

/** @param {{web: string, dist: string, version: string}} options */
export async function buildScriptTag({ web, dist, version }) {
  /** @type {Record<string, Uint8Array>} */
  const modules = {};
  for (const name of MODULES) modules[name] = await readFile(join(dist, 'wasm', name));
  const digests = Object.fromEntries(MODULES.map((name) => [name, integrityOf(modules[name])]));

  const source = join(web, 'src/embed');
  const glue = ['core', 'desk', 'media'].map((name) => [
    `returns-glue/${name}`,
    join(dist, `wasm/returns-${name}.js`),
  ]);
  const element = await bundle(join(source, 'script-element.js'), {
    values: { __WASM_INTEGRITY__: digests },
    format: 'esm',
    alias: Object.fromEntries(glue),
  });
  const loader = await bundle(join(source, 'loader.js'), {
    values: { __ELEMENT_INTEGRITY__: integrityOf(element) },
    format: 'iife',
  });

  const integrity = integrityOf(loader);
  const stamp = createHash('sha256').update(integrity).digest('hex').slice(0, 8).toUpperCase();
  const path = `v/${version}-${stamp}/`;
  const folder = join(dist, path);
  await mkdir(join(folder, 'wasm'), { recursive: true });
  await writeFile(join(folder, 'loader.js'), loader);
  await writeFile(join(folder, 'element.js'), element);
  for (const name of MODULES) await cp(join(dist, 'wasm', name), join(folder, 'wasm', name));
  // For whoever writes the shop's line: a script of the merchant's, a person, a test.
  await writeFile(
    join(dist, 'v/embed.json'),
    `${JSON.stringify({ version, loader: `${path}loader.js`, integrity }, null, 2)}\n`,
  );
}
