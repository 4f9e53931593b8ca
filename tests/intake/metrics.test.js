// The text of /metrics, read by the rules of OpenMetrics 1.0, and what it counts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Intake } from './intake.js';
import { until } from './peers.js';

let intake;
before(async () => {
  intake = await new Intake({
    messages: {
      smtp: { url: 'smtp://127.0.0.1:1', starttls: false, from: 'r@shop.example' },
      first_wait: 600,
    },
    more: ['--metrics-port', '0'],
  }).start();
});
after(() => intake.remove());

/** Which suffix a sample of each type may have. */
const SUFFIXES = { counter: ['_total'], gauge: [''], histogram: ['_bucket', '_count', '_sum'] };

/** @param {string} text @returns {Map<string, number>} sample with its labels to value */
function parse(text) {
  assert.ok(text.endsWith('# EOF\n'), 'no end');
  const samples = new Map();
  const families = new Set();
  let family;
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    const about = /^# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (about) {
      const [, what, name, said] = about;
      if (family?.name !== name) {
        assert.ok(!families.has(name), `${name} is interrupted`);
        families.add(name);
        family = { name, type: 'unknown', began: false };
      }
      assert.ok(!family.began, `${line} after its samples`);
      if (what === 'TYPE') assert.ok(SUFFIXES[said], line);
      if (what === 'TYPE') family.type = said;
      if (what === 'UNIT') assert.ok(name.endsWith(`_${said}`), line);
      continue;
    }
    const found =
      /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)+\})? (\d+(?:\.\d+)?)$/.exec(
        line,
      );
    assert.ok(found, `not a sample: ${line}`);
    const [, name, labels = '', value] = found;
    family.began = true;
    assert.ok(
      SUFFIXES[family.type].some((suffix) => name === family.name + suffix),
      `${name} is no ${family.type} ${family.name}`,
    );
    assert.ok(!samples.has(name + labels), `${name}${labels} twice`);
    samples.set(name + labels, Number(value));
  }
  return samples;
}

/** Buckets only grow, and the last one is the count. @param {Map<string, number>} samples */
function checkHistograms(samples) {
  const series = new Map();
  for (const [name, value] of samples) {
    const bucket = /^(\w+)_bucket\{(.*),le="([^"]+)"\}$/.exec(name);
    if (!bucket) continue;
    const key = `${bucket[1]}_count{${bucket[2]}}`;
    series.set(key, [...(series.get(key) ?? []), [bucket[3], value]]);
  }
  assert.ok(series.size > 0);
  for (const [count, buckets] of series) {
    assert.equal(buckets.at(-1)[0], '+Inf');
    assert.equal(buckets.at(-1)[1], samples.get(count));
    for (let index = 1; index < buckets.length; index += 1) {
      assert.ok(buckets[index][1] >= buckets[index - 1][1], count);
      assert.ok(buckets[index][0] === '+Inf' || Number(buckets[index][0]) > Number(buckets[index - 1][0]));
    }
  }
}

const metricsUrl = () =>
  until(() => {
    const port = /"event":"metrics","port":(\d+)/.exec(intake.log)?.[1];
    return port && `http://127.0.0.1:${port}`;
  }, 'the port of the metrics');
const read = async () => {
  const response = await fetch(`${await metricsUrl()}/metrics`);
  assert.equal(response.status, 200);
  assert.equal(
    response.headers.get('content-type'),
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  );
  return response.text();
};

test('what the parser refuses', () => {
  for (const text of [
    'a_total 1\n',
    '# TYPE a counter\na 1\n# EOF\n',
    '# TYPE a gauge\na{b="c} 1\n# EOF\n',
    '# TYPE a_x gauge\n# UNIT a_x y\n# EOF\n',
  ])
    assert.throws(() => parse(text), text);
});

test('answers, submissions, messages and durations are counted by route, without a word about a person', async () => {
  const before = parse(await read());
  assert.equal(before.get('returns_submissions_total{outcome="filed"}'), 0);
  for (let n = 0; n < 3; n += 1) await intake.ask(`/api/v1/no-such-${n}`);
  await intake.ask('/api/v1/orders/lookup', { order: 'SECRET-7', factor: 'ann@example.com' });
  assert.equal((await intake.withdraw('counted-once')).status, 201);
  assert.equal((await intake.withdraw('counted-once')).status, 200);
  const refused = await intake.ask(
    '/api/v1/requests',
    { no: 'request' },
    { 'Idempotency-Key': 'refused-01' },
  );
  assert.equal(refused.status, 401);
  const text = await read();
  const samples = parse(text);
  checkHistograms(samples);
  const of = (method, route, status) =>
    samples.get(`returns_http_requests_total{method="${method}",route="${route}",status="${status}"}`);
  assert.equal(of('GET', '/api/{*}', '4xx'), 3);
  assert.equal(of('POST', '/api/v1/orders/lookup', '4xx'), 1);
  assert.equal(of('POST', '/api/v1/withdrawals', '2xx'), 2);
  assert.equal(samples.get('returns_http_request_duration_seconds_count{route="/api/v1/withdrawals"}'), 2);
  assert.equal(samples.get('returns_submissions_total{outcome="refused"}'), 1);
  assert.equal(samples.get('returns_messages_waiting'), 1);
  assert.deepEqual(
    ['returns_connector_waiting', 'returns_connector_failed'].map((name) => samples.get(name)),
    [0, 0],
  );
  assert.equal(samples.get('returns_database_up'), 1);
  assert.ok(Math.abs(samples.get('returns_start_time_seconds') - Date.now() / 1000) < 60);
  for (const secret of ['SECRET', 'ann@', 'anna@', 'no-such']) assert.ok(!text.includes(secret), secret);
});

test('the port of the metrics has nothing else, and the public one has no metrics', async () => {
  const other = await metricsUrl();
  assert.equal((await fetch(`${other}/readyz`)).status, 200);
  assert.equal((await fetch(`${other}/api/v1/config`)).status, 404);
  const open = await fetch(`${intake.url}/metrics`);
  assert.equal(open.status, 404);
  await open.text();
});
