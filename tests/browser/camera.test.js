// The camera in the page, with a camera that Chromium makes up: pictures taken, the camera let go, other ways when
// there is none.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { findings } from './axe.js';
import { FAKE_CAMERA, complaintsOf, launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { photograph } from './scenes.js';
import { Server } from './server.js';
import { spoiledMedicine } from './stories.js';
import { t } from './words.js';

const server = new Server();
let browser;
before(async () => {
  await server.start();
  browser = await launch(FAKE_CAMERA);
});
after(async () => {
  await browser?.close();
  await server.close();
});

/* Runs in the page, before it: remembers every track, to see later whether it was let go. */
function watchCamera() {
  window.tracks = [];
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    if (window.refusal) throw new DOMException('refused by the test', window.refusal);
    const stream = await open(wanted);
    window.tracks.push(...stream.getTracks());
    return stream;
  };
  window.frames_asked = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...more) {
    if (message?.door === 'advise') window.frames_asked.push(message.file instanceof VideoFrame);
    return post.call(this, message, ...more);
  };
}

const SLOT = t('slot.damage_closeup');
const slotOf = (page) => page.getByRole('region', { name: SLOT, exact: true });
const takeButton = (page) => slotOf(page).getByRole('button', { name: `${t('files.take')}: ${SLOT}` });

async function atPhotos(visit, refusal) {
  const page = await visit.newPage();
  await page.addInitScript(watchCamera);
  if (refusal) await page.addInitScript((name) => (window.refusal = name), refusal);
  const customer = new Customer(page, spoiledMedicine({ damage: [], batch: [] }));
  await customer.open(server.url);
  await customer.walk(undefined, t('title.evidence'));
  return { page, customer };
}

test(
  'two pictures in a row, kept like chosen files; the camera is let go',
  { timeout: 120_000 },
  async () => {
    const visit = await visitor(browser);
    const complaints = await complaintsOf(visit);
    const { page } = await atPhotos(visit);
    await takeButton(page).click();
    const camera = page.getByRole('dialog', { name: SLOT });
    const shutter = camera.getByRole('button', { name: t('files.take'), exact: true });
    await shutter.waitFor();
    for (const taken of [1, 2]) {
      await shutter.click();
      await camera.getByText(t('camera.taken', { n: taken })).waitFor();
    }
    // Frames are drawn and read by the worker: on a slow phone the page would stand still for each.
    const asked = await page.evaluate(() => window.frames_asked);
    assert.ok(asked.length > 3 && asked.every(Boolean), `${asked}`);
    // Nothing of the camera's screen is hard to reach, and everything has a name.
    assert.deepEqual(await findings(page), []);
    assert.deepEqual(await page.evaluate(() => window.tracks.map(({ readyState }) => readyState)), ['live']);

    await camera.getByRole('button', { name: t('camera.done') }).click();
    await camera.waitFor({ state: 'hidden' });
    assert.deepEqual(await page.evaluate(() => window.tracks.map(({ readyState }) => readyState)), ['ended']);
    const shots = slotOf(page).getByRole('listitem');
    assert.equal(await shots.count(), 2);
    for (const shot of await shots.all()) assert.match(await shot.innerText(), /photo-\d{17}\.jpg/);
    // The focus is where it was, and the keyboard alone opens and leaves the camera.
    await takeButton(page).focus();
    await page.keyboard.press('Enter');
    await shutter.waitFor();
    await page.keyboard.press('Escape');
    await camera.waitFor({ state: 'hidden' });
    const focused = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute('aria-label');
    });
    assert.equal(focused, `${t('files.take')}: ${SLOT}`);
    assert.ok(await page.evaluate(() => window.tracks.every(({ readyState }) => readyState === 'ended')));
    assert.deepEqual(complaints, []);
    await visit.close();
  },
);

for (const [refusal, key] of [
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'none'],
  ['NotReadableError', 'busy'],
]) {
  test(`no picture to be had (${key}): why, and a file instead`, { timeout: 120_000 }, async () => {
    const visit = await visitor(browser);
    const { page } = await atPhotos(visit, refusal);
    const photo = await photograph(visit, { seed: 51, kind: 'damage', width: 1200, height: 900 });
    await takeButton(page).click();
    const camera = page.getByRole('dialog', { name: SLOT });
    await camera.getByText(t(`camera.${key}`), { exact: true }).waitFor();
    await camera.getByLabel(`${t('files.choose')}: ${SLOT}`).setInputFiles(photo);
    await camera.getByText(t('camera.taken', { n: 1 })).waitFor();
    // Allowed after all: the camera opens without leaving.
    await page.evaluate(() => delete window.refusal);
    await camera.getByRole('button', { name: t('ui.try_again') }).click();
    await camera.getByRole('button', { name: t('files.take'), exact: true }).waitFor();
    await camera.getByRole('button', { name: t('camera.close') }).click();
    assert.equal(await slotOf(page).getByRole('listitem').count(), 1);
    await visit.close();
  });
}
