// tus-js-client, a client that is not ours, on a server that is killed under it: the file arrives whole.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as tus from 'tus-js-client';
import { Intake } from './intake.js';

let intake;
let token;
before(async () => {
  intake = await new Intake().start();
  token = (await intake.openDemo()).token;
});
after(() => intake.remove());

const be = (value, width) => Buffer.from(value.toString(16).padStart(width * 2, '0'), 'hex');

/** A JPEG of about this many bytes, which differ everywhere. @param {number} size */
function picture(size) {
  const segment = (marker, data) => Buffer.concat([be(0xff00 + marker, 2), be(data.length + 2, 2), data]);
  const parts = [be(0xffd8, 2), segment(0xdb, Buffer.concat([be(0, 1), Buffer.alloc(64, 1)]))];
  for (let filled = 0; filled < size; filled += 60_000) {
    // Letters alone: a 0xFF within would be a marker.
    parts.push(segment(0xc4, Buffer.from(randomBytes(30_000).toString('hex'))));
  }
  parts.push(segment(0xc0, Buffer.concat([be(8, 1), be(3000, 2), be(4000, 2), be(0x01011100, 4)])));
  parts.push(segment(0xda, be(0x010100003f00, 6)), Buffer.from('coded'), be(0xffd9, 2));
  return Buffer.concat(parts);
}

const digestOf = (bytes) => createHash('sha256').update(bytes).digest('hex');
const stored = (sha256) => readFileSync(join(intake.data, 'media', sha256.slice(0, 2), sha256.slice(2)));

/** @param {Buffer} bytes @param {object} more */
function upload(bytes, more) {
  return new Promise((done, failed) => {
    const client = new tus.Upload(bytes, {
      endpoint: `${intake.url}/api/v1/media`,
      headers: { Authorization: `Bearer ${token}` },
      metadata: { filename: 'photo.jpg', filetype: 'image/jpeg', sha256: digestOf(bytes) },
      retryDelays: Array(60).fill(100),
      onError: failed,
      onSuccess: () => done(client),
      ...more(() => client),
    });
    client.start();
  });
}

test('a whole file, and the same with the data at creation', async () => {
  for (const uploadDataDuringCreation of [false, true]) {
    const bytes = picture(200_000);
    await upload(bytes, () => ({ uploadDataDuringCreation }));
    assert.deepEqual(stored(digestOf(bytes)), bytes);
  }
});

test('the server is killed three times under an upload, which goes on where it was', async () => {
  const bytes = picture(12_000_000);
  let kills = 0;
  let busy = false;
  const resumed = [];
  await upload(bytes, () => ({
    chunkSize: 1_000_000,
    onChunkComplete: async (_, accepted) => {
      if (kills === 3 || busy || accepted < (kills + 1) * 2_500_000) return;
      busy = true;
      kills += 1;
      await intake.end('SIGKILL');
      await intake.start();
      busy = false;
    },
    onAfterResponse: (request, response) => {
      if (request.getMethod() === 'HEAD') resumed.push(Number(response.getHeader('Upload-Offset')));
    },
  }));
  assert.equal(kills, 3);
  assert.ok(resumed.length >= 3, 'it asked where it was');
  assert.ok(
    resumed.every((offset, index) => offset >= (index + 1) * 2_000_000),
    `what was acknowledged was kept: ${resumed}`,
  );
  assert.deepEqual(stored(digestOf(bytes)), bytes);
  intake.verify();
});

test('an upload that was given up is taken up by another client at its address', async () => {
  const bytes = picture(4_000_000);
  const url = await new Promise((found) => {
    upload(bytes, (client) => ({
      chunkSize: 1_000_000,
      onChunkComplete: async (_, accepted) => {
        if (accepted < 2_000_000) return;
        await client().abort();
        found(client().url);
      },
    }));
  });
  await intake.end('SIGKILL');
  await intake.start();
  await upload(bytes, () => ({ uploadUrl: url }));
  assert.deepEqual(stored(digestOf(bytes)), bytes);
});

test('terminated, it is gone', async () => {
  const bytes = picture(500_000);
  const client = await upload(bytes, () => ({}));
  await client.abort(true);
  const head = await fetch(client.url, {
    method: 'HEAD',
    headers: { Authorization: `Bearer ${token}`, 'Tus-Resumable': '1.0.0' },
  });
  assert.equal(head.status, 404);
});
