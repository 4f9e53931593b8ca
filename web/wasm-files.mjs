// Which files of the wasm folder go together: a worker that finds one of its modules missing does not start, and its
// work falls to the page.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @param {string} folder built @param {string[]} names @returns {Promise<string[]>} these and what they import, sorted */
export async function withImports(folder, names) {
  const known = new Set();
  const visit = async (/** @type {string} */ name) => {
    if (known.has(name)) return;
    known.add(name);
    if (!name.endsWith('.js')) return;
    const text = await readFile(join(folder, name), 'utf8');
    for (const [, imported] of text.matchAll(/\bfrom\s*["']\.\/([\w.-]+)["']/g)) await visit(imported);
  };
  for (const name of names) await visit(name);
  return [...known].sort();
}
