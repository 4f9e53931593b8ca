// A sample of real deaths: the plug is pulled while a request is being kept, and while it is being delivered, and the
// server is killed with it now and then. KILLS=50 for more; the rest is in web/tests/outbox-model.test.js.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { Customer } from './customer.js';
import { Kiosk } from './kiosk.js';
import { Records } from './records.js';
import { Server } from './server.js';
import { demoOrder, unwantedSerum } from './stories.js';
import { t } from './words.js';

const KILLS = Number(process.env.KILLS ?? 6);
const CUSTOMERS = 4;

/** Ends every process of the browser at once. @param {Kiosk} kiosk */
async function pullThePlug(kiosk) {
  const found = execFileSync('pgrep', ['-f', '--', `--user-data-dir=${kiosk.profile}`], { encoding: 'utf8' });
  for (const pid of found.trim().split('\n')) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has gone with its parent.
    }
  }
  await kiosk.context.close().catch(() => {});
}

/** Medicine of which one box may go back, without a photograph. */
function unwantedMedicine() {
  const { id, title } = demoOrder('KN-1001');
  return {
    ...unwantedSerum(),
    order: id,
    items: [{ title: title('L4'), reason: t('reason.changed.not_needed') }],
  };
}

test(
  `the plug is pulled ${CUSTOMERS + KILLS} times: what was kept is there, and filed once`,
  { timeout: 1_800_000 },
  async (context) => {
    const server = await new Server().start();
    const kiosk = await new Kiosk(server).start();
    context.after(async () => {
      await kiosk.remove();
      await server.close();
    });
    await kiosk.settle();
    await server.stop();
    // Without a network, so that two customers may ask for the same unit: the second is refused later, and must not vanish.
    const told = new Set();
    for (let n = 0; n < CUSTOMERS; n += 1) {
      await kiosk.page.goto(kiosk.url);
      await kiosk.attract();
      const story = n % 2 === 0 ? unwantedSerum() : unwantedMedicine();
      await kiosk.pick(story.order);
      const customer = new Customer(kiosk.page, story);
      await customer.atHeading(t('title.items'));
      await customer.walk();
      await customer.button('ui.submit').click({ noWaitAfter: true });
      if (n < 2) {
        await kiosk.heading('kiosk.done.kept');
        for (const { key } of await kiosk.waiting()) told.add(key);
      } else await kiosk.page.waitForTimeout(n * 5);
      await pullThePlug(kiosk);
      await kiosk.start();
      await kiosk.attract();
      const there = (await kiosk.waiting()).map(({ key }) => key);
      for (const key of told) assert.ok(there.includes(key), 'what the customer was told is kept is gone');
      for (const key of there) told.add(key);
    }
    const kept = [...told].sort();
    assert.ok(kept.length >= 2);
    for (let n = 0; n < KILLS; n += 1) {
      await server.start();
      await kiosk.page.reload({ waitUntil: 'commit' });
      await kiosk.page.waitForTimeout(300 + ((n * 97) % 500));
      if (n % 2 === 1) await server.stop('SIGKILL');
      await pullThePlug(kiosk);
      await server.stop('SIGKILL');
      await kiosk.start();
      await kiosk.attract();
    }
    await server.start();
    await kiosk.page.reload();
    await kiosk.attract();
    const end = Date.now() + 90_000;
    let left = await kiosk.waiting();
    while (left.some(({ state }) => state === 'waiting') && Date.now() < end) {
      await kiosk.page.waitForTimeout(200);
      left = await kiosk.waiting();
    }
    const filed = new Records(server.data)
      .query('SELECT idempotency_key FROM requests')
      .map((row) => row.idempotency_key);
    assert.deepEqual([...filed, ...left.map(({ key }) => key)].sort(), kept);
    assert.equal(filed.length, 2, 'one for each unit');
    for (const { state, refusal } of left)
      assert.deepEqual([state, refusal?.code], ['blocked', 'units_taken']);
    console.log(
      `${CUSTOMERS + KILLS} kills: ${kept.length} kept, ${filed.length} filed, ${left.length} refused and kept`,
    );
  },
);
