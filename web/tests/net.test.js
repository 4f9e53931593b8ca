import './setup.js';
import assert from 'node:assert/strict';
import test from 'node:test';
import { Api } from '../src/net/api.js';
import { ApiError, retryAfterSeconds } from '../src/net/api-error.js';
import { waitSeconds } from '../src/net/backoff.js';

test('what is worth asking again, and what is for a person', () => {
  for (const status of [0, 408, 423, 425, 429, 500, 502, 503, 504])
    assert.ok(new ApiError(status).transient, `${status}`);
  for (const status of [400, 401, 403, 404, 410, 413, 415, 422, 460])
    assert.ok(!new ApiError(status).transient, `${status}`);
});

test('a conflict passes only when it is one that passes', () => {
  assert.ok(new ApiError(409, { code: 'in_flight' }).transient);
  assert.ok(new ApiError(409, { code: 'wrong_offset' }).transient);
  assert.ok(!new ApiError(409, { code: 'units_taken' }).transient);
  assert.ok(!new ApiError(409, { code: 'policy_changed' }).transient);
  assert.ok(!new ApiError(429, { code: 'too_many_requests_today' }).transient);
});

test('Retry-After as seconds and as a date', () => {
  const now = Date.parse('2026-11-09T09:00:00Z');
  assert.equal(retryAfterSeconds('7', now), 7);
  assert.equal(retryAfterSeconds('Mon, 09 Nov 2026 09:00:30 GMT', now), 30);
  assert.equal(retryAfterSeconds('Mon, 09 Nov 2026 08:00:00 GMT', now), 0);
  assert.equal(retryAfterSeconds('soon', now), undefined);
  assert.equal(retryAfterSeconds(null, now), undefined);
});

test('waits grow, are capped, and respect the server', () => {
  let before = 0;
  for (let attempt = 1; attempt <= 20; ++attempt) {
    const shortest = waitSeconds(attempt, 0);
    const longest = waitSeconds(attempt, 0.999999);
    assert.ok(shortest >= before / 2 && longest <= 300 && shortest <= longest);
    before = shortest;
  }
  assert.equal(waitSeconds(1, 0, 42), 42);
});

/** @param {() => Promise<Response> | Response} answer */
function withFetch(answer) {
  globalThis.fetch = /** @type {any} */ (async () => answer());
  return new Api('/');
}

test('every failure of a call is an ApiError with what the server said', async () => {
  await assert.rejects(withFetch(() => Promise.reject(new TypeError('offline'))).config(), {
    name: 'ApiError',
    status: 0,
  });
  const refused = withFetch(
    () =>
      new Response(JSON.stringify({ error: { code: 'key_reused', at: '/draft', params: { n: 1 } } }), {
        status: 422,
        headers: { 'retry-after': '3' },
      }),
  );
  await assert.rejects(refused.submit(new Uint8Array(), 'k', 't'), (error) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual(
      [error.status, error.code, error.at, error.params, error.retryAfter],
      [422, 'key_reused', '/draft', { n: 1 }, 3],
    );
    return true;
  });
  const html = withFetch(() => new Response('<h1>It works</h1>', { status: 200 }));
  await assert.rejects(
    html.submit(new Uint8Array(), 'k', 't'),
    { status: 0 },
    'an answer that is not ours is no answer',
  );
});

test('a wrong device clock is noticed', async () => {
  const api = withFetch(
    () => new Response('{}', { headers: { date: new Date(Date.now() + 3_600_000).toUTCString() } }),
  );
  await api.config();
  assert.ok(Math.abs(api.skew - 3_600_000) < 5000);
});
