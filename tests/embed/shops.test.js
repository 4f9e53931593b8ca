// The example shops, in Chromium, under the strictest policies: a return is filed in each, from the first screen to the
// receipt, and the browser has nothing to complain of.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { complaintsOf, launch, visitor } from '../browser/chromium.js';
import { Customer } from '../browser/customer.js';
import { Records } from '../browser/records.js';
import { unwantedSerum } from '../browser/stories.js';
import { t } from '../browser/words.js';
import { Street, WAYS, policyOf } from './shops.js';

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A frame that is used like the page around it. @param {import('playwright-core').Page} page */
async function screensOf(page, framed) {
  if (!framed) return page;
  await page.waitForSelector('iframe');
  const frame = page.frames()[1];
  return Object.assign(Object.create(frame), { keyboard: page.keyboard });
}

const logOf = (page) => page.locator('#log li').allInnerTexts();

for (const { name, shop, policy, framed, names, mode } of WAYS) {
  test(`a return is filed in a shop of ${name}`, async () => {
    const street = new Street();
    const opened = await street.shop(shop, { policy: (intake) => policyOf(policy, intake, names), mode });
    await street.start();
    const context = await visitor(browser);
    try {
      const complaints = await complaintsOf(context);
      const page = await context.newPage();
      await page.goto(opened.origin);
      const screens = await screensOf(page, framed);
      const customer = new Customer(screens, unwantedSerum());
      await customer.atHeading(t('title.items'));
      assert.equal(await page.locator('iframe').count(), framed ? 1 : 0);
      await customer.walk();
      if (shop === 'plain') {
        // This shop asks a question of its own first: nothing may have been sent meanwhile.
        await customer.button('ui.submit').click();
        await page.locator('#send').click({ timeout: 5000 });
      } else {
        await customer.button('ui.submit').click();
      }
      const ticket = await customer.ticket();
      const records = new Records(street.intake.data);
      assert.equal(records.query(`SELECT ticket FROM requests WHERE ticket = '${ticket}'`).length, 1);

      await page.locator('#log li', { hasText: 'returns-submitted' }).waitFor();
      const log = await logOf(page);
      const kinds = log.map((line) => line.split(' ')[0]);
      const steps = kinds.filter((kind) => kind === 'returns-step');
      assert.ok(steps.length >= customer.seen.length, log.join('\n'));
      assert.equal(kinds.filter((kind) => kind === 'returns-decision').length, 1);
      assert.ok(log.some((line) => line.startsWith('returns-submitted') && line.includes(ticket)));
      // A visitor without a profile: Chromium lets a frame of another site keep nothing then, and the portal goes on.
      const errors = log.filter((line) => line.startsWith('portal-error'));
      assert.deepEqual(
        errors.map((line) => JSON.parse(line.slice(line.indexOf('{'))).code),
        framed ? ['no_storage'] : [],
      );
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
      await street.close();
    }
  });
}
