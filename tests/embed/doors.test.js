// What else is done in Firefox and WebKit, in one session each and over TLS, as a shop is: a complaint with a picture, a
// withdrawal in its two steps, the form without scripts, digits in Arabic, a kiosk's first screen, and the desk. PICTURES=folder keeps what each
// screen looked like.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { Records } from '../browser/records.js';
import { PROGRAM, ROOT, Server } from '../browser/server.js';
import { demoOrder, spoiledMedicine } from '../browser/stories.js';
import { t, wordsOf } from '../browser/words.js';
import { firefox, until, webkit } from './engines.js';
import { walk } from './walker.js';

const photo = join(ROOT, 'tests/pixels/samples/large.jpg');
const label = join(ROOT, 'tests/pixels/samples/plain.jpg');
const PASSWORD = 'correct horse battery';
const PORTAL = `document.querySelector('returns-shop')?.shadowRoot?.querySelector('returns-portal')`;
const inShop = (/** @type {string} */ script) =>
  script.replaceAll("document.querySelector('returns-portal')", PORTAL);

/** A shop's server and, before it, the end of TLS: with a certificate that nobody trusts. @param {import('node:test').TestContext} context */
async function shop(context) {
  const server = await new Server().start();
  const folder = mkdtempSync(join(tmpdir(), 'returns-doors-'));
  context.after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  const add = ['user', 'add', 'ann', '--role', 'supervisor', '--data', server.data];
  execFileSync(PROGRAM, add, { input: `${PASSWORD}\n`, stdio: ['pipe', 'ignore', 'inherit'] });
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(folder, name));
  const wanted = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost';
  const made = spawnSync('openssl', [...wanted.split(' '), '-keyout', key, '-out', cert], {
    encoding: 'utf8',
  });
  assert.equal(made.status, 0, made.stderr);
  const secure = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (asked, answer) => {
    const { method, headers, url: path } = asked;
    const passed = request({ port: server.port, host: 'localhost', method, path, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  context.after(() => {
    secure.closeAllConnections();
    secure.close();
  });
  await new Promise((done) => secure.listen(0, 'localhost', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (secure.address());
  return { plainUrl: server.url, url: `https://localhost:${port}`, records: new Records(server.data) };
}

/** Runs in a page of the form without scripts: answers it and says what to press. */
function answerPlain({ answers, fields, buttons }) {
  const heading = document.querySelector('h1')?.textContent.trim() ?? '';
  const ticket = /\d{8}-[0-9A-Z]{5}-\d{3}/.exec(
    document.querySelector('main').innerText.replaceAll('\u2011', '-'),
  )?.[0];
  // Names keep numbers and units together.
  const text = (box) => (box.labels?.[0]?.textContent.trim() ?? '').replaceAll('\u00a0', ' ');
  for (const box of document.querySelectorAll('main input, main textarea')) {
    if (['radio', 'checkbox'].includes(box.type)) {
      if (answers.some((one) => text(box).includes(one.replaceAll('\u00a0', ' ')))) box.checked = true;
    } else if (!['hidden', 'file'].includes(box.type)) {
      const field = fields.find(([name]) => text(box).startsWith(name));
      if (field) box.value = field[1];
    }
  }
  const press = [...document.querySelectorAll('main button')].find((one) =>
    buttons.includes(one.textContent.trim()),
  );
  return { heading, ticket, press: press?.textContent.trim() };
}

/**
 * @param {import('./engines.js').Engine} engine @param {string} url @param {(what: string) => Promise<void>} picture
 * @returns {Promise<string>} the ticket
 */
async function plainForm(engine, url, picture) {
  const plain = wordsOf('plain');
  const { items, ...story } = spoiledMedicine({ damage: [], batch: [] });
  const { factor } = demoOrder(story.order);
  const [item] = items;
  const asked = {
    answers: [item.title, item.reason, ...story.choices, t(`resolution.${story.resolution}`)],
    fields: [
      [t('lookup.order'), story.order],
      [t('lookup.factor'), factor],
      ...Object.entries(story.contact).map(([name, value]) => [t(`field.${name}`), value]),
      [t('field.description'), story.description],
      [t('field.batch'), story.batch],
    ],
    buttons: ['lookup.find', 'ui.continue', 'ui.understood', 'ui.submit'].map((key) => plain(key)),
  };
  const push = (text) =>
    engine.run(`(() => {
      [...document.querySelectorAll('main button')].find((one) => one.textContent.trim() === ${JSON.stringify(text)}).click();
    })()`);
  let given = 0;
  await engine.goto(`${url}/plain/en`);
  for (let pages = 0; pages < 16; pages += 1) {
    const page = await engine.run(`(${answerPlain})(${JSON.stringify(asked)})`);
    await picture(`plain: ${page.heading}`);
    if (page.ticket && page.heading === plain('done.title')) return page.ticket;
    await engine.run('(() => { window.old = true; })()');
    if (page.heading === t('title.evidence') && given < 2) {
      const field = `document.querySelectorAll('main input[type=file]')[${given}]`;
      await engine.give(field, [photo, label][given]);
      given += 1;
      await push(plain('plain.upload'));
    } else await push(page.press);
    await until(
      engine,
      `!window.old && document.readyState === 'complete'`,
      `the page after ${page.heading}`,
    );
  }
  throw new Error('the form has no end');
}

/** @param {import('./engines.js').Engine} engine @param {string} at */
async function signIn(engine, at) {
  await engine.goto(`${at}/desk?locale=en`);
  const desk = `document.querySelector('returns-desk')?.shadowRoot`;
  await until(engine, `Boolean(${desk}?.querySelector('#password'))`, 'the door');
  await engine.run(`(() => {
    const door = ${desk};
    door.querySelector('#name').value = 'ann';
    door.querySelector('#password').value = ${JSON.stringify(PASSWORD)};
    door.querySelector('form button').click();
  })()`);
  return desk;
}

for (const [name, open] of /** @type {[string, () => Promise<import('./engines.js').Engine>][]} */ ([
  ['Firefox', () => firefox()],
  ['WebKit', () => webkit()],
])) {
  test(
    `${name}: complaint, withdrawal, plain form, Arabic, kiosk, desk`,
    { timeout: 300_000 },
    async (context) => {
      const { url, plainUrl, records } = await shop(context);
      const engine = await open();
      let pictures = 0;
      const picture = async (/** @type {string} */ what) => {
        pictures += 1;
        if (!process.env.PICTURES) return;
        mkdirSync(process.env.PICTURES, { recursive: true });
        await new Promise((done) => setTimeout(done, 400));
        const file = `${name}-${String(pictures).padStart(2, '0')} ${what.replaceAll(/\W+/g, ' ')}.png`;
        writeFileSync(join(process.env.PICTURES, file), await engine.picture());
      };
      const how = {
        give: (/** @type {string} */ field, /** @type {string} */ path) => engine.give(inShop(field), path),
        onScreen: picture,
      };
      const run = (/** @type {string} */ script) => engine.run(inShop(script));
      const body = (/** @type {string} */ ticket) =>
        JSON.parse(records.query(`SELECT body FROM requests WHERE ticket = '${ticket}'`)[0].body);
      try {
        // A complaint, without an order, with a picture that arrives to the byte.
        const said = wordsOf('complaint');
        const reason = said('complaint.service.attitude');
        await engine.goto(`${url}/?locale=en&mode=complaint`);
        await until(engine, `Boolean(${PORTAL})`, 'the portal');
        const complaint = {
          ...{ items: [{ title: reason, reason }], choices: [], resolution: 'refund' },
          ...{ description: 'Nobody answered.', contact: { email: 'ann@example.com' } },
          chosen: { [t('slot.screenshot')]: [photo] },
        };
        const heard = await walk(run, complaint, { ...how, words: said });
        assert.equal(body(heard).draft.complaint, 'service.attitude');
        assert.ok(records.holds(readFileSync(photo)));

        // A withdrawal: stated, confirmed, acknowledged.
        await engine.goto(`${url}/?locale=en&mode=withdrawal`);
        await until(engine, `Boolean(${PORTAL})`, 'the portal');
        const left = { items: [], choices: [], resolution: 'refund' };
        const contact = { name: 'Ann Lee', email: 'ann@example.com' };
        const stated = await walk(
          run,
          { ...left, contact, fields: [[t('lookup.order'), `nh-${name}`]] },
          { ...how, words: wordsOf('withdrawal'), last: 'confirm withdrawal', done: 'withdrawal.done' },
        );
        assert.match(JSON.stringify(body(stated)), new RegExp(`nh-${name}.*Ann Lee|Ann Lee.*nh-${name}`));

        // The form without scripts, with its own way to send files.
        const { evidence } = body(await plainForm(engine, url, picture)).draft;
        assert.equal(evidence.length, 2);
        assert.ok(records.holds(readFileSync(label)));

        // In Arabic the digits are those of titles and tickets.
        const main = `(${PORTAL})?.shadowRoot?.querySelector('main')?.innerText ?? ''`;
        await engine.goto(`${url}/?locale=ar&order=BH-2001`);
        await until(engine, `(${main}).includes('120.00')`, 'the amount');
        assert.doesNotMatch(await engine.run(main), /[\u0660-\u0669]/);
        await picture('items in Arabic');

        // A kiosk opens without anybody having to allow something.
        await engine.goto(`${url}/kiosk.html?locale=en`);
        const welcome = `document.querySelector('returns-kiosk')?.shadowRoot?.querySelector('h1')?.textContent.trim()`;
        await until(
          engine,
          `${welcome} === ${JSON.stringify(wordsOf('kiosk')('kiosk.welcome'))}`,
          'the kiosk',
        );
        await picture('kiosk');

        // The desk: what was filed here, with its picture.
        const desk = await signIn(engine, url);
        const row = `${desk}?.querySelector('[data-ticket="${heard}"]')`;
        await until(engine, `Boolean(${row})`, 'the ticket in the queue');
        await picture('queue');
        await engine.run(`void ${row}.click()`);
        const shown = `[...(${desk}?.querySelectorAll('.case img') ?? [])].some((one) => one.naturalWidth > 100)`;
        await until(engine, shown, 'the picture at the desk');
        await picture('case');
        // Without TLS WebKit keeps no session, and the door says so instead of opening again in silence.
        if (name !== 'WebKit') return;
        await signIn(engine, plainUrl);
        const alert = wordsOf('desk')('desk.error.sign_in_not_kept');
        await until(
          engine,
          `${desk}?.textContent.includes(${JSON.stringify(alert)})`,
          'why the door stays shut',
        );
        await picture('door');
      } finally {
        await engine.close();
      }
    },
  );
}
