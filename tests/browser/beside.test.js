// What is filed without an order and without an account: a complaint, and a withdrawal from the contract.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Look } from './axe.js';
import { DESK, complaintsOf, visitor } from './chromium.js';
import { Records } from './records.js';
import { photograph } from './scenes.js';
import { stage } from './stage.js';
import { demoOrder } from './stories.js';
import { wordsOf } from './words.js';

const NARROW = { width: 320, height: 700 };

const shop = stage();
const { server } = shop;

const complaint = wordsOf('complaint');
const withdrawal = wordsOf('withdrawal');
const records = () => new Records(server.data);

/** @param {import('playwright-core').Page} page @param {string} name */
const atHeading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

/** The complaint's screens up to the answers. @param {import('playwright-core').Page} page @param {Look} look */
async function complain(page, look, shots = []) {
  const t = complaint;
  const next = () => page.getByRole('button', { name: t('ui.continue'), exact: true }).click();
  await page.goto(`${server.url}/?locale=en`);
  await page.getByRole('link', { name: t('shop.complain') }).click();
  await atHeading(page, t('title.subject'));
  await look.at('subject');
  await next();
  await page.getByRole('alert').waitFor();
  await look.at('subject, with errors');
  await page.getByRole('searchbox').fill(t('complaint.service.attitude'));
  await page.getByRole('radio', { name: t('complaint.service.attitude') }).focus();
  await page.keyboard.press('Space');
  // An answer does not lead away from its screen.
  await page.waitForTimeout(200);
  await atHeading(page, t('title.subject'));
  await next();
  await atHeading(page, t('title.details'));
  await page.getByRole('textbox').fill('Nobody answered for three days. 三天没人回复。');
  await look.at('details');
  await next();
  await atHeading(page, t('title.evidence'));
  const slot = page.getByRole('region', { name: t('slot.screenshot'), exact: true });
  for (const shot of shots) {
    await slot.getByLabel(`${t('files.choose')}: ${t('slot.screenshot')}`).setInputFiles(shot);
    await slot.getByRole('button', { name: t('files.remove', { name: shot.name }) }).waitFor();
  }
  await look.at('evidence');
  await next();
  await atHeading(page, t('title.contact'));
  await next();
  await page.getByRole('alert').waitFor();
  await page.getByLabel(new RegExp(`^${t('field.email')}`)).fill('ann@example.com');
  await look.at('contact');
  await next();
  await atHeading(page, t('title.check'));
  await look.at('check');
  const answers = await page.getByRole('main').innerText();
  for (const part of [t('complaint.service.attitude'), 'Nobody answered', 'ann@example.com'])
    assert.ok(answers.includes(part), `${part} in ${answers}`);
}

/** @param {import('playwright-core').Page} page */
async function sendComplaint(page) {
  await page.getByRole('button', { name: complaint('ui.submit'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: complaint('done.title') }).waitFor({ timeout: 60_000 });
  return /\b\d{8}-[0-9A-Z]{5}-\d{3}\b/.exec(await page.getByRole('main').innerText())?.[0] ?? '';
}

for (const options of [
  { viewport: NARROW },
  { viewport: DESK, colorScheme: /** @type {const} */ ('dark') },
]) {
  const how = `${options.viewport.width} pixels wide`;
  test(`a complaint with a picture, no order and no account, ${how}`, { timeout: 300_000 }, async () => {
    const visit = await visitor(shop.browser, options);
    const heard = await complaintsOf(visit);
    const page = await visit.newPage();
    const look = new Look(page);
    const shot = await photograph(visit, { seed: 31, width: 1200, height: 900 });
    await complain(page, look, [shot]);
    const ticket = await sendComplaint(page);
    await look.at('receipt');
    const [filed] = records().query(
      `SELECT r.order_id, r.body, r.status, t.lane FROM requests r JOIN tickets t USING (ticket) WHERE ticket = '${ticket}'`,
    );
    const request = JSON.parse(filed.body);
    assert.equal(request.draft.complaint, 'service.attitude');
    assert.equal(request.order, undefined);
    assert.equal(filed.status, 'received', 'the server says what the browser said');
    assert.equal(filed.lane, 'service');
    assert.ok(records().holds(shot.buffer) || request.evidence.length === 1);

    // Found again by the ticket and the address.
    await page.getByRole('link', { name: complaint('done.look_up') }).click();
    await page.getByLabel(complaint('lookup.factor'), { exact: false }).fill('ann@example.com');
    await page.getByRole('button', { name: complaint('lookup.find') }).click();
    await page.getByRole('heading', { level: 1, name: complaint('status.received') }).waitFor();
    await look.at('look-up');
    look.verdict();
    assert.ok(look.screens >= 8);
    assert.deepEqual(heard, []);
    await visit.close();
  });
}

test(
  'a complaint outlives a reload and a server that was away, and is filed once',
  { timeout: 300_000 },
  async () => {
    const visit = await visitor(shop.browser);
    const page = await visit.newPage();
    await complain(page, new Look(page));
    await page.reload();
    await atHeading(page, complaint('title.check'));
    const before = records().query('SELECT ticket FROM requests').length;
    const cases = records().query("SELECT id FROM orders WHERE id LIKE 'case-%'").length;
    await server.stop();
    await page.getByRole('button', { name: complaint('ui.submit'), exact: true }).click();
    await page.getByRole('heading', { name: complaint('send.offline') }).waitFor();
    await server.start();
    await page.getByRole('heading', { level: 1, name: complaint('done.title') }).waitFor({ timeout: 60_000 });
    assert.equal(records().query('SELECT ticket FROM requests').length, before + 1);
    assert.equal(
      records().query("SELECT id FROM orders WHERE id LIKE 'case-%'").length,
      cases + 1,
      'a case is opened when something is sent, and once',
    );
    // The next complaint is another one.
    await page.goto(`${server.url}/?locale=en&mode=complaint`);
    await atHeading(page, complaint('title.subject'));
    await complain(page, new Look(page));
    assert.notEqual(await sendComplaint(page), '');
    assert.equal(records().query('SELECT ticket FROM requests').length, before + 2);
    await visit.close();
  },
);

for (const options of [
  { viewport: NARROW },
  { viewport: DESK, colorScheme: /** @type {const} */ ('dark') },
]) {
  const how = `${options.viewport.width} pixels wide`;
  test(`a guest withdraws from a contract in two steps, ${how}`, { timeout: 240_000 }, async () => {
    const t = withdrawal;
    const visit = await visitor(shop.browser, options);
    const heard = await complaintsOf(visit);
    const page = await visit.newPage();
    const look = new Look(page);
    await page.goto(`${server.url}/?locale=en`);
    // The words of the law, at the entrance and on the control that sends.
    await page.getByRole('link', { name: 'withdraw from contract here' }).click();
    await atHeading(page, 'withdraw from contract here');
    await look.at('statement');
    await page.getByRole('button', { name: t('ui.continue') }).click();
    const summary = page.getByRole('alert');
    await summary.waitFor();
    assert.equal(await summary.getByRole('listitem').count(), 3);
    await look.at('statement, with errors');
    await summary.getByRole('link').nth(2).click();
    await page.keyboard.type('ann@example.com');
    assert.equal(await page.getByLabel(t('field.email'), { exact: true }).inputValue(), 'ann@example.com');
    await page.getByLabel(t('lookup.order'), { exact: true }).fill(' nh-3001');
    await page.getByLabel(t('field.name'), { exact: true }).fill('Ann <Lee> & Co');
    await page.getByRole('button', { name: t('ui.continue') }).click();
    await atHeading(page, t('withdrawal.check'));
    await look.at('confirm');
    assert.equal(
      records().query("SELECT ticket FROM requests WHERE body LIKE '%withdrawal%'").length,
      records().query("SELECT ticket FROM tickets WHERE lane = 'withdrawal'").length,
    );
    await page.getByRole('button', { name: t('ui.change') }).click();
    await atHeading(page, 'withdraw from contract here');
    await page.getByRole('button', { name: t('ui.continue') }).click();
    await atHeading(page, t('withdrawal.check'));

    // The connection is gone for a moment: nothing is lost, and the second try is the same statement.
    await visit.setOffline(true);
    await page.getByRole('button', { name: 'confirm withdrawal', exact: true }).click();
    await page.getByText(t('withdrawal.offline')).waitFor();
    await look.at('confirm, offline');
    await visit.setOffline(false);
    const count = records().query('SELECT ticket FROM requests').length;
    await page.getByRole('button', { name: 'confirm withdrawal', exact: true }).click();
    await atHeading(page, t('withdrawal.done'));
    await look.at('acknowledgement');
    assert.equal(records().query('SELECT ticket FROM requests').length, count + 1);

    // To keep: the content, the date and the time, in a file that needs nothing else.
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: t('withdrawal.save') }).click(),
    ]);
    const file = readFileSync(await download.path(), 'utf8');
    const [{ body }] = records().query('SELECT body FROM receipts ORDER BY rowid DESC LIMIT 1');
    const { ticket, received_at, acknowledgement } = JSON.parse(body);
    assert.equal(download.suggestedFilename(), `${ticket}.html`);
    for (const part of [ticket, received_at, acknowledgement.digest, 'nh-3001', 'ann@example.com'])
      assert.ok(file.includes(part), `${part} in ${file}`);
    assert.ok(file.includes('Ann &lt;Lee&gt; &amp; Co') && !file.includes('<Lee>'), 'names are text');
    // A reload shows it again; who comes anew, in this tab or another, finds an empty form.
    await page.reload();
    await atHeading(page, t('withdrawal.done'));
    await page.getByText(ticket).first().waitFor();
    await page.goto('about:blank');
    await page.goto(`${server.url}/?mode=withdrawal&locale=en`);
    await atHeading(page, 'withdraw from contract here');
    assert.equal(await page.getByLabel(t('field.email')).inputValue(), '');
    look.verdict();
    assert.deepEqual(
      heard.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED')),
      [],
    );
    await visit.close();
  });
}

test(
  'who has the order open withdraws from a part and sees what comes back',
  { timeout: 240_000 },
  async () => {
    const t = withdrawal;
    const { id, factor, title } = demoOrder('NH-3001');
    const visit = await visitor(shop.browser);
    const page = await visit.newPage();
    const look = new Look(page);
    await page.goto(`${server.url}/?locale=en`);
    await page.evaluate(
      async ([order, factor]) => {
        await customElements.whenDefined('returns-portal');
        const headers = { 'Content-Type': 'application/json' };
        const body = JSON.stringify({ order, factor });
        const found = await (await fetch('/api/v1/orders/lookup', { method: 'POST', headers, body })).json();
        const portal = document.createElement('returns-portal');
        Object.assign(portal, {
          ...found,
          mode: 'withdrawal',
          contact: { name: 'Max', email: 'max@example.com' },
        });
        document.body.replaceChildren(portal);
      },
      [id, factor],
    );
    await atHeading(page, 'withdraw from contract here');
    assert.equal(
      await page.getByLabel(t('field.name'), { exact: true }).inputValue(),
      'Max',
      'known, not asked again',
    );
    await page.getByRole('checkbox', { name: title('L1') }).check();
    await look.at('part of the order');
    await page.getByRole('button', { name: t('ui.continue') }).click();
    await atHeading(page, t('withdrawal.check'));
    await page.getByRole('heading', { name: t('withdrawal.follows') }).waitFor();
    await look.at('confirm with money');
    await page.getByRole('button', { name: 'confirm withdrawal', exact: true }).click();
    await atHeading(page, t('withdrawal.done'));
    await page.getByText(title('L1')).first().waitFor();
    await look.at('acknowledged');
    const lines = records().query(`SELECT line FROM request_lines WHERE order_id = '${id}'`);
    assert.deepEqual(lines, [{ line: 'L1' }]);
    look.verdict();
    await visit.close();
  },
);
