// The walls of the layout. Each takes sources and gives what is wrong with them, one sentence per place;
// none reads a file, so that each can be tried on a planted mistake (planted.test.js).
import { CONCEPTS, CORE_HEADERS, conceptOf } from './ranks.js';
import { cppCode, jsCode, matches } from './source.js';

/** @typedef {import('./source.js').Source} Source */

const folderOf = (path) => path.split('/')[0];
const isCpp = ({ path }) => /\.(h|cpp)$/.test(path);
const isJs = ({ path }) => /\.m?js$/.test(path);

const INCLUDE = /^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]/gm;
const includes = ({ text }) =>
  [...matches(cppCode(text), INCLUDE)].map(({ match, line }) => ({
    own: match[1] === '"',
    name: match[2],
    line,
  }));

// web → wasm → decode → core ← decode ← native; tests see everything.
const MAY_INCLUDE = {
  core: ['core'],
  decode: ['core', 'decode'],
  wasm: ['core', 'decode', 'wasm'],
  native: ['core', 'decode', 'native'],
  tests: ['core', 'decode', 'native', 'tests'],
};

/** Includes name a file from the root of the repository, in a folder that may be known. */
export function foldersKnow(all) {
  const paths = new Set(all.map(({ path }) => path));
  return all.filter(isCpp).flatMap((source) =>
    includes(source).flatMap(({ own, name, line }) => {
      const place = `${source.path}:${line}`;
      if (!own) return [];
      if (!paths.has(name))
        return `${place}: includes "${name}", which is no file from the root of the repository`;
      const allowed = MAY_INCLUDE[folderOf(source.path)] ?? [];
      return allowed.includes(folderOf(name))
        ? []
        : `${place}: ${folderOf(source.path)} may not know ${name}`;
    }),
  );
}

/** Inside core, each concept knows only those before it in the list. */
export function ranksHold(all) {
  return all
    .filter((source) => isCpp(source) && source.path.startsWith('core/'))
    .flatMap((source) => {
      const from = conceptOf(source.path.slice('core/'.length));
      if (!from) return `${source.path}: a concept without a rank; give it one in tests/layers/ranks.js`;
      return includes(source)
        .filter(({ own, name }) => own && name.startsWith('core/'))
        .flatMap(({ name, line }) => {
          const to = conceptOf(name.slice('core/'.length));
          if (to && CONCEPTS.indexOf(to) <= CONCEPTS.indexOf(from)) return [];
          return `${source.path}:${line}: ${from} may not know ${to ?? name}, which stands above it`;
        });
    });
}

/** Core includes only listed standard headers; the JSON library only in core/wire. */
export function coreHeaders(all) {
  return all
    .filter((source) => isCpp(source) && source.path.startsWith('core/'))
    .flatMap((source) =>
      includes(source)
        .filter(({ own }) => !own)
        .filter(({ name }) => {
          if (name.startsWith('nlohmann/')) return !source.path.startsWith('core/wire/');
          // Lanes of a processor, beside code that gives the same without them.
          if (name === 'wasm_simd128.h') return !source.path.startsWith('core/pixels/');
          return !CORE_HEADERS.has(name);
        })
        .map(({ name, line }) => `${source.path}:${line}: core may not include <${name}> here`),
    );
}

const FORBIDDEN_IN_CORE = [
  [/\b(?:float|double)\b/g, 'floating point: rounding would differ between machines; count in integers'],
  [/\b(?:throw|try|catch)\b/g, 'exceptions: return a Result'],
  [/\b(?:abort|exit|quick_exit|terminate|assert)\s*\(/g, 'ending the program: any input has an answer'],
  [/\bgoto\b/g, 'goto'],
  [/\b(?:printf|fprintf|sprintf|snprintf|puts|fputs|cout|cerr|clog)\b/g, 'printing: return it'],
  [
    /\b(?:chrono|system_clock|steady_clock|time_t|gettimeofday|clock_gettime|localtime|gmtime|mktime)\b/g,
    'a clock: now is an argument',
  ],
  [
    /\b(?:thread|mutex|atomic|future|async|thread_local|condition_variable)\b/g,
    'threads: the caller decides',
  ],
  [/\b(?:rand|srand|random_device|mt19937)\b/g, 'chance: the same input gives the same bytes'],
  [
    /\b(?:setlocale|locale|tolower|toupper|isalpha|isdigit|isspace|isalnum|isupper|islower)\s*\(/g,
    'the locale: use core/text.h',
  ],
  [/\b(?:fopen|ifstream|ofstream|fstream|filesystem|getenv|system)\b/g, 'the outside: bytes are arguments'],
  [/\bunordered_(?:map|set|multimap|multiset)\b/g, 'an order that differs between standard libraries'],
  [
    /\bstd::sort\s*\([^;]*\[/g,
    'std::sort with a comparison of its own: equal elements come out in any order; use std::stable_sort',
  ],
  [/\bemscripten\b/gi, 'Emscripten: that is wasm/'],
];

export function coreIsPure(all) {
  return all
    .filter((source) => isCpp(source) && source.path.startsWith('core/'))
    .flatMap((source) => {
      const code = cppCode(source.text).replace(INCLUDE, '');
      return FORBIDDEN_IN_CORE.flatMap(([pattern, why]) =>
        [...matches(code, pattern)].map(
          ({ match, line }) => `${source.path}:${line}: "${match[0].trim()}" in core: ${why}`,
        ),
      );
    });
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"]+)\1/g;
const join = (from, to) => new URL(to, `file:///${from}`).pathname.slice(1);

// The shell's pages see the client of wasm and their packages; wasm/ sees itself; nothing of either sees tests.
export function scriptsKnow(all) {
  return all
    .filter((source) => isJs(source) && /^(web|wasm)\//.test(source.path))
    .flatMap((source) => {
      const home = folderOf(source.path);
      return [...matches(jsCode(source.text), IMPORT)].flatMap(({ match, line }) => {
        const name = match[2];
        const place = `${source.path}:${line}`;
        if (!name.startsWith('.')) {
          const tool = name.startsWith('node:') && /^web\/src\//.test(source.path);
          return tool || (home === 'wasm' && !name.startsWith('node:'))
            ? `${place}: ${home} may not import ${name}`
            : [];
        }
        const target = folderOf(join(source.path, name));
        const develops = /^web\/(dev|tests)\//.test(source.path) ? ['tests'] : [];
        const allowed = home === 'web' ? ['web', 'wasm', ...develops] : ['wasm', 'build'];
        const isData = target === 'assets' && name.endsWith('.json');
        if (!allowed.includes(target) && !isData)
          return `${place}: ${home} may not know ${target}/ (${name})`;
        const shipped =
          !source.path.startsWith('web/src/') || !/^web\/(?!src\/)/.test(join(source.path, name));
        return shipped ? [] : `${place}: what is shipped may not import ${name}`;
      });
    });
}

const FORBIDDEN_IN_SHELL = [
  [
    /\b(?:innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\.write)\b/g,
    'markup from strings: use a Lit template',
  ],
  [
    /\beval\s*\(|\bnew\s+Function\b|\bset(?:Timeout|Interval)\s*\(\s*['"`]/g,
    'code from strings: the policy of the page refuses it',
  ],
];

export function shellIsSafe(all) {
  return all
    .filter((source) => isJs(source) && /^(web\/src|wasm)\//.test(source.path))
    .flatMap((source) =>
      FORBIDDEN_IN_SHELL.flatMap(([pattern, why]) =>
        [...matches(jsCode(source.text), pattern)].map(
          ({ match, line }) => `${source.path}:${line}: "${match[0]}": ${why}`,
        ),
      ),
    );
}

/** One concept per file: what has grown past this has several. */
export const MAX_LINES = 450;
export function filesAreSmall(all) {
  return all
    .map(({ path, text }) => ({ path, count: text.split('\n').length - 1 }))
    .filter(({ count }) => count > MAX_LINES)
    .map(
      ({ path, count }) => `${path}: ${count} lines; above ${MAX_LINES} a file holds more than one concept`,
    );
}

/** A header is read once. */
export function headersGuarded(all) {
  return all
    .filter(({ path, text }) => path.endsWith('.h') && !/^#pragma once$/m.test(text))
    .map(({ path }) => `${path}: no #pragma once`);
}
