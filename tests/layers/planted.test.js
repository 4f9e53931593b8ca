// A wall that cannot fall is painted on: every check is shown a mistake and must see it, and its neighbour, which
// is right, and must let it pass.
import assert from 'node:assert/strict';
import test from 'node:test';
import { shellIsMute } from './sentences.js';
import * as walls from './walls.js';

/** @param {(all: any[]) => string[]} wall @param {Record<string, string>} files */
const found = (wall, files) => wall(Object.entries(files).map(([path, text]) => ({ path, text })));

function planted(title, wall, { wrong, right }) {
  wrong.forEach((files, i) =>
    test(`${title}: mistake ${i + 1} is seen`, () =>
      assert.equal(found(wall, files).length, 1, found(wall, files).join('\n'))),
  );
  right.forEach((files, i) =>
    test(`${title}: neighbour ${i + 1} passes`, () => assert.deepEqual(found(wall, files), [])),
  );
}

const header = '#pragma once\n';

planted('folders', walls.foldersKnow, {
  wrong: [
    { 'core/a.cpp': '#include "native/b.h"', 'native/b.h': header },
    { 'core/a.cpp': '#include "decode/b.h"', 'decode/b.h': header },
    { 'native/a.cpp': '#include "wasm/b.h"', 'wasm/b.h': header },
    { 'wasm/a.cpp': '#include "native/b.h"', 'native/b.h': header },
    { 'core/a.cpp': '#include "b.h"', 'core/b.h': header },
    { 'native/a.cpp': '  #  include "tests/b.h"', 'tests/b.h': header },
  ],
  right: [
    { 'native/a.cpp': '#include "core/b.h"\n#include <string>', 'core/b.h': header },
    { 'core/a.cpp': '// #include "native/b.h"\n/*\n#include "native/b.h"\n*/', 'native/b.h': header },
    { 'tests/a.cpp': '#include "native/b.h"', 'native/b.h': header },
  ],
});

planted('ranks', walls.ranksHold, {
  wrong: [
    { 'core/money.h': '#include "core/order.h"' },
    { 'core/policy/table.h': '#include "core/quote.h"' },
    { 'core/eligibility.cpp': '#include "core/wire/json.h"' },
    { 'core/evidence.h': '#include "core/plan.h"' },
    { 'core/astrology.h': header },
  ],
  right: [
    { 'core/quote.h': '#include "core/money.h"\n#include "core/policy/pack.h"' },
    { 'core/plan_steps.cpp': '#include "core/plan.h"' },
    { 'core/wire/read.h': '#include "core/wire/json.h"\n#include "core/plan.h"' },
  ],
});

planted('headers of core', walls.coreHeaders, {
  wrong: [
    { 'core/a.cpp': '#include <iostream>' },
    { 'core/a.cpp': '#include <unordered_map>' },
    { 'core/a.h': '#include <nlohmann/json.hpp>' },
    { 'core/a.cpp': '#include <emscripten/bind.h>' },
    { 'core/a.cpp': '#include <sys/stat.h>' },
    { 'core/media/a.cpp': '#include <wasm_simd128.h>' },
  ],
  right: [
    { 'core/pixels/a.cpp': '#include <wasm_simd128.h>' },
    { 'core/wire/a.cpp': '#include <nlohmann/json.hpp>\n#include <vector>' },
    { 'native/a.cpp': '#include <iostream>' },
  ],
});

planted('purity', walls.coreIsPure, {
  wrong: [
    { 'core/a.cpp': 'double x = 1;' },
    { 'core/a.cpp': 'const auto now = std::chrono::system_clock::now;'.replace('std::chrono::', '') },
    { 'core/a.cpp': 'throw 1;' },
    { 'core/a.cpp': 'std::abort();' },
    { 'core/a.cpp': 'assert(x);' },
    { 'core/a.cpp': 'goto end;' },
    { 'core/a.cpp': 'std::cout << 1;' },
    { 'core/a.cpp': 'std::mutex m;' },
    { 'core/a.cpp': 'if (std::isdigit (c)) {}' },
    { 'core/a.cpp': 'std::unordered_map<int, int> m;' },
    { 'core/a.cpp': 'std::sort(v.begin(), v.end(),\n  [](int a, int b) { return a < b; });' },
    { 'core/a.cpp': 'auto s = R"(a " quote)"; float x = 0;' },
    { 'core/a.cpp': "const char quote = '\"'; float x = 0;" },
    { 'core/a.cpp': "const long n = 1'000'000; float x = 0;" },
  ],
  right: [
    { 'core/a.cpp': '// a double, thrown by assert()\nconst char* s = "float"; /* goto */ int doubled = 0;' },
    { 'core/a.cpp': 'std::sort(v.begin(), v.end());\nauto f = [] { return 0; };' },
    { 'core/a.cpp': 'static_assert(x); int time_taken = 0; auto r = R"(double)";' },
    { 'native/a.cpp': 'std::mutex m; throw 1;' },
  ],
});

planted('header guards', walls.headersGuarded, {
  wrong: [{ 'core/a.h': '// #pragma once\nint a();' }],
  right: [{ 'core/a.h': '// What it is.\n#pragma once\n' }, { 'core/a.cpp': '' }],
});

planted('imports', walls.scriptsKnow, {
  wrong: [
    { 'web/src/a.js': "import x from '../../core/x.js';" },
    { 'web/src/a.js': "import {\n  x,\n} from '../../native/x.js';" },
    { 'web/src/a.js': "const x = await import('../tests/x.js');" },
    { 'web/src/a.js': "import fs from 'node:fs';" },
    { 'wasm/a.js': "import x from '../web/src/x.js';" },
    { 'wasm/a.js': "import {html} from 'lit';" },
  ],
  right: [
    {
      'web/src/a.js':
        "import {openCore} from '../../wasm/client.js';\nimport {html} from 'lit';\nimport './b.js';",
    },
    { 'web/src/a.js': "import words from '../../assets/locales/en/shell.json';" },
    { 'web/src/a.js': "// import x from '../../core/x.js';" },
    { 'web/tests/a.js': "import x from '../src/x.js';\nimport fs from 'node:fs';" },
    { 'web/dev/a.mjs': "import x from '../../tests/browser/x.js';" },
  ],
});

planted('markup and code from strings', walls.shellIsSafe, {
  wrong: [
    { 'web/src/a.js': 'box.innerHTML = text;' },
    { 'web/src/a.js': 'eval(text);' },
    { 'web/src/a.js': "const f = new Function('return 1');" },
    { 'wasm/a.js': "setTimeout('run()', 1);" },
  ],
  right: [
    { 'web/src/a.js': '// innerHTML is refused\nsetTimeout(() => run(), 1); evaluate(x);' },
    { 'web/tests/a.js': 'eval(x)' },
  ],
});

planted('sentences', shellIsMute, {
  wrong: [
    { 'web/src/a.js': 'return html`<p>Choose a file</p>`;' },
    { 'web/src/a.js': 'return html`<p>${ok ? html`<b>Done</b>` : nothing}</p>`;' },
    { 'web/src/a.js': 'return html`<button aria-label="Close" @click=${f}></button>`;' },
    { 'web/src/a.js': "const words = '退货';" },
    { 'web/src/a.js': "button.textContent = 'Send it';" },
    { 'web/src/a.js': 'return html`<p>${words.map((w) => { return w; })} left</p>`;' },
  ],
  right: [
    { 'web/src/a.js': 'return html`<p class="big">${t("items.title")}</p>`; // 退货 and English' },
    { 'web/src/a.js': 'return html`<button aria-label=${t("close")} title="${t("close")}">×</button>`;' },
    { 'web/src/a.js': "throw new Error('the core did not load');" },
    { 'web/src/a.js': "names = {'zh-CN': '简体中文'}; el.title = t('a.b');" },
    { 'web/src/a.js': 'return html`<p>${ok ? html`<b>${a}</b>` : `${b} of ${c}`}</p>`;' },
  ],
});

planted('size', walls.filesAreSmall, {
  wrong: [{ 'core/a.cpp': 'int a;\n'.repeat(walls.MAX_LINES + 1) }],
  right: [{ 'core/a.cpp': 'int a;\n'.repeat(walls.MAX_LINES) }],
});
