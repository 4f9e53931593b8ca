// Bundles the shell into web/dist: what the intake serves at `/`. Runs on Node 18.20 and later.
//   node web/build.mjs            everything, minified
//   node web/build.mjs --check    fails when the wasm artefacts are not there yet
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOffline } from './build-offline.mjs';
import { buildScriptTag } from './build-script-tag.mjs';
import { LOCALES } from './src/text/locales.js';
import { afterTheElement, noPolyfills, noSkeletons, smallStyles, unindented } from './slim.mjs';

const web = dirname(fileURLToPath(import.meta.url));
const root = dirname(web);
const dist = join(web, 'dist');

await rm(dist, { recursive: true, force: true });
await mkdir(join(dist, 'wasm'), { recursive: true });

const result = await build({
  entryPoints: {
    shop: join(web, 'src/pages/shop.js'),
    request: join(web, 'src/pages/request.js'),
    kiosk: join(web, 'src/kiosk/kiosk.js'),
    desk: join(web, 'src/desk/desk.js'),
    'returns-portal': join(web, 'src/element/define.js'),
    embed: join(web, 'src/embed/frame-page.js'),
  },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022', 'chrome105', 'firefox110', 'safari16.4'],
  minify: true,
  sourcemap: 'linked',
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  metafile: true,
  plugins: [afterTheElement, smallStyles, noSkeletons, noPolyfills],
  logLevel: 'warning',
});
for (const file of Object.keys(result.metafile.outputs).filter((name) => name.endsWith('.js')))
  await writeFile(file, unindented(await readFile(file)));
// What weighs what, for the byte budget test and for people.
await writeFile(join(dist, 'meta.json'), JSON.stringify(result.metafile));

for (const file of ['page.css', 'embed.css', 'kiosk.css', 'plain.css'])
  await cp(join(web, file), join(dist, file));
const outputs = Object.fromEntries(
  Object.entries(result.metafile.outputs).map(([path, output]) => [relative(dist, resolve(path)), output]),
);
const ENTRY = /<script type="module" src="\/([^"]+)">(?:<\/script>)?/;
const words = new Set();
for (const file of ['index.html', 'request.html', 'embed.html', 'desk.html', 'kiosk.html']) {
  const html = await readFile(join(web, file), 'utf8');
  for (const [, key] of html.matchAll(/data-word="([^"]+)"/g)) words.add(key);
  await writeFile(
    join(dist, file),
    html.includes('data-word') ? painted(html) : html.replace(ENTRY, preloaded),
  );
}

await build({
  entryPoints: { 'first-paint': join(web, 'src/pages/first-paint.js') },
  outdir: dist,
  bundle: true,
  format: 'iife',
  target: ['es2022', 'chrome105', 'firefox110', 'safari16.4'],
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  define: { 'globalThis.__FIRST_PAINT__': JSON.stringify(await firstPaint()) },
  logLevel: 'warning',
});

/** The marked words in every language. */
async function firstPaint() {
  const sentences = async (/** @type {string} */ locale) =>
    JSON.parse(await readFile(join(root, 'assets/locales', locale, 'shell.json'), 'utf8'));
  return Object.fromEntries(
    await Promise.all(
      LOCALES.map(async (locale) => {
        const all = await sentences(locale);
        return [locale, Object.fromEntries([...words].map((key) => [key, all[key]]))];
      }),
    ),
  );
}

/** A page with first words: its module is fetched as early, and runs when they have been painted (first-paint.js). */
function painted(/** @type {string} */ html) {
  const [tag, entry] = ENTRY.exec(html) ?? [];
  if (!entry) throw new Error('a page with first words and without a module');
  const preloads = preloaded(`<link rel="modulepreload" href="/${entry}" />`, entry);
  return html.replace(tag, preloads).replace('src="/first-paint.js"', `$& data-then="/${entry}"`);
}

/** A page's script with what it imports asked for at once: found one after another, each costs a phone a trip. */
function preloaded(/** @type {string} */ tag, /** @type {string} */ entry) {
  const found = new Set();
  const visit = (/** @type {string} */ name) => {
    for (const { path, kind } of outputs[name]?.imports ?? []) {
      const chunk = relative(dist, resolve(path));
      if (kind !== 'import-statement' || found.has(chunk)) continue;
      found.add(chunk);
      visit(chunk);
    }
  };
  visit(entry);
  const links = [...found].map((name) => `<link rel="modulepreload" href="/${name}" />`);
  return [...links, tag].join('\n    ');
}

/** @param {string} code  a module without imports that would have to be followed */
async function minified(code) {
  return (await transform(code, { minify: true, format: 'esm', target: 'es2022', legalComments: 'none' }))
    .code;
}

// The wasm folder is served file by file: modules, workers, and what Emscripten made.
const artefacts = [join(root, 'wasm'), join(root, 'build/wasm')];
for (const folder of artefacts) {
  if (!existsSync(folder)) continue;
  for (const name of await readdir(folder)) {
    const [from, to] = [join(folder, name), join(dist, 'wasm', name)];
    if (name.endsWith('.wasm')) await cp(from, to);
    // Emscripten leaves a quarter of its glue's weight on the road.
    if (name.endsWith('.js')) await writeFile(to, await minified(await readFile(from, 'utf8')));
  }
}
// The reader of bar codes: a worker of its own beside the wasm it loads, and nothing of it in the pages.
const readerWasm = await readFile(join(root, 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm'));
await writeFile(join(dist, 'wasm/zxing_reader.wasm'), readerWasm);
const integrity = `sha384-${createHash('sha384').update(readerWasm).digest('base64')}`;
await build({
  entryPoints: { 'codes-worker': join(web, 'src/codes/worker.js') },
  outdir: join(dist, 'wasm'),
  bundle: true,
  format: 'esm',
  target: ['es2022', 'chrome105', 'firefox110', 'safari16.4'],
  minify: true,
  legalComments: 'none',
  define: { 'globalThis.__READER_INTEGRITY__': JSON.stringify(integrity) },
  logLevel: 'warning',
});

const needed = [
  'returns-core.js',
  'returns-core.wasm',
  'returns-desk.js',
  'returns-desk.wasm',
  'returns-media.js',
  'returns-media.wasm',
];
const missing = needed.filter((name) => !existsSync(join(dist, 'wasm', name)));
if (missing.length > 0) {
  console.warn(
    `web/dist/wasm lacks ${missing.join(', ')}: build the wasm preset first, then build the shell again.`,
  );
  if (process.argv.includes('--check')) process.exitCode = 1;
} else {
  await buildOffline({ web, dist, root, metafile: result.metafile });
  await buildScriptTag({
    web,
    dist,
    version: JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).version,
  });
}

// What a server sends to whoever takes it, beside each file (native/http/static_files.h); the folder for shops holds the
// modules a second time.
const packers = { br: promisify(brotliCompress), gz: promisify(gzip) };
/** @type {Map<string, Promise<{br: Buffer, gz: Buffer}>>} by digest */
const packed = new Map();

/** @param {Buffer} bytes */
async function pack(bytes) {
  // The last step of brotli takes ten times as long; it is for what a first screen waits for.
  const quality = bytes.length > 256 * 1024 ? 9 : 11;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return { br: await packers.br(bytes, { params }), gz: await packers.gz(bytes, { level: 9 }) };
}

const files = (await readdir(dist, { recursive: true })).filter((name) => /\.(js|css|html|wasm)$/.test(name));
await Promise.all(
  files.map(async (name) => {
    const bytes = await readFile(join(dist, name));
    const digest = createHash('sha256').update(bytes).digest('hex');
    if (!packed.has(digest)) packed.set(digest, pack(bytes));
    for (const [coding, smaller] of Object.entries(await /** @type {any} */ (packed.get(digest))))
      await writeFile(join(dist, `${name}.${coding}`), smaller);
  }),
);
