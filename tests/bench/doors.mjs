// What one call of each door costs in WebAssembly, JSON bytes in and out; medians, in milliseconds.
// Cases come from the golden corpus.

import {readFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {openDoor, toBytes} from '../../wasm/door.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const built = join(root, 'build/wasm');
const file = (/** @type {string} */ path) => readFile(join(root, path));

const {default: factory} = await import(pathToFileURL(join(built, 'returns-desk.js')).href);
const wasmBinary = await readFile(join(built, 'returns-desk.wasm'));

/**
 * @param {string} name
 * @param {number} times
 * @param {() => unknown} run
 */
function measure(name, times, run) {
  for (let i = 0; i < times / 5; ++i) run();
  const taken = [];
  for (let i = 0; i < times; ++i) {
    const start = performance.now();
    run();
    taken.push(performance.now() - start);
  }
  taken.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => taken[Math.floor(share * (taken.length - 1))].toFixed(3);
  console.log(`${name.padEnd(28)} median ${at(0.5).padStart(8)} ms   p95 ${at(0.95).padStart(8)} ms`);
}

const pack = await file('assets/packs/cn-pharmacy/pack.json');
const calendar = await file('assets/calendars/cn.json');
const start = performance.now();
const door = await openDoor(factory, {wasmBinary});
door.call('load', [pack, calendar]);
console.log(`${'cold start to a loaded pack'.padEnd(28)}        ${(performance.now() - start).toFixed(3).padStart(8)} ms`);

const {order, draft, now} = JSON.parse(
  await file('tests/golden/123-two-items-one-refused.case.json').then((bytes) => bytes.toString()),
);
const documents = [toBytes(order), toBytes(draft), toBytes(now)];
measure('load a pack', 50, () => door.call('load', [pack, calendar]));
measure('plan two items', 1000, () => door.call('plan', documents));
measure('seal two items', 1000, () => door.call('seal', documents));
