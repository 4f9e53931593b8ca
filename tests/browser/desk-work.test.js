// The merchant's people: from the door to a closed case, by keys where there are keys; on a desk and on a phone.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { findings } from './axe.js';
import { launch, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { PROGRAM, Server } from './server.js';
import { demoOrder, unwantedSerum } from './stories.js';
import { t as shown, wordsOf } from './words.js';

const PASSWORD = 'a long enough password';
const t = wordsOf('desk');

const server = new Server();
let browser;
let ticket = '';
before(async () => {
  // A gateway that is not there: the message waits, and the desk says so.
  const messages = join(server.data, 'messages.json');
  const sms = { url: 'http://127.0.0.1:9/send', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
  writeFileSync(messages, JSON.stringify({ schema: 'returns.messages/1', shop: 'Kangning', sms }));
  server.more = ['--messages', messages];
  await server.start();
  for (const [name, role] of [
    ['ann', 'supervisor'],
    ['bo', 'clerk'],
  ])
    execFileSync(PROGRAM, ['user', 'add', name, '--role', role, '--data', server.data], {
      input: `${PASSWORD}\n`,
    });
  browser = await launch();
  const page = await (await visitor(browser)).newPage();
  const customer = new Customer(page, unwantedSerum());
  await customer.open(server.url);
  await customer.walk();
  ticket = await customer.submit();
});
after(async () => {
  await browser?.close();
  await server.close();
});

/** @param {string} name @param {{width: number, height: number}} viewport */
async function signedIn(name, viewport) {
  const page = await (await visitor(browser, { viewport })).newPage();
  await page.goto(`${server.url}/desk?locale=en`);
  await page.getByLabel(t('desk.name')).fill(name);
  await page.getByLabel(t('desk.password'), { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: t('desk.sign_in') }).click();
  await page.getByRole('region', { name: t('desk.queue') }).waitFor();
  return page;
}

/** @param {import('playwright-core').Page} page @param {string} action @param {(dialog: any) => Promise<void>} [fill] */
async function act(page, action, fill = async () => {}) {
  await page.getByRole('button', { name: t(`desk.act.${action}`) }).click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await dialog.getByRole('button', { name: t('desk.do') }).click();
}

const say = (action, words) => (dialog) => dialog.getByLabel(t(`desk.say.${action}`)).fill(words);

test('a wrong password is said, and opens nothing', { timeout: 60_000 }, async () => {
  const page = await (await visitor(browser)).newPage();
  await page.goto(`${server.url}/desk?locale=en`);
  await page.getByLabel(t('desk.name')).fill('ann');
  await page.getByLabel(t('desk.password'), { exact: true }).fill('not the password');
  await page.getByRole('button', { name: t('desk.sign_in') }).click();
  await page
    .getByRole('alert')
    .filter({ hasText: t('desk.error.sign_in_failed') })
    .waitFor();
  assert.equal(await page.getByRole('region', { name: t('desk.queue') }).count(), 0);
  assert.deepEqual(await findings(page), []);
});

test('a case from the queue to its end', { timeout: 120_000 }, async () => {
  const page = await signedIn('ann', { width: 1280, height: 900 });
  assert.deepEqual(await findings(page), []);
  await page.keyboard.press('j');
  await page.getByRole('heading', { level: 1, name: ticket }).waitFor();
  const main = page.getByRole('article');
  const text = await main.innerText();
  assert.match(text, /¥75\.00/);
  assert.ok(text.includes(t('desk.messages')), text);
  assert.ok(text.includes(t('desk.message.waiting')), text);
  assert.deepEqual(await findings(page), []);

  await page.keyboard.press('s');
  await page.getByRole('dialog').waitFor();
  assert.deepEqual(await findings(page), []);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await act(page, 'assign');
  await main.getByText(t('desk.event.assign')).first().waitFor();

  await act(page, 'note', say('note', 'Box looked fine on the phone.'));
  await main.getByText('Box looked fine on the phone.').waitFor();
  await act(page, 'accept', say('accept', 'Thank you.'));
  await main.getByText(t('desk.event.accept')).first().waitFor();

  await act(page, 'approve', (dialog) => dialog.getByLabel(/^Amount/).fill('9999'));
  await page.getByRole('dialog').getByText(t('desk.error.too_much_money')).waitFor();
  await page
    .getByRole('dialog')
    .getByLabel(/^Amount/)
    .fill('75');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('desk.do') })
    .click();
  await main.getByText(t('desk.event.approve')).first().waitFor();
  await act(page, 'close', say('close', 'The money is on its way.'));
  await main.getByText(t('desk.event.close')).first().waitFor();

  await page.keyboard.press('b');
  await page.getByRole('heading', { name: t('desk.by_type') }).waitFor();
  assert.deepEqual(await findings(page), []);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: t('desk.export') }).click();
  assert.match((await download).suggestedFilename(), /\.csv$/);

  // What the customer sees of it: the answer, and nothing of the note.
  const look = await (await visitor(browser)).newPage();
  await look.goto(`${server.url}/request.html?locale=en&ticket=${ticket}`);
  const request = wordsOf('request');
  await look.getByLabel(request('lookup.factor')).fill(demoOrder(unwantedSerum().order).factor);
  await look.getByRole('button', { name: request('lookup.find') }).click();
  await look.getByText('The money is on its way.').waitFor();
  assert.equal(await look.getByText('Box looked fine').count(), 0);
});

test('two people at one ticket: the second sees what the first did', { timeout: 120_000 }, async () => {
  const customer = new Customer(await (await visitor(browser)).newPage(), {
    ...unwantedSerum(),
    items: [{ title: 'Sunscreen SPF 50, 50 ml', reason: shown('reason.changed.not_needed') }],
  });
  await customer.open(server.url);
  await customer.walk();
  const other = await customer.submit();
  const [ann, bo] = [
    await signedIn('ann', { width: 1280, height: 900 }),
    await signedIn('bo', { width: 390, height: 844 }),
  ];
  for (const page of [ann, bo]) {
    await page.getByRole('button').filter({ hasText: other }).click();
    await page.getByRole('heading', { level: 1, name: other }).waitFor();
  }
  assert.deepEqual(await findings(bo), []);
  assert.ok(
    await bo.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    'sideways on a phone',
  );
  await act(ann, 'assign');
  await ann.getByRole('article').getByText(t('desk.event.assign')).first().waitFor();
  await act(bo, 'note', say('note', 'Mine?'));
  await bo
    .getByRole('alert')
    .filter({ hasText: t('desk.error.changed_meanwhile') })
    .waitFor();
  await bo.getByRole('article').getByText(t('desk.event.assign')).first().waitFor();
});

test(
  'a message that failed is sent again, or it is said that it is on its way',
  { timeout: 60_000 },
  async () => {
    const page = await signedIn('bo', { width: 390, height: 844 });
    // It only waits; this page is shown it as failed, as if it had been loaded earlier.
    let failed = true;
    await page.route('**/api/v1/desk/tickets/*', async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      if (failed)
        for (const one of body.case.messages)
          Object.assign(one, { state: 'failed', way: 'sms', fault: 'http_410' });
      await route.fulfill({ response: answer, json: body });
    });
    await page.getByLabel(t('desk.filter_state')).selectOption('');
    await page.getByRole('button').filter({ hasText: ticket }).click();
    await page.getByRole('heading', { level: 1, name: ticket }).waitFor();
    const again = page.getByRole('button', { name: t('desk.message.again') });
    await again.first().waitFor();
    assert.deepEqual(await findings(page), []);
    const asked = page.waitForRequest((request) => request.method() === 'POST');
    failed = false;
    await again.first().click();
    assert.match((await asked).url(), new RegExp(`/tickets/${ticket}/messages/[^/]+/again$`));
    await page
      .getByRole('alert')
      .filter({ hasText: t('desk.error.not_failed') })
      .waitFor();
    await again.first().waitFor({ state: 'detached' });
    await page.getByRole('article').getByText(t('desk.message.waiting')).first().waitFor();
    await page.context().close();
  },
);
