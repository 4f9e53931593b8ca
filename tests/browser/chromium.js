// Debian's Chromium, and pages that remember every complaint of the browser.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** @param {string[]} more */
function settings(more) {
  const executablePath = CANDIDATES.find((path) => path && existsSync(path));
  if (!executablePath)
    throw new Error('Chromium is not installed: apt-get install chromium, or set CHROMIUM to a path');
  return {
    executablePath,
    args: [
      ...[
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
      ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
      ...more,
    ],
  };
}

/** @param {string[]} [more] further arguments */
export function launch(more = []) {
  return chromium.launch(settings(more));
}

/**
 * A browser with a folder of its own, as a device has that is switched off and on.
 * @param {string} folder @param {string[]} [more] further arguments
 */
export async function launchProfile(folder, more = []) {
  const context = await chromium.launchPersistentContext(folder, {
    ...settings(more),
    locale: 'en-GB',
    viewport: DESK,
    reducedMotion: 'reduce',
    serviceWorkers: 'allow',
  });
  context.setDefaultTimeout(20_000);
  return context;
}

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };

/** A camera that shows a moving test picture, and a person who lets the page use it. */
export const FAKE_CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/**
 * A visitor of their own, with nothing stored, who speaks English. What a service worker answers no test could
 * intercept, so only the tests about it have one.
 * @param {import('playwright-core').Browser} browser
 */
export async function visitor(
  browser,
  { viewport = PHONE, colorScheme = 'light', serviceWorkers = 'block' } = {},
) {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport,
    colorScheme,
    reducedMotion: 'reduce',
    serviceWorkers,
  });
  context.setDefaultTimeout(20_000);
  return context;
}

/**
 * What the browser complains of: errors on the console, uncaught exceptions, violations of the content security policy.
 * @param {import('playwright-core').BrowserContext} context
 */
export async function complaintsOf(context) {
  /** @type {string[]} */
  const complaints = [];
  await context.exposeBinding('complainOfPolicy', (_source, text) => complaints.push(`policy: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      /** @type {any} */ (window).complainOfPolicy(
        `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`,
      ),
    );
  });
  context.on('console', (message) => {
    if (message.text().includes('Service Worker registration blocked by Playwright')) return; // by visitor() itself
    if (['error', 'warning'].includes(message.type()))
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`exception: ${error.error().stack}`));
  return complaints;
}
