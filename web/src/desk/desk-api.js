import { ApiError } from '../net/api-error.js';

/**
 * The desk's calls. The session is a cookie that no script can read.
 * @typedef {{ticket: string, order: string, status: string, lane: string, grade: string, stage: string,
 *   assignee: string, revision: number, received_at: string, due_at?: string, closed_at?: string, money?: number,
 *   rating?: number}} Row
 * @typedef {{name: string, role: string}} Staff
 */
export class DeskApi {
  /** @returns {Promise<{staff: Staff}>} */
  session() {
    return call('GET', 'session');
  }

  /** @param {string} name @param {string} password @returns {Promise<{staff: Staff}>} */
  signIn(name, password) {
    return call('POST', 'session', { name, password });
  }

  signOut() {
    return call('DELETE', 'session');
  }

  /** @returns {Promise<{now: string, staff: string[], tickets: Row[]}>} */
  queue() {
    return call('GET', 'queue');
  }

  /** @param {string} ticket @returns {Promise<{case: any}>} */
  open(ticket) {
    return call('GET', `tickets/${encodeURIComponent(ticket)}`);
  }

  /** @param {string} ticket @param {object} action @returns {Promise<{case: any}>} */
  act(ticket, action) {
    return call('POST', `tickets/${encodeURIComponent(ticket)}/actions`, action);
  }

  /** @param {string} ticket @param {string} message @returns {Promise<{case: any}>} */
  sendAgain(ticket, message) {
    const path = `tickets/${encodeURIComponent(ticket)}/messages/${encodeURIComponent(message)}/again`;
    return call('POST', path, {});
  }

  /** A shop system is asked once more. @param {string} ticket @param {string} connector @returns {Promise<{case: any}>} */
  again(ticket, connector) {
    const at = `tickets/${encodeURIComponent(ticket)}/connectors/${encodeURIComponent(connector)}`;
    return call('POST', at, { action: 'again' });
  }

  /** @returns {Promise<{board: any}>} */
  board() {
    return call('GET', 'board');
  }

  /** @param {string} quarter "2026-Q4", or "current" @returns {Promise<{report: any}>} */
  report(quarter) {
    return call('GET', `reports/${encodeURIComponent(quarter)}`);
  }

  /** @returns {Promise<{watch: any}>} */
  watch() {
    return call('GET', 'watch');
  }
}

/** @param {string} method @param {string} path @param {object} [body] @returns {Promise<any>} */
async function call(method, path, body) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(`/api/v1/desk/${path}`, {
      method,
      headers: body ? { 'Content-Type': 'application/json' } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch (cause) {
    throw new ApiError(0, { cause });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, answer.error ?? {});
  return answer;
}
