import { render } from 'lit';
import { flowScreen } from './screen.js';

/** Kinds of screens that need no second time. @type {Set<string>} */
const rehearsed = new Set();

/**
 * The next screen is made once out of sight while nobody waits: its templates are read, its sentences and the browser's
 * formats for numbers and dates are ready, its pictures are on their way. A slow phone then answers Continue in half the
 * time.
 * @param {import('./view.js').View} view
 */
export function rehearse(view) {
  const { session } = view;
  const screen = session.screens.find(({ id }) => id === session.following);
  const kind = screen && [screen.step, ...screen.fields.map((field) => field.kind)].join();
  if (!kind || screen.id === session.screen.id || rehearsed.has(kind)) return;
  rehearsed.add(kind);
  const shown = { screen, errors: [] };
  const stand = /** @type {typeof session} */ (
    new Proxy(session, {
      get: (target, name) =>
        name in shown ? shown[/** @type {keyof typeof shown} */ (name)] : Reflect.get(target, name),
    })
  );
  const nothing = () => {};
  const scene = flowScreen(view.of(stand), { onBack: nothing, onNext: nothing });
  render(scene, document.createElement('div'));
}
