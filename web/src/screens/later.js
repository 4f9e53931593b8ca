import { nothing } from 'lit';
import { afterPaint } from '../element/after-paint.js';

/**
 * What a new screen shows below the window of a phone, or folded: it is made once the rest has been painted, so that a
 * slow phone answers the tap that led here with what is looked at first.
 * @param {import('./view.js').View} view @param {() => unknown} render
 */
export function later(view, render) {
  const { local } = view;
  if (local.painted) return render();
  if (local.painted === undefined) {
    local.painted = false;
    afterPaint(() => {
      local.painted = true;
      view.update();
    });
  }
  return nothing;
}
