// The JSON Schemas, which authors and partners build on, against the documents that the core reads and writes.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { ROOT, readCases, readDoorCases } from '../wasm/corpus.js';

const folder = join(ROOT, 'assets/schemas');
const read = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const ajv = new Ajv({ allErrors: false, strict: true, strictRequired: false, strictTypes: false });
for (const file of readdirSync(folder)) ajv.addSchema(read(`assets/schemas/${file}`));

const schemaOf = (name) => ajv.getSchema(`https://returns.example/schemas/${name}.schema.json`);
const faultOf = (name, document) => {
  const validate = schemaOf(name);
  assert.ok(validate, `there is no schema ${name}`);
  return validate(document) ? undefined : `${ajv.errorsText(validate.errors)} (${name})`;
};
const accepts = (name, document, of) => assert.equal(faultOf(name, document), undefined, of);

/** Documents state which they are; those that are no JSON at all are cases of the golden corpus too. */
const parsed = (text) => {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

test('every schema compiles, in strict mode', () => {
  for (const file of readdirSync(folder)) assert.ok(schemaOf(file.replace('.schema.json', '')), file);
});

test('the title of every law and promise stands in every language the customer may read', () => {
  const locales = readdirSync(join(ROOT, 'assets/locales'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  assert.ok(locales.length >= 4);
  for (const id of readdirSync(join(ROOT, 'assets/packs'))) {
    const sources = Object.entries(read(`assets/packs/${id}/pack.json`).sources);
    assert.ok(sources.length > 0, id);
    for (const [source, { law }] of sources) {
      for (const locale of locales) assert.ok(law[locale]?.trim(), `${id} ${source}: ${locale}`);
      // Arabic is never the English title again; names of courts and numbers may stand in it.
      assert.match(law.ar, /[\u0600-\u06ff]/, `${id} ${source}`);
      assert.match(law['zh-CN'], /[\u4e00-\u9fff]/, `${id} ${source}`);
    }
  }
});

test('packs and calendars', () => {
  const packs = readdirSync(join(ROOT, 'assets/packs'));
  assert.ok(packs.length >= 5);
  for (const id of packs) accepts('pack', read(`assets/packs/${id}/pack.json`), id);
  for (const file of readdirSync(join(ROOT, 'assets/calendars')))
    accepts('calendar', read(`assets/calendars/${file}`), file);
});

test('what is asked and answered in the golden corpus', () => {
  let plans = 0;
  let requests = 0;
  for (const { name, order, draft, plan, request } of readCases()) {
    const answer = parsed(plan);
    if (!answer?.plan) continue; // a malformed question: its schema may refuse it as well
    plans += 1;
    accepts('plan', answer.plan, name);
    accepts('draft', parsed(draft), name);
    if (order) accepts('order', parsed(order), name);
    const sealed = parsed(request)?.request;
    if (!sealed) continue;
    requests += 1;
    accepts('request', sealed, name);
  }
  assert.ok(plans > 100 && requests > 100, `${plans} plans, ${requests} requests`);
});

test('what the other doors answer', () => {
  const seen = new Set();
  for (const { name, door, documents, answer } of readDoorCases()) {
    const { comparison, withdrawal } = parsed(answer);
    if (comparison) accepts('comparison', comparison, name);
    else if (withdrawal) accepts('withdrawal', parsed(documents[1]), name);
    else continue;
    seen.add(door);
  }
  assert.deepEqual([...seen].sort(), ['compare', 'withdraw']);
});

test('a document with a misspelt, a missing or a wrong member is refused', () => {
  const pack = () => read('assets/packs/cn-pharmacy/pack.json');
  const { order, draft } = read('tests/golden/001-rx-no-reason-sealed-confirmed.case.json');
  const wrong = [
    ['pack', { ...pack(), tabels: {} }],
    ['pack', { ...pack(), version: '1' }],
    ['pack', (({ tables: _, ...rest }) => rest)(pack())],
    ['order', { ...order, currency: 'yuan' }],
    ['order', { ...order, lines: [] }],
    ['order', { ...order, lines: order.lines.map((line) => ({ ...line, quantity: 1.5 })) }],
    ['draft', { ...draft, itmes: [] }],
    ['draft', { ...draft, items: [{ line: 7 }] }],
  ];
  for (const [name, document] of wrong)
    assert.ok(faultOf(name, document), JSON.stringify(document).slice(0, 200));
});

test('codes beside an order: questions and answers', () => {
  let answered = 0;
  for (const { name, scan, answer } of read('tests/wasm/codes.json').cases) {
    const { codes } = parsed(answer);
    if (!codes) continue;
    answered += 1;
    accepts('scan', parsed(scan), name);
    accepts('codes', codes, name);
  }
  assert.ok(answered > 10, `${answered}`);
});

test('settings of connectors, as docs/connectors.md shows them', () => {
  const page = readFileSync(join(ROOT, 'docs/connectors.md'), 'utf8');
  const shown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)[1]);
  accepts('connectors', shown, 'docs/connectors.md');
  const [tryton, medusa] = shown.connectors;
  for (const wrong of [
    { ...medusa, secret: 'plain text' },
    { ...medusa, user: 'nobody' },
    { ...medusa, complaint_type: 'Return' },
    { ...tryton, user: undefined },
  ])
    assert.ok(faultOf('connectors', JSON.parse(JSON.stringify({ ...shown, connectors: [wrong] }))));
});

test('settings of messages, as docs/messages.md shows them', () => {
  const page = readFileSync(join(ROOT, 'docs/messages.md'), 'utf8');
  const shown = JSON.parse(/```json\n([\s\S]+?)```/.exec(page)[1].replaceAll('whsec_…', 'whsec_MTIzNA=='));
  accepts('messages', shown, 'docs/messages.md');
  assert.ok(faultOf('messages', { ...shown, mail: {} }));
  assert.ok(faultOf('messages', { schema: shown.schema, shop: shown.shop }));
});

test('an order from the shop', () => {
  const [{ order }] = readCases().filter((one) => parsed(one.plan)?.plan && parsed(one.order));
  const sent = {
    schema: 'returns.shop_order/1',
    version: 1,
    order: parsed(order),
    contact: { email: 'a@b.example' },
  };
  accepts('shop_order', sent, 'with a contact');
  assert.ok(faultOf('shop_order', { ...sent, version: 0 }));
  assert.ok(faultOf('shop_order', { ...sent, contact: undefined }));
  assert.ok(faultOf('shop_order', { ...sent, order: {} }));
});
