// A film recorded in the page, with a camera that Chromium makes up: limits, stopping, looking at it, throwing it away,
// sound only where it was chosen, and what the core and the intake make of the file.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { findings } from './axe.js';
import { FAKE_CAMERA, complaintsOf, launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { watchTracks } from './film-watch.js';
import { Records } from './records.js';
import { photograph } from './scenes.js';
import { Server } from './server.js';
import { spoiledMedicine } from './stories.js';
import { t, wordsOf } from './words.js';

const say = wordsOf('film');
const server = new Server();
const records = new Records(server.data);
let browser;
before(async () => {
  await server.start();
  browser = await launch(FAKE_CAMERA);
});
after(async () => {
  await browser?.close();
  await server.close();
});

const SLOT = t('slot.damage_closeup');
const slotOf = (page) => page.getByRole('region', { name: SLOT, exact: true });
const filmButton = (page) => slotOf(page).getByRole('button', { name: `${t('files.film')}: ${SLOT}` });

/**
 * A customer at the photos.
 * @param {{limits?: Record<string, number>, prepare?: (page: any) => Promise<void>, files?: any}} [how] `limits`: of the slot, in
 *   place of the pack's
 */
async function atPhotos({ limits, prepare, files = { damage: [], batch: [] }, ...how } = {}) {
  const visit = await visitor(browser, how);
  const complaints = await complaintsOf(visit);
  const page = await visit.newPage();
  await page.addInitScript(watchTracks);
  await prepare?.(page);
  if (limits) {
    // A pack that nobody signed is taken where no key is named.
    await page.route('**/api/v1/config', async (route) => {
      const config = await (await route.fetch()).json();
      delete config.trust;
      await route.fulfill({ json: config });
    });
    await page.route(/\/packs\/cn-pharmacy\/\d+$/, async (route) => {
      const pack = await (await route.fetch()).json();
      Object.assign(
        pack.vocabulary.slots.find(({ id }) => id === 'damage_closeup'),
        limits,
      );
      await route.fulfill({ json: pack });
    });
  }
  const customer = new Customer(page, spoiledMedicine(files));
  await customer.open(server.url);
  await customer.walk(undefined, t('title.evidence'));
  return { visit, page, customer, complaints };
}

const filmOf = (page) => page.getByRole('dialog', { name: SLOT });
const button = (page, key) => filmOf(page).getByRole('button', { name: say(key), exact: true });
const states = (page) =>
  page.evaluate(() => window.tracks.map(({ kind, readyState }) => `${kind} ${readyState}`));
/** The name of what has the focus, through shadow trees. */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim();
  });

test('it ends by itself before the slot’s seconds are over, and is taken', { timeout: 120_000 }, async () => {
  const { visit, page } = await atPhotos({ limits: { max_seconds: 4 } });
  await filmButton(page).click();
  await filmOf(page)
    .getByText(say('film.left', { time: '0:04' }))
    .waitFor();
  await button(page, 'film.start').click();
  await filmOf(page).getByText(say('film.soon')).waitFor();
  await filmOf(page).getByText(say('film.ended.time')).waitFor();
  await button(page, 'film.keep').click();
  await slotOf(page).getByText(t('files.good')).waitFor();
  assert.match(await slotOf(page).getByRole('listitem').innerText(), /0:0[34]/);
  await visit.close();
});

test(
  'it ends by itself before the slot’s bytes are used up, and is taken',
  { timeout: 120_000 },
  async () => {
    // A camera that sees nothing but noise, and an encoder that keeps to no rate: what was planned to fit is full sooner.
    const greedy = () => {
      const { MediaRecorder } = window;
      window.MediaRecorder = class extends MediaRecorder {
        constructor(stream, options) {
          super(stream, { ...options, videoBitsPerSecond: 4_000_000 });
        }
      };
      navigator.mediaDevices.getUserMedia = async () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
        const ink = canvas.getContext('2d');
        const noise = new Uint32Array(640 * 360);
        setInterval(() => {
          for (let at = 0; at < noise.length; at += 16_384)
            crypto.getRandomValues(noise.subarray(at, at + 16_384));
          ink.putImageData(new ImageData(new Uint8ClampedArray(noise.buffer), 640, 360), 0, 0);
        }, 100);
        return canvas.captureStream();
      };
    };
    const max_bytes = 2_000_000;
    const { visit, page } = await atPhotos({
      limits: { max_bytes },
      prepare: (one) => one.addInitScript(greedy),
    });
    await filmButton(page).click();
    await button(page, 'film.start').click();
    await filmOf(page).getByText(say('film.ended.room')).waitFor({ timeout: 60_000 });
    await button(page, 'film.keep').click();
    await slotOf(page).getByText(t('files.good')).waitFor();
    await visit.close();
  },
);

test(
  'sound is recorded where it was chosen, and the microphone is let go',
  { timeout: 120_000 },
  async () => {
    const { visit, page } = await atPhotos();
    await filmButton(page).click();
    const sound = filmOf(page).getByRole('checkbox', { name: say('film.sound') });
    await sound.and(page.locator(':enabled')).waitFor();
    assert.equal(await sound.isChecked(), false);
    await sound.click();
    await filmOf(page).locator('input:checked').waitFor();
    assert.deepEqual(await states(page), ['video live', 'audio live']);
    await sound.click();
    assert.deepEqual(await states(page), ['video live', 'audio ended']);
    await sound.click();
    await filmOf(page).locator('input:checked').waitFor();
    await button(page, 'film.start').click();
    await filmOf(page).getByText(say('film.with_sound')).waitFor();
    await filmOf(page)
      .getByText(/^0:0[1-9]$/)
      .waitFor();
    await button(page, 'film.stop').click();
    await button(page, 'film.keep').waitFor();
    assert.deepEqual(await findings(page), []);
    assert.ok((await states(page)).every((state) => state.endsWith('ended')));
    // Once more, then thrown away: nothing is left of it.
    await button(page, 'film.again').click();
    await button(page, 'film.start').and(page.locator(':enabled')).waitFor();
    assert.equal(await focused(page), say('film.start'));
    assert.equal(await sound.isChecked(), false);
    await button(page, 'film.start').click();
    await filmOf(page)
      .getByText(/^0:0[1-9]$/)
      .waitFor();
    await button(page, 'film.stop').click();
    await button(page, 'film.discard').click();
    await filmOf(page).waitFor({ state: 'hidden' });
    assert.equal(await slotOf(page).getByRole('listitem').count(), 0);
    assert.ok((await states(page)).every((state) => state.endsWith('ended')));
    await visit.close();
  },
);

test(
  'no camera, no microphone, a page that plays nothing: said, and another way',
  { timeout: 120_000 },
  async () => {
    const { visit, page } = await atPhotos({
      prepare: (one) => one.addInitScript(() => (window.refusal = 'NotAllowedError')),
    });
    await filmButton(page).click();
    await filmOf(page).getByText(t('camera.denied'), { exact: true }).waitFor();
    assert.deepEqual(await findings(page), []);
    const own = filmOf(page).getByLabel(`${t('files.film')}: ${SLOT}`);
    assert.equal(await own.getAttribute('accept'), 'video/*');
    assert.equal(await own.getAttribute('capture'), 'environment');
    await page.evaluate(() => delete window.refusal);
    await filmOf(page)
      .getByRole('button', { name: t('ui.try_again') })
      .click();
    await button(page, 'film.start').and(page.locator(':enabled')).waitFor();
    await page.evaluate(() => (window.refusal = 'NotAllowedError'));
    await filmOf(page)
      .getByRole('checkbox', { name: say('film.sound') })
      .click();
    await filmOf(page).getByText(say('film.sound.refused')).waitFor();
    // As a shop's policy without `media-src blob:` refuses it.
    await page.evaluate(() => {
      URL.createObjectURL = () => 'data:video/webm,refused';
    });
    await button(page, 'film.start').click();
    await filmOf(page)
      .getByText(/^0:0[2-9]$/)
      .waitFor();
    await button(page, 'film.stop').click();
    await filmOf(page).getByText(say('film.stills')).waitFor();
    assert.ok((await filmOf(page).locator('.stills canvas').count()) >= 2);
    await button(page, 'film.keep').click();
    await slotOf(page).getByText(t('files.good')).waitFor();
    await visit.close();
  },
);

test(
  'where nothing can be recorded the device’s own camera is asked for a film',
  { timeout: 120_000 },
  async () => {
    const { visit, page } = await atPhotos({
      prepare: (one) => one.addInitScript(() => delete window.MediaRecorder),
    });
    const input = slotOf(page).getByLabel(`${t('files.film')}: ${SLOT}`);
    assert.equal(await input.getAttribute('accept'), 'video/*');
    assert.equal(await input.getAttribute('capture'), 'environment');
    assert.equal(
      await slotOf(page)
        .locator('button', { hasText: t('files.film') })
        .count(),
      0,
    );
    // A slot for pictures alone offers none.
    const label = page.getByRole('region', { name: t('slot.batch_expiry'), exact: true });
    assert.equal(await label.getByLabel(new RegExp(`^${t('files.film')}`)).count(), 0);
    await visit.close();
  },
);

test(
  'recorded by keys alone, looked at, kept, and the intake finds a whole film without sound',
  { timeout: 180_000 },
  async () => {
    const { visit, page, customer, complaints } = await atPhotos();
    const label = await photograph(visit, { seed: 7, kind: 'label' });
    await filmButton(page).focus();
    await page.keyboard.press('Enter');
    await button(page, 'film.start').and(page.locator(':enabled')).waitFor();
    assert.deepEqual(await findings(page), []);
    assert.deepEqual(await states(page), ['video live']);
    await button(page, 'film.start').focus();
    await page.keyboard.press('Enter');
    await button(page, 'film.stop').waitFor();
    await filmOf(page)
      .getByText(/^0:0[2-9]$/)
      .waitFor();
    assert.deepEqual(await findings(page), []);
    // The same button, so the focus is still there. Escape stops too, and throws nothing away.
    assert.equal(await focused(page), say('film.stop'));
    await page.keyboard.press('Escape');
    await button(page, 'film.keep').waitFor();
    assert.deepEqual(await states(page), ['video ended']);
    assert.equal(await focused(page), say('film.keep'));
    await page.waitForFunction(() => {
      const find = (root) => {
        for (const element of root.querySelectorAll('*')) {
          const found = element.matches('video.result')
            ? element
            : element.shadowRoot && find(element.shadowRoot);
          if (found) return found;
        }
        return undefined;
      };
      const video = find(document);
      // Its length is known although the file does not say it, and it stands at its beginning.
      return video?.duration > 1 && video.duration < 5 && video.currentTime === 0 && video.muted;
    });
    assert.deepEqual(await findings(page), []);
    await page.keyboard.press('Escape');
    await filmOf(page).getByText(say('film.not_kept')).waitFor();
    await page.keyboard.press('Enter');
    await filmOf(page).waitFor({ state: 'hidden' });
    const shot = slotOf(page).getByRole('listitem');
    await shot.getByText(t('files.good')).waitFor();
    assert.match(await shot.innerText(), /film-\d{17}\.webm/);
    assert.equal(await focused(page), `${t('files.film')}: ${SLOT}`);

    await page.getByLabel(`${t('files.choose')}: ${t('slot.batch_expiry')}`).setInputFiles(label);
    await page
      .getByRole('region', { name: t('slot.batch_expiry'), exact: true })
      .getByText(t('files.good'))
      .waitFor();
    customer.story.files = {};
    await customer.walk();
    await customer.submit();
    const [request] = records.query('SELECT * FROM requests ORDER BY rowid DESC LIMIT 1');
    assert.deepEqual(JSON.parse(request.verification), { same: true });
    const evidence = JSON.parse(request.body).draft.evidence.find(({ name }) => name.startsWith('film-'));
    const { type, kind, complete, duration_ms: length, problems } = evidence.report;
    assert.deepEqual(
      { type, kind, complete, problems },
      { type: 'video/webm', kind: 'video', complete: true, problems: [] },
    );
    assert.ok(length > 1500 && length < 5000, `${length} ms`);
    assert.deepEqual(complaints, []);
    await visit.close();
  },
);
