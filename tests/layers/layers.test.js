// The walls hold in the whole tree, and there is a tree.
import assert from 'node:assert/strict';
import test from 'node:test';
import { shellIsMute } from './sentences.js';
import { sources } from './source.js';
import * as walls from './walls.js';

const cpp = sources(['core', 'decode', 'wasm', 'native', 'tests'], ['.h', '.cpp']);
const scripts = sources(['web', 'wasm', 'tests', 'tools'], ['.js', '.mjs', '.css']);
const tools = sources(['tools'], ['.sh']);

const holds = (title, wall, all) =>
  test(title, () => {
    assert.ok(all.length > 0, 'nothing to look at');
    const wrong = wall(all);
    assert.ok(wrong.length === 0, `\n${wrong.join('\n')}`);
  });

holds('folders know only whom they may', walls.foldersKnow, cpp);
holds('inside core each rank knows only those below', walls.ranksHold, cpp);
holds('core includes only what is listed, JSON only in core/wire', walls.coreHeaders, cpp);
holds(
  'core has no clock, file, thread, locale, chance, printing, exception or floating point',
  walls.coreIsPure,
  cpp,
);
holds('headers are read once', walls.headersGuarded, cpp);
holds('scripts import only what they may', walls.scriptsKnow, scripts);
holds('the shell makes no markup and no code from strings', walls.shellIsSafe, scripts);
holds('the shell speaks only through assets/locales', shellIsMute, scripts);
holds('no file holds more than one concept', walls.filesAreSmall, [...cpp, ...scripts, ...tools]);
