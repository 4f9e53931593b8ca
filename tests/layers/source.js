// Sources as the checks see them: code without comments, with strings emptied or kept.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** @typedef {{path: string, text: string}} Source */

/** Every file below the folders with one of the endings. @returns {Source[]} */
export function sources(folders, endings) {
  const found = [];
  const walk = (folder) => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!['node_modules', 'dist', 'planted', 'build'].includes(entry.name)) walk(path);
      } else if (endings.some((ending) => entry.name.endsWith(ending))) {
        found.push({ path, text: readFileSync(join(ROOT, path), 'utf8') });
      }
    }
  };
  folders.filter((folder) => existsSync(join(ROOT, folder))).forEach(walk);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const CPP =
  /R"([^\s()\\]{0,16})\([\s\S]*?\)\1"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|(?<![\w])'(?:\\.|[^'\\\n])+'/g;
const JS = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;

const lines = (text) => text.replace(/[^\n]/g, '');
const isComment = (part) => part.startsWith('//') || part.startsWith('/*');

/** C++ code alone; line numbers stay. Include lines keep their names. */
export const cppCode = (text) =>
  text.replace(CPP, (part, _delimiter, at) => {
    const head = text.slice(text.lastIndexOf('\n', at) + 1, at);
    return /^\s*#\s*include\s*$/.test(head) ? part : isComment(part) ? lines(part) : `""${lines(part)}`;
  });

/** JavaScript with its strings but without its comments; line numbers stay. */
export const jsCode = (text) => text.replace(JS, (part) => (isComment(part) ? lines(part) : part));

/** Every match of a global pattern with its line. */
export function* matches(text, pattern) {
  for (const match of text.matchAll(pattern)) {
    yield { match, line: text.slice(0, match.index).split('\n').length };
  }
}
