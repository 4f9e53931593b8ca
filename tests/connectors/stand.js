// What every test against a real platform stands on: the platform, a gate before it, and servers that go when it ends.
import { after, before } from 'node:test';
import { Gate } from './gate.js';

/**
 * @param {{start(): Promise<any>, remove(): Promise<void>, url: string}} platform @param {number} timeout milliseconds that
 *   its installation and start may take
 */
export function standBefore(platform, timeout) {
  const open = [];
  const stand = {
    /** @type {Gate} */
    gate: /** @type {any} */ (undefined),
    /** What is removed at the end, before the platform. */
    keep(one) {
      open.push(one);
      return one;
    },
  };
  before(
    async () => {
      await platform.start();
      stand.gate = await new Gate(platform.url).start();
    },
    { timeout },
  );
  after(async () => {
    for (const one of open) await one.remove();
    await stand.gate?.stop();
    await platform.remove();
  });
  return stand;
}
