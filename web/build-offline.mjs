// Makes the service worker, with the list of everything the pages need without a network and the digest of each.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withImports } from './wasm-files.mjs';

/** Entries whose pages start without a network, with everything that they may load later. */
const ENTRIES = ['shop.js', 'request.js', 'kiosk.js'];
const PAGES = [
  'index.html',
  'request.html',
  'kiosk.html',
  'first-paint.js',
  'page.css',
  'kiosk.css',
  'app.webmanifest',
];
const MODULES = [
  ...['core-worker.js', 'media-worker.js'],
  ...['returns-core.js', 'returns-core.wasm', 'returns-media.js', 'returns-media.wasm'],
  ...['codes-worker.js', 'zxing_reader.wasm'],
];
/** The language of index.html, before anybody has chosen another. */
const PAGE_LOCALE = 'zh-CN';
const PICTURES = ['demo', 'packaging', 'slots', 'states'];
/** Catalogues of the desk and of the tools, and of the intake's own messages, are not the customer's. */
const NOT_THE_CUSTOMERS = new Set(['desk.json', 'messages.json', 'tools.json']);

/** Outputs reached from these entries by whatever kind of import. @param {any} metafile @param {string[]} entries */
export function reached(metafile, entries) {
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [fileOf(path), output]));
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file) || !outputs.has(file)) return;
    seen.add(file);
    for (const { path, external } of outputs.get(file).imports) if (!external) visit(fileOf(path));
  };
  entries.forEach(visit);
  return [...seen].sort();
}

const ICON = (file, sizes, more = {}) => ({
  src: `/icons/${file}`,
  sizes,
  type: file.endsWith('.svg') ? 'image/svg+xml' : 'image/png',
  ...more,
});

/** By which the page can be installed; it goes by the name that stands on the page. @param {string} locales folder */
export async function writeManifest(locales) {
  const name = async (locale) =>
    JSON.parse(await readFile(join(locales, locale, 'shell.json'), 'utf8'))['shop.title'];
  const others = (await readdir(locales, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== PAGE_LOCALE)
    .map((entry) => entry.name);
  const localized = Object.fromEntries(
    await Promise.all(others.map(async (locale) => [locale, { value: await name(locale) }])),
  );
  return JSON.stringify({
    id: '/',
    lang: PAGE_LOCALE,
    name: await name(PAGE_LOCALE),
    short_name: await name(PAGE_LOCALE),
    name_localized: localized,
    short_name_localized: localized,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f5f7f5',
    theme_color: '#0a6f69',
    icons: [
      ICON('returns.svg', 'any'),
      ICON('returns-192.png', '192x192'),
      ICON('returns-512.png', '512x512'),
      ICON('returns-maskable-512.png', '512x512', { purpose: 'maskable' }),
    ],
  });
}

/** @param {string} path `web/dist/chunks/x.js` */
const fileOf = (path) => path.slice(path.indexOf('dist/') + 'dist/'.length);

/**
 * @param {{web: string, dist: string, root: string, metafile: any}} options
 * @returns {Promise<number>} bytes that are kept
 */
export async function buildOffline({ web, dist, root, metafile }) {
  await cp(join(web, 'icons'), join(dist, 'icons'), { recursive: true });
  await writeFile(join(dist, 'app.webmanifest'), await writeManifest(join(root, 'assets/locales')));
  const icons = (await readdir(join(dist, 'icons'))).map((name) => `icons/${name}`);
  const modules = (await withImports(join(dist, 'wasm'), MODULES)).map((name) => `wasm/${name}`);
  const files = [
    ...[...PAGES, ...icons, ...modules, ...reached(metafile, ENTRIES)].map((file) => ({
      url: `/${file}`,
      path: join(dist, file),
    })),
    ...(await assets(join(root, 'assets'))),
  ];
  let bytes = 0;
  const list = [];
  for (const { url, path } of files) {
    const content = await readFile(path);
    bytes += content.length;
    const digest = createHash('sha384').update(content).digest('base64');
    // A name that changes with the content needs no other version.
    const stamped = /-[0-9A-Z]{8}\.js$/.test(url);
    list.push({ url, revision: stamped ? null : digest.slice(0, 16), integrity: `sha384-${digest}` });
  }
  await build({
    entryPoints: { 'service-worker': join(web, 'src/offline/service-worker.js') },
    outdir: dist,
    bundle: true,
    format: 'iife',
    target: ['es2022', 'chrome105', 'firefox110', 'safari16.4'],
    minify: true,
    legalComments: 'none',
    define: {
      'process.env.NODE_ENV': '"production"',
      'globalThis.__PRECACHE__': JSON.stringify(list),
    },
    logLevel: 'warning',
  });
  return bytes;
}

/** @param {string} folder */
async function assets(folder) {
  const found = [];
  for (const locale of await readdir(join(folder, 'locales'), { withFileTypes: true })) {
    if (!locale.isDirectory()) continue;
    for (const name of await readdir(join(folder, 'locales', locale.name)))
      if (!NOT_THE_CUSTOMERS.has(name)) found.push(`locales/${locale.name}/${name}`);
  }
  for (const kind of PICTURES)
    for (const name of await readdir(join(folder, 'pictures', kind))) found.push(`pictures/${kind}/${name}`);
  return found.map((name) => ({ url: `/assets/${name}`, path: join(folder, name) }));
}
