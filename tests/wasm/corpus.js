// The golden corpus as the runners outside C++ see it: the same documents, byte for byte, that the native one makes.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GOLDEN = join(ROOT, 'tests/golden');
const read = (path) => readFileSync(path, 'utf8');

/** Keys in byte order, as the JSON library of the native runner writes them: the order's digest depends on it. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new RangeError(`${value} is no exact integer here: give the document as text`);
    }
    return value;
  }
  const keys = Object.keys(value).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

// A document may be given as text, to state what is not JSON at all. Object keys like "1" would move to the
// front of a JavaScript object; documents have none.
const document = (value) => (typeof value === 'string' ? value : JSON.stringify(sorted(value)));

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} pack      its id
 * @property {string} order
 * @property {string} draft
 * @property {string} now
 * @property {string} plan      expected answers, without the final newline of their files
 * @property {string} request
 */

const files = () =>
  existsSync(GOLDEN)
    ? readdirSync(GOLDEN)
        .filter((file) => file.endsWith('.case.json'))
        .sort()
    : [];
const nameOf = (file) => file.slice(0, -'.case.json'.length);
const expected = (name, kind) => {
  const path = join(GOLDEN, `${name}.${kind}.json`);
  return existsSync(path) ? read(path).replace(/\n$/, '') : `(there is no ${name}.${kind}.json)`;
};
const input = (file) => JSON.parse(read(join(GOLDEN, file)));

/** Cases of the doors `plan` and `seal`. @returns {Case[]} */
export function readCases() {
  return files()
    .filter((file) => !input(file).door)
    .map((file) => {
      const { pack, order, draft, now } = input(file);
      const name = nameOf(file);
      return {
        name,
        pack,
        order: document(order),
        draft: document(draft),
        now,
        plan: expected(name, 'plan'),
        request: expected(name, 'request'),
      };
    });
}

/**
 * Cases of one other door each. `today` is the text of the pack of today, for `compare`.
 * @returns {{name: string, pack: string, door: string, documents: string[], today?: string, answer: string}[]}
 */
export function readDoorCases() {
  return files()
    .filter((file) => input(file).door)
    .map((file) => {
      const { pack, door, order, draft, statement, now, today } = input(file);
      const name = nameOf(file);
      return {
        name,
        pack,
        door,
        documents: [document(order), document(statement ?? draft), now],
        today: today?.reduce((text, [from, to]) => text.replace(from, () => to), readPack(pack).pack),
        answer: expected(name, 'answer'),
      };
    });
}

/** Files of the corpus that belong to no case: answers that nobody compares. */
export function strayFiles() {
  const cases = new Set(files().map(nameOf));
  return readdirSync(GOLDEN).filter((file) => {
    const match = /^(.*)\.(plan|request|answer)\.json$/.exec(file);
    return match && !cases.has(match[1]);
  });
}

/** The exact bytes of a pack and of the calendar it names. @param {string} id */
export function readPack(id) {
  const pack = read(join(ROOT, 'assets/packs', id, 'pack.json'));
  const calendar = read(join(ROOT, 'assets/calendars', `${JSON.parse(pack).calendar}.json`));
  return { pack, calendar };
}
