/**
 * What of the queue is shown. The server orders it: red, orange, ordinary, each by due time.
 * @typedef {import('./desk-api.js').Row} Row
 * @typedef {{text: string, lane: string, grade: string, state: string, days: number}} Filter
 */

/** @type {Filter} */
export const NO_FILTER = { text: '', lane: '', grade: '', state: 'open', days: 0 };

/** The part of a ticket number that stands for the customer. @param {string} ticket */
export function customerOf(ticket) {
  return ticket.split('-')[1] ?? '';
}

/** @param {Row} row @param {number} now milliseconds */
export function isOverdue(row, now) {
  return row.stage !== 'closed' && row.due_at !== undefined && Date.parse(row.due_at) < now;
}

/** @param {Row[]} rows @param {Filter} filter @param {string} me @param {number} now milliseconds */
export function filtered(rows, filter, me, now) {
  const text = filter.text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (!filter.lane || row.lane === filter.lane) &&
      (!filter.grade || row.grade === filter.grade) &&
      (!filter.days || now - Date.parse(row.received_at) <= filter.days * 86_400_000) &&
      inState(row, filter.state, me, now) &&
      (!text ||
        row.ticket.toLowerCase().includes(text) ||
        row.order.toLowerCase().includes(text) ||
        customerOf(row.ticket).toLowerCase() === text),
  );
}

/** @param {Row} row @param {string} state @param {string} me @param {number} now */
function inState(row, state, me, now) {
  if (state === 'closed') return row.stage === 'closed';
  if (state === 'mine') return row.stage !== 'closed' && row.assignee === me;
  if (state === 'overdue') return isOverdue(row, now);
  return state === '' || row.stage !== 'closed';
}
