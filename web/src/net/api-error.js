/** Conflicts that pass by themselves: the same key is being worked on, or an upload stands elsewhere than we thought. */
const PASSING_CONFLICTS = new Set([
  '',
  'in_flight',
  'wrong_offset',
  'upload_continued_elsewhere',
  'upload_finished',
]);

/** Told to wait until tomorrow: that is for a person to decide, not for a countdown. */
const LASTING = new Set(['too_many_requests_today']);

/**
 * An answer that is not the one asked for. `status` 0 means that no answer came at all.
 */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {{code?: string, at?: string, params?: Record<string, any>, retryAfter?: number, cause?: unknown}} [detail]
   */
  constructor(status, { code = '', at, params, retryAfter, cause } = {}) {
    super(`HTTP ${status}${code ? ` ${code}` : ''}`, { cause });
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.at = at;
    this.params = params;
    /** Seconds the server asked to wait. @type {number | undefined} */
    this.retryAfter = retryAfter;
  }

  /** Worth asking again without anybody changing anything. */
  get transient() {
    if (LASTING.has(this.code)) return false;
    if (this.status === 409) return PASSING_CONFLICTS.has(this.code);
    return this.status === 0 || this.status >= 500 || [408, 423, 425, 429].includes(this.status);
  }

  /** The token is gone; the person shows the second factor again and the same request goes on. */
  get unauthorised() {
    return this.status === 401;
  }
}

/** `Retry-After` in seconds; a date is read against `now`. @param {string | null} value @param {number} now */
export function retryAfterSeconds(value, now) {
  if (!value) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value.trim());
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}
