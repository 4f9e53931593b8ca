// `returns code` as somebody at a desk uses it: what a hand scanner typed, taken apart.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';

const program = process.env.RETURNS_PROGRAM;
assert.ok(program, 'RETURNS_PROGRAM is not set');
const run = (...args) => {
  const { status, stdout, stderr } = spawnSync(program, ['code', ...args], { encoding: 'utf8' });
  return { status, code: stdout ? JSON.parse(stdout) : undefined, stderr };
};

test('a GS1 code with separators in either spelling', () => {
  for (const separator of ['{GS}', '\\x1d']) {
    const { status, code } = run(
      `010950110153000317271200` + `10AB12${separator}21SN1`,
      '--symbology',
      ']d2',
    );
    assert.equal(status, 0);
    assert.deepEqual(code, {
      kind: 'gs1',
      gtin: '09501101530003',
      batch: 'AB12',
      serial: 'SN1',
      expires_on: '2027-12-31', // day 00: the last of the month
    });
  }
});

test('the number of the goods, and the trace code of a medicine', () => {
  assert.equal(run('6901234567892').code.kind, 'goods');
  const { status, code } = run('81000011234567890123');
  assert.equal(status, 0);
  assert.equal(code.kind, 'trace');
  assert.equal(code.trace, '81000011234567890123');
});

test('what is wrong is named with its place, and the program says so', () => {
  const { status, code } = run('0109501101530004', '--symbology', ']d2');
  assert.equal(status, 1);
  assert.deepEqual(code.fault, { code: 'gs1_check_digit', identifier: '01', value: '09501101530004' });
  assert.equal(run('0109501101530003' + '17271331', '--symbology', ']d2').code.fault.code, 'gs1_not_a_day');
});

test('nothing to take apart is a wrong call', () => {
  const { status, stderr } = run();
  assert.notEqual(status, 0);
  assert.match(stderr, /text/);
});
