// Speaking instead of typing: asked first, with where the sound goes; a text like any other afterwards. And where the
// browser makes no text of speech, a voice note.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { after, before } from 'node:test';
import { findings } from './axe.js';
import { FAKE_CAMERA, complaintsOf, launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { watchTracks } from './film-watch.js';
import { Records } from './records.js';
import { photograph } from './scenes.js';
import { PROGRAM, Server } from './server.js';
import { spoiledMedicine } from './stories.js';
import { t, wordsOf } from './words.js';

const say = wordsOf('voice');
const film = wordsOf('film');
const PASSWORD = 'correct horse battery';
const server = new Server();
const records = new Records(server.data);
let browser;
before(async () => {
  await server.start();
  const add = ['user', 'add', 'ann', '--role', 'supervisor', '--data', server.data];
  execFileSync(PROGRAM, add, { input: `${PASSWORD}\n` });
  browser = await launch(FAKE_CAMERA);
});
after(async () => {
  await browser?.close();
  await server.close();
});

/* Runs in the page, before it: a recognition that the test speaks to. `here`: what it can do on the device. */
function fakeRecognition(here) {
  delete window.webkitSpeechRecognition;
  window.SpeechRecognition = class {
    static available = async ({ langs, processLocally }) =>
      processLocally && here.includes(langs[0]) ? 'available' : 'unavailable';
    constructor() {
      window.hearing = this;
    }
    start() {
      this.state = 'listening';
    }
    stop() {
      this.state = 'ended';
      setTimeout(() => this.onend());
    }
    abort() {
      this.state = 'aborted';
    }
    fail(error) {
      this.onerror({ error });
      this.onend();
    }
    say(transcript, isFinal) {
      this.onresult({ resultIndex: 0, results: [Object.assign([{ transcript }], { isFinal })] });
    }
  };
}

async function atDescription({ here = [], prepare } = {}) {
  const visit = await visitor(browser);
  const complaints = await complaintsOf(visit);
  const page = await visit.newPage();
  if (prepare) await prepare(page);
  else await page.addInitScript(fakeRecognition, here);
  const customer = new Customer(page, spoiledMedicine({ damage: [], batch: [] }));
  await customer.open(server.url);
  await customer.walk(undefined, t('title.details'));
  return { visit, page, customer, complaints };
}

const box = (page) => page.getByRole('textbox', { name: t('field.description') });
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true });
const hearing = (page, script) => page.evaluate(script);
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim();
  });

/** The focus follows what is drawn, by a frame. @param {import('playwright-core').Page} page @param {string} wanted */
async function focusOn(page, wanted) {
  for (let n = 0; n < 100 && (await focused(page)) !== wanted; ++n) await page.waitForTimeout(30);
  assert.equal(await focused(page), wanted);
}

test(
  'asks first, says that the sound goes to the maker, and writes a text that can be changed',
  { timeout: 120_000 },
  async () => {
    const { visit, page, complaints } = await atDescription();
    await box(page).fill('Three capsules');
    await button(page, 'voice.title').focus();
    assert.deepEqual(await findings(page), []);
    await page.keyboard.press('Enter');
    await page.getByText(say('voice.maker')).waitFor();
    assert.equal(await page.evaluate(() => window.hearing), undefined, 'nothing is heard before a yes');
    assert.deepEqual(await findings(page), []);
    await focusOn(page, say('voice.title'));
    await button(page, 'voice.not_now').click();
    await button(page, 'voice.title').click();
    // The focus goes to what is asked, a moment after it is there.
    await page.waitForFunction(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.matches('section.voice');
    });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await button(page, 'voice.stop').waitFor();
    await focusOn(page, say('voice.stop'));
    assert.deepEqual(
      await hearing(page, () => [window.hearing.lang, window.hearing.processLocally, window.hearing.state]),
      ['en-GB', undefined, 'listening'],
    );
    await hearing(page, () => window.hearing.say('are so', false));
    await page.getByText('are so', { exact: true }).waitFor();
    assert.equal(await box(page).inputValue(), 'Three capsules', 'a guess is no text yet');
    assert.deepEqual(await findings(page), []);
    await hearing(page, () => window.hearing.say(' are soft', true));
    await page.waitForTimeout(100);
    assert.equal(await box(page).inputValue(), 'Three capsules are soft');
    // Typed while it listens: what is said next comes behind it.
    await box(page).fill('Three capsules are soft,');
    await hearing(page, () => window.hearing.say('and smell', true));
    await page.waitForTimeout(100);
    assert.equal(await box(page).inputValue(), 'Three capsules are soft, and smell');
    await button(page, 'voice.stop').focus();
    await page.keyboard.press('Enter');
    await button(page, 'voice.title').waitFor();
    await page.waitForTimeout(100);
    await focusOn(page, say('voice.title'));
    // Not asked twice.
    await button(page, 'voice.title').click();
    await button(page, 'voice.stop').waitFor();
    await hearing(page, () => window.hearing.fail('not-allowed'));
    await page.getByText(say('voice.denied')).waitFor();
    await button(page, 'voice.title').click();
    await button(page, 'voice.stop').waitFor();
    await hearing(page, () => window.hearing.say('x'.repeat(3000), true));
    await page.getByText(say('voice.full')).waitFor();
    assert.equal([...(await box(page).inputValue())].length, 2000);
    // Leaving the screen lets the microphone go.
    await button(page, 'voice.title').click();
    await page.getByRole('button', { name: t('ui.back') }).click();
    await hearing(page, () => window.hearing.say('to nobody', false));
    assert.equal(await hearing(page, () => window.hearing.state), 'aborted');
    assert.deepEqual(complaints, []);
    await visit.close();
  },
);

test('where the device does it, it says so, and the browser has to', { timeout: 120_000 }, async () => {
  const { visit, page } = await atDescription({ here: ['en-GB'] });
  await button(page, 'voice.title').click();
  await page.getByText(say('voice.device')).waitFor();
  await button(page, 'voice.start').click();
  await button(page, 'voice.stop').waitFor();
  assert.equal(await hearing(page, () => window.hearing.processLocally), true);
  await hearing(page, () => window.hearing.fail('no-speech'));
  await page.getByText(say('voice.nothing')).waitFor();
  await visit.close();
});

test('without speech to text: a voice note, filed and played at the desk', { timeout: 180_000 }, async () => {
  const { visit, page, customer, complaints } = await atDescription({
    prepare: async (one) => {
      await one.addInitScript(watchTracks);
      await one.addInitScript(() => {
        delete window.webkitSpeechRecognition;
        delete window.SpeechRecognition;
      });
    },
  });
  const damage = [await photograph(visit, { seed: 81, kind: 'damage' })];
  const batch = [await photograph(visit, { seed: 82, kind: 'label' })];
  await page.getByRole('button', { name: t('files.note'), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: t('slot.voice_note') });
  const press = (key) => dialog.getByRole('button', { name: film(key), exact: true }).click();
  await dialog.getByText(film('note.aim')).waitFor();
  await dialog.getByText(film('film.left', { time: '2:00' })).waitFor();
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(await page.evaluate(() => window.tracks.length), 0, 'the microphone is not open yet');
  await press('film.start');
  await dialog.getByText(/^0:0[2-9]$/).waitFor();
  assert.deepEqual(await findings(page), []);
  await press('film.stop');
  await dialog.getByText(film('note.ended.stopped')).waitFor();
  assert.deepEqual(
    await page.evaluate(() => window.tracks.map(({ kind, readyState }) => `${kind} ${readyState}`)),
    ['audio ended'],
  );
  assert.deepEqual(await findings(page), []);
  await press('note.keep');
  await page.getByText(say('voice.note_there', { n: 1 })).waitFor();
  customer.story.files = spoiledMedicine({ damage, batch }).files;
  await customer.walk(async (heading) => {
    if (heading !== t('title.evidence')) return;
    const slot = page.getByRole('region', { name: t('slot.voice_note'), exact: true });
    await slot.getByText(t('files.good')).waitFor();
    assert.match(await slot.getByRole('listitem').innerText(), /voice-\d{17}\.webm/);
  });
  const ticket = await customer.submit();
  const [request] = records.query(`SELECT * FROM requests WHERE ticket = '${ticket}'`);
  assert.deepEqual(JSON.parse(request.verification), { same: true });
  const { report } = JSON.parse(request.body).draft.evidence.find(({ slot }) => slot === 'voice_note');
  assert.equal(report.type, 'audio/webm');
  assert.equal(report.kind, 'audio');
  assert.ok(
    report.complete && report.duration_ms > 1500 && report.duration_ms < 6000,
    JSON.stringify(report),
  );
  assert.deepEqual(complaints, []);
  await page.goto(`${server.url}/desk?locale=en`);
  const desk = wordsOf('desk');
  await page.getByLabel(desk('desk.name')).fill('ann');
  await page.getByLabel(desk('desk.password')).fill(PASSWORD);
  await page.getByRole('button', { name: desk('desk.sign_in') }).click();
  await page.getByText(ticket).first().click();
  const player = page.getByLabel(desk('desk.play', { name: t('slot.voice_note') }));
  await player.waitFor();
  assert.deepEqual(await findings(page), []);
  const length = await player.evaluate(async (audio) => {
    await audio.play();
    await new Promise((done) => (audio.onended = done));
    return audio.currentTime;
  });
  assert.ok(length > 1.5, `${length} s were heard`);
  await visit.close();
});
