// The example shops in Firefox and WebKit, under the strictest policies: a return is filed in each.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Records } from '../browser/records.js';
import { unwantedSerum } from '../browser/stories.js';
import { firefox, webkit } from './engines.js';
import { Street, WAYS, policyOf } from './shops.js';
import { walk } from './walker.js';

for (const [engineName, open] of [
  ['Firefox', firefox],
  ['WebKit', webkit],
]) {
  for (const { name, shop, policy, framed, names, mode } of WAYS) {
    test(`${engineName}: a return is filed in a shop of ${name}`, { timeout: 120_000 }, async () => {
      const street = new Street();
      const opened = await street.shop(shop, { policy: (intake) => policyOf(policy, intake, names), mode });
      await street.start();
      const engine = await open();
      const log = () =>
        engine.run(`[...document.querySelectorAll('#log li')].map((line) => line.textContent)`);
      try {
        await engine.goto(opened.origin);
        const end = Date.now() + 30_000;
        while (!(await log()).some((line) => line.startsWith('returns-step'))) {
          if (Date.now() > end) throw new Error(`no screen is shown: ${(await log()).join(' ')}`);
          await new Promise((done) => setTimeout(done, 200));
        }
        const ticket = await walk((script) => engine.run(script, framed), unwantedSerum(), {
          onSubmit: async () => {
            if (shop === 'plain') await engine.run(`document.querySelector('#send').click()`);
          },
        });
        const records = new Records(street.intake.data);
        assert.equal(records.query(`SELECT ticket FROM requests WHERE ticket = '${ticket}'`).length, 1);
        const lines = await log();
        assert.ok(
          lines.some((line) => line.startsWith('returns-submitted') && line.includes(ticket)),
          lines.join('\n'),
        );
        assert.deepEqual(
          lines.filter((line) => line.startsWith('portal-error') && line.includes('"csp"')),
          [],
        );
        if (framed) {
          const height = await engine.run(
            `document.querySelector('returns-portal').shadowRoot.querySelector('iframe').clientHeight`,
          );
          assert.notEqual(height, 480);
        }
      } finally {
        await engine.close();
        await street.close();
      }
    });
  }
}
