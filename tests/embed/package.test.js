// What `npm pack` makes, unpacked where a shop would have it: imported without a window, used in Node and in a worker,
// checked by a strict compiler, and described by a manifest that says what the code does.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const shop = mkdtempSync(join(tmpdir(), 'returns-package-'));
const installed = join(shop, 'node_modules/returns-portal');
const run = (program, ...args) => execFileSync(program, args, { cwd: shop, encoding: 'utf8' });
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
/** @type {any} */
let packed;

before(() => {
  execFileSync('node', [join(ROOT, 'web/package.mjs')], { stdio: 'inherit' });
  [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', shop], {
      cwd: join(ROOT, 'build/package'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  mkdirSync(installed, { recursive: true });
  run('tar', '-xzf', packed.filename, '-C', installed, '--strip-components=1');
  // Its dependencies as an install would lay them beside it, from this repository's own.
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name.startsWith('.') || name === 'returns-portal') continue;
    symlinkSync(join(ROOT, 'node_modules', name), join(shop, 'node_modules', name));
  }
  writeFileSync(join(shop, 'package.json'), '{"type":"module"}');
});
after(() => rmSync(shop, { recursive: true, force: true }));

/** A script of the shop's. @returns {any} what it prints, read as JSON */
function script(text) {
  writeFileSync(join(shop, 'shop.js'), text);
  return JSON.parse(run('node', 'shop.js'));
}

test('every module that one of its modules imports is there', () => {
  const files = new Set(packed.files.map(({ path }) => path));
  const modules = [...files].filter((path) => /^wasm\/[^/]+\.js$/.test(path));
  assert.ok(modules.includes('wasm/media-worker.js'));
  for (const path of modules)
    for (const [, name] of readFileSync(join(installed, path), 'utf8').matchAll(
      /from\s*["']\.\/([^"']+)["']/g,
    ))
      assert.ok(files.has(`wasm/${name}`), `${path} imports ${name}`);
});

test('every entry that is named is there, and no source map or test came along', () => {
  const { exports } = json(join(installed, 'package.json'));
  const files = new Set(packed.files.map(({ path }) => path));
  for (const entry of Object.values(exports))
    for (const file of typeof entry === 'string' ? [entry] : Object.values(entry))
      assert.ok(file.includes('*') || files.has(file.slice(2)), file);
  assert.deepEqual(
    [...files].filter((path) => /\.map$|test|\.jsx$/.test(path)),
    [],
  );
  console.log(
    `the package: ${packed.size} bytes packed, ${packed.unpackedSize} unpacked, ${files.size} files`,
  );
  // Three modules, the largest with the decoders of three kinds of pictures, and the reader of bar codes (430 KB).
  assert.ok(packed.size < 1024 * 1024);
  assert.ok(gzipSync(readFileSync(join(installed, 'frame.js'))).length < 1024);
});

test('importing it changes nothing and needs no window', () => {
  const {
    before: had,
    after: has,
    names,
  } = script(`
    // What the libraries leave behind is theirs.
    for (const name of ['lit', 'idb', 'intl-messageformat']) await import(name);
    const before = Object.getOwnPropertyNames(globalThis);
    const entries = ['', '/core', '/frame'];
    const names = [];
    for (const entry of entries) names.push(...Object.keys(await import('returns-portal' + entry)));
    console.log(JSON.stringify({ before, after: Object.getOwnPropertyNames(globalThis), names }));`);
  assert.deepEqual(
    has.filter((name) => !had.includes(name)),
    [],
  );
  assert.deepEqual(
    names.sort(),
    ['LOCALES', 'ReturnsPortalElement', 'ReturnsPortalFrame', 'openCore', 'openDesk', 'openMedia'].sort(),
  );
});

// A case of the golden corpus, its pack and calendar from the assets.
const GOLDEN = join(ROOT, 'tests/golden');
const goldenCase = readdirSync(GOLDEN).find((name) => name.endsWith('.case.json'));

const decide = (post) => `
  import { openCore } from 'returns-portal/core';
  import { readFileSync } from 'node:fs';
  ${post}
  const given = JSON.parse(readFileSync(${JSON.stringify(join(GOLDEN, goldenCase))}, 'utf8'));
  const assets = ${JSON.stringify(join(ROOT, 'assets/'))};
  const pack = readFileSync(assets + 'packs/' + given.order.policy.id + '/pack.json');
  const calendar = readFileSync(assets + 'calendars/' + JSON.parse(pack).calendar + '.json');
  const core = await openCore();
  const loaded = await core.load(pack, calendar);
  if (loaded.fault) throw new Error(JSON.stringify(loaded.fault));
  const { plan } = await core.plan(given.order, given.draft, given.now);
  const { request } = await core.seal(given.order, given.draft, given.now);
  tell(JSON.stringify({ plan, request }));`;

test('the core alone decides in Node and in its workers as it does everywhere', () => {
  const expected = {
    ...json(join(GOLDEN, goldenCase.replace('.case.', '.plan.'))),
    ...json(join(GOLDEN, goldenCase.replace('.case.', '.request.'))),
  };
  assert.deepEqual(script(decide('const tell = console.log;')), expected);
  writeFileSync(
    join(shop, 'worker.js'),
    decide(
      "import { parentPort } from 'node:worker_threads'; const tell = (x) => parentPort.postMessage(x);",
    ),
  );
  const inWorker = script(`
    import { Worker } from 'node:worker_threads';
    const worker = new Worker(new URL('./worker.js', import.meta.url));
    worker.on('error', (error) => { console.error(error); process.exit(1); });
    worker.on('message', (text) => { console.log(text); process.exit(0); });`);
  assert.deepEqual(inWorker, expected);
});

const USES = `
  import { ReturnsPortalElement, type Order } from 'returns-portal';
  import 'returns-portal/define';
  import { openCore } from 'returns-portal/core';
  import { ReturnsPortalFrame } from 'returns-portal/frame';
  const portal: ReturnsPortalElement = document.createElement('returns-portal');
  const order: Order | undefined = portal.order;
  portal.addEventListener('returns-submitted', ({ detail }) => detail.ticket.toUpperCase());
  portal.addEventListener('returns-decision', (event) => {
    event.preventDefault();
    const cents: number | undefined = event.detail.quote?.refund;
    void cents;
  });
  portal.addEventListener('click', (event) => event.preventDefault());
  // @ts-expect-error there is no such property
  portal.orders = order;
  // @ts-expect-error a step has no ticket
  portal.addEventListener('returns-step', ({ detail }) => detail.ticket);
  void portal.submit();
  const core = await openCore({ baseUrl: '/wasm/' });
  const { plan } = await core.plan(order!, { schema: 'returns.draft/1', order: 'O-1' }, '2026-01-01T00:00:00Z');
  void plan?.resolutions;
  const frame = new ReturnsPortalFrame();
  frame.token = 'token';
  frame.addEventListener('portal-error', ({ detail }) => detail.line);
`;

test('a strict compiler takes what the typings allow and refuses the rest', () => {
  writeFileSync(join(shop, 'uses.ts'), USES);
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = '--noEmit --strict --target es2022 --module nodenext --moduleResolution nodenext';
  try {
    run('node', tsc, ...options.split(' '), 'uses.ts');
  } catch (error) {
    assert.fail(error.stdout);
  }
});

test('the manifest, the typings and the code name the same things', () => {
  const manifest = json(join(installed, 'custom-elements.json'));
  const element = manifest.modules[0].declarations[0];
  assert.equal(element.tagName, 'returns-portal');
  const names = (list) => list.map(({ name }) => name).sort();
  const source = readFileSync(join(ROOT, 'web/src/element/returns-portal-element.js'), 'utf8');
  const typings = readFileSync(join(ROOT, 'web/package/index.d.ts'), 'utf8');
  const matches = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();

  const inCode = matches(source, /#tell\('([a-z-]+)'/g);
  assert.deepEqual(names(element.events), inCode);
  assert.deepEqual(matches(typings, /'((?:returns|portal)-[a-z]+)': CustomEvent/g), inCode);

  const properties = script(`
    import { ReturnsPortalElement as element } from 'returns-portal';
    console.log(JSON.stringify(Object.entries(element.properties)
      .filter(([, { state }]) => !state)
      .map(([name, { attribute }]) => [name, attribute ?? name])));`);
  const fields = names(element.members.filter(({ kind }) => kind === 'field'));
  assert.deepEqual(fields, properties.map(([name]) => name).sort());
  const declared = /interface ReturnsPortalElement extends Portal \{([^}]*)\}/.exec(typings)[1];
  assert.deepEqual([...matches(declared, /^ {2}(\w+): /gm), 'order'].sort(), fields);
  assert.deepEqual(
    names(element.attributes),
    // The theme is the stylesheet's alone.
    [...properties.map(([, attribute]) => attribute).filter(Boolean), 'theme'].sort(),
  );

  const folder = join(ROOT, 'web/src');
  const all = readdirSync(folder, { recursive: true })
    .filter((name) => /^(element|screens|parts|styles)\/.*\.js$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  assert.deepEqual(names(element.cssParts), matches(all, /\spart="([a-z]+)"/g));
  for (const { name } of element.cssProperties)
    assert.ok(all.includes(`var(${name},`) || all.includes(`${name},`), name);
  assert.ok(
    manifest.modules[1].exports.some(
      ({ kind, name }) => kind === 'custom-element-definition' && name === 'returns-portal',
    ),
  );
});

test('a second copy of the package leaves the first in place', () => {
  const told = script(`
    const defined = new Map();
    globalThis.customElements ??= {};
    Object.assign(globalThis.customElements, {
      get: (name) => defined.get(name),
      define(name, element) {
        if (defined.has(name)) throw new Error('NotSupportedError');
        defined.set(name, element);
      },
    });
    const first = (await import('returns-portal/define')).ReturnsPortalElement;
    await import('returns-portal/frame/define');
    await import(new URL('define.js?other', import.meta.resolve('returns-portal/define')));
    console.log(JSON.stringify({ same: defined.get('returns-portal') === first, n: defined.size }));`);
  assert.deepEqual(told, { same: true, n: 1 });
});
