import './setup.js';
import assert from 'node:assert/strict';
import test from 'node:test';
import { openMedia } from '../../wasm/media-client.js';

const encoder = new TextEncoder();
// Workers are of the page's own origin.
/** @type {any} */ (globalThis).location = new URL('https://shop.example/');

/** Answers when it is told to; the empty call that opens a module is answered at once. */
class FakeWorker {
  /** @type {FakeWorker[]} */
  static all = [];
  ended = false;
  /** @type {any[]} */
  calls = [];
  /** @type {(event: any) => void} */
  #hear = () => {};
  constructor() {
    FakeWorker.all.push(this);
  }
  /** @param {string} type @param {(event: any) => void} hear */
  addEventListener(type, hear) {
    if (type === 'message') this.#hear = hear;
  }
  /** @param {any} call */
  postMessage(call) {
    if (call.documents[0]?.length === 0) return this.say({ id: call.id, answer: encoder.encode('{}') });
    this.calls.push(call);
  }
  /** @param {any} data */
  say(data) {
    queueMicrotask(() => this.#hear({ data }));
  }
  /** @param {any} call @param {object} report */
  answer(call, report) {
    this.say({ id: call.id, answer: encoder.encode(JSON.stringify({ report })) });
  }
  terminate() {
    this.ended = true;
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const file = (/** @type {number} */ byte) => new Uint8Array([byte]);

test('a file that is given up ends its worker; who else waits is served by the next', async () => {
  /** @type {any} */ (globalThis).Worker = FakeWorker;
  FakeWorker.all.length = 0;
  const media = await openMedia({ baseUrl: 'https://shop.example/wasm/' });
  const stop = new AbortController();
  const given = media.inspect(file(1), 'a.jpg', 'image/jpeg', { signal: stop.signal });
  const waiting = media.inspect(file(2), 'b.jpg', 'image/jpeg');
  await settled();
  stop.abort();
  await assert.rejects(given, { name: 'AbortError' });
  await settled();
  const [first, second] = FakeWorker.all;
  assert.equal(FakeWorker.all.length, 2);
  assert.ok(first.ended && !second.ended);
  assert.deepEqual(
    second.calls.map((call) => [...call.documents[0]]),
    [[2]],
  );
  second.answer(second.calls[0], { kind: 'image' });
  assert.deepEqual(await waiting, { report: { kind: 'image' } });
  await assert.rejects(media.inspect(file(3), '', '', { signal: stop.signal }), { name: 'AbortError' });
  assert.equal(FakeWorker.all.length, 2, 'nothing is opened for what was given up before');
  await media.close();
});

test('progress is heard only by who asked for it', async () => {
  /** @type {any} */ (globalThis).Worker = FakeWorker;
  FakeWorker.all.length = 0;
  const media = await openMedia({ baseUrl: 'https://shop.example/wasm/' });
  /** @type {number[]} */
  const heard = [];
  const asked = media.inspect(file(1), '', '', { onProgress: (thousandths) => heard.push(thousandths) });
  const silent = media.inspect(file(2), '', '');
  await settled();
  const [worker] = FakeWorker.all;
  assert.deepEqual(
    worker.calls.map((call) => call.progress),
    [true, false],
  );
  worker.say({ id: worker.calls[0].id, progress: 250 });
  worker.say({ id: worker.calls[1].id, progress: 300 });
  worker.answer(worker.calls[0], {});
  worker.answer(worker.calls[1], {});
  await Promise.all([asked, silent]);
  assert.deepEqual(heard, [250]);
  await media.close();
});

test('a frame crosses as its bytes and its size', async () => {
  /** @type {any} */ (globalThis).Worker = FakeWorker;
  FakeWorker.all.length = 0;
  const media = await openMedia({ baseUrl: 'https://shop.example/wasm/' });
  const advice = media.adviseFrame({
    data: new Uint8ClampedArray([1, 2, 3, 4, 5, 6, 7, 8]),
    width: 2,
    height: 1,
  });
  await settled();
  const [call] = FakeWorker.all[0].calls;
  assert.equal(call.door, 'advise');
  assert.deepEqual([...call.documents[0]], [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.equal(new TextDecoder().decode(call.documents[1]), '2x1');
  FakeWorker.all[0].say({ id: call.id, answer: encoder.encode('{"advice":"good","sharpness":9}') });
  assert.deepEqual(await advice, { advice: 'good', sharpness: 9 });
  await media.close();
});

test('a frame of a video crosses as itself, and is drawn where it is judged', async () => {
  const scope = /** @type {any} */ (globalThis);
  scope.Worker = FakeWorker;
  FakeWorker.all.length = 0;
  scope.VideoFrame = class {
    displayWidth = 1280;
    displayHeight = 960;
    closed = 0;
    close() {
      this.closed += 1;
    }
  };
  const drawn = [];
  scope.OffscreenCanvas = class {
    /** @param {number} width @param {number} height */
    constructor(width, height) {
      Object.assign(this, { width, height });
    }
    getContext() {
      return {
        drawImage: (/** @type {any[]} */ ...what) => drawn.push(what),
        getImageData: (
          /** @type {any} */ _x,
          /** @type {any} */ _y,
          /** @type {number} */ w,
          /** @type {number} */ h,
        ) => ({
          data: new Uint8ClampedArray(w * h * 4),
        }),
      };
    }
  };
  try {
    const media = await openMedia({ baseUrl: 'https://shop.example/wasm/' });
    const frame = new scope.VideoFrame();
    const advice = media.adviseFrame(frame);
    await settled();
    const [call] = FakeWorker.all[0].calls;
    assert.equal(call.file, frame);
    assert.equal(frame.closed, 0, 'it stays the caller’s');
    FakeWorker.all[0].say({ id: call.id, answer: encoder.encode('{"advice":"good","sharpness":9}') });
    assert.deepEqual(await advice, { advice: 'good', sharpness: 9 });
    await media.close();

    const { documentsOf, isFrame } = await import('../../wasm/frame-source.js');
    assert.ok(isFrame(frame));
    assert.ok(!isFrame(new Blob([])));
    const [pixels, size] = documentsOf(frame);
    assert.equal(new TextDecoder().decode(size), '640x480');
    assert.equal(pixels.length, 640 * 480 * 4);
    assert.deepEqual(drawn, [[frame, 0, 0, 640, 480]]);
    assert.equal(frame.closed, 1, 'the worker’s own copy is let go');
  } finally {
    delete scope.VideoFrame;
    delete scope.OffscreenCanvas;
  }
});
