/**
 * Says to the service worker, which is one for all tabs, that somebody is at work here: while this is held no newer
 * version takes over.
 */
const SESSION = 'returns-session';

/** @type {(() => void) | undefined} */
let release;

export function atWork() {
  return release !== undefined;
}

export function beginWork() {
  if (release) return;
  /** @type {Promise<void>} */
  const until = new Promise((resolve) => (release = resolve));
  void navigator.locks?.request(SESSION, { mode: 'shared' }, () => until);
}

export function endWork() {
  release?.();
  release = undefined;
}
