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
