// Marks on a photo, by keyboard alone and by touch, up to the sealed request; and blackening that cannot be undone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { findings } from './axe.js';
import { complaintsOf, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { Records, sha256 } from './records.js';
import { photograph } from './scenes.js';
import { stage } from './stage.js';
import { spoiledMedicine } from './stories.js';
import { t } from './words.js';

const shop = stage();
const { server } = shop;

/* Runs in the page: the files kept for the order, and what the pixel in the middle of the first looks like. */
async function kept() {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  const rows = [];
  for (const name of names) {
    const db = await new Promise((done, fail) => {
      const open = indexedDB.open(name);
      open.onsuccess = () => done(open.result);
      open.onerror = () => fail(open.error);
    });
    if ([...db.objectStoreNames].includes('media')) {
      const all = await new Promise((done) => {
        const ask = db.transaction('media').objectStore('media').getAll();
        ask.onsuccess = () => done(ask.result);
      });
      rows.push(...all);
    }
    db.close();
  }
  const look = async (blob) => {
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    const at = (x, y) => [
      ...context.getImageData(bitmap.width * x, bitmap.height * y, 1, 1).data.slice(0, 3),
    ];
    return { width: bitmap.width, middle: at(0.5, 0.5), edge: at(0.02, 0.02) };
  };
  return Promise.all(rows.map(async ({ sha256, blob }) => ({ sha256, ...(await look(blob)) })));
}

test('marked by keyboard and touch, blacked out for good, and sealed', { timeout: 180_000 }, async () => {
  const visit = await visitor(shop.browser);
  const complaints = await complaintsOf(visit);
  const small = { width: 1600, height: 1200 };
  const damage = [await photograph(visit, { seed: 61, kind: 'damage', ...small })];
  const batch = [await photograph(visit, { seed: 62, kind: 'label', ...small })];
  const page = await visit.newPage();
  const customer = new Customer(page, spoiledMedicine({ damage, batch }));
  await customer.open(server.url);
  await customer.walk(undefined, t('title.evidence'));
  await customer.answer();
  const before = await page.evaluate(kept);
  assert.equal(before.length, 2);

  const openEditor = page.getByRole('button', { name: `${t('mark.open')} ${damage[0].name}` });
  const editor = page.getByRole('dialog', { name: t('mark.title') });
  const press = (key, exact = true) => editor.getByRole('button', { name: t(key), exact });

  // By the keyboard alone: a ring in the middle, moved, made larger, with a note.
  await openEditor.focus();
  await page.keyboard.press('Enter');
  await editor.waitFor();
  await press('mark.add').focus();
  await page.keyboard.press('Enter');
  const ring = editor.getByRole('button', { name: t('mark.nth', { kind: t('mark.ring'), n: 1 }) });
  await ring.focus();
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowUp', 'Shift+ArrowRight']) await page.keyboard.press(key);
  // The screen below is drawn again, as when a file has been read meanwhile.
  await page.locator('returns-portal').evaluate(async (/** @type {any} */ portal) => {
    portal.requestUpdate();
    await portal.updateComplete;
  });
  await editor.getByLabel(t('mark.note')).fill('brown spots');
  assert.deepEqual(await findings(page), []);
  await press('mark.done').focus();
  await page.keyboard.press('Enter');
  await editor.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: `${t('mark.count', { n: 1 })} ${damage[0].name}` }).waitFor();
  // The picture is the one that was chosen, to the byte.
  assert.deepEqual(await page.evaluate(kept), before);

  // By touch: an arrow by a tap, and the middle of the picture blacked out.
  await page.getByRole('button', { name: `${t('mark.count', { n: 1 })} ${damage[0].name}` }).click();
  const picture = editor.getByRole('img', { name: t('mark.picture') });
  const tap = async (x, y) => {
    const box = await picture.boundingBox();
    await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  };
  await press('mark.arrow').click();
  await tap(0.25, 0.75);
  await press('mark.hide').click();
  await tap(0.5, 0.5);
  await editor.getByText(t('mark.forever')).waitFor();
  await press('mark.done').click();
  await editor.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: new RegExp(t('mark.count', { n: 2 })) }).waitFor();
  const now = await page.evaluate(kept);
  assert.equal(now.length, 2);
  const fresh = now.find(({ sha256 }) => !before.some((file) => file.sha256 === sha256));
  const gone = before.find(({ sha256 }) => !now.some((file) => file.sha256 === sha256));
  assert.ok(fresh && gone, 'one picture has taken the place of the other');
  assert.ok(
    gone.middle.some((part) => part > 40),
    'the middle was black before',
  );
  assert.ok(
    fresh.middle.every((part) => part < 12),
    `the middle shows ${fresh.middle}`,
  );
  assert.ok(
    fresh.edge.some((part) => part > 40),
    'the rest is not black',
  );
  assert.equal(fresh.width, gone.width);

  // What is sealed and sent names the places, and the new picture's digest.
  let sent;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/v1/requests'))
      sent = request.postDataJSON();
  });
  await customer.next();
  await customer.walk();
  await customer.submit();
  const file = sent.draft.evidence.find(({ sha256 }) => sha256 === fresh.sha256);
  assert.equal(file.marks.length, 2);
  const [first, second] = file.marks;
  assert.deepEqual(
    [first.kind, first.note, first.x < 380, first.w > 240],
    ['ring', 'brown spots', true, true],
  );
  assert.equal(second.kind, 'arrow');
  assert.ok(Math.abs(second.x + second.w - 250) <= 5 && Math.abs(second.y + second.h - 750) <= 5);
  assert.ok(!JSON.stringify(sent).includes(gone.sha256));

  // What the server keeps is black too: its very bytes, looked at as a picture. The original never came.
  const records = new Records(server.data);
  assert.equal(records.media(gone.sha256), undefined);
  const bytes = records.media(fresh.sha256);
  assert.ok(bytes && sha256(bytes) === fresh.sha256);
  const colours = await page.evaluate(async (base64) => {
    const kept = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([kept]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(picture, 0, 0);
    return [...context.getImageData(picture.width / 2, picture.height / 2, 1, 1).data].slice(0, 3);
  }, bytes.toString('base64'));
  assert.ok(
    colours.every((part) => part < 12),
    `the server's copy shows ${colours}`,
  );
  assert.deepEqual(complaints, []);
  await visit.close();
});
