// Makes the recordings beside it anew: what MediaRecorder writes in Chromium and in Firefox, a second each, as small as it
// gets. What they look like depends on the browsers' versions; the unit tests say what has to hold of any.
//   node tests/recordings/record.js
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { FAKE_CAMERA, launch } from '../browser/chromium.js';
import { FAKE_DEVICES, firefox } from '../embed/engines.js';

/** @type {Record<'chromium' | 'firefox', Record<string, [type: string, picture: boolean, sound: boolean]>>} */
const WANTED = {
  chromium: {
    'film.webm': ['video/webm;codecs=vp8', true, false],
    'film-sound.webm': ['video/webm;codecs="vp8,opus"', true, true],
    'film.mp4': ['video/mp4;codecs=avc1.42E01E', true, false],
    'voice.webm': ['audio/webm;codecs=opus', false, true],
    'voice.mp4': ['audio/mp4;codecs=opus', false, true],
  },
  firefox: {
    'film.webm': ['video/webm;codecs=vp8', true, false],
    'film-sound.webm': ['video/webm;codecs="vp8,opus"', true, true],
    'voice.webm': ['audio/webm;codecs=opus', false, true],
    'voice.ogg': ['audio/ogg;codecs=opus', false, true],
  },
};

/* Runs in a page. A canvas that changes little, and the browser's own test tone: an empty one would be left out. */
async function record(mimeType, picture, sound) {
  const tracks = [];
  if (picture) {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
    const ink = canvas.getContext('2d');
    let step = 0;
    setInterval(() => {
      ink.fillStyle = step % 2 ? '#246' : '#248';
      ink.fillRect(0, 0, 64, 48);
      step += 1;
    }, 100);
    tracks.push(...canvas.captureStream(10).getVideoTracks());
  }
  if (sound) {
    const audio = { echoCancellation: false, autoGainControl: false, noiseSuppression: false };
    tracks.push(...(await navigator.mediaDevices.getUserMedia({ audio })).getAudioTracks());
  }
  const rates = { videoBitsPerSecond: 10_000, audioBitsPerSecond: 6_000 };
  const recorder = new MediaRecorder(new MediaStream(tracks), { mimeType, ...rates });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise((done) => (recorder.onstop = done));
  recorder.start(500);
  await new Promise((done) => setTimeout(done, 1000));
  recorder.stop();
  await ended;
  return btoa(String.fromCharCode(...new Uint8Array(await new Blob(parts).arrayBuffer())));
}

const server = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<p>'));
await new Promise((done) => server.listen(0, 'localhost', () => done(undefined)));
const url = `http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;

async function all(browser, run) {
  for (const [name, how] of Object.entries(WANTED[browser])) {
    const bytes = Buffer.from(await run(`(${record})(...${JSON.stringify(how)})`), 'base64');
    await writeFile(new URL(`${browser}-${name}`, import.meta.url), bytes);
    console.log(`${browser}-${name}: ${bytes.length} bytes`);
  }
}

const chromium = await launch(FAKE_CAMERA);
const page = await chromium.newPage();
await page.goto(url);
await all('chromium', (script) => page.evaluate(script));
await chromium.close();
const engine = await firefox(FAKE_DEVICES);
await engine.goto(url);
await all('firefox', (script) => engine.run(script));
await engine.close();
server.close();
