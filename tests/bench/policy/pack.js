// The policy of the peers' bench as a pack of ours. What the rules do not speak of (outlooks, remedies, dispositions,
// next steps) has one rule for all, so that the pack is whole and proves itself when it is loaded.
import { CATEGORIES, COLD, PACKAGING, PHOTOS, REASONS, TABLES, VERDICTS } from './rules.js';

const COLUMN = { packaging: 'answer.packaging', cold: 'answer.cold', photos: 'answer.photos' };
const column = (fact) => COLUMN[fact] ?? fact;

const THEN = {
  windows: (n) => ({ unit: 'day', n, roll: 'none' }),
  eligibility: ([verdict, code]) => ({ verdict, code }),
  routing: (grade) => ({ lane: 'ordinary', grade }),
  settlement: (payer) => ({
    return_freight: payer,
    outbound: 'keep',
    promotion: 'share',
    shipping_threshold: 'ignore',
    gift: 'ignore',
  }),
  fees: (amount, index) => ({ code: `fee_${index}`, amount }),
  clocks: (n) => ({ stage: 'decide', who: 'merchant', n, unit: 'hour', from: 'submitted' }),
};
const HIT = {
  windows: 'first',
  eligibility: 'collect',
  routing: 'first',
  settlement: 'first',
  fees: 'collect',
  clocks: 'collect',
};

const table = (hit, columns, rules) => ({ hit, columns, rules });
const always = (then) => [{ id: 'always', when: {}, then, source: 'bench' }];

function rulesOf(name) {
  const rules = TABLES[name];
  const columns = [...new Set(rules.flatMap(({ when }) => Object.keys(when)))].map(column);
  return table(
    HIT[name],
    columns,
    rules.map(({ when, then }, index) => ({
      id: `r${index}`,
      when: Object.fromEntries(Object.entries(when).map(([fact, cell]) => [column(fact), cell])),
      then: THEN[name](then, index),
      source: 'bench',
    })),
  );
}

export function makePack() {
  const group = (id) => id.split('.')[0];
  const groups = [...new Set(Object.keys(REASONS).map(group))];
  return {
    schema: 'returns.pack/1',
    id: 'bench',
    version: 1,
    jurisdiction: 'CN',
    sector: 'bench',
    zone: { name: 'UTC', offset_minutes: 0 },
    calendar: 'cn',
    effective_from: '2026-01-01',
    review_by: '2026-12-31',
    currency: 'CNY',
    freight_estimate: 1000,
    help: [{ kind: 'email', value: 'care@example.com', hours: '00:00-24:00' }],
    recalls: [],
    sources: { bench: { law: { en: 'Bench' }, confidence: 'merchant_promise' } },
    vocabulary: {
      markets: ['CN'],
      categories: CATEGORIES,
      grounds: [...new Set(Object.values(REASONS).map(([ground]) => ground))],
      lanes: ['ordinary'],
      grades: ['red', 'orange', 'ordinary'],
      reasons: groups.map((id) => ({
        id,
        icon: 'quality',
        children: Object.entries(REASONS)
          .filter(([reason]) => group(reason) === id)
          .map(([reason, [ground, fault]]) => ({
            id: reason,
            ground,
            fault,
            goods: ['received'],
            icon: 'quality',
          })),
      })),
      questions: [
        { id: 'packaging', options: PACKAGING },
        { id: 'cold', options: COLD },
        { id: 'photos', options: PHOTOS },
      ],
      slots: [],
      resolutions: [{ id: 'refund', goods_back: true, money: 'refund' }],
    },
    tables: {
      outlooks: table('first', [], always({ outlook: 'eligible' })),
      questions: table(
        'collect',
        [],
        ['packaging', 'cold', 'photos'].map((question) => ({
          id: question,
          when: {},
          then: { question },
          source: 'bench',
        })),
      ),
      details: table('collect', [], []),
      windows: rulesOf('windows'),
      eligibility: rulesOf('eligibility'),
      remedies: table('collect', [], always({ resolution: 'refund' })),
      limits: table('first', [], []),
      settlement: rulesOf('settlement'),
      fees: rulesOf('fees'),
      compensations: table('first', [], []),
      claims: table('collect', [], []),
      evidence: table('collect', [], []),
      routing: rulesOf('routing'),
      dispositions: table('first', [], always({ disposition: 'restock' })),
      notices: table('collect', [], []),
      rights: table('collect', [], []),
      complaint_routing: table('first', [], []),
      complaint_evidence: table('collect', [], []),
      clocks: rulesOf('clocks'),
      escalations: table('collect', [], []),
      next: table('collect', [], always({ code: 'wait' })),
      outside: table('collect', [], []),
    },
  };
}

// The columns of our flat rows; by-hand.js reads the same numbers.
export const COLUMNS = [
  'category',
  'reason',
  'answer.packaging',
  'answer.cold',
  'answer.photos',
  'value',
  'channel',
  'goods',
  'signed_at',
  'now',
];
export const WANTED = ['eligibility', 'settlement', 'fees', 'clocks'];
const NOW = 29_750_400; // minutes: a midnight in July 2026

/** A case as a row by names. */
export const rowOf = (one) => ({
  category: one.category,
  reason: one.reason,
  'answer.packaging': one.packaging,
  'answer.cold': one.cold,
  'answer.photos': one.photos,
  value: one.value,
  channel: one.channel,
  goods: 'received',
  signed_at: one.days < 0 ? -1 : NOW - one.days * 1440,
  now: NOW,
});

/** What an answer's row says, in words. @param {import('../../../wasm/batch.js').BatchAnswer} batch */
export function wordsOf(batch, row) {
  const first = (name) => TABLES[name][batch.rules(name, row)[0]].then;
  return {
    verdict: VERDICTS[batch.verdict(row)],
    codes: batch.rules('eligibility', row).map((index) => TABLES.eligibility[index].then[1]),
    freight: first('settlement'),
    fee: batch.rules('fees', row).reduce((sum, index) => sum + TABLES.fees[index].then, 0),
    clock: first('clocks'),
  };
}
