// Inside another application, as WeChat's web view is: no service worker, no module workers, no camera for pages, no list
// of permissions. A return with photos is filed all the same.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { complaintsOf, launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { Records } from './records.js';
import { photograph } from './scenes.js';
import { Server } from './server.js';
import { spoiledMedicine } from './stories.js';
import { t } from './words.js';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/* Runs in the page, before it. @param {'ignores' | 'refuses' | 'none'} workers what becomes of `type: 'module'` */
function bareView(workers) {
  const without = (name) => Object.defineProperty(Navigator.prototype, name, { get: () => undefined });
  ['mediaDevices', 'permissions', 'locks', 'storage'].forEach(without);
  delete Navigator.prototype.serviceWorker;
  for (const name of [
    'MediaRecorder',
    'requestIdleCallback',
    'BroadcastChannel',
    'SpeechRecognition',
    'webkitSpeechRecognition',
  ])
    delete window[name];
  const { Worker } = window;
  window.workers = { asked: 0 };
  if (workers === 'none') return void delete window.Worker;
  window.Worker = class extends Worker {
    constructor(url, options) {
      window.workers.asked += 1;
      if (workers === 'refuses' && options?.type === 'module')
        throw new DOMException('module workers are not supported', 'NotSupportedError');
      // An engine that does not know the option takes the script for a classic one.
      super(url);
    }
  };
}

for (const workers of ['ignores', 'refuses', 'none']) {
  test(
    `a view that ${workers === 'none' ? 'has no workers' : `${workers} module workers`}`,
    { timeout: 180_000 },
    async () => {
      const server = await new Server().start();
      const records = new Records(server.data);
      try {
        const visit = await visitor(browser);
        const complaints = await complaintsOf(visit);
        const page = await visit.newPage();
        await page.addInitScript(bareView, workers);
        const damage = [await photograph(visit, { seed: 71, kind: 'damage' })];
        const batch = [await photograph(visit, { seed: 72, kind: 'label' })];
        const story = spoiledMedicine({ damage, batch });
        const customer = new Customer(page, story);
        await customer.open(server.url);
        await customer.walk(async (heading) => {
          if (heading !== t('title.evidence')) return;
          // The device's own camera, by the file chooser.
          const slot = page.getByRole('region', { name: t('slot.damage_closeup'), exact: true });
          assert.equal(await slot.locator('input[capture][accept="image/*"]').count(), 1);
          assert.equal(await slot.locator('input[capture][accept="video/*"]').count(), 1);
        });
        const ticket = await customer.submit();
        const [request] = records.query(`SELECT * FROM requests WHERE ticket = '${ticket}'`);
        assert.deepEqual(JSON.parse(request.verification), { same: true });
        const { evidence } = JSON.parse(request.body).draft;
        assert.equal(evidence.length, 2);
        // Judged, not only taken: by its pixels.
        for (const { report } of evidence) assert.ok(report.pixels, JSON.stringify(report));
        assert.deepEqual(complaints, []);
        await visit.close();
      } finally {
        await server.close();
      }
    },
  );
}
