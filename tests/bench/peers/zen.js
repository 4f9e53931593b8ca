// GoRules Zen, the native addon (it does not run in a page): one decision, a table after the other.
import { ZenEngine } from '@gorules/zen-engine';
import { REASONS, TABLES, answer, worst } from '../policy/rules.js';

const OUTPUT = { id: 'index', name: 'Index', field: 'index' };

function tableNode(name, hitPolicy) {
  const facts = [...new Set(TABLES[name].flatMap(({ when }) => Object.keys(when)))];
  const cell = (value) => {
    if (value === undefined) return '';
    if (Array.isArray(value)) return value.map((one) => JSON.stringify(one)).join(', ');
    return [
      value.min === undefined ? '' : `>= ${value.min}`,
      value.max === undefined ? '' : `<= ${value.max}`,
    ]
      .filter(Boolean)
      .join(' and ');
  };
  return {
    id: name,
    name,
    type: 'decisionTableNode',
    content: {
      hitPolicy,
      inputs: facts.map((fact) => ({ id: fact, name: fact, field: fact })),
      outputs: [OUTPUT],
      rules: TABLES[name].map(({ when }, index) => ({
        _id: `${name}-${index}`,
        ...Object.fromEntries(facts.map((fact) => [fact, cell(when[fact])])),
        index: String(index),
      })),
      passThrough: true,
      inputField: null,
      outputPath: name,
      executionMode: 'single',
    },
  };
}

const expressionNode = (id, expressions) => ({
  id,
  name: id,
  type: 'expressionNode',
  content: {
    expressions: Object.entries(expressions).map(([key, value]) => ({ id: key, key, value })),
    passThrough: true,
    inputField: null,
    outputPath: null,
    executionMode: 'single',
  },
});

const pick = (name, value) => TABLES[name].map(({ then }) => JSON.stringify(value(then)));
const sayers = (verdict) =>
  TABLES.eligibility.flatMap(({ then }, index) => (then[0] === verdict ? index : [])).join(', ');

function graph() {
  const terms = pick('windows', (then) => then);
  const grades = pick('routing', (then) => then);
  const nodes = [
    { id: 'in', name: 'in', type: 'inputNode' },
    tableNode('windows', 'first'),
    tableNode('routing', 'first'),
    expressionNode('derive', {
      window: `days < 0 ? "unknown" : days <= [${terms.join(', ')}][windows.index] ? "open" : "closed"`,
      grade: `[${grades.join(', ')}][routing.index]`,
    }),
    tableNode('eligibility', 'collect'),
    expressionNode('judge', {
      verdict:
        `some(eligibility, #.index in [${sayers('ineligible')}]) ? "ineligible" : ` +
        `some(eligibility, #.index in [${sayers('needs_review')}]) ? "needs_review" : "eligible"`,
    }),
    tableNode('settlement', 'first'),
    tableNode('fees', 'collect'),
    tableNode('clocks', 'first'),
    { id: 'out', name: 'out', type: 'outputNode' },
  ];
  const edges = nodes.slice(1).map(({ id }, index) => ({
    id: `e${index}`,
    sourceId: nodes[index].id,
    targetId: id,
    type: 'edge',
  }));
  return { contentType: 'application/vnd.gorules.decision', nodes, edges };
}

export function zen() {
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(graph())));
  const decide = async (one) => {
    const [ground, fault] = REASONS[one.reason];
    const { result } = await decision.evaluate({ ...one, ground, fault });
    const findings = result.eligibility.map(({ index }) => index);
    return answer(
      worst(findings),
      findings.map((index) => TABLES.eligibility[index].then[1]),
      TABLES.settlement[result.settlement.index].then,
      result.fees.reduce((sum, { index }) => sum + TABLES.fees[index].then, 0),
      TABLES.clocks[result.clocks.index].then,
    );
  };
  return { name: 'GoRules Zen, native addon', needsEval: false, slow: true, decide };
}
