// Builds the gallery and serves it before a real intake, which answers everything else: its pages may not be framed, so
// the gallery has a small server of its own, under the same policy but for that.
//   npm run gallery            (after ./portal build)
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { createServer, request } from 'node:http';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAM, ROOT, Server } from '../../../tests/browser/server.js';
import { noSkeletons } from '../../slim.mjs';
import { STAFF } from './pages.js';

const here = dirname(fileURLToPath(import.meta.url));
const OUT = join(ROOT, 'build/gallery');
const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css' };
const OWN = new Set(['gallery.html', 'state.html', 'gallery.css', 'state.css']);

async function bundle() {
  await build({
    entryPoints: [join(here, 'gallery.js'), join(here, 'state.js')],
    outdir: OUT,
    ...{ bundle: true, splitting: true, format: 'esm', target: 'es2022', sourcemap: 'linked' },
    chunkNames: 'gallery-chunks/[name]-[hash]',
    plugins: [noSkeletons],
    logLevel: 'warning',
  });
}

/** @param {string} path @returns {Promise<Buffer | undefined>} */
async function own(path) {
  if (OWN.has(path)) return readFile(join(here, path));
  if (/^(gallery|state)\.js(\.map)?$|^gallery-chunks\/[\w.-]+$/.test(path))
    return readFile(join(OUT, path)).catch(() => undefined);
  return undefined;
}

/** @returns {Promise<{url: string, close: () => Promise<void>}>} */
export async function serveGallery(port = 0) {
  await bundle();
  const intake = new Server();
  const add = ['user', 'add', STAFF.name, '--role', 'supervisor', '--data', intake.data];
  await intake.start();
  execFileSync(PROGRAM, add, { input: `${STAFF.password}\n`, stdio: ['pipe', 'ignore', 'inherit'] });
  const policy = (await fetch(intake.url)).headers.get('content-security-policy') ?? '';
  const front = createServer(async (asked, answer) => {
    const path = new URL(asked.url ?? '/', 'http://gallery').pathname.slice(1) || 'gallery.html';
    const file = await own(path);
    if (file) {
      const type = TYPES[/** @type {keyof typeof TYPES} */ (path.split('.').at(-1))] ?? 'application/json';
      answer.writeHead(200, {
        'Content-Type': type,
        'Content-Security-Policy': `${policy.replace(/frame-ancestors [^;]+/, "frame-ancestors 'self'")}; frame-src 'self'`,
      });
      answer.end(file);
      return;
    }
    const { method, headers, url } = asked;
    const passed = request({ port: intake.port, host: 'localhost', method, path: url, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.writeHead(502).end());
    asked.pipe(passed);
  });
  await new Promise((done) => front.listen(port, 'localhost', () => done(undefined)));
  const { port: taken } = /** @type {import('node:net').AddressInfo} */ (front.address());
  return {
    url: `http://localhost:${taken}`,
    async close() {
      front.closeAllConnections();
      await new Promise((done) => front.close(() => done(undefined)));
      await intake.close();
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url, close } = await serveGallery(Number(process.env.PORT ?? 0));
  console.log(`${url}   (Ctrl-C ends it)`);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void close().then(() => process.exit()));
}
