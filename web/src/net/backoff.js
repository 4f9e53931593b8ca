const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 300;

/**
 * Seconds to wait before attempt number `attempt` (the first retry is 1): doubling, with full jitter over the upper half
 * so that many devices do not come back at once; never shorter than the server asked.
 * @param {number} attempt @param {number} random in [0, 1) @param {number} [retryAfter] seconds
 */
export function waitSeconds(attempt, random, retryAfter = 0) {
  const ceiling = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (attempt - 1));
  return Math.max(retryAfter, ceiling / 2 + (ceiling / 2) * random);
}
