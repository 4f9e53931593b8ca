// Codes beside an order: the bytes that come out natively (tests/unit/codes_match_test.cpp) come out of the shipped module.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ROOT, open } from '../bench/wasm.js';

const { pack, order, cases } = JSON.parse(readFileSync(join(ROOT, 'tests/wasm/codes.json'), 'utf8'));
const policy = readFileSync(join(ROOT, `assets/packs/${pack}/pack.json`));
const door = await open('returns-media');

for (const { name, scan, answer } of cases) {
  test(`codes: ${name}`, () => {
    const given = door.call('codes', [Buffer.from(scan), Buffer.from(order), policy]);
    assert.equal(Buffer.from(given).toString(), answer);
  });
}
