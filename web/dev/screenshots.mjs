// The pictures of the README, taken anew: a customer walks through a demo order and stops at each screen.
//   npm run screenshots        (after ./portal build; the server gets a port of its own)
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../../tests/browser/chromium.js';
import { Customer } from '../../tests/browser/customer.js';
import { film, photograph } from '../../tests/browser/scenes.js';
import { Server } from '../../tests/browser/server.js';
import { spoiledMedicine } from '../../tests/browser/stories.js';
import { t } from '../../tests/browser/words.js';

const OUT = join(dirname(fileURLToPath(import.meta.url)), '../../docs/screenshots');
const SIZES = [
  {
    width: 390,
    height: 844,
    wanted: ['orders', 'items', 'reason', 'packaging', 'photos', 'resolution', 'check', 'done'],
  },
  { width: 1280, height: 800, wanted: ['orders', 'items', 'resolution', 'check'] },
];

/** @param {string} heading */
function nameOf(heading) {
  const names = {
    [t('title.items')]: 'items',
    [t('title.reason')]: 'reason',
    [t('title.details')]: 'details',
    [t('title.evidence')]: 'photos',
    [t('title.resolution')]: 'resolution',
    [t('title.contact')]: 'contact',
    [t('title.check')]: 'check',
  };
  return names[heading] ?? 'packaging';
}

/** @param {import('playwright-core').Browser} browser @param {string} url @param {typeof SIZES[number]} size */
async function walk(browser, url, { width, height, wanted }) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const story = spoiledMedicine({
    damage: [await photograph(context, { kind: 'damage', seed: 1 }), await film(context)],
    batch: [await photograph(context, { kind: 'label', seed: 2 })],
  });
  const page = await context.newPage();
  const left = new Set(wanted);
  const shoot = async (/** @type {string} */ name) => {
    if (!left.delete(name)) return;
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(OUT, `${name}-${width}.png`) });
  };

  const customer = new Customer(page, story);
  await page.goto(`${url}/?locale=en`);
  await page.getByRole('button').filter({ hasText: story.order }).waitFor();
  await page.waitForLoadState('networkidle');
  await shoot('orders');
  await customer.open(url);
  for (
    let heading = await customer.heading();
    heading !== t('title.check');
    heading = await customer.heading()
  ) {
    const name = nameOf(heading);
    // Reasons and answers are shown as the customer meets them, everything else as it was filled in.
    if (name === 'reason') await shoot(name);
    await customer.answer();
    await shoot(name);
    await customer.next();
  }
  await shoot('check');
  await customer.submit();
  await shoot('done');
  await context.close();
  if (left.size > 0) throw new Error(`not seen at ${width} px: ${[...left].join(', ')}`);
}

await mkdir(OUT, { recursive: true });
const browser = await launch();
try {
  for (const size of SIZES) {
    // A server of its own for each walk: what the first one filed could not be filed again.
    const server = await new Server().start();
    try {
      await walk(browser, server.url, size);
    } finally {
      await server.close();
    }
  }
} finally {
  await browser.close();
}
