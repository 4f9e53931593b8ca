// Can "no such order" be told from "wrong factor" by the time the answer takes? Interleaved samples over HTTP, compared
// by the Mann–Whitney test. The share of pairs in which the one is slower is 0.5 when nobody can tell; with 2,000 samples
// of each its standard error is 0.009, and beyond 0.03 the run fails.
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { Intake } from '../intake/intake.js';

const SAMPLES = 2000;
const ORDERS = 400;
const FURTHEST = 0.03;

const order = (id) => ({
  schema: 'returns.shop_order/1',
  version: 1,
  order: {
    schema: 'returns.order/1',
    id,
    merchant: 'demo',
    seller: 'shop',
    market: 'DE',
    currency: 'EUR',
    policy: { id: 'eu-consumer', version: 1 },
    placed_at: '2026-11-20T10:00:00+01:00',
    delivery: { state: 'delivered', signed_at: '2026-11-25T10:00:00+01:00' },
    tenders: [{ id: 'T1', kind: 'card', paid: 3000 }],
    lines: [
      { id: 'L1', sku: 'K-1', title: { en: 'Lamp' }, category: 'goods', quantity: 1, unit_price: 3000 },
    ],
  },
  customer: `C-${id}`,
  factors: [
    { kind: 'email', value: `${id.toLowerCase()}@example.com` },
    { kind: 'phone_last4', value: '4821' },
  ],
});

/** Milliseconds of one guess. */
function guess(url, agent, number, address) {
  const body = JSON.stringify({ order: number, factor: 'nobody@example.com' });
  return new Promise((done, failed) => {
    const began = process.hrtime.bigint();
    const asked = request(
      `${url}/api/v1/orders/lookup`,
      {
        method: 'POST',
        agent,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': body.length,
          'X-Forwarded-For': address,
        },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => {
          const time = Number(process.hrtime.bigint() - began) / 1e6;
          if (answer.statusCode !== 404) failed(new Error(`answered ${answer.statusCode}`));
          done(time);
        });
      },
    );
    asked.on('error', failed);
    asked.end(body);
  });
}

/** Share of pairs in which `a` is larger, and how unlikely that is when both are alike. */
function mannWhitney(a, b) {
  const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))];
  all.sort((x, y) => x.value - y.value);
  let ranks = 0;
  for (let i = 0; i < all.length; ) {
    let end = i;
    while (end < all.length && all[end].value === all[i].value) end += 1;
    for (let k = i; k < end; k += 1) if (all[k].first) ranks += (i + end + 1) / 2;
    i = end;
  }
  const u = ranks - (a.length * (a.length + 1)) / 2;
  const z =
    (u - (a.length * b.length) / 2) / Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
  // Abramowitz and Stegun 7.1.26.
  const t = 1 / (1 + 0.3275911 * (Math.abs(z) / Math.SQRT2));
  const tail =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return { share: u / (a.length * b.length), p: tail * Math.exp(-(z * z) / 2) };
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const intake = await new Intake().start();
try {
  const file = join(intake.folder, 'orders.jsonl');
  const number = (i) => `KN-${String(10_000_000 + i * 7)}`;
  writeFileSync(file, Array.from({ length: ORDERS }, (_, i) => JSON.stringify(order(number(i)))).join('\n'));
  const assets = new URL('../../assets', import.meta.url).pathname;
  const imported = intake.run(['orders', 'import', '--data', intake.data, '--assets', assets, file]);
  if (imported.status !== 0) throw new Error(imported.stdout + imported.stderr);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times = { there: [], absent: [] };
  for (let i = 0; i < SAMPLES + 100; i += 1) {
    const address = `10.1.${Math.floor(i / 2560)}.${Math.floor(i / 10) % 256}`;
    const pair = [
      ['there', number(i % ORDERS)],
      ['absent', `KN-${String(10_000_000 + (i % ORDERS) * 7 + 3)}`],
    ];
    if (Math.random() < 0.5) pair.reverse();
    for (const [kind, asked] of pair) {
      const time = await guess(intake.url, agent, asked, address);
      if (i >= 100) times[kind].push(time);
    }
  }
  agent.destroy();
  const { share, p } = mannWhitney(times.there, times.absent);
  console.log(
    `${SAMPLES} of each: wrong factor ${median(times.there).toFixed(3)} ms, no such order ${median(times.absent).toFixed(3)} ms (medians); ` +
      `slower in ${(share * 100).toFixed(1)} % of pairs, p = ${p.toFixed(3)}`,
  );
  if (Math.abs(share - 0.5) > FURTHEST) {
    console.error('They can be told apart.');
    process.exitCode = 1;
  }
} finally {
  await intake.remove();
}
