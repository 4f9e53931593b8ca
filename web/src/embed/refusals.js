/**
 * What the page's Content-Security-Policy has refused the portal, told as the line that lets it through. What it refuses
 * to others on the page is none of our business.
 */

/** @type {Record<string, string>} */
const PARENTS = {
  'script-src-elem': 'script-src',
  'style-src-elem': 'style-src',
  'style-src-attr': 'style-src',
};

/**
 * @param {{effectiveDirective: string, blockedURI: string, sample?: string}} violation
 * @param {string[]} ours what the addresses of the portal begin with
 * @param {string} page the page's own origin
 * @returns {string | undefined} the directive with what to add to it; undefined: not ours
 */
export function lineFor({ effectiveDirective, blockedURI, sample = '' }, ours, page) {
  if (blockedURI === 'wasm-eval') return "script-src 'wasm-unsafe-eval'";
  const names = ['returns-portal', 'lit-html'];
  if (effectiveDirective === 'trusted-types')
    return names.includes(sample) ? `trusted-types ${names.join(' ')}` : undefined;
  // A cross-origin address may be cut down to its origin.
  const known = ours.some((base) => blockedURI.startsWith(base) || new URL(base).origin === blockedURI);
  if (!known) return undefined;
  const origin = new URL(blockedURI).origin;
  return `${PARENTS[effectiveDirective] ?? effectiveDirective} ${origin === page ? "'self'" : origin}`;
}

/**
 * @param {() => string[]} ours what the addresses of the portal begin with
 * @param {(line: string) => void} tell once for every line
 * @returns {() => void} stops listening
 */
export function watchRefusals(ours, tell) {
  const told = new Set();
  const hear = (/** @type {SecurityPolicyViolationEvent} */ event) => {
    if (event.disposition === 'report') return;
    const bases = ours().map((url) => new URL(url, location.href).href);
    const line = lineFor(event, bases, location.origin);
    if (!line || told.has(line)) return;
    told.add(line);
    // Not before the page's own scripts have had their turn to listen.
    if (document.readyState === 'complete') tell(line);
    else addEventListener('load', () => tell(line));
  };
  document.addEventListener('securitypolicyviolation', hear);
  return () => document.removeEventListener('securitypolicyviolation', hear);
}

/** The detail of the `portal-error` that names the line. @param {string} line */
export function refusalDetail(line) {
  return { code: 'csp', line, message: `add to the policy: ${line}` };
}
