/**
 * As wasm/client.js has it, once more: shared, it would be one more file for the first screen to wait for. A name may be
 * taken once in a page, so whichever comes second uses the policy of the first. Worker URLs are script URLs: under
 * Trusted Types only this policy may make them, and only on our origin.
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
