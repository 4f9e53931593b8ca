// The security headers of every call that the OpenAPI document names, of the pages, and of what is refused. A header
// that changes anywhere changes tests/intake/headers.json; write it anew with UPDATE=1 and read the difference.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { format, resolveConfig } from 'prettier';
import { Intake, ROOT } from './intake.js';

const SNAPSHOT = join(ROOT, 'tests/intake/headers.json');
const SECURITY = [
  'cache-control',
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
];

let intake;
let cookie;
before(async () => {
  intake = await new Intake().start();
  cookie = (await intake.signIn()).Cookie;
});
after(() => intake.remove());

/** As it is, without what fetch adds. @returns {Promise<{status: number, headers: Record<string, string>}>} */
const call = (method, path, headers = {}) =>
  new Promise((done, failed) => {
    const asked = request(intake.url + path, { method, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers }));
    });
    asked.on('error', failed);
    asked.end();
  });

/** Every call of the document, with something at each place of its path. */
function calls() {
  const { paths } = JSON.parse(readFileSync(join(ROOT, 'assets/openapi.json'), 'utf8'));
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((method) => method !== 'parameters')
      .map((method) => [method.toUpperCase(), path]),
  );
}

test('are what they were', async () => {
  const all = [
    ...calls(),
    ...[
      ['GET', '/'],
      ['GET', '/desk'],
      ['GET', '/plain'],
      ['POST', '/plain'],
      ['GET', '/orders/x'],
      ['GET', '/assets/openapi.json'],
      ['GET', '/no-such-page'],
      ['GET', '/api/v1/no-such-call'],
      ['PUT', '/healthz'],
      ['GET', '/%zz'],
    ],
  ];
  assert.ok(all.length > 40);
  /** Headers that are the same stand together, so that a difference is seen. */
  const found = new Map();
  for (const [method, path] of all) {
    const answer = await call(method, path.replaceAll(/\{[a-z_]+\}/g, 'x'), { Cookie: cookie });
    const headers = Object.fromEntries(
      SECURITY.filter((name) => answer.headers[name]).map((name) => [name, answer.headers[name]]),
    );
    const key = JSON.stringify(headers);
    if (!found.has(key)) found.set(key, { headers, calls: [] });
    found.get(key).calls.push(`${method} ${path} ${answer.status}`);
  }
  const groups = [...found.values()];
  for (const { headers, calls: of } of groups) {
    assert.equal(headers['x-content-type-options'], 'nosniff', of.join());
    // A form that says nothing of where it comes from would be nobody's own (ADR 0460); its pages lead nowhere else.
    const referrer = of.every((one) => one.includes(' /plain ')) ? 'same-origin' : 'no-referrer';
    assert.equal(headers['referrer-policy'], referrer, of.join());
    assert.match(headers['content-security-policy'], /default-src 'none'|sandbox/, of.join());
    assert.ok(headers['cache-control'], of.join());
  }
  const text = await format(JSON.stringify(groups), {
    ...(await resolveConfig(SNAPSHOT)),
    filepath: SNAPSHOT,
  });
  if (process.env.UPDATE) writeFileSync(SNAPSHOT, text);
  assert.deepEqual(groups, JSON.parse(readFileSync(SNAPSHOT, 'utf8')));
});

test('no answer says what the server is made of', async () => {
  for (const [method, path] of calls()) {
    const { headers } = await call(method, path.replaceAll(/\{[a-z_]+\}/g, 'x'));
    assert.equal(headers.server, undefined, path);
    assert.equal(headers['x-powered-by'], undefined, path);
  }
});
