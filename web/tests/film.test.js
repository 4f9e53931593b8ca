import './setup.js';
import assert from 'node:assert/strict';
import test, { afterEach, beforeEach, mock } from 'node:test';
import { filmType, noteType } from '../src/film/film-type.js';
import { Recording, filmFile, planOf } from '../src/film/recording.js';
import { joinedTo, spokenAs } from '../src/voice/dictation.js';

const scope = /** @type {any} */ (globalThis);
const { MediaRecorder: before, navigator: own } = scope;

class FakeRecorder extends EventTarget {
  static known = ['video/webm', 'video/mp4', 'audio/mp4'];
  static isTypeSupported = (/** @type {string} */ type) => FakeRecorder.known.includes(type);
  /** @type {FakeRecorder} */
  static last;
  state = 'inactive';
  /** @param {any} stream @param {any} options */
  constructor(stream, options) {
    super();
    this.options = options;
    this.mimeType = `${options.mimeType};codecs=vp8`;
    FakeRecorder.last = this;
  }
  /** @param {number} slice */
  start(slice) {
    this.state = 'recording';
    this.slice = slice;
  }
  stop() {
    this.state = 'inactive';
    // As browsers do: what is left, then the end, and not at once.
    setTimeout(() => {
      this.give(10);
      this.dispatchEvent(new Event('stop'));
    }, 50);
  }
  /** @param {number} size */
  give(size) {
    const data = new Blob([new Uint8Array(size)]);
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data }));
  }
}

/** @param {number} pictures @param {number} sounds @returns {any} */
const stream = (pictures, sounds) => ({
  getVideoTracks: () => Array(pictures).fill({}),
  getAudioTracks: () => Array(sounds).fill({}),
});

/** @param {any} slot @param {any} [tracks] @param {boolean} [voice] */
function record(slot, tracks = stream(1, 0), voice = false) {
  const heard = { ticks: 0, why: '', size: 0, ends: 0, type: '' };
  const recording = new Recording(tracks, planOf(slot, voice), {
    onTick: () => (heard.ticks += 1),
    onEnd: (film, why) =>
      Object.assign(heard, { why, size: film.size, type: film.type, ends: heard.ends + 1 }),
  });
  return { recording, heard };
}

beforeEach(() => {
  scope.MediaRecorder = FakeRecorder;
  Object.defineProperty(scope, 'navigator', {
    value: { mediaDevices: { getUserMedia: () => {} } },
    configurable: true,
  });
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
  scope.MediaRecorder = before;
  Object.defineProperty(scope, 'navigator', { value: own, configurable: true, writable: true });
});

/** Lets time go by, for clock and timers. @param {number} ms */
function pass(ms) {
  for (let gone = 0; gone < ms; gone += 50) {
    now += 50;
    mock.timers.tick(50);
  }
}
let now = 0;
beforeEach(() => {
  now = 0;
  mock.method(performance, 'now', () => now);
});

test('a film of the whole length has room, and is never finer than is seen', () => {
  assert.deepEqual(planOf({ max_seconds: 60, max_bytes: 100 * 1024 * 1024 }), {
    ms: 60_000,
    bytes: 100 * 1024 * 1024,
    bitsPerSecond: 2_500_000,
  });
  for (const max_bytes of [500_000, 2_000_000, 5_000_000, 20_000_000]) {
    for (const max_seconds of [5, 30, 60, 600]) {
      const { ms, bitsPerSecond } = planOf({ max_seconds, max_bytes });
      assert.ok((ms / 1000) * (bitsPerSecond / 8) <= max_bytes, `${max_bytes} ${max_seconds}`);
      assert.ok(ms <= max_seconds * 1000);
      assert.ok(bitsPerSecond >= 250_000 && bitsPerSecond <= 2_500_000);
    }
  }
  // Without limits there still is an end.
  assert.equal(planOf({}).ms, 300_000);
  assert.equal(planOf({ max_seconds: 120 }, true).bitsPerSecond, 32_000);
});

test('it ends before the last second is over, and says why', () => {
  const { heard } = record({ max_seconds: 4 });
  pass(3_400);
  assert.equal(heard.ends, 0);
  pass(400);
  assert.deepEqual([heard.why, heard.ends], ['time', 1]);
  assert.ok(heard.ticks >= 10);
  const ticks = heard.ticks;
  pass(5_000);
  assert.deepEqual([heard.ticks, heard.ends], [ticks, 1]);
});

test('it ends before the bytes are used up, whatever the encoder does', () => {
  const max_bytes = 4_000_000;
  const { heard } = record({ max_seconds: 60, max_bytes });
  while (heard.ends === 0) {
    if (FakeRecorder.last.state === 'recording') FakeRecorder.last.give(300_000);
    pass(500);
  }
  assert.equal(heard.why, 'room');
  assert.ok(heard.size <= max_bytes && heard.size > max_bytes / 2, `${heard.size}`);
});

test('a camera that goes away leaves what there is; a press of the button is the other end', () => {
  const lost = record({ max_seconds: 60 });
  FakeRecorder.last.give(100);
  FakeRecorder.last.state = 'inactive';
  FakeRecorder.last.dispatchEvent(new Event('stop'));
  assert.deepEqual([lost.heard.why, lost.heard.size], ['lost', 100]);
  const stopped = record({ max_seconds: 60 });
  FakeRecorder.last.give(100);
  stopped.recording.stop();
  stopped.recording.stop();
  pass(100);
  assert.deepEqual([stopped.heard.why, stopped.heard.size, stopped.heard.ends], ['stopped', 110, 1]);
  assert.equal(stopped.heard.type, 'video/webm');
});

test('what is recorded is what the stream has', () => {
  record({ max_seconds: 60 });
  assert.deepEqual(FakeRecorder.last.options, { mimeType: 'video/webm', videoBitsPerSecond: 2_500_000 });
  record({ max_seconds: 60 }, stream(1, 1));
  assert.equal(FakeRecorder.last.options.audioBitsPerSecond, 64_000);
  assert.equal(FakeRecorder.last.options.videoBitsPerSecond, 2_436_000);
  record({ max_seconds: 60 }, stream(0, 1), true);
  assert.deepEqual(FakeRecorder.last.options, { mimeType: 'audio/mp4', audioBitsPerSecond: 32_000 });
});

test('types: by what the browser writes; none where it records nothing', () => {
  assert.deepEqual([filmType(false), filmType(true), noteType()], ['video/webm', 'video/webm', 'audio/mp4']);
  FakeRecorder.known = [];
  assert.equal(filmType(false), undefined);
  FakeRecorder.known = ['video/webm', 'video/mp4', 'audio/mp4'];
  delete scope.MediaRecorder;
  assert.equal(noteType(), undefined);
  scope.MediaRecorder = FakeRecorder;
  Object.defineProperty(scope, 'navigator', { value: {}, configurable: true });
  assert.equal(filmType(false), undefined);
  const name = (/** @type {string} */ type) => filmFile(new Blob([], { type }), '1').name;
  assert.deepEqual(['video/webm', 'video/mp4', 'audio/mp4', 'audio/ogg', 'audio/webm'].map(name), [
    'film-1.webm',
    'film-1.mp4',
    'voice-1.m4a',
    'voice-1.ogg',
    'voice-1.webm',
  ]);
});

test('what was said comes behind what is there, in the way of the language', () => {
  assert.equal(joinedTo('', 'soft'), 'soft');
  assert.equal(joinedTo('Three are', 'soft'), 'Three are soft');
  assert.equal(joinedTo('Three are\n', 'soft'), 'Three are\nsoft');
  assert.equal(joinedTo('胶囊', '粘连'), '胶囊粘连');
  assert.equal(joinedTo('胶囊。', '有斑点'), '胶囊。有斑点');
  assert.equal(joinedTo('abc', 'def', 5), 'abc d');
  assert.equal(joinedTo('ab', '😀😀', 4), 'ab 😀');
  assert.equal(spokenAs('en', ['de-AT', 'en-GB', 'en']), 'en-GB');
  assert.equal(spokenAs('zh-CN', ['zh', 'zh-HK']), 'zh-HK');
  assert.equal(spokenAs('ar', ['en-GB']), 'ar');
});
