// Makes the package that partners install, ready for `npm pack`: build/package. Needs the modules (web/dist/wasm).
import { create, ts } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { build } from 'esbuild';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withImports } from './wasm-files.mjs';

const web = dirname(fileURLToPath(import.meta.url));
const root = dirname(web);
const source = join(web, 'package');
const out = join(root, 'build/package');
const { version, license, description, dependencies } = JSON.parse(
  await readFile(join(root, 'package.json'), 'utf8'),
);
delete dependencies['zxing-wasm']; // within codes-worker.js

const WASM = ['codes-worker.js', 'zxing_reader.wasm'].concat(
  ['core', 'desk', 'media'].flatMap((name) => [
    `returns-${name}.js`,
    `returns-${name}.wasm`,
    `${name}-worker.js`,
  ]),
);
const TYPES = ['index', 'define', 'frame', 'core', 'react'].map((name) => `${name}.d.ts`);

const entry = (name, types = name) => ({ types: `./${types}.d.ts`, default: `./${name}.js` });
const manifest = {
  name: 'returns-portal',
  version,
  description,
  license,
  type: 'module',
  engines: { node: '>=18.20' },
  exports: {
    '.': entry('index'),
    './define': entry('define'),
    './core': { types: './core.d.ts', node: './core.node.js', default: './core.js' },
    './frame': entry('frame'),
    './frame/define': entry('frame-define', 'frame'),
    './react': { types: './react.d.ts', default: './react.js' },
    './wasm/*': './wasm/*',
    './custom-elements.json': './custom-elements.json',
    './package.json': './package.json',
  },
  types: './index.d.ts',
  customElements: 'custom-elements.json',
  sideEffects: ['./define.js', './frame-define.js'],
  dependencies,
};

/** What a page may call; the rest of the methods are Lit's. */
const METHODS = ['submit'];
/** Lit's own state, which no attribute sets. @param {{name: string}} thing */
const inside = ({ name }) => name === 'state';

/** What is said of the element in its source, as editors and catalogues read it. */
export async function analyse() {
  const path = 'web/src/element/returns-portal-element.js';
  const text = await readFile(join(root, path), 'utf8');
  const modules = [ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)];
  const found = create({ modules, plugins: litPlugin(), context: { dev: false } });
  for (const module of found.modules) {
    // Where the class is for whoever has the package.
    module.path = 'index.js';
    for (const exported of module.exports ?? []) exported.declaration.module = 'index.js';
    for (const declared of module.declarations ?? []) {
      const isPublic = (/** @type {any} */ member) =>
        (member.privacy ?? 'public') === 'public' && !member.static;
      declared.members = (declared.members ?? []).filter(
        (/** @type {any} */ member) =>
          isPublic(member) && (member.kind !== 'method' || METHODS.includes(member.name)) && !inside(member),
      );
      declared.attributes = declared.attributes?.filter((/** @type {any} */ attribute) => !inside(attribute));
      // The analyzer takes the dispatcher's own parameter for an event.
      declared.events = declared.events?.filter((/** @type {any} */ event) => event.name.includes('-'));
    }
  }
  found.modules.push({
    kind: 'javascript-module',
    path: 'define.js',
    declarations: [],
    exports: [
      {
        kind: 'custom-element-definition',
        name: 'returns-portal',
        declaration: { name: 'ReturnsPortalElement', module: 'index.js' },
      },
    ],
  });
  return found;
}

await rm(out, { recursive: true, force: true });
await mkdir(join(out, 'wasm'), { recursive: true });
await build({
  entryPoints: ['index', 'define', 'frame', 'frame-define', 'core', 'core.node'].map((name) =>
    join(source, `${name}.js`),
  ),
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  // The shop's own bundler takes one copy of each for the whole shop.
  external: [...Object.keys(dependencies), 'node:*'],
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  logLevel: 'warning',
});
for (const file of [...TYPES, 'README.md']) await cp(join(source, file), join(out, file));
await cp(join(web, 'src/types/documents.d.ts'), join(out, 'documents.d.ts'));
await cp(join(root, 'LICENSE'), join(out, 'LICENSE'));
// Types only; a bundler that keeps the import finds an empty module.
await writeFile(join(out, 'react.js'), 'export {};\n');
const modules = join(web, 'dist/wasm');
for (const file of await withImports(modules, WASM)) await cp(join(modules, file), join(out, 'wasm', file));
await writeFile(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
await writeFile(join(out, 'custom-elements.json'), `${JSON.stringify(await analyse(), null, 2)}\n`);
