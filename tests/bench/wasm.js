// The modules of build/wasm in Node.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openDoor, toBytes } from '../../wasm/door.js';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const built = join(ROOT, 'build/wasm');
const decoder = new TextDecoder();

export const file = (path) => readFileSync(join(ROOT, path));

/** @param {'returns-core' | 'returns-batch'} name */
export async function open(name) {
  const { default: factory } = await import(pathToFileURL(join(built, `${name}.js`)).href);
  return openDoor(factory, { wasmBinary: readFileSync(join(built, `${name}.wasm`)) });
}

/** Calls a door whose answer is JSON; a fault is an error. */
export function ask(door, name, ...documents) {
  const answer = JSON.parse(decoder.decode(door.call(name, documents.map(toBytes))));
  if (answer.fault) throw new Error(`${name}: ${JSON.stringify(answer.fault)}`);
  return answer;
}
