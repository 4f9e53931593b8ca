// Open Policy Agent compiled to WebAssembly. Compiling needs the program `opa`, which no npm package carries: where it is
// not on the PATH, OPA is left out and the run says so.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import opaWasm from '@open-policy-agent/opa-wasm';
import { REASONS, TABLES, answer, worst } from '../policy/rules.js';

const DERIVED = ['ground', 'fault', 'window', 'verdict', 'grade'];
const variable = (fact) => (DERIVED.includes(fact) ? fact : `input.${fact}`);

function body(when) {
  const parts = Object.entries(when).flatMap(([fact, cell]) => {
    if (Array.isArray(cell))
      return `${variable(fact)} in {${cell.map((value) => JSON.stringify(value)).join(', ')}}`;
    return [
      ...(cell.min === undefined ? [] : [`${variable(fact)} >= ${cell.min}`]),
      ...(cell.max === undefined ? [] : [`${variable(fact)} <= ${cell.max}`]),
    ];
  });
  return parts.length === 0 ? 'true' : parts.join('\n  ');
}

function rego() {
  const list = (name, value) => JSON.stringify(TABLES[name].map(({ then }) => value(then)));
  const rules = Object.entries(TABLES).flatMap(([name, all]) =>
    all.map(({ when }, index) => `${name} contains ${index} if {\n  ${body(when)}\n}`),
  );
  return `package bench

import rego.v1

reasons := ${JSON.stringify(REASONS)}
ground := reasons[input.reason][0]
fault := reasons[input.reason][1]
term := ${list('windows', (then) => then)}[min(windows)]
window := "unknown" if input.days < 0
window := "open" if {
  input.days >= 0
  input.days <= term
}
window := "closed" if {
  input.days >= 0
  input.days > term
}
says := ${list('eligibility', ([verdict]) => verdict)}
verdict := "ineligible" if {
  some i in eligibility
  says[i] == "ineligible"
} else := "needs_review" if {
  some i in eligibility
  says[i] == "needs_review"
} else := "eligible"
grade := ${list('routing', (then) => then)}[min(routing)]

${rules.join('\n')}

decision := {
  "eligibility": sort(eligibility),
  "settlement": min(settlement),
  "fees": sort(fees),
  "clock": min(clocks),
}
`;
}

/** What keeps OPA out, or nothing. */
export function opaIsMissing() {
  const { error } = spawnSync('opa', ['version']);
  return error
    ? 'there is no program `opa` on the PATH to compile the policy (www.openpolicyagent.org)'
    : undefined;
}

export async function opa() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-opa-'));
  try {
    writeFileSync(join(folder, 'policy.rego'), rego());
    execFileSync(
      'opa',
      ['build', '-t', 'wasm', '-e', 'bench/decision', '-o', 'bundle.tar.gz', 'policy.rego'],
      { cwd: folder },
    );
    execFileSync('tar', ['xzf', 'bundle.tar.gz', '/policy.wasm'], { cwd: folder });
    const policy = await opaWasm.loadPolicy(readFileSync(join(folder, 'policy.wasm')));
    const decide = (one) => {
      const [{ result }] = policy.evaluate(one);
      return answer(
        worst(result.eligibility),
        result.eligibility.map((index) => TABLES.eligibility[index].then[1]),
        TABLES.settlement[result.settlement].then,
        result.fees.reduce((sum, index) => sum + TABLES.fees[index].then, 0),
        TABLES.clocks[result.clock].then,
      );
    };
    return { name: 'OPA, WebAssembly', needsEval: false, slow: true, decide };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
