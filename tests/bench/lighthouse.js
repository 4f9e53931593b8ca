// Lighthouse on the built pages: its usual phone (slow 4G, processor four times slower, both simulated), the median of some
// runs of each page.
//
//   node tests/bench/lighthouse.js     (after ./portal build; tools/bench.sh installs lighthouse)
import { existsSync } from 'node:fs';
import { launch as launchChrome } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { Server } from '../browser/server.js';
import { Goals, median, print } from './measure.js';

const RUNS = Number(process.env.RUNS ?? 3);
const PAGES = {
  'an order, first screen': '/?locale=en&order=KN-1001',
  'the orders': '/?locale=en',
  'look-up of a request': '/request.html?locale=en',
};
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const chromePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);
if (!chromePath) throw new Error('Chromium is not installed: apt-get install chromium, or set CHROMIUM');

/** @param {string} url @param {number} port */
async function run(url, port) {
  const { lhr } = await lighthouse(url, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: CATEGORIES,
  });
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  const value = (/** @type {string} */ id) => lhr.audits[id].numericValue ?? NaN;
  const score = (/** @type {string} */ id) => Math.round((lhr.categories[id].score ?? 0) * 100);
  // What a page lost points for, by category.
  const lost = CATEGORIES.flatMap((category) =>
    lhr.categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9)
      .map(({ id }) => `${category}: ${id} (${lhr.audits[id].displayValue ?? lhr.audits[id].title})`),
  );
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    practices: score('best-practices'),
    lcp: value('largest-contentful-paint'),
    tbt: value('total-blocking-time'),
    cls: value('cumulative-layout-shift'),
    bytes: value('total-byte-weight'),
    lost,
  };
}

const goals = new Goals();
const server = await new Server().start();
const chrome = await launchChrome({
  chromePath,
  chromeFlags: [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--no-first-run',
  ],
});
const rows = [['', 'performance', 'accessibility', 'best practices', 'LCP s', 'TBT ms', 'CLS', 'KB']];
try {
  for (const [name, path] of Object.entries(PAGES)) {
    const runs = [];
    for (let n = 0; n < RUNS; ++n) runs.push(await run(server.url + path, chrome.port));
    const mid = (
      /** @type {'performance' | 'accessibility' | 'practices' | 'lcp' | 'tbt' | 'cls' | 'bytes'} */ what,
    ) => median(runs.map((one) => one[what]));
    rows.push([
      name,
      ...[mid('performance'), mid('accessibility'), mid('practices')].map(String),
      (mid('lcp') / 1000).toFixed(2),
      mid('tbt').toFixed(0),
      mid('cls').toFixed(3),
      (mid('bytes') / 1024).toFixed(0),
    ]);
    for (const fault of new Set(runs.flatMap(({ lost }) => lost))) console.log(`${name}: ${fault}`);
    goals.check(`${name}: performance`, mid('performance'), '≥', 95, '');
    goals.check(`${name}: accessibility`, mid('accessibility'), '≥', 100, '');
    goals.check(`${name}: best practices`, mid('practices'), '≥', 100, '');
    goals.check(`${name}: largest contentful paint`, mid('lcp') / 1000, '<', 2, ' s');
    goals.check(`${name}: total blocking time`, mid('tbt'), '<', 150, ' ms');
    goals.check(`${name}: layout shift`, mid('cls'), '<', 0.02, '');
  }
} finally {
  await chrome.kill();
  await server.close();
}
print(rows);
goals.end();
