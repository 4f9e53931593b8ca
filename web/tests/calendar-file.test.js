import assert from 'node:assert/strict';
import test from 'node:test';
import { calendarText } from '../src/parts/calendar-file.js';

const TEXT = calendarText({
  ticket: '20261122-K7Q2M-001',
  stamp: '2026-11-22T09:00:00+08:00',
  entries: [
    {
      stage: 'decide',
      due: '2026-11-23T09:00:00+08:00',
      summary: '商家确认; 20261122, 很长很长很长很长很长很长很长很长很长很长的说明',
    },
    { stage: 'close', due: '2026-12-08', summary: 'All closed' },
  ],
});

test('instants in UTC, days as days, reserved characters escaped', () => {
  assert.match(TEXT, /DTSTART:20261123T010000Z\r\n/);
  assert.match(TEXT, /DTSTART;VALUE=DATE:20261208\r\n/);
  assert.match(TEXT.replaceAll('\r\n ', ''), /SUMMARY:商家确认\\; 20261122\\, /);
});

test('lines end with CRLF and are at most 75 octets', () => {
  const lines = TEXT.split('\r\n');
  assert.equal(lines.at(-1), '');
  for (const line of lines) assert.ok(Buffer.byteLength(line) <= 75, line);
  assert.equal(TEXT.match(/BEGIN:VEVENT/g)?.length, 2);
});
