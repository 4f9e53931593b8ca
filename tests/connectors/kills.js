// Ends the intake at the moments between "the platform is asked" and "that it did is noted", and counts at the platform.
import assert from 'node:assert/strict';
import { opened, reaches, withdraw } from './shop.js';

const MOMENTS = /** @type {const} */ (['after', 'during', 'before']);

/**
 * @param {object} of
 * @param {import('../intake/intake.js').Intake} of.intake
 * @param {import('./gate.js').Gate} of.gate
 * @param {number} of.kills
 * @param {(call: import('./gate.js').Seen, kill: number) => boolean} of.creates is this the call to strike at?
 * @param {() => Promise<{number: string, lines: string[]}>} of.sell an order there and here
 * @param {(ticket: string) => Promise<number>} of.count returns of a ticket at the platform
 * @param {() => Promise<number>} of.total all returns at the platform
 */
export async function killAtEveryPoint({ intake, gate, kills, creates, sell, count, total }) {
  const had = await total();
  const tickets = [];
  const struck = { before: 0, during: 0, after: 0 };
  let order;
  let token;
  let line = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    if (!order || line === order.lines.length) {
      gate.plan = () => undefined;
      order = await sell();
      ({ token } = await opened(intake, order.number));
      line = 0;
    }
    const when = MOMENTS[kill % MOMENTS.length];
    const dead = new Promise((done) => {
      gate.plan = (call) => {
        if (!creates(call, Math.floor(kill / MOMENTS.length))) return undefined;
        gate.plan = () => undefined;
        struck[when] += 1;
        return { when, act: () => intake.end('SIGKILL').then(done) };
      };
    });
    const key = `kill-${kill}-${Math.random()}`;
    const lines = [{ line: order.lines[line], quantity: 1 }];
    line += 1;
    const file = () => withdraw(intake, token, order.number, lines, { key });
    // An older one that is looked for again may be struck first, with this one on its way.
    const ticket = await file().catch(() => undefined);
    await dead;
    gate.plan = () => undefined;
    await intake.start();
    tickets.push(ticket ?? (await file()));
  }
  gate.plan = () => undefined;
  const desk = await intake.signIn();
  for (const ticket of tickets) {
    await reaches(intake, desk, ticket, 'created', 120_000);
    assert.equal(await count(ticket), 1, `${ticket} is there ${await count(ticket)} times`);
  }
  assert.equal(await total(), had + kills, 'as many as there were requests');
  intake.verify();
  console.log(`${kills} kills: ${JSON.stringify(struck)}, ${kills} returns`);
}

/**
 * Two servers with one database; every fifth call that makes something is answered into the void while one of both dies,
 * be it the one that asked or not. The one that is left must neither be held up nor do it again.
 * @param {object} of
 * @param {import('../intake/intake.js').Intake[]} of.servers
 * @param {import('./gate.js').Gate} of.gate
 * @param {(call: import('./gate.js').Seen) => boolean} of.creates
 * @param {{number: string, lines: string[]}[]} of.orders
 * @param {(ticket: string) => number | Promise<number>} of.count
 */
export async function killEither({ servers, gate, creates, orders, count }) {
  const [one, other] = servers;
  const desk = await one.signIn();
  const tickets = [];
  for (const { number, lines } of orders) {
    const { token } = await opened(one, number);
    for (const line of lines) {
      const turn = tickets.length;
      const [asked, victim] = turn % 2 ? [other, one] : [one, other];
      const dead =
        turn % 5 === 0 &&
        new Promise((done) => {
          gate.plan = (call) => {
            if (!creates(call)) return undefined;
            gate.plan = () => undefined;
            return { when: 'after', act: () => victim.end('SIGKILL').then(done) };
          };
        });
      tickets.push(await withdraw(asked, token, number, [{ line, quantity: 1 }]));
      if (!dead) continue;
      await dead;
      await victim.start();
    }
  }
  for (const ticket of tickets) {
    await reaches(one, desk, ticket, 'created', 60_000);
    assert.equal(await count(ticket), 1, ticket);
  }
  const took = /"event":"connector"/;
  assert.ok(took.test(one.log) && took.test(other.log), 'both took part');
  one.verify();
  return tickets;
}
