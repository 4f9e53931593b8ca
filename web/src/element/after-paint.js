/**
 * Does what nobody waits to see once the answer to a tap is on the screen: with the frame after it, not right behind it,
 * where it would take the processor from those who bring the first one to the screen.
 * @param {() => void} work
 */
export const afterPaint = (work) => requestAnimationFrame(() => requestAnimationFrame(work));
