// The script that keeps a kiosk alive: what ends, crashes or wanders off comes back.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { ROOT, Server } from './server.js';

const HEADLESS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

/** Processes of this browser that draw pages. @param {string} profile */
function renderers(profile) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes('--type=renderer') && line.includes(profile);
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function watch(context) {
  const server = await new Server().start();
  const profile = mkdtempSync(join(tmpdir(), 'returns-watched-'));
  const address = `${server.url}/kiosk.html?locale=en`;
  const child = spawn(
    process.execPath,
    [join(ROOT, 'tools/kiosk.mjs'), address, '--profile', profile, '--every', '1', '--', ...HEADLESS],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const stop = async () => {
    if (child.exitCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  };
  context.after(async () => {
    await stop();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  const until = async (what, holds) => {
    const end = Date.now() + 60_000;
    while (!holds()) {
      assert.ok(Date.now() < end, `${what}; it said:\n${said}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  const starts = () => [...said.matchAll(/started (\d+)/g)].map(([, pid]) => Number(pid));
  await until('it does not start', () => starts().length === 1 && renderers(profile).length > 0);
  return { profile, until, starts, said: () => said, stop };
}

test('a browser that ends is started again', { timeout: 120_000 }, async (context) => {
  const { until, starts, profile } = await watch(context);
  process.kill(starts()[0], 'SIGKILL');
  await until('it is not started again', () => starts().length === 2 && renderers(profile).length > 0);
});

test('a page that stands still or has crashed is brought back', { timeout: 180_000 }, async (context) => {
  const { until, starts, profile, said } = await watch(context);
  // Answers first, so that it is the freezing that is seen.
  await new Promise((done) => setTimeout(done, 3000));
  assert.equal(starts().length, 1, said());
  for (const pid of renderers(profile)) process.kill(pid, 'SIGSTOP');
  await until('a frozen page is left alone', () => starts().length === 2);
  assert.match(said(), /started again: Runtime\.evaluate: no answer/);
});

test('told to stop it takes the browser along', { timeout: 120_000 }, async (context) => {
  const { starts, stop, said } = await watch(context);
  await stop();
  assert.match(said(), /stopped/);
  assert.throws(() => process.kill(starts()[0], 0));
});
