/**
 * Worker URLs are script URLs: under Trusted Types only this policy may make them, and only on our origin. A name may be
 * taken once in a page, so whatever of ours comes second uses the policy of the first.
 * @returns {{createScriptURL: (url: string) => any} | undefined}
 */
export function scriptUrls() {
  const scope = /** @type {any} */ (globalThis);
  return (scope[Symbol.for('returns-portal.scripts')] ??= scope.trustedTypes?.createPolicy('returns-portal', {
    createScriptURL: (/** @type {string} */ url) => {
      if (new URL(url).origin !== location.origin) throw new TypeError(`not a script of ours: ${url}`);
      return url;
    },
  }));
}
