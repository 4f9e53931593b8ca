/**
 * What the customer looks at: when it changes, what had the focus is gone. Uploading and submitting look the same.
 * @param {import('../session/session.js').ReturnSession} session
 */
export function shownIn({ done, entry, sending, screen }) {
  if (done) return 'done';
  return entry && sending ? sending.phase.replace(/uploading|done/, 'submitting') : screen.id;
}

/** A new screen: from the top, with the focus on its heading. @param {import('lit').LitElement} element */
export function focusTitle(element) {
  /** @type {HTMLElement | null} */ (element.renderRoot.querySelector('#title'))?.focus({
    preventScroll: true,
  });
  if (element.getBoundingClientRect().top < 0) element.scrollIntoView({ block: 'start' });
}

/** What is wrong on the screen, once Continue was pressed. @param {import('lit').LitElement} element */
export function focusSummary(element) {
  const summary = /** @type {HTMLElement | null} */ (element.renderRoot.querySelector('#error-summary'));
  summary?.focus();
  summary?.scrollIntoView({ block: 'center' });
}
