import assert from 'node:assert/strict';
import test from 'node:test';
import { accentProperties, contrast, parseHex } from '../src/styles/accent.js';

const LIGHT = [245, 247, 245];
const DARK = [25, 32, 29];

test('any accent can be read on light and on dark ground, and text on it too', () => {
  for (let r = 0; r <= 255; r += 51) {
    for (let g = 0; g <= 255; g += 51) {
      for (let b = 0; b <= 255; b += 51) {
        const hex = `#${[r, g, b].map((c) => c.toString(16).padStart(2, '0')).join('')}`;
        const properties = accentProperties(hex);
        assert.ok(properties, hex);
        const colour = (/** @type {string} */ name) => parseHex(properties[name]) ?? [];
        const light = colour('--returns-accent');
        const dark = colour('--returns-accent-dark');
        assert.ok(contrast(light, LIGHT) >= 4.5, `${hex} on light`);
        assert.ok(contrast(dark, DARK) >= 4.5, `${hex} on dark`);
        assert.ok(contrast(colour('--returns-on-accent'), light) >= 4.5, `text on ${hex}, light`);
        assert.ok(contrast(colour('--returns-on-accent-dark'), dark) >= 4.5, `text on ${hex}, dark`);
      }
    }
  }
});

test('a colour that passes is left alone, and nonsense is no colour', () => {
  assert.equal(accentProperties('#0b6b5b')?.['--returns-accent'], '#0b6b5b');
  assert.deepEqual(parseHex('#abc'), [170, 187, 204]);
  assert.equal(accentProperties('tomato'), undefined);
  assert.equal(accentProperties('#12345g'), undefined);
});
