// Which sources may be read by clang-tidy as one.
import { dirname } from 'node:path';

/** More of them gain little and lose much where one is not clean. */
const MOST = 8;

/**
 * Sources of one folder and the same flags, no name of whose own parts occurs twice. A source with a using-declaration
 * stays alone: misc-unused-using-decls looks at the main file only.
 * @param {string[]} sources
 * @param {{textOf: (file: string) => string, flagsOf: (file: string) => string}} of
 * @returns {string[][]} each source once
 */
export function batchesOf(sources, { textOf, flagsOf }) {
  /** @type {{files: string[], names: Set<string>, key: string}[]} */
  const batches = [];
  for (const file of sources) {
    const text = textOf(file);
    const alone = /^\s*using [\w:]+::\w+;/m.test(text);
    const key = alone ? file : `${dirname(file)}\0${flagsOf(file)}`;
    const names = ownNames(text);
    let batch = batches.find(
      (one) => one.key === key && one.files.length < MOST && ![...names].some((name) => one.names.has(name)),
    );
    if (!batch) batches.push((batch = { files: [], names: new Set(), key }));
    batch.files.push(file);
    for (const name of names) batch.names.add(name);
  }
  return batches.map(({ files }) => files);
}

/**
 * Names declared at the margin of unnamed namespaces, and macros. One missed costs time, no finding: the batch does
 * not compile, and its members are read alone.
 */
function ownNames(text) {
  const names = new Set();
  for (const [, body] of text.matchAll(/^namespace \{\n([^]*?)^\}/gm)) {
    for (const [, name] of body.matchAll(/^(?:struct|class|enum(?: class)?|using) (\w+)/gm)) names.add(name);
    for (const [, name] of body.matchAll(/^[a-zA-Z][\w:<>,&*\s[\]]*?[\s&*](\w+)(?:\(|\{| = |\[)/gm))
      names.add(name);
  }
  for (const [, name] of text.matchAll(/^#define (\w+)/gm)) names.add(name);
  return names;
}
