/**
 * Quarters as the server names them, "2026-Q4".
 * @param {import('../text/speech.js').Speech} speech @param {string} quarter
 */
export function quarterName(speech, quarter) {
  const [year, n] = quarter.split('-Q');
  return speech.t('desk.report.quarter', { year, n });
}

/**
 * The same above a narrow column, on one line.
 * @param {import('../text/speech.js').Speech} speech @param {string} quarter
 */
export function quarterShort(speech, quarter) {
  const [year, n] = quarter.split('-Q');
  return speech.t('desk.report.quarter_short', { year, n });
}

/**
 * Those that can be chosen, the latest first: from the first request to now, and the one that is shown.
 * @param {{quarter: string, first: string, current: string}} report
 */
export function quartersOf({ quarter, first, current }) {
  const found = new Set([quarter]);
  // A clock that was once wrong must not make a list without end.
  for (let one = current; one >= first && found.size <= 40; one = before(one)) found.add(one);
  return [...found].sort().reverse();
}

/** @param {string} quarter */
function before(quarter) {
  const [year, n] = quarter.split('-Q').map(Number);
  return n > 1 ? `${year}-Q${n - 1}` : `${year - 1}-Q4`;
}
