// How soon a tap is answered on a slow phone, and whether the camera's advice keeps up: the built pages in Chromium with the
// processor slowed four times (DevTools' throttling; it slows the page's thread, not its workers).
//
//   node tests/bench/responsiveness.js     (after ./portal build)
import { FAKE_CAMERA, launch, visitor } from '../browser/chromium.js';
import { Customer } from '../browser/customer.js';
import { film, photograph } from '../browser/scenes.js';
import { Server } from '../browser/server.js';
import { spoiledMedicine, unwantedSerum } from '../browser/stories.js';
import { t } from '../browser/words.js';
import { Goals } from './measure.js';

const SLOWER = 4;
const WALKS = 3;
const WATCH_MS = 8000;

/**
 * Runs in the page before anything else. `events`: what the browser says of each interaction, from the tap to the next
 * paint (Event Timing, which leaves out what took less than 16 ms). `answers`: from the tap to the paint of the first change
 * it made on the screen.
 */
function listen() {
  const mine = /** @type {any} */ (window);
  Object.assign(mine, { taps: 0, events: new Map(), answers: [], long: [], advised: [] });
  const timing = new PerformanceObserver((list) => {
    for (const entry of /** @type {any[]} */ (list.getEntries()))
      if (entry.interactionId)
        mine.events.set(
          entry.interactionId,
          Math.max(mine.events.get(entry.interactionId) ?? 0, entry.duration),
        );
  });
  timing.observe(/** @type {any} */ ({ type: 'event', durationThreshold: 16 }));
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) mine.long.push({ startTime, duration });
  }).observe({ type: 'longtask' });

  let since = 0;
  const tapped = (/** @type {Event} */ event) => {
    if (!event.isTrusted) return;
    mine.taps += 1;
    since = event.timeStamp;
  };
  addEventListener('pointerup', tapped, true);
  addEventListener('keydown', tapped, true);
  const { scheduler } = /** @type {any} */ (window);
  const changed = () => {
    if (since === 0) return;
    const from = since;
    since = 0;
    // The task right behind the frame, before whatever else waits for the thread.
    const painted = () => mine.answers.push(performance.now() - from);
    requestAnimationFrame(() => scheduler.postTask(painted, { priority: 'user-blocking' }));
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    const what = { subtree: true, childList: true, attributes: true, characterData: true };
    new MutationObserver(changed).observe(root, what);
    return root;
  };
  // What is asked of the media worker and what it answers: a frame in, its advice out.
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ more) {
    const { id, door } = message ?? {};
    if (door === 'advise') {
      const sent = performance.now();
      const hear = (/** @type {MessageEvent} */ { data }) => {
        if (data?.id !== id) return;
        mine.advised.push({ sent, came: performance.now() });
        this.removeEventListener('message', hear);
      };
      this.addEventListener('message', hear);
    }
    return post.call(this, message, more);
  };
}

/** @param {number[]} list @param {number} part */
function quantile(list, part) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)];
}

/** @param {import('playwright-core').Page} page */
async function slow(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

const small = { width: 1600, height: 1200 };
/** One request from the order to the receipt. @param {import('playwright-core').Browser} browser @param {boolean} files */
async function walk(browser, files) {
  const server = await new Server().start();
  const visit = await visitor(browser);
  try {
    visit.setDefaultTimeout(60_000);
    const shots = async () => ({
      damage: [await photograph(visit, { seed: 21, ...small }), await film(visit, { seconds: 1.5 })],
      batch: [await photograph(visit, { seed: 22, kind: 'label', ...small })],
    });
    const story = files ? spoiledMedicine(await shots()) : unwantedSerum();
    const page = await visit.newPage();
    await page.addInitScript(listen);
    await slow(page);
    const customer = new Customer(page, story);
    await customer.open(server.url);
    await customer.walk();
    await customer.submit();
    await page.waitForTimeout(500);
    return await page.evaluate(() => {
      const { taps, events, answers } = /** @type {any} */ (window);
      return { taps, events: [...events.values()], answers };
    });
  } finally {
    await visit.close();
    await server.close();
  }
}

/** @param {import('playwright-core').Browser} browser */
async function camera(browser) {
  const server = await new Server().start();
  const visit = await visitor(browser);
  try {
    const page = await visit.newPage();
    await page.addInitScript(listen);
    const customer = new Customer(page, spoiledMedicine({ damage: [], batch: [] }));
    await customer.open(server.url);
    await customer.walk(undefined, t('title.evidence'));
    await slow(page);
    await page
      .getByRole('button', { name: new RegExp(`^${t('files.take')}: `) })
      .first()
      .click();
    await page.getByRole('button', { name: t('files.take'), exact: true }).waitFor();
    await page.waitForFunction(() => /** @type {any} */ (window).advised.length > 3, undefined, {
      timeout: 30_000,
    });
    return await page.evaluate(async (watched) => {
      const mine = /** @type {any} */ (window);
      const from = performance.now();
      await new Promise((done) => setTimeout(done, watched));
      const advised = mine.advised.filter((/** @type {any} */ one) => one.came > from);
      const long = mine.long.filter((/** @type {any} */ one) => one.startTime > from);
      return {
        perSecond: (advised.length * 1000) / (performance.now() - from),
        worker: advised.map((/** @type {any} */ one) => one.came - one.sent),
        long: long.map((/** @type {any} */ one) => one.duration),
      };
    }, WATCH_MS);
  } finally {
    await visit.close();
    await server.close();
  }
}

const goals = new Goals();
const browser = await launch(FAKE_CAMERA);
try {
  const events = [];
  const answers = [];
  for (let n = 0; n < WALKS; ++n) {
    for (const files of [false, true]) {
      const seen = await walk(browser, files);
      // What the browser does not mention took less than its threshold.
      const quick = Math.max(0, seen.taps - seen.events.length);
      events.push(...seen.events, ...Array(quick).fill(16));
      answers.push(...seen.answers);
    }
  }
  console.log(`${events.length} taps and keystrokes, ${answers.length} of them changed the screen`);
  if (events.length < 60 || answers.length < 40) throw new Error('too few were seen: the counting is broken');
  const say = (/** @type {string} */ what, /** @type {number[]} */ list) =>
    console.log(
      `${what}: median ${quantile(list, 0.5).toFixed(0)} ms, 95th percentile ${quantile(list, 0.95).toFixed(0)} ms, most ${quantile(list, 1).toFixed(0)} ms`,
    );
  say('tap to next paint', events);
  say('tap to the paint of its first change', answers);
  goals.check('95th percentile, tap to next paint', quantile(events, 0.95), '<', 100, ' ms');
  goals.check('95th percentile, tap to the paint of its change', quantile(answers, 0.95), '<', 100, ' ms');

  const advice = await camera(browser);
  say('a frame in the media worker and back', advice.worker);
  goals.check('live advice', advice.perSecond, '≥', 10, ' frames a second');
  goals.check('longest task of the page meanwhile', Math.max(0, ...advice.long), '<', 50, ' ms');
} finally {
  await browser.close();
}
goals.end();
