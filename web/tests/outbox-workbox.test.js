// The best-known library in the same world as our outbox, for comparison: it takes an entry out before it is sent, and an
// answer of 503 is an answer to it. When this test fails because nothing is lost any more, it has been mended.
import './setup.js';
import assert from 'node:assert/strict';
import test from 'node:test';
import { World, tick } from './outbox-world.js';

const RUNS = Number(process.env.OUTBOX_RUNS ?? 100);
const FIRST = Number(process.env.OUTBOX_SEED ?? 1);

test(`${RUNS} lives of a queue of Workbox background sync`, { timeout: 3_600_000 }, async (context) => {
  const before = { env: process.env.NODE_ENV, fetch: globalThis.fetch };
  process.env.NODE_ENV = 'production';
  Object.assign(globalThis, { self: globalThis, registration: {} });
  context.after(() => {
    process.env.NODE_ENV = before.env ?? '';
    globalThis.fetch = before.fetch;
  });
  const { Queue } = await import('workbox-background-sync/Queue.js');
  const sum = { told: 0, lost: 0, doubled: 0 };
  for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
    const world = new World(seed);
    const queue = new Queue(`life-${seed}`);
    let life = 0;
    let fetching = false;
    globalThis.fetch = /** @type {any} */ (
      async (/** @type {Request} */ request) => {
        const mine = life;
        fetching = true;
        const content = await request.text();
        const key = request.headers.get('idempotency-key') ?? '';
        let answer;
        try {
          answer = Response.json(await world.carry(key, () => content));
        } catch (error) {
          const { status } = /** @type {{status: number}} */ (error);
          if (!status) answer = new TypeError('Failed to fetch');
          else answer = new Response('', { status });
        }
        // The worker was killed meanwhile: nobody hears the answer.
        if (mine !== life) await new Promise(() => {});
        fetching = false;
        if (answer instanceof TypeError) throw answer;
        return answer;
      }
    );
    let left = 2 + Math.floor(world.random() * 3);
    let replaying = false;
    const replay = () => {
      if (replaying) return;
      replaying = true;
      const mine = life;
      queue
        .replayRequests()
        .catch(() => {})
        .finally(() => mine === life && (replaying = false));
    };
    const push = async () => {
      const content = `${seed}.${(left -= 1)}`;
      const headers = { 'idempotency-key': crypto.randomUUID() };
      const request = new Request('https://intake.example/api/v1/requests', {
        method: 'POST',
        headers,
        body: content,
      });
      await queue.pushRequest({ request });
      world.told.add(content);
    };
    for (let step = 0; step < 60; step += 1) {
      await tick();
      if (left > 0 && world.chance(0.15)) await push();
      // Killed between two requests it would lose nothing; such deaths are left out.
      if (fetching && world.chance(0.04)) {
        life += 1;
        replaying = fetching = false;
      }
      replay();
    }
    while (left > 0) await push();
    world.troubled = false;
    for (let step = 0; step < 500 && (replaying || (await queue.size()) > 0); step += 1) {
      replay();
      await tick();
    }
    assert.equal(await queue.size(), 0, `seed ${seed}`);
    sum.told += world.told.size;
    sum.lost += [...world.told].filter((content) => !world.filed.has(content)).length;
    sum.doubled += [...world.filed.values()].filter((times) => times > 1).length;
  }
  console.log(
    `Workbox background sync: ${RUNS} lives, ${sum.told} kept, ${sum.lost} lost, ${sum.doubled} doubled`,
  );
  assert.ok(sum.lost > 0);
});
