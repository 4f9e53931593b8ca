// Starts Chromium as a kiosk and looks after it: a page that stands still, has crashed or is somebody else's is brought
// back, a browser that has ended is started again. It is spoken to through a pipe; no port is opened.
//   node tools/kiosk.mjs https://returns.example/kiosk.html [--profile FOLDER] [--browser PATH] [--every SECONDS] [-- ARGUMENTS]
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const ANSWER_MS = 8000;
/** So often in a row it may fail to answer before it is started again. */
const PATIENCE = 2;
const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = 60_000;

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** What Chromium would remember of people, or show them, on a machine of one's own. */
const PREFERENCES = {
  autofill: { profile_enabled: false, credit_card_enabled: false },
  credentials_enable_service: false,
  profile: { password_manager_enabled: false, exit_type: 'Normal' },
  search: { suggest_enabled: false },
  session: { restore_on_startup: 5 },
  spellcheck: { use_spelling_service: false },
  translate: { enabled: false },
};

const SWITCHES = [
  ...['--kiosk', '--kiosk-printing', '--no-first-run', '--noerrdialogs', '--disable-infobars'],
  ...['--disable-pinch', '--overscroll-history-navigation=0', '--disable-session-crashed-bubble'],
  ...['--disable-sync', '--disable-component-update', '--disable-background-networking'],
  ...['--disable-breakpad', '--disk-cache-size=1', '--remote-debugging-pipe'],
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    profile: { type: 'string' },
    browser: { type: 'string' },
    every: { type: 'string', default: '10' },
  },
});
const [address, ...more] = positionals;
if (!address || !/^https?:\/\//.test(address)) {
  console.error(
    'usage: kiosk.mjs ADDRESS [--profile FOLDER] [--browser PATH] [--every SECONDS] [-- ARGUMENTS]',
  );
  process.exit(2);
}
const browser = values.browser ?? BROWSERS.find(existsSync);
if (!browser) {
  console.error('Chromium is not installed: apt-get install chromium, or name it with --browser');
  process.exit(2);
}
const profile = values.profile ?? join(homedir(), '.local/share/returns-kiosk');
const say = (what) => console.log(`${new Date().toISOString()} ${what}`);

/** Requests that wait on this device are in the profile: it is kept, and never an incognito one. */
function prepare() {
  const folder = join(profile, 'Default');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'Preferences');
  let known = {};
  try {
    known = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // A new profile, or one that was cut off while it was written.
  }
  writeFileSync(file, JSON.stringify(merged(known, PREFERENCES)));
}

function merged(into, from) {
  const out = { ...into };
  for (const [key, value] of Object.entries(from))
    out[key] = value && typeof value === 'object' ? merged(out[key] ?? {}, value) : value;
  return out;
}

/** The browser's own protocol over two pipes; messages end with a zero byte. */
class Pipe {
  #waiting = new Map();
  #next = 0;
  #rest = '';

  constructor(child) {
    this.out = child.stdio[3];
    this.out.on('error', () => {});
    child.stdio[4].on('data', (chunk) => {
      const parts = (this.#rest + chunk).split('\0');
      this.#rest = parts.pop() ?? '';
      for (const part of parts) {
        const { id, result, error } = JSON.parse(part);
        this.#waiting.get(id)?.(error ? new Error(error.message) : result);
        this.#waiting.delete(id);
      }
    });
  }

  call(method, params = {}, sessionId = undefined) {
    const id = ++this.#next;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: no answer`)), ANSWER_MS);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      });
      this.out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }
}

/** Throws when the page does not answer, or is not the kiosk. @param {Pipe} pipe */
async function look(pipe) {
  const { targetInfos } = await pipe.call('Target.getTargets');
  const [page, ...others] = targetInfos.filter(({ type }) => type === 'page');
  // A window that something has opened over ours.
  for (const { targetId } of others) await pipe.call('Target.closeTarget', { targetId });
  if (!page) throw new Error('there is no page');
  const { sessionId } = await pipe.call('Target.attachToTarget', { targetId: page.targetId, flatten: true });
  try {
    const expression = `location.origin + location.pathname + ' ' + Boolean(document.querySelector('returns-kiosk')?.renderRoot?.childElementCount)`;
    const { result } = await pipe.call('Runtime.evaluate', { expression }, sessionId);
    const { origin, pathname } = new URL(address);
    if (result.value === `${origin}${pathname} true`) return;
    say(`brought back from ${String(result.value)}`);
    await pipe.call('Page.navigate', { url: address }, sessionId);
  } finally {
    await pipe.call('Target.detachFromTarget', { sessionId });
  }
}

let stopping = false;
let rest = FIRST_REST_MS;

/** One life of the browser. @returns {Promise<void>} */
async function live() {
  prepare();
  const child = spawn(browser, [`--user-data-dir=${profile}`, ...SWITCHES, ...more, address], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.once('error', (error) => say(error.message));
  say(`started ${child.pid}`);
  const end = () => child.kill('SIGTERM');
  process.once('SIGTERM', end).once('SIGINT', end);
  const pipe = new Pipe(child);
  let failed = 0;
  const timer = setInterval(
    () => {
      look(pipe).then(
        () => {
          failed = 0;
          rest = FIRST_REST_MS;
        },
        (error) => {
          if (stopping || (failed += 1) < PATIENCE) return;
          say(`started again: ${error.message}`);
          failed = 0;
          child.kill('SIGKILL');
        },
      );
    },
    Math.max(1, Number(values.every) || 10) * 1000,
  );
  await ended;
  clearInterval(timer);
  process.off('SIGTERM', end).off('SIGINT', end);
}

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => (stopping = true));
while (!stopping) {
  await live();
  if (stopping) break;
  await new Promise((done) => setTimeout(done, rest));
  rest = Math.min(LONGEST_REST_MS, rest * 2);
}
say('stopped');
