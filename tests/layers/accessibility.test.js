// The record of WCAG 2.2 is whole: every criterion of level A and AA once, by its own name, and the tests it names are there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ROOT } from './source.js';

/** https://www.w3.org/TR/WCAG22/, without 4.1.1, which is obsolete and removed. */
const CRITERIA = {
  A: `1.1.1 Non-text Content; 1.2.1 Audio-only and Video-only (Prerecorded); 1.2.2 Captions (Prerecorded);
    1.2.3 Audio Description or Media Alternative (Prerecorded); 1.3.1 Info and Relationships; 1.3.2 Meaningful Sequence;
    1.3.3 Sensory Characteristics; 1.4.1 Use of Color; 1.4.2 Audio Control; 2.1.1 Keyboard; 2.1.2 No Keyboard Trap;
    2.1.4 Character Key Shortcuts; 2.2.1 Timing Adjustable; 2.2.2 Pause, Stop, Hide;
    2.3.1 Three Flashes or Below Threshold; 2.4.1 Bypass Blocks; 2.4.2 Page Titled; 2.4.3 Focus Order;
    2.4.4 Link Purpose (In Context); 2.5.1 Pointer Gestures; 2.5.2 Pointer Cancellation; 2.5.3 Label in Name;
    2.5.4 Motion Actuation; 3.1.1 Language of Page; 3.2.1 On Focus; 3.2.2 On Input; 3.2.6 Consistent Help;
    3.3.1 Error Identification; 3.3.2 Labels or Instructions; 3.3.7 Redundant Entry; 4.1.2 Name, Role, Value`,
  AA: `1.2.4 Captions (Live); 1.2.5 Audio Description (Prerecorded); 1.3.4 Orientation; 1.3.5 Identify Input Purpose;
    1.4.3 Contrast (Minimum); 1.4.4 Resize Text; 1.4.5 Images of Text; 1.4.10 Reflow; 1.4.11 Non-text Contrast;
    1.4.12 Text Spacing; 1.4.13 Content on Hover or Focus; 2.4.5 Multiple Ways; 2.4.6 Headings and Labels;
    2.4.7 Focus Visible; 2.4.11 Focus Not Obscured (Minimum); 2.5.7 Dragging Movements; 2.5.8 Target Size (Minimum);
    3.1.2 Language of Parts; 3.2.3 Consistent Navigation; 3.2.4 Consistent Identification; 3.3.3 Error Suggestion;
    3.3.4 Error Prevention (Legal, Financial, Data); 3.3.8 Accessible Authentication (Minimum); 4.1.3 Status Messages`,
};
const WANTED = Object.entries(CRITERIA).flatMap(([level, list]) =>
  list.split(';').map((name) => ({ level, name: name.trim().replace(/\s+/g, ' ') })),
);
const exists = (path) => existsSync(join(ROOT, path));

/** What is wrong with the record. @param {string} page @param {(path: string) => boolean} there */
function faultsOf(page, there) {
  const wrong = [];
  const rows = [...page.matchAll(/^\| (\d\.\d\.\d+ [^|]+?) \|(.*)\|$/gm)].map(([, name, rest]) => {
    const [level, how, tests, eye] = rest.split('|').map((cell) => cell.trim());
    return { name, level, how, tests, eye };
  });
  for (const { name, level } of WANTED) {
    const found = rows.filter((row) => row.name === name);
    if (found.length !== 1) wrong.push(`${name} is there ${found.length} times`);
    else if (found[0].level !== level) wrong.push(`${name} is of level ${level}`);
  }
  for (const { name, how, tests, eye } of rows) {
    if (!WANTED.some((one) => one.name === name)) wrong.push(`${name} is no criterion of A or AA`);
    if (!how || !eye) wrong.push(`${name}: an empty cell`);
    const files = [...(tests ?? '').matchAll(/`([^`]+)`/g)].map(([, path]) => path);
    if (files.length === 0 && tests !== 'none') wrong.push(`${name}: neither tests nor "none"`);
    for (const path of files) if (!there(path)) wrong.push(`${name}: there is no ${path}`);
  }
  return wrong;
}

test('every criterion of A and AA is recorded once, with tests that exist', () => {
  assert.equal(WANTED.length, 55);
  assert.deepEqual(faultsOf(readFileSync(join(ROOT, 'docs/accessibility.md'), 'utf8'), exists), []);
});

test('a criterion that is missing, and a test that is not there, would be seen', () => {
  const row = (name, tests, level = 'A') => `| ${name} | ${level} | so | ${tests} | – |`;
  const page = [
    ...WANTED.slice(2).map(({ name, level }) => row(name, 'none', level)),
    row('1.2.1 Audio-only and Video-only (Prerecorded)', '`tests/no.js`', 'AA'),
    row('1.2.6 Sign Language (Prerecorded)', 'some'),
  ].join('\n');
  assert.deepEqual(faultsOf(page, exists), [
    '1.1.1 Non-text Content is there 0 times',
    '1.2.1 Audio-only and Video-only (Prerecorded) is of level A',
    '1.2.1 Audio-only and Video-only (Prerecorded): there is no tests/no.js',
    '1.2.6 Sign Language (Prerecorded) is no criterion of A or AA',
    '1.2.6 Sign Language (Prerecorded): neither tests nor "none"',
  ]);
});

test('what axe cannot decide is explained in full, and of elements that the shell has', () => {
  const { explained } = JSON.parse(readFileSync(join(ROOT, 'tests/browser/axe-incomplete.json'), 'utf8'));
  for (const entry of explained) {
    for (const part of ['rule', 'key', 'elements', 'why', 'test'])
      assert.ok(entry[part]?.length > 2, `${part} in ${JSON.stringify(entry)}`);
    assert.ok(exists(entry.test), entry.test);
  }
});
