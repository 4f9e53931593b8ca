// An intake with connectors, and orders whose lines can be sent back one by one.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Intake, PROGRAM, ROOT } from '../intake/intake.js';

const SECRET = 'RETURNS_TEST_SECRET';
export const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().replace(/\.\d+/, '');
let addresses = 0;

/** An intake that speaks to the platform; not started. @param {object} connector its settings, with `password` */
export function intakeWith({ password, ...connector }, options = {}) {
  const intake = new Intake({
    more: ['--merchant', 'shop', ...(options.more ?? [])],
    env: { [SECRET]: password, ...options.env },
  });
  const file = join(intake.folder, 'connectors.json');
  const settings = {
    name: 'platform',
    secret: { env: SECRET },
    timeout: 3,
    settle: 2,
    first_wait: 1,
    longest_wait: 2,
    ...connector,
  };
  writeFileSync(file, JSON.stringify({ schema: 'returns.connectors/1', connectors: [settings] }));
  intake.more.push('--connectors', file);
  intake.connectors = file;
  return intake;
}

/** An order as a shop would send it. @param {string} id @param {{id: string, quantity?: number}[]} lines */
export function orderOf(id, lines, more = {}) {
  const units = lines.reduce((sum, line) => sum + (line.quantity ?? 1), 0);
  return {
    schema: 'returns.shop_order/1',
    version: 1,
    order: {
      schema: 'returns.order/1',
      id,
      merchant: 'shop',
      seller: 'shop',
      market: 'DE',
      currency: 'EUR',
      policy: { id: 'eu-consumer', version: 1 },
      placed_at: YESTERDAY,
      delivery: { state: 'delivered', signed_at: YESTERDAY },
      tenders: [{ id: 'T1', kind: 'card', paid: 1000 * units }],
      lines: lines.map((line) => ({
        sku: 'LAMP',
        title: { en: 'Lamp' },
        category: 'goods',
        quantity: 1,
        unit_price: 1000,
        ...line,
      })),
      ...more,
    },
    customer: 'C-1',
    contact: { email: 'carla@example.com', locale: 'de' },
  };
}

/** @param {Intake} intake @param {object[]} orders */
export function importOrders(intake, orders) {
  const args = ['--data', intake.data, '--assets', join(ROOT, 'assets'), '--merchant', 'shop'];
  const done = intake.run(
    ['orders', 'import', '-', ...args],
    orders.map((one) => JSON.stringify(one)).join('\n'),
  );
  if (done.status !== 0) throw new Error(done.stdout + done.stderr);
}

/**
 * Orders over there, pulled into the intake by the command; beside this process, where the platform may be.
 * @param {Intake} intake @returns {Promise<{status: number, stdout: string, stderr: string}>}
 */
export function pull(intake) {
  const args = ['--connectors', intake.connectors, '--connector', 'platform', '--merchant', 'shop'];
  const more = ['--data', intake.data, '--assets', join(ROOT, 'assets')];
  const child = spawn(PROGRAM, ['orders', 'pull', ...args, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...intake.env },
  });
  const said = { stdout: '', stderr: '' };
  for (const name of Object.keys(said)) child[name].on('data', (chunk) => (said[name] += chunk));
  return new Promise((done) => child.on('close', (status) => done({ status, ...said })));
}

/** A token for an order. @param {Intake} intake @param {string} order */
export async function opened(intake, order, factor = 'carla@example.com') {
  addresses += 1;
  const headers = { 'X-Forwarded-For': `10.7.${addresses >> 8}.${addresses & 255}` };
  const { status, json, text } = await intake.ask('/api/v1/orders/lookup', { order, factor }, headers);
  if (status !== 200) throw new Error(text);
  return json;
}

/**
 * Files a withdrawal; gives the ticket, the same one for the same key.
 * @param {Intake} intake @param {string} token @param {string} order @param {object[]} lines
 */
export async function withdraw(
  intake,
  token,
  order,
  lines,
  { reason = 'zu groß 👨‍👩‍👧', key = `key-${Math.random()}` } = {},
) {
  addresses += 1;
  const statement = {
    schema: 'returns.withdrawal/1',
    order,
    name: 'Carla',
    email: 'carla@example.com',
    lines,
    reason,
    confirmed: true,
  };
  const filed = await intake.ask(
    '/api/v1/withdrawals',
    { policy: 'eu-consumer', statement },
    {
      'Idempotency-Key': key,
      Authorization: `Bearer ${token}`,
      'X-Forwarded-For': `10.8.${addresses >> 8}.${addresses & 255}`,
    },
  );
  if (filed.status !== 201 && filed.status !== 200) throw new Error(filed.text);
  return filed.json.ticket;
}

/** How the request stands with the platform. */
export async function connectorOf(intake, desk, ticket) {
  return (await intake.ask(`/api/v1/desk/tickets/${ticket}`, undefined, desk)).json.case.connectors[0];
}

/** Waits until it stands so. @param {string} wanted */
export async function reaches(intake, desk, ticket, wanted, ms = 40_000) {
  let now;
  const end = Date.now() + ms;
  for (;;) {
    now = await connectorOf(intake, desk, ticket);
    if (now?.state === wanted) return now;
    if (Date.now() > end) break;
    await new Promise((next) => setTimeout(next, 100));
  }
  const said = intake.log.split('\n').filter((line) => !line.includes('"event":"request"'));
  throw new Error(`not ${wanted} but ${JSON.stringify(now)}\n${said.slice(-20).join('\n')}`);
}

/** How orders become ours, in the tests. */
export const ORDERS = { policy: { id: 'eu-consumer' }, market: 'DE', category: 'goods', locale: 'de' };
