// Firefox and WebKit, driven by what comes with them: WebDriver BiDi through puppeteer-core, and plain WebDriver.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import puppeteer from 'puppeteer-core';

/**
 * @typedef {object} Engine
 * @property {(url: string) => Promise<void>} goto
 * @property {(script: string, framed?: boolean) => Promise<any>} run an expression, in the page or in its first frame
 * @property {(field: string, path: string) => Promise<void>} give a file to the field that the expression gives
 * @property {() => Promise<Buffer>} picture what is seen, as PNG
 * @property {() => Promise<void>} close
 */

const found = (paths) => paths.find((path) => path && existsSync(path));

/** Asks until the answer is one; a page that goes away meanwhile gives none. @param {Engine} engine @param {string} script @param {string} what @returns {Promise<any>} */
export async function until(engine, script, what) {
  /** @type {unknown} */
  let cause;
  for (const end = Date.now() + 60_000; ; ) {
    const found = await engine.run(script).catch((error) => void (cause = error));
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} does not come`, { cause });
    await new Promise((done) => setTimeout(done, 150));
  }
}

/** A camera and a microphone that Firefox makes up, and a person who lets the page use them. */
export const FAKE_DEVICES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
};

/** @param {Record<string, unknown>} [extraPrefsFirefox] @returns {Promise<Engine>} */
export async function firefox(extraPrefsFirefox) {
  const executablePath = found([process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox']);
  if (!executablePath)
    throw new Error('Firefox is not installed: apt-get install firefox-esr, or set FIREFOX');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    acceptInsecureCerts: true,
    extraPrefsFirefox,
  });
  const page = await browser.newPage();
  return {
    goto: async (url) => void (await page.goto(url)),
    run: (script, framed = false) => (framed ? page.frames()[1] : page.mainFrame()).evaluate(script),
    async give(field, path) {
      const found = await page.mainFrame().evaluateHandle(field);
      await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (found).uploadFile(path);
    },
    picture: async () => Buffer.from(await page.screenshot()),
    close: () => browser.close(),
  };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** A screen that nobody sees. @returns {Promise<{display: string, stop: () => void}>} */
function screen() {
  return new Promise((resolve, reject) => {
    const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    xvfb.on('error', () => reject(new Error('Xvfb is not installed: apt-get install xvfb')));
    xvfb.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    xvfb.stdio[3].on('data', (number) =>
      resolve({ display: `:${String(number).trim()}`, stop: () => xvfb.kill() }),
    );
  });
}

/** What MiniBrowser is started with for a camera that WebKit makes up; its pages may use it. */
export const MOCK_CAMERA = ['--enable-media-stream=true', '--enable-mock-capture-devices=true'];

/** @param {string[]} [more] further arguments of MiniBrowser @returns {Promise<Engine>} */
export async function webkit(more = []) {
  const program = found([process.env.WEBKIT_DRIVER, '/usr/bin/WebKitWebDriver']);
  if (!program) throw new Error('WebKit is not installed: apt-get install webkit2gtk-driver');
  const { display, stop } = await screen();
  const port = await freePort();
  const driver = spawn(program, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      // Without a compositor no picture would ever be answered.
      LIBGL_ALWAYS_SOFTWARE: '1',
    },
  });
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebKit: ${value?.error} ${value?.message}`);
    return value;
  };
  const end = Date.now() + 20_000;
  while (!(await call('GET', '/status').catch(() => undefined))) {
    if (Date.now() > end) throw new Error('WebKitWebDriver does not answer');
    await new Promise((done) => setTimeout(done, 100));
  }
  const binary = found([
    process.env.MINI_BROWSER,
    ...['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-4.1/MiniBrowser`),
  ]);
  if (more.length > 0 && !binary) throw new Error('where is MiniBrowser? Set MINI_BROWSER');
  const browser = { 'webkitgtk:browserOptions': { binary, args: ['--automation', ...more] } };
  const capabilities = {
    alwaysMatch: { acceptInsecureCerts: true, ...(more.length > 0 ? browser : {}) },
  };
  const { sessionId } = await call('POST', '/session', { capabilities });
  const session = `/session/${sessionId}`;
  return {
    goto: (url) => call('POST', `${session}/url`, { url }),
    async run(script, framed = false) {
      await call('POST', `${session}/frame`, { id: null });
      if (framed) {
        // The frame may be in a shadow tree: the page finds it, the driver takes what the page gives.
        const element = await call('POST', `${session}/execute/sync`, {
          script: `return document.querySelector('returns-portal').shadowRoot.querySelector('iframe')`,
          args: [],
        });
        await call('POST', `${session}/frame`, { id: element });
      }
      return call('POST', `${session}/execute/sync`, { script: `return (${script})`, args: [] });
    },
    async give(field, path) {
      const script = `return (${field})`;
      const element = await call('POST', `${session}/execute/sync`, { script, args: [] });
      await call('POST', `${session}/element/${Object.values(element)[0]}/value`, { text: path });
    },
    picture: async () => Buffer.from(await call('GET', `${session}/screenshot`), 'base64'),
    async close() {
      await call('DELETE', session).catch(() => {});
      driver.kill();
      stop();
    },
  };
}
