// The report of the quarter: from a filed complaint to a figure, a table and a sheet of paper; who may not see it; and
// how much of it stands on a phone and on a desk, in the light, in the dark and from right to left.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { Look } from './axe.js';
import { DESK, PHONE, launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { enlarge, readingFaults } from './reading.js';
import { photograph } from './scenes.js';
import { PROGRAM, Server } from './server.js';
import { spoiledMedicine } from './stories.js';
import { wordsOf } from './words.js';

const t = wordsOf('desk');
const PASSWORD = 'correct horse battery';
const SHOTS = process.env.SHOTS;

const server = new Server();
let browser;
let ticket = '';
before(async () => {
  await server.start();
  for (const [name, role] of [
    ['ann', 'supervisor'],
    ['bo', 'clerk'],
  ])
    execFileSync(PROGRAM, ['user', 'add', name, '--role', role, '--data', server.data], {
      input: `${PASSWORD}\n`,
    });
  browser = await launch();
  const visit = await visitor(browser);
  const small = { width: 1200, height: 900 };
  const damage = [await photograph(visit, { seed: 61, kind: 'damage', ...small })];
  const batch = [await photograph(visit, { seed: 62, kind: 'label', ...small })];
  const customer = new Customer(await visit.newPage(), spoiledMedicine({ damage, batch }));
  await customer.open(server.url);
  await customer.walk();
  ticket = await customer.submit();
  await visit.close();
});
after(async () => {
  await browser?.close();
  await server.close();
});

/** @param {string} name @param {object} options @param {string} [locale] */
async function signedIn(name, options, locale = 'en') {
  const page = await (await visitor(browser, options)).newPage();
  await page.goto(`${server.url}/desk?locale=${locale}`);
  await page.locator('#name').fill(name);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('form .primary').click();
  await page.locator('.queue').waitFor();
  return page;
}

test(
  'what was filed stands in the report, on the screen, on paper and in a table',
  { timeout: 120_000 },
  async () => {
    const page = await signedIn('ann', { viewport: DESK });
    await page.getByRole('button', { name: t('desk.report'), exact: true }).click();
    const heading = page.getByRole('heading', { level: 1 });
    await heading.waitFor();
    const quarter = `${new Date().getUTCFullYear()}-Q${Math.floor(new Date().getUTCMonth() / 3) + 1}`;
    const [year, n] = quarter.split('-Q');
    assert.equal(
      await heading.innerText(),
      t('desk.report.title', { quarter: t('desk.report.quarter', { year, n }) }),
    );
    const glance = page.getByRole('table', { name: t('desk.report.figures') });
    const received = glance.getByRole('row', { name: t('desk.figure.received') }).getByRole('cell');
    assert.deepEqual(await received.allInnerTexts(), ['1', '0']);
    const reasons = page.getByRole('table', { name: t('desk.report.reasons') });
    assert.match(await reasons.innerText(), /Spoiled.*\s+1\s+50%\s+0/);
    // The bars are for the eye alone: everything they say is in the cells.
    assert.equal(await page.locator('svg.pair:not([aria-hidden=true])').count(), 0);
    // One box of few that were sold.
    const row = page.getByRole('row').filter({ hasText: t('desk.watch.few') });
    assert.equal(await row.count(), 1);
    await page.getByText(t('desk.watch.suppliers_unknown')).waitFor();

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: t('desk.export') }).click();
    assert.equal((await download).suggestedFilename(), `${quarter}.csv`);

    await page.evaluate(() => (window.print = () => (document.title = 'printed')));
    await page.getByRole('button', { name: t('desk.report.print') }).click();
    assert.equal(await page.title(), 'printed');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('button', { name: t('desk.report.print') }).isVisible(), false);
    assert.equal(await page.getByRole('navigation').isVisible(), false);
    assert.ok(await glance.isVisible());
    // Paper is white, also where the screen is dark.
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(await glance.evaluate((one) => getComputedStyle(one).color), 'rgb(20, 32, 28)');
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });

    // An earlier quarter is chosen where there is one; the report of it is another.
    await page.getByLabel(t('desk.report.choose')).selectOption(quarter);
    await heading.waitFor();
    await page.context().close();
  },
);

test('a clerk has no such page, and no such answer', { timeout: 60_000 }, async () => {
  const page = await signedIn('bo', { viewport: DESK });
  assert.equal(await page.getByRole('button', { name: t('desk.board'), exact: true }).count(), 1);
  assert.equal(await page.getByRole('button', { name: t('desk.report'), exact: true }).count(), 0);
  const status = await page.evaluate(() => fetch('/api/v1/desk/reports/current').then((one) => one.status));
  assert.equal(status, 403);
  await page.context().close();
});

/** A full quarter, as the server writes it. */
function full() {
  const pair = (name, now, before_) => ({ name, now, before: before_ });
  const report = {
    ...{ quarter: '2026-Q3', before: '2026-Q2', first: '2025-Q1', current: '2026-Q4' },
    ...{ from: '2026-07-01', until: '2026-09-30', now: '2026-10-02T08:00:00Z' },
    figures: [
      pair('received', 1284, 977),
      pair('open', 41, 3),
      pair('closed', 1243, 974),
      pair('resolved', 1120, 890),
      pair('resolution_rate', 9010, 9137),
      pair('mean_handling_seconds', 131_400, 152_000),
      pair('median_handling_seconds', 68_000, 70_000),
      pair('late', 37, 52),
    ],
    lanes: [pair('quality', 640, 402), pair('logistics', 360, 301), pair('ordinary', 284, 274)],
    reasons: [
      pair('reason.delivery.late', 360, 301),
      pair('reason.quality.spoiled', 311, 170),
      pair('reason.changed.not_needed', 284, 274),
      pair('reason.quality.seal_open', 192, 140),
      pair('complaint.service.attitude', 96, 92),
      pair('a_code_of_the_merchants_own', 41, 0),
    ],
    outcomes: [
      pair('accepted', 1120, 890),
      pair('refused', 98, 71),
      pair('undecided', 41, 3),
      pair('cancelled', 25, 13),
    ],
    months: ['04', '05', '06', '07', '08', '09'].map((month, at) => ({
      name: `2026-${month}`,
      count: [301, 322, 354, 398, 512, 374][at],
    })),
    causes: [
      pair('closed_late', 20, 44),
      pair('not_done', 9, 6),
      pair('nobody', 5, 2),
      pair('waiting', 3, 0),
    ],
    late: [
      { ticket, lane: 'quality', stage: 'handle', cause: 'not_done', assignee: 'ann', seconds: 900_000 },
      { ticket, lane: 'logistics', stage: 'assign', cause: 'nobody', assignee: '', seconds: 86_400 },
    ],
  };
  const title = {
    en: 'Amoxicillin capsules 250 mg, 24',
    'zh-CN': '阿莫西林胶囊',
    de: 'Amoxicillin',
    ar: 'أموكسيسيلين',
  };
  const watch = {
    ...{
      from: '2026-07-04T08:00:00Z',
      until: '2026-10-02T08:00:00Z',
      days: 90,
      alarm_rate: 500,
      in_a_row: 3,
    },
    ...{ orders: 9000, products_seen: 420, suppliers_seen: 37 },
    products: [
      { sku: 'KN-AMOX-24', title, sold: 1210, complaints: 88, rate: 727, one_is_enough: false },
      { sku: 'KN-SERUM-30', sold: 4, complaints: 1, rate: 2500, one_is_enough: true },
    ],
    suppliers: [
      {
        supplier: 'Shijiazhuang Yiling Pharmaceutical Co., Ltd.',
        in_a_row: 4,
        sold: 1210,
        complaints: 88,
        rate: 727,
      },
    ].map((one) => ({ ...one, tickets: [ticket, ticket, ticket, ticket] })),
  };
  return { report, watch };
}

for (const [viewport, colorScheme, locale] of /** @type {const} */ ([
  [PHONE, 'light', 'zh-CN'],
  [PHONE, 'dark', 'de'],
  [PHONE, 'light', 'ar'],
  [DESK, 'light', 'en'],
  [DESK, 'dark', 'ar'],
  [{ width: 320, height: 700 }, 'light', 'de'],
])) {
  const how = `${viewport.width} pixels, ${colorScheme}, ${locale}`;
  test(`a full quarter: ${how}`, { timeout: 60_000 }, async () => {
    const page = await signedIn('ann', { viewport, colorScheme }, locale);
    const look = new Look(page);
    const { report, watch } = full();
    await page.route('**/api/v1/desk/reports/*', (route) => route.fulfill({ json: { report } }));
    await page.route('**/api/v1/desk/watch', (route) => route.fulfill({ json: { watch } }));
    await page.locator('.tabs button').nth(2).click();
    await page.locator('.report').waitFor();
    await look.at(how);
    if (SHOTS) {
      mkdirSync(SHOTS, { recursive: true });
      const name = `report-${locale}-${viewport.width}-${colorScheme}`;
      await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
      if (viewport === DESK) await page.pdf({ path: join(SHOTS, `${name}.pdf`) });
    }
    // Bars grow from where lines begin, the longest over the whole column.
    const bars = await page.locator('svg.pair rect.now').evaluateAll((all) =>
      all.map((one) => ({
        bar: one.getBoundingClientRect(),
        column: /** @type {Element} */ (one.closest('th')).getBoundingClientRect(),
      })),
    );
    const start = locale === 'ar' ? 'right' : 'left';
    for (const { bar, column } of bars) assert.ok(Math.abs(bar[start] - column[start]) < 2, how);
    assert.ok(
      bars.some(({ bar, column }) => Math.abs(bar.width - column.width) < 14),
      how,
    );
    // Text twice as large stays inside, on a phone too (WCAG 1.4.4); at 320 pixels the text itself is what is wide.
    if (viewport.width !== 320) {
      await enlarge(page, 2);
      assert.deepEqual(await readingFaults(page), [], `${how}, text at 200 %`);
      await enlarge(page, 1);
    }
    // A ticket leads to its case.
    await page.locator('.overdue button').first().click();
    await page.locator('#case-title').waitFor();
    look.verdict();
    await page.context().close();
  });
}
