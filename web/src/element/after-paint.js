/**
 * Does what nobody waits to see once the answer to a tap is on the screen.
 * @param {() => void} work
 */
export const afterPaint = (work) => requestAnimationFrame(() => setTimeout(work));
