// Builds an example shop and serves it beside a running intake:
//   node web/examples/serve.mjs plain|react|vue INTAKE ORDER FACTOR [PORT]
// The intake must know the shop: returns serve … --embed http://localhost:PORT
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = dirname(fileURLToPath(import.meta.url));
const root = join(examples, '../..');
const PACKAGE = join(root, 'build/package');
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** The package as it would lie in node_modules. @type {import('esbuild').Plugin} */
const installed = {
  name: 'installed',
  setup(bundler) {
    bundler.onResolve({ filter: /^returns-portal(\/|$)/ }, async ({ path }) => {
      const { exports } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
      const entry = exports[path.replace(/^returns-portal/, '.')];
      return { path: join(PACKAGE, entry.default), sideEffects: true };
    });
  },
};

/** @param {'plain' | 'react' | 'vue'} shop @returns {Promise<string>} the folder with what is served */
export async function buildShop(shop) {
  const folder = join(root, 'build/examples', shop);
  await mkdir(folder, { recursive: true });
  await cp(join(examples, shop, 'index.html'), join(folder, 'index.html'));
  const entry = ['main.jsx', 'main.js'].map((name) => join(examples, shop, name)).find(existsSync);
  if (!entry) {
    await cp(join(examples, shop, 'shop.js'), join(folder, 'shop.js'));
    return folder;
  }
  await build({
    entryPoints: [entry],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    jsx: 'automatic',
    nodePaths: [join(root, 'node_modules')],
    plugins: [installed],
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
    },
    logLevel: 'error',
  });
  await cp(join(PACKAGE, 'wasm'), join(folder, 'wasm'), { recursive: true });
  return folder;
}

/**
 * @param {object} options
 * @param {string} options.folder what buildShop gave
 * @param {() => string} options.intake origin; it may not be known before the first request
 * @param {{order: string, factor: string}} options.bought what the shop's customer has bought
 * @param {() => string} [options.csp]
 * @param {Record<string, string>} [options.headers] more of them
 * @param {string} [options.mode] of the script tag
 * @param {number} [options.port]
 */
export async function serveShop({ folder, intake, bought, csp, headers = {}, mode = 'auto', port = 0 }) {
  const { loader, integrity } = JSON.parse(await readFile(join(root, 'web/dist/v/embed.json'), 'utf8'));
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname;
    try {
      if (path === '/order.json') {
        // The shop knows its customer; its server, not the page, shows the second factor.
        const found = await fetch(`${intake()}/api/v1/orders/lookup`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(bought),
        });
        response.writeHead(found.status, { 'Content-Type': 'application/json' }).end(await found.text());
        return;
      }
      const file = normalize(path === '/' ? '/index.html' : path);
      let body = await readFile(join(folder, file));
      if (file.endsWith('.html')) {
        const text = body
          .toString()
          .replace('<html ', `<html data-intake="${intake()}/" `)
          .replaceAll('{{intake}}', intake())
          .replace('{{loader}}', loader)
          .replace('{{integrity}}', integrity)
          .replace('{{mode}}', mode);
        body = Buffer.from(text);
        if (csp) response.setHeader('Content-Security-Policy', csp());
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      }
      response
        .writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(port, '127.0.0.1', () => listening(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [shop, intake, order, factor, port = '8090'] = process.argv.slice(2);
  const folder = await buildShop(/** @type {any} */ (shop));
  const { origin } = await serveShop({
    folder,
    intake: () => intake,
    bought: { order, factor },
    port: Number(port),
  });
  console.log(`The ${shop} shop is open at ${origin}/`);
}
