/** @param {string} currency */
function digitsOf(currency) {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/**
 * Minor units of what was typed, without a detour over fractions; undefined when it is no amount.
 * @param {string} typed "90", "90.5", "90,50" @param {string} currency
 */
export function minorUnits(typed, currency) {
  const digits = digitsOf(currency);
  const match = /^(\d{1,10})(?:[.,](\d*))?$/.exec(typed.trim());
  if (!match || (match[2] ?? '').length > digits) return undefined;
  return Number(match[1] + (match[2] ?? '').padEnd(digits, '0'));
}

/** What stands in the field before anybody types. @param {number} minor @param {string} currency */
export function typedAmount(minor, currency) {
  const digits = digitsOf(currency);
  const text = String(minor).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
