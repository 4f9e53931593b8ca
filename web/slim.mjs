// What the bundle does without (esbuild plugins): blanks in style sheets, and the parsers of ICU skeletons ("::yMMMd"),
// which no sentence of ours uses (web/tests/text.test.js keeps it so).
import { transform } from 'esbuild';
import { readFile } from 'node:fs/promises';

/** Style sheets written as css`…`, minified; those with insertions lose their remarks and what they are indented by. */
export const smallStyles = {
  name: 'small styles',
  setup(build) {
    build.onLoad({ filter: /web[\\/]src[\\/].+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes('css`')) return undefined;
      const parts = source.split(/\bcss`([^`$]*)`/);
      for (let at = 1; at < parts.length; at += 2) {
        const { code } = await transform(parts[at], { loader: 'css', minify: true });
        parts[at] = `css\`${code.trim().replaceAll('\\', '\\\\')}\``;
      }
      const contents = parts
        .join('')
        .replaceAll(/\bcss`[^`]*\$\{[^`]*`/g, (sheet) =>
          sheet.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(?<=[;:{}])\s+|\s+(?=[{}])/g, ''),
        );
      return { contents, loader: 'js' };
    });
  },
};

/** What the client of the uploads brings for browsers that have no URL and no encoder of their own; ours have. */
const NATIVE = {
  // Also beside an address without a host, as ours is.
  'url-parse': `export default class {
    constructor(link, base) { this.href = new URL(link, new URL(base, location.href)).href; }
    toString() { return this.href; }
  }`,
  'js-base64':
    'export const Base64 = { encode: (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text))) };',
};
export const noPolyfills = {
  name: 'no polyfills',
  setup(build) {
    build.onResolve({ filter: /^(url-parse|js-base64)$/ }, ({ path }) => ({ path, namespace: 'native' }));
    build.onLoad({ filter: /.*/, namespace: 'native' }, ({ path }) => ({
      contents: NATIVE[/** @type {keyof typeof NATIVE} */ (path)],
      loader: 'js',
    }));
  },
};

const REFUSED = `
const refuse = () => { throw new SyntaxError('skeletons are not shipped'); };
export const parseNumberSkeleton = refuse, parseNumberSkeletonFromString = refuse, parseDateTimeSkeleton = refuse;
`;

/** No skeletons in messages: neither their parsers nor the table of every country's clock. Errors are their names. */
export const noSkeletons = {
  name: 'no skeletons',
  setup(build) {
    build.onResolve({ filter: /^@formatjs\/icu-skeleton-parser$/ }, () => ({
      path: 'skeletons',
      namespace: 'refused',
    }));
    build.onLoad({ filter: /.*/, namespace: 'refused' }, () => ({ contents: REFUSED, loader: 'js' }));
    build.onLoad({ filter: /time-data\.generated\.js$/ }, () => ({
      contents: "export const timeData = { '001': ['H', 'h'] };",
      loader: 'js',
    }));
    build.onLoad({ filter: /icu-messageformat-parser[\\/]lib[\\/]error\.js$/ }, () => ({
      contents: 'export const ErrorKind = new Proxy({}, { get: (_, name) => name });',
      loader: 'js',
    }));
  },
};

/**
 * In a page of another origin the reader of codes cannot run: no worker of ours may be opened there. What is said of codes
 * is left out of what is built for it.
 * @type {import('esbuild').Plugin}
 */
export const noReader = {
  name: 'no-reader',
  setup(build) {
    build.onLoad({ filter: /screens[/\\]evidence[/\\](code-card|batch-photo)\.js$/ }, () => ({
      contents: 'export const codeCard = () => {}, batchFromPhoto = codeCard;',
    }));
  },
};

/**
 * A bundle whose templates have lost the indentation of their source: it is a hundredth of what a customer fetches. Lines
 * that begin with one blank keep it (calendar files fold by it).
 * @param {Uint8Array} bundle
 */
export function unindented(bundle) {
  return new TextEncoder().encode(new TextDecoder().decode(bundle).replaceAll(/\n {2,}/g, '\n '));
}

const LATE_PARTS =
  /web[/\\]src[/\\](screens[/\\](finish|questions|evidence)|modes[/\\]modes|film[/\\]film|voice[/\\]voice|help[/\\]faq|camera[/\\]camera|marking[/\\]editor|media[/\\]take-in|storage[/\\]memory)\.js$/;

/**
 * Parts that only ever come after the element say so. The bundler puts every set of modules that the same entries need in
 * a file of its own; without this each helper that one part shares with the first screen is such a file, and a dozen small
 * files compress worse than one.
 * @type {import('esbuild').Plugin}
 */
export const afterTheElement = {
  name: 'after the element',
  setup(build) {
    build.onLoad({ filter: LATE_PARTS }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}\nimport '../element/returns-portal-element.js';`,
      loader: 'js',
    }));
  },
};
