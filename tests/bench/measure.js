// Medians, and how they are printed.

/** @param {number[]} list */
export function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Median milliseconds of one call, after a warm-up.
 * @param {number} times
 * @param {() => unknown} run
 */
export async function time(times, run) {
  for (let i = 0; i < Math.max(1, times / 5); ++i) await run();
  const taken = [];
  for (let i = 0; i < times; ++i) {
    const start = performance.now();
    const pending = run();
    // A function that is not asynchronous is not made to wait for its turn.
    if (pending instanceof Promise) await pending;
    taken.push(performance.now() - start);
  }
  return median(taken);
}

/** @param {string[][]} rows  the first is the head; columns after the first are aligned to the right */
export function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(
      row.map((text, c) => (c === 0 ? text.padEnd(widths[c]) : text.padStart(widths[c]))).join('   '),
    );
  }
}

export const count = (number) => Math.round(number).toLocaleString('en-US');

/** Goals of this run; a goal that is missed fails it. */
export class Goals {
  #missed = 0;
  /** @param {string} what @param {number} is @param {'≥' | '<'} sign @param {number} goal @param {string} unit */
  check(what, is, sign, goal, unit) {
    const holds = sign === '≥' ? is >= goal : is < goal;
    if (!holds) this.#missed += 1;
    console.log(
      `${holds ? 'holds ' : 'MISSED'}  ${what}: ${is.toFixed(is < 10 ? 2 : 1)}${unit} (goal ${sign} ${goal}${unit})`,
    );
  }
  end() {
    if (this.#missed > 0) process.exitCode = 1;
  }
}
