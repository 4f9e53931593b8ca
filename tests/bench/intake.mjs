// Submissions a second, their 99th percentile and the memory of the intake, beside Fastify with better-sqlite3 that
// keeps the same rows and judges nothing. Statements of withdrawal: the submission that needs no file and no look-up.
//
// Goals: at least the peer's throughput, with at most a fifth of its memory.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Intake, ROOT } from '../intake/intake.js';

const SECONDS = Number(process.env.SECONDS ?? 10);
const ROUNDS = 3;
const CLIENTS = 16;

let addresses = 0;
/** @returns {Promise<number>} milliseconds */
function submit(url, agent) {
  addresses += 1;
  const [a, b, c] = [addresses >> 16, (addresses >> 8) & 255, addresses & 255];
  const body = JSON.stringify({
    policy: 'eu-consumer',
    statement: {
      schema: 'returns.withdrawal/1',
      order: `X-${addresses}`,
      name: 'Anna',
      email: 'anna@example.com',
      confirmed: true,
    },
  });
  return new Promise((done, failed) => {
    const began = performance.now();
    const asked = request(
      `${url}api/v1/withdrawals`,
      {
        method: 'POST',
        agent,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'Idempotency-Key': randomUUID(),
          // Each from an address of its own: the limit per address is not what is measured.
          'X-Forwarded-For': `10.${a}.${b}.${c}`,
        },
      },
      (answer) => {
        let text = '';
        answer.on('data', (part) => (text += part));
        answer.on('end', () => {
          if (answer.statusCode !== 201) failed(new Error(`${answer.statusCode} ${text}`));
          done(performance.now() - began);
        });
      },
    );
    asked.on('error', failed);
    asked.end(body);
  });
}

/** MiB: as much as the process had since `forgetPeak`. @param {number} pid */
const peak = (pid) =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
/** What the start took is not what is measured. @param {number} pid */
const forgetPeak = (pid) => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** Milliseconds of all its threads since it began. @param {number} pid */
const cpu = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10; // ticks of a hundredth of a second
};

async function load({ url, pid }, seconds) {
  const used = cpu(pid);
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const times = [];
  const end = performance.now() + seconds * 1000;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (performance.now() < end) times.push(await submit(url, agent));
    }),
  );
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    perSecond: times.length / took,
    cpu: (cpu(pid) - used) / times.length,
    p99: times[Math.floor(times.length * 0.99)],
  };
}

async function startPeer() {
  const folder = mkdtempSync(join(tmpdir(), 'returns-peer-'));
  const program = join(ROOT, 'tests/bench/peers/fastify-intake.js');
  const child = spawn(process.execPath, [program, join(folder, 'peer.db'), join(ROOT, 'native/schema.sql')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const url = await new Promise((found, failed) => {
    child.stdout.once('data', (text) => found(String(text).trim()));
    child.once('exit', () => failed(new Error('the peer ended')));
  });
  const stop = async () => {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill();
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { url, pid: child.pid, stop };
}

const intake = await new Intake().start();
const peer = await startPeer();
const sides = [
  { name: 'returns serve', url: `${intake.url}/`, pid: intake.pid, runs: [] },
  { name: 'Fastify + better-sqlite3', url: peer.url, pid: peer.pid, runs: [] },
];
try {
  for (const side of sides) {
    await load(side, 1);
    forgetPeak(side.pid);
  }
  // In turn, so that what else the machine does meets both.
  for (let round = 0; round < ROUNDS; round += 1)
    for (const side of sides) side.runs.push(await load(side, SECONDS));
  const [ours, theirs] = sides.map(({ name, pid, runs }) => {
    const [middle] = [...runs].sort((a, b) => a.perSecond - b.perSecond).slice(ROUNDS >> 1);
    const memory = peak(pid);
    console.log(
      `${name.padEnd(26)} ${middle.perSecond.toFixed(0).padStart(6)} submissions/s   p99 ${middle.p99.toFixed(1).padStart(6)} ms   ${middle.cpu.toFixed(2)} ms of processor each   peak memory ${memory.toFixed(1).padStart(6)} MiB`,
    );
    return { ...middle, memory };
  });
  const missed = [
    ours.perSecond < theirs.perSecond && 'throughput is below the peer’s',
    ours.memory > theirs.memory / 5 && 'memory is above a fifth of the peer’s',
  ].filter(Boolean);
  for (const goal of missed) console.error(`Goal missed: ${goal}`);
  if (missed.length > 0) process.exitCode = 1;
} catch (fault) {
  console.error(
    intake.log
      .split('\n')
      .filter((line) => /warn|error/.test(line))
      .slice(0, 5)
      .join('\n'),
  );
  throw fault;
} finally {
  await peer.stop();
  await intake.remove();
}
