// Bundles the shell into web/dist: what the intake serves at `/`. Runs on Node 18.20 and later.
//   node web/build.mjs            everything, minified
//   node web/build.mjs --check    fails when the wasm artefacts are not there yet
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOffline } from './build-offline.mjs';
import { buildScriptTag } from './build-script-tag.mjs';
import { noSkeletons, smallStyles, unindented } from './slim.mjs';

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
  plugins: [smallStyles, noSkeletons],
  logLevel: 'warning',
});
for (const file of Object.keys(result.metafile.outputs).filter((name) => name.endsWith('.js')))
  await writeFile(file, unindented(await readFile(file)));
// What weighs what, for the byte budget test and for people.
await writeFile(join(dist, 'meta.json'), JSON.stringify(result.metafile));

for (const file of [
  ...['index.html', 'request.html', 'embed.html', 'desk.html', 'kiosk.html'],
  ...['page.css', 'embed.css', 'kiosk.css'],
])
  await cp(join(web, file), join(dist, file));

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
