// Whose word the camera waits for: a shop lets the portal use it unless it says otherwise, in its page as in a frame; where
// it may not be used, files can be chosen all the same.
import test, { after, before } from 'node:test';
import { FAKE_CAMERA, launch, visitor } from '../browser/chromium.js';
import { Customer } from '../browser/customer.js';
import { photograph } from '../browser/scenes.js';
import { spoiledMedicine } from '../browser/stories.js';
import { t } from '../browser/words.js';
import { Street, WAYS, policyOf } from './shops.js';

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => (browser = await launch(FAKE_CAMERA)));
after(() => browser?.close());

const [PAGE, FRAME] = WAYS;

for (const { way, headers, allowed } of [
  { way: PAGE, headers: {}, allowed: true },
  { way: FRAME, headers: {}, allowed: true },
  { way: PAGE, headers: { 'Permissions-Policy': 'camera=()' }, allowed: false },
  { way: FRAME, headers: { 'Permissions-Policy': 'camera=()' }, allowed: false },
  { way: FRAME, headers: { 'Permissions-Policy': 'camera=(self)' }, allowed: false },
]) {
  const said = headers['Permissions-Policy'] ?? 'no Permissions-Policy';
  test(`${way.name}, ${said}: the camera is ${allowed ? 'there' : 'not there, files are'}`, async () => {
    const street = new Street('KN-1001');
    const shop = await street.shop(way.shop, {
      policy: (intake) => policyOf(way.policy, intake),
      mode: way.mode,
      headers,
    });
    await street.start();
    const context = await visitor(browser);
    try {
      const shot = await photograph(context, { seed: 41, width: 1200, height: 900 });
      const page = await context.newPage();
      await page.goto(shop.origin);
      if (way.framed) await page.locator('iframe').waitFor();
      await page.getByRole('heading', { level: 1 }).or(page.locator('iframe')).first().waitFor();
      const inside = /** @type {any} */ (
        way.framed ? await (await page.locator('iframe').elementHandle())?.contentFrame() : page
      );
      // A frame has no keys of its own.
      inside.keyboard ??= page.keyboard;
      const customer = new Customer(inside, spoiledMedicine({ damage: [], batch: [] }));
      await customer.atHeading(t('title.items'));
      await customer.walk(undefined, t('title.evidence'));
      await inside
        .getByRole('button', { name: new RegExp(`^${t('files.take')}: `) })
        .first()
        .click();
      if (allowed) {
        await inside.getByRole('button', { name: t('files.take'), exact: true }).click();
      } else {
        await inside.getByText(t('camera.denied')).waitFor();
        await inside
          .getByRole('dialog')
          .getByLabel(new RegExp(`^${t('files.choose')}`))
          .setInputFiles([shot]);
      }
      await inside.getByText(t('camera.taken', { n: 1 })).waitFor();
    } finally {
      await context.close();
      await street.close();
    }
  });
}
