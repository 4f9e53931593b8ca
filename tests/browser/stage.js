// A server and a browser for all tests of a file: there before the first, gone after the last.
import { after, before } from 'node:test';
import { launch } from './chromium.js';
import { Server } from './server.js';

/**
 * Called once, at the top of a file. The browser is there when the tests run, not before.
 * @returns {{server: Server, browser: import('playwright-core').Browser}}
 */
export function stage() {
  const held = { server: new Server(), browser: /** @type {any} */ (undefined) };
  before(async () => {
    await held.server.start();
    held.browser = await launch();
  });
  after(async () => {
    await held.browser?.close();
    await held.server.close();
  });
  return held;
}
