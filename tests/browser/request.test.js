// The page of a request that was filed: what was said, adding to it, taking it back, rating it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { after, before } from 'node:test';
import { Look } from './axe.js';
import { DESK, complaintsOf, launch, visitor } from './chromium.js';
import { Records } from './records.js';
import { ROOT, Server } from './server.js';
import { wordsOf } from './words.js';

const t = wordsOf('request');
const NARROW = { width: 320, height: 700 };
const PASSWORD = 'correct horse battery';

const server = new Server();
let browser;
before(async () => {
  await server.start();
  const add = ['user', 'add', 'ann', '--role', 'supervisor', '--data', server.data];
  execFileSync(`${ROOT}build/release/native/returns`, add, { input: `${PASSWORD}\n` });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server.close();
});

/** @param {string} path @param {unknown} body @param {Record<string, string>} [headers] */
async function post(path, body, headers = {}) {
  const response = await fetch(`${server.url}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  assert.ok(response.ok, `${path}: ${response.status} ${await response.clone().text()}`);
  return { answer: await response.json(), cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

/** A withdrawal about an order nobody knows: filed by one call. @returns {Promise<string>} the ticket */
async function filed() {
  const statement = {
    schema: 'returns.withdrawal/1',
    order: 'NH-9',
    name: 'Ann Lee',
    email: 'ann@example.com',
    confirmed: true,
  };
  const key = { 'Idempotency-Key': crypto.randomUUID() };
  return (await post('withdrawals', { policy: 'eu-consumer', statement }, key)).answer.ticket;
}

/** The merchant's people at work. @param {string} ticket @param {Record<string, unknown>[]} actions */
async function atTheDesk(ticket, ...actions) {
  const { cookie } = await post('desk/session', { name: 'ann', password: PASSWORD });
  for (const action of actions) {
    const at = `${server.url}/api/v1/desk/tickets/${ticket}`;
    const { case: file } = await (await fetch(at, { headers: { Cookie: cookie } })).json();
    await post(`desk/tickets/${ticket}/actions`, { ...action, revision: file.revision }, { Cookie: cookie });
  }
}

/** @param {import('playwright-core').Page} page @param {string} ticket @param {string} status */
async function lookUp(page, ticket, status) {
  await page.goto(`${server.url}/request.html?locale=en&ticket=${ticket}`);
  await page.getByLabel(t('lookup.factor')).fill('ann@example.com');
  await page.getByRole('button', { name: t('lookup.find') }).click();
  await page.getByRole('heading', { level: 1, name: t(status) }).waitFor();
}

const records = () => new Records(server.data);

for (const options of [
  { viewport: NARROW },
  { viewport: DESK, colorScheme: /** @type {const} */ ('dark') },
]) {
  test(
    `added to, answered and rated, ${options.viewport.width} pixels wide`,
    { timeout: 240_000 },
    async () => {
      const visit = await visitor(browser, options);
      const heard = await complaintsOf(visit);
      const page = await visit.newPage();
      const look = new Look(page);
      const ticket = await filed();
      await lookUp(page, ticket, 'status.needs_review');
      await look.at('just filed');
      assert.equal(await page.getByText(t('request.rate')).count(), 0, 'it is not closed yet');
      await page.getByRole('button', { name: wordsOf('withdrawal')('withdrawal.save') }).waitFor();

      // Without a connection nothing is lost, and the second try is the same message.
      const box = page.getByLabel(t('request.add_help'));
      await box.fill('It was order NH-3001. 订单号写错了。');
      await visit.setOffline(true);
      await page.getByRole('button', { name: t('request.add_send'), exact: true }).click();
      await page.getByRole('alert').waitFor();
      assert.equal(await box.inputValue(), 'It was order NH-3001. 订单号写错了。');
      await look.at('offline');
      await visit.setOffline(false);
      await page.getByRole('button', { name: t('request.add_send'), exact: true }).click();
      await page.getByText(t('request.added')).waitFor();
      await page.getByText('订单号写错了', { exact: false }).waitFor();
      assert.equal(await box.inputValue(), '');
      const sql = `SELECT text FROM ticket_events WHERE ticket = '${ticket}' AND kind = 'customer_message'`;
      assert.deepEqual(records().query(sql), [{ text: 'It was order NH-3001. 订单号写错了。' }]);

      await atTheDesk(ticket, { action: 'ask', text: 'Which of the two cups?' });
      await lookUp(page, ticket, 'status.waiting');
      await page.getByText('Which of the two cups?').waitFor();
      await page.getByRole('heading', { name: t('request.answer') }).waitFor();
      await page.getByLabel(t('request.add_help')).fill('The blue one.');
      await page.getByRole('button', { name: t('request.add_send'), exact: true }).click();
      await page.getByText(t('request.added')).waitFor();
      await look.at('answered');

      await atTheDesk(
        ticket,
        { action: 'accept' },
        { action: 'approve', amount: 0 },
        { action: 'close', text: 'Done.' },
      );
      await page.goto(`${server.url}/request.html?locale=en&ticket=${ticket}`);
      await page.getByLabel(t('lookup.factor')).fill('ann@example.com');
      await page.getByRole('button', { name: t('lookup.find') }).click();
      await page.getByText(t('request.rate')).waitFor();
      await page.getByRole('radio', { name: t('request.stars', { n: 4 }) }).check();
      await page.getByLabel(t('request.rate_why')).fill('A little faster.');
      await look.at('rating');
      await page.getByRole('button', { name: t('request.rate_send') }).click();
      await page.getByText(t('request.rated')).waitFor();
      await look.at('rated');
      assert.deepEqual(records().query(`SELECT rating FROM tickets WHERE ticket = '${ticket}'`), [
        { rating: 4 },
      ]);
      look.verdict();
      assert.deepEqual(
        heard.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED')),
        [],
      );
      await visit.close();
    },
  );
}

test(
  'taken back, by two presses and not by one, and not once it is decided',
  { timeout: 240_000 },
  async () => {
    const visit = await visitor(browser);
    const page = await visit.newPage();
    const look = new Look(page);
    const ticket = await filed();
    await lookUp(page, ticket, 'status.needs_review');
    const act = page.getByRole('button', { name: t('request.cancel_do') });
    assert.equal(await act.isVisible(), false);
    await page.getByText(t('request.cancel'), { exact: true }).click();
    await look.at('about to take back');
    await act.click();
    await page.getByRole('heading', { level: 1, name: t('status.cancelled') }).waitFor();
    await page.getByText(t('request.cancelled')).waitFor();
    assert.equal(await page.getByText(t('request.rate')).count(), 0, 'nothing to rate');
    await look.at('taken back');

    const other = await filed();
    await lookUp(page, other, 'status.needs_review');
    await page.getByText(t('request.cancel'), { exact: true }).click();
    await atTheDesk(other, { action: 'accept' });
    await page.getByRole('button', { name: t('request.cancel_do') }).click();
    await page.getByText(t('request.too_late')).waitFor();
    look.verdict();
    await visit.close();
  },
);
