/**
 * Calls when the connection may be back: the device says so, or somebody looks at the page again.
 * @param {() => void} call
 * @returns {() => void} stops it
 */
export function onReturn(call) {
  const check = () => {
    if (!document.hidden) call();
  };
  window.addEventListener('online', check);
  document.addEventListener('visibilitychange', check);
  return () => {
    window.removeEventListener('online', check);
    document.removeEventListener('visibilitychange', check);
  };
}
