/** The sentence for a failed look-up. @param {unknown} error */
export function lookupError(error) {
  const status = /** @type {{status?: number}} */ (error)?.status;
  if (status === 404) return 'lookup.not_found';
  if (status === 429) return 'lookup.too_often';
  return status === 0 ? 'lookup.offline' : 'lookup.failed';
}
