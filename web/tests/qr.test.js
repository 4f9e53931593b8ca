import assert from 'node:assert/strict';
import test from 'node:test';
import qrcode from 'qrcode-generator';
import { qrPath } from '../src/parts/qr.js';

test('the path covers exactly the dark modules, with light around them', () => {
  for (const text of ['A', 'https://shop.example/request.html?ticket=20261122-K7Q2M-001', 'x'.repeat(300)]) {
    const { side, path } = qrPath(text);
    const painted = new Set();
    for (const [, x, y, w] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
      for (let n = 0; n < Number(w); ++n) painted.add(`${Number(x) + n} ${y}`);
    const code = qrcode(0, 'M');
    code.addData(text);
    code.make();
    const count = code.getModuleCount();
    assert.equal(side, count + 8);
    const dark = new Set();
    for (let row = 0; row < count; ++row)
      for (let column = 0; column < count; ++column)
        if (code.isDark(row, column)) dark.add(`${column + 4} ${row + 4}`);
    assert.deepEqual(painted, dark);
    assert.ok(dark.size > 100);
  }
});
