import { FINISH } from './late.js';

/**
 * The screens after the flow, once their part is here.
 * @typedef {import('./view.js').View} View
 */

/** @param {View} view @param {import('../outbox/sender.js').Sending} sending */
export function sending(view, sending) {
  return FINISH.show(view, ({ sendingScreen }) => sendingScreen(view, sending));
}

/** @param {View} view @param {Omit<Parameters<typeof import('./done.js').doneScreen>[0], 'speech' | 'art'>} options */
export function receipt(view, options) {
  return FINISH.show(view, ({ doneScreen }) =>
    doneScreen({ ...options, speech: view.speech, art: (path) => view.art(path) }),
  );
}
