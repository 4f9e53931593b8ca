// The golden corpus in Chromium, on the files that the server sends to every customer and under its policy: once on
// the page for every byte, and once through the worker and the client that the shell uses.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { readCases, readPack } from '../wasm/corpus.js';
import { complaintsOf, launch, visitor } from './chromium.js';
import { Server } from './server.js';

const server = new Server();
const cases = readCases();
let browser, page, complaints;

before(async () => {
  await server.start();
  browser = await launch();
  const context = await visitor(browser);
  complaints = await complaintsOf(context);
  page = await context.newPage();
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  // An answer of the server without the shell, which would have opened the client already.
  await page.goto(`${server.url}/healthz`);
});
after(async () => {
  await browser?.close();
  await server.close();
});

/** Runs in the page: the module behind its door, without a worker. */
async function onPage({ packs, cases }) {
  const { openDoor, toBytes } = await import('/wasm/door.js');
  const { default: factory } = await import('/wasm/returns-core.js');
  const decoder = new TextDecoder();
  const cores = {};
  for (const [id, { pack, calendar }] of Object.entries(packs)) {
    const door = await openDoor(factory, { locateFile: (name) => `/wasm/${name}` });
    cores[id] = (name, ...documents) => decoder.decode(door.call(name, documents.map(toBytes)));
    const { version } = JSON.parse(pack);
    const proof = await (await fetch(`/api/v1/packs/${id}/${version}/proof`)).text();
    const answer = cores[id]('load', pack, calendar, proof);
    if (!answer.startsWith('{"pack":')) throw new Error(`${id} does not load: ${answer}`);
  }
  return cases.map(({ pack, order, draft, now }) => ({
    plan: cores[pack]('plan', order, draft, now),
    request: cores[pack]('seal', order, draft, now),
  }));
}

/** Runs in the page: what the shell does, with packs that come without their proofs. */
async function throughClient({ packs, cases }) {
  const { openCore } = await import('/wasm/client.js');
  const decoder = new TextDecoder();
  const cores = {};
  for (const [id, { pack, calendar }] of Object.entries(packs)) {
    cores[id] = await openCore({ baseUrl: '/wasm/' });
    await cores[id].load(pack, calendar);
  }
  const answers = [];
  for (const { pack, order, draft, now } of cases) {
    const { bytes, ...rest } = await cores[pack].seal(order, draft, now);
    answers.push(bytes ? `{"request":${decoder.decode(bytes)}}` : JSON.stringify(rest));
  }
  for (const core of Object.values(cores)) await core.close();
  return answers;
}

const packs = () =>
  Object.fromEntries([...new Set(cases.map(({ pack }) => pack))].map((id) => [id, readPack(id)]));

test('every plan and request, byte for byte', { timeout: 120_000 }, async () => {
  assert.ok(cases.length >= 60, `${cases.length} cases`);
  const answers = await page.evaluate(onPage, { packs: packs(), cases });
  answers.forEach(({ plan, request }, i) => {
    assert.equal(plan, cases[i].plan, cases[i].name);
    assert.equal(request, cases[i].request, cases[i].name);
  });
  assert.equal(answers.length, cases.length);
});

test('every request through worker and client, byte for byte', { timeout: 120_000 }, async () => {
  const workers = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  const answers = await page.evaluate(throughClient, { packs: packs(), cases });
  answers.forEach((request, i) => assert.equal(request, cases[i].request, cases[i].name));
  assert.ok(
    workers.some((url) => url.endsWith('/wasm/core-worker.js')),
    'the client did not use its worker',
  );
});

test('the browser had nothing to complain of', () => assert.deepEqual(complaints, []));
