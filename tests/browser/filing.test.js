// A return filed from the first click to the last byte on disk, with photographs of seven megapixels and a film.
import assert from 'node:assert/strict';
import test from 'node:test';
import { complaintsOf, visitor } from './chromium.js';
import { Customer } from './customer.js';
import { Records, scrubbed, sha256 } from './records.js';
import { film, photograph } from './scenes.js';
import { stage } from './stage.js';
import { demoOrder, spoiledMedicine, unwantedSerum } from './stories.js';
import { t } from './words.js';

const shop = stage();
const { server } = shop;
const records = new Records(server.data);

test('spoiled medicine, photographed and filmed', { timeout: 180_000 }, async (context) => {
  const visit = await visitor(shop.browser);
  const complaints = await complaintsOf(visit);
  const shots = [
    await photograph(visit, { kind: 'damage', seed: 1 }),
    await photograph(visit, { kind: 'pack', seed: 2 }),
    await photograph(visit, { kind: 'label', seed: 3 }),
  ];
  const clip = await film(visit);
  for (const { buffer } of shots)
    assert.ok(buffer.length > 500_000, `${buffer.length} bytes is no photograph`);
  assert.ok(clip.buffer.length > 50_000, `${clip.buffer.length} bytes is no film`);

  const page = await visit.newPage();
  const customer = new Customer(
    page,
    spoiledMedicine({ damage: [shots[0], shots[1], clip], batch: [shots[2]] }),
  );
  await customer.open(server.url);
  await customer.walk();
  const shown = await page.getByRole('main').innerText();
  const ticket = await customer.submit();

  const given = [...shots, clip];
  assert.deepEqual(new Set(customer.given), new Set(given.map(({ name }) => name)));

  const requests = records.query('SELECT * FROM requests');
  const [request] = requests;
  const sealed = JSON.parse(request.body);
  await context.test('the database has this one request, and the server found the same', () => {
    assert.equal(requests.length, 1);
    assert.equal(request.ticket, ticket);
    assert.equal(request.order_id, customer.story.order);
    assert.deepEqual(JSON.parse(request.verification), { same: true });
    assert.equal(request.computed ?? null, null);
    assert.match(ticket, /^\d{8}-[0-9A-Z]{5}-001$/);
    assert.ok(ticket.startsWith(request.day.replaceAll('-', '')));
  });

  await context.test('the request says what was said', () => {
    assert.equal(sealed.schema, 'returns.request/1');
    assert.equal(sealed.draft.description, customer.story.description);
    assert.deepEqual(
      sealed.draft.items.map(({ line, reason }) => [line, reason]),
      [
        ['L1', 'quality.spoiled'],
        ['L4', 'changed.not_needed'],
      ],
    );
    assert.equal(sealed.draft.contact.name, customer.story.contact.name);
    const digestAt = request.body.lastIndexOf(',"digest":');
    assert.equal(sealed.digest, sha256(`${request.body.slice(0, digestAt)}}`));
  });

  await context.test('the number stored is the number that was shown', () => {
    assert.ok(sealed.quote.refund > 0);
    const money = new Intl.NumberFormat('en', { style: 'currency', currency: sealed.quote.currency });
    const digits = money.format(sealed.quote.refund / 100).replace(/[^\d.,]/g, '');
    assert.ok(shown.includes(digits), `${digits} is not in: ${shown}`);
  });

  await context.test('every file is on disk, byte for byte, and in the database', () => {
    const kept = records.query(`SELECT rm.name, rm.sha256, m.size, m.type FROM request_media rm
      JOIN media m ON m.sha256 = rm.sha256 WHERE rm.ticket = '${ticket}' ORDER BY rm.name`);
    const expected = given
      .map(({ name, buffer, mimeType }) => ({ name, sent: scrubbed(buffer), type: mimeType }))
      .map(({ name, sent, type }) => ({ name, sha256: sha256(sent), size: sent.length, type }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual(kept, expected);
    for (const { name, buffer } of given) assert.ok(records.holds(buffer), `${name} is not on disk`);
    assert.deepEqual(
      new Set(sealed.evidence.map((file) => file.sha256)),
      new Set(expected.map((file) => file.sha256)),
    );
  });

  await context.test('the receipt is the one that was answered, and the audit log has its entry', () => {
    const [receipt] = records.query(`SELECT body FROM receipts WHERE ticket = '${ticket}'`);
    const body = JSON.parse(receipt.body);
    assert.equal(body.schema, 'returns.receipt/1');
    assert.equal(body.ticket, ticket);
    assert.equal(body.idempotency_key, request.idempotency_key);
    assert.equal(body.digest, sealed.digest);
    assert.deepEqual(body.quote, sealed.quote);
    const audit = records.query('SELECT * FROM audit ORDER BY id');
    assert.ok(
      audit.some(({ subject }) => subject === ticket),
      JSON.stringify(audit.map(({ kind }) => kind)),
    );
    audit.slice(1).forEach((entry, i) => assert.equal(entry.prev_hash, audit[i].hash));
  });

  await context.test('it is found again by ticket and second factor, and not by a wrong one', async () => {
    const before = complaints.length;
    const { factor } = demoOrder(customer.story.order);
    await page.goto(`${server.url}/request.html?locale=en&ticket=${ticket}`);
    await page.getByLabel(t('lookup.factor')).fill('0000');
    await page.getByRole('button', { name: t('lookup.find') }).click();
    await page.getByText(t('lookup.not_found')).waitFor();
    // The browser notes the refusal on its console; it is the one complaint that is wanted.
    assert.equal(complaints.splice(before).filter((text) => !text.includes('404')).length, 0);
    await page.getByLabel(t('lookup.factor')).fill(factor);
    await page.getByRole('button', { name: t('lookup.find') }).click();
    await page.getByText(ticket).waitFor();
    await page.getByRole('heading', { name: t('ui.what_next') }).waitFor();
  });

  await context.test('the browser had nothing to complain of', () => assert.deepEqual(complaints, []));
  await visit.close();
});

test('part of an order under a discount, with a gift that is kept', { timeout: 120_000 }, async () => {
  const visit = await visitor(shop.browser, { viewport: { width: 1280, height: 900 } });
  const complaints = await complaintsOf(visit);
  const page = await visit.newPage();
  const customer = new Customer(page, unwantedSerum());
  await customer.open(server.url);
  await customer.walk();
  const ticket = await customer.submit();
  const [request] = records.query(`SELECT * FROM requests WHERE ticket = '${ticket}'`);
  assert.deepEqual(JSON.parse(request.verification), { same: true });
  const { quote } = JSON.parse(request.body);
  const codes = quote.lines.map(({ code }) => code);
  for (const code of ['goods', 'promotion_lost', 'gift_kept'])
    assert.ok(codes.includes(code), codes.join(', '));
  const sum = (parts) => parts.reduce((total, { amount }) => total + amount, 0);
  assert.equal(sum(quote.tenders), quote.refund);
  assert.equal(sum(quote.lines.filter(({ kind }) => kind !== 'coupon')), quote.refund);
  assert.deepEqual(complaints, []);
  await visit.close();
});
