// Buffers for bulk decisions (docs/batch.md): rows of words in, answers out. Values go in and come out by name; who has
// many rows fills the words himself. Numbers are little-endian, as WebAssembly's memory and every machine that runs it.

const ASKED = 0x31424452; // "RDB1"
const ANSWERED = 0x31414452; // "RDA1"
const FIXED = 5;

/**
 * @typedef {{id: number, name: string, values?: string[], min?: number, max?: number}} Column
 * @typedef {{id: number, name: string, hit: 'first' | 'unique' | 'any' | 'collect', rules: string[]}} Table
 * @typedef {{pack: string, version: number, digest: string, columns: Column[], tables: Table[]}} Layout
 *   What the door `layout` answers under `batch`.
 * @typedef {{bytes: Uint8Array, values: Int32Array}} Sheet  `values`: rows × columns of `bytes`, to be filled
 */

/**
 * @template {{name: string}} T
 * @param {T[]} list
 * @param {string} name
 * @returns {T}
 */
function named(list, name) {
  const found = list.find((entry) => entry.name === name);
  if (!found) throw new RangeError(name);
  return found;
}

/** Writes and reads the buffers of one loaded pack. */
export class BatchFormat {
  /** @param {Layout} layout */
  constructor(layout) {
    this.layout = layout;
    this.mark = parseInt(layout.digest.slice(0, 8), 16) | 0;
  }

  /**
   * An empty buffer for so many rows.
   * @param {string[]} columns  by name, in the order of a row's values
   * @param {string[]} tables   whose answers are wanted
   * @param {number} rows
   * @returns {Sheet}
   */
  sheet(columns, tables, rows) {
    const head = FIXED + columns.length + tables.length;
    const words = new Int32Array(head + rows * columns.length);
    words.set([ASKED, this.mark, rows, columns.length, tables.length]);
    words.set(
      columns.map((name) => named(this.layout.columns, name).id),
      FIXED,
    );
    words.set(
      tables.map((name) => named(this.layout.tables, name).id),
      FIXED + columns.length,
    );
    return { bytes: new Uint8Array(words.buffer), values: words.subarray(head) };
  }

  /**
   * Rows by name: values of closed lists as text, integers as numbers. A text that is not in the list becomes -1, which
   * the core tells in the row's status.
   * @param {string[]} columns
   * @param {string[]} tables
   * @param {Record<string, string | number>[]} rows
   * @returns {Uint8Array}
   */
  encode(columns, tables, rows) {
    const { bytes, values } = this.sheet(columns, tables, rows.length);
    const codes = columns.map((name) => {
      const list = named(this.layout.columns, name).values;
      return list && new Map(list.map((value, index) => [value, index]));
    });
    rows.forEach((row, r) => {
      columns.forEach((name, c) => {
        const value = row[name];
        values[r * columns.length + c] = codes[c]
          ? (codes[c].get(/** @type {string} */ (value)) ?? -1)
          : Number(value);
      });
    });
    return bytes;
  }

  /**
   * @param {Uint8Array} bytes
   * @returns {BatchAnswer}
   */
  decode(bytes) {
    // A fault is JSON, and begins with its brace.
    if (bytes[0] === 0x7b) throw new BatchError(JSON.parse(new TextDecoder().decode(bytes)).fault);
    // A copy where the bytes do not stand on a word.
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
    if (words[0] !== ANSWERED || words[1] !== this.mark) throw new RangeError('not an answer of this pack');
    return new BatchAnswer(this.layout, words);
  }
}

export class BatchError extends Error {
  /** @param {{code: string, at: string}} fault */
  constructor(fault) {
    super(`${fault.code} ${fault.at}`);
    this.name = 'BatchError';
    this.fault = fault;
  }
}

export class BatchAnswer {
  /**
   * @param {Layout} layout
   * @param {Int32Array} words
   */
  constructor(layout, words) {
    const [, , rows, stride, tables] = words;
    this.rows = rows;
    this.stride = stride;
    this.values = words.subarray(FIXED + 3 * tables);
    /** @type {Map<string, {table: Table, at: number, words: number}>} */
    this.tables = new Map();
    for (let i = 0; i < tables; ++i) {
      const [id, at, size] = words.subarray(FIXED + 3 * i);
      const table = layout.tables.find((entry) => entry.id === id);
      if (table) this.tables.set(table.name, { table, at, words: size });
    }
  }

  /** 0: decided; 1: a question is open; -k: the kth value of the row is out of range. @param {number} row */
  status(row) {
    return this.values[row * this.stride];
  }

  /** 0 eligible, 1 needs_review, 2 ineligible, -1: none. @param {number} row */
  verdict(row) {
    return this.values[row * this.stride + 1];
  }

  /**
   * Indexes of the rules that answer, in the order of the table.
   * @param {string} name
   * @param {number} row
   * @returns {number[]}
   */
  rules(name, row) {
    const out = this.tables.get(name);
    if (!out) throw new RangeError(name);
    const from = row * this.stride + out.at;
    if (out.table.hit !== 'collect') return this.values[from] < 0 ? [] : [this.values[from]];
    const found = [];
    for (let w = 0; w < out.words; ++w) {
      for (let bits = this.values[from + w] >>> 0; bits !== 0; bits = (bits & (bits - 1)) >>> 0)
        found.push(32 * w + 31 - Math.clz32(bits & -bits));
    }
    return found;
  }
}
