// The policy of the peers' bench, once, as data: forty rules in six tables. Every engine gets these rules in its own
// form; what a person would write by hand stands in by-hand.js.
//
// A case: category, reason, packaging, cold (what the cold-chain indicator shows), photos (how many, 3 for more), days
// since the goods came (-1: nobody knows), value (minor units), channel. Derived: ground and fault from the reason,
// window from days and the windows table, verdict from eligibility, grade from routing.

export const CATEGORIES = [
  'medicine',
  'device',
  'cosmetic',
  'health_food',
  'family_planning',
  'custom',
  'cold_chain',
  'accessory',
];

/** reason → [ground, fault] */
export const REASONS = {
  'changed.not_needed': ['no_reason', 'buyer'],
  'changed.disliked': ['no_reason', 'buyer'],
  'quality.defect': ['quality', 'seller'],
  'quality.expired': ['quality', 'seller'],
  'quality.spoiled': ['quality', 'seller'],
  'wrong.item': ['wrong_item', 'seller'],
  'wrong.described': ['wrong_item', 'seller'],
  'delivery.damaged': ['damaged', 'carrier'],
  'safety.reaction': ['adverse_reaction', 'none'],
};

export const PACKAGING = ['sealed', 'opened', 'damaged', 'unsure'];
export const COLD = ['kept', 'broken', 'unsure'];
export const PHOTOS = ['p0', 'p1', 'p2', 'p3'];
export const CHANNELS = ['platform', 'phone', 'email', 'social'];
export const VERDICTS = ['eligible', 'needs_review', 'ineligible'];

const some = ['p1', 'p2', 'p3'];

/** @typedef {{when: Record<string, string[] | {min?: number, max?: number}>, then: any}} Rule */

/** @type {Record<string, Rule[]>} */
export const TABLES = {
  // First: days in which the goods can go back.
  windows: [
    { when: { ground: ['quality'] }, then: 30 },
    { when: { reason: ['delivery.damaged'] }, then: 2 },
    { when: { ground: ['adverse_reaction'] }, then: 90 },
    { when: { category: ['device'] }, then: 14 },
    { when: {}, then: 10 },
  ],
  // All that match are findings; the worst verdict holds.
  eligibility: [
    { when: { ground: ['no_reason'], window: ['open'] }, then: ['eligible', 'in_time'] },
    { when: { ground: ['no_reason'], window: ['closed'] }, then: ['ineligible', 'window_closed'] },
    {
      when: { ground: ['quality', 'wrong_item', 'damaged'], window: ['closed'] },
      then: ['needs_review', 'claim_late'],
    },
    { when: { window: ['unknown'] }, then: ['needs_review', 'no_date'] },
    { when: { ground: ['no_reason'], category: ['medicine'] }, then: ['ineligible', 'medicine_excluded'] },
    {
      when: { ground: ['no_reason'], category: ['cold_chain'] },
      then: ['ineligible', 'cold_chain_excluded'],
    },
    { when: { ground: ['no_reason'], category: ['custom'] }, then: ['ineligible', 'made_to_order'] },
    {
      when: { ground: ['no_reason'], category: ['cosmetic', 'family_planning'], packaging: ['opened'] },
      then: ['ineligible', 'seal_broken'],
    },
    { when: { ground: ['no_reason'], packaging: ['damaged'] }, then: ['ineligible', 'packaging_damaged'] },
    { when: { ground: ['no_reason'], packaging: ['unsure'] }, then: ['needs_review', 'packaging_unsure'] },
    {
      when: { ground: ['no_reason'], category: ['device'], packaging: ['opened'] },
      then: ['needs_review', 'device_opened'],
    },
    { when: { ground: ['quality'], photos: ['p0'] }, then: ['needs_review', 'evidence_missing'] },
    { when: { ground: ['quality'], photos: some }, then: ['eligible', 'quality_shown'] },
    { when: { ground: ['wrong_item'], photos: ['p0'] }, then: ['needs_review', 'picture_missing'] },
    { when: { ground: ['wrong_item'], photos: some }, then: ['eligible', 'wrong_shown'] },
    { when: { ground: ['damaged'] }, then: ['eligible', 'damaged_on_arrival'] },
    { when: { ground: ['damaged'], photos: ['p0', 'p1'] }, then: ['needs_review', 'two_pictures'] },
    { when: { ground: ['adverse_reaction'] }, then: ['needs_review', 'reaction'] },
    {
      when: { category: ['cold_chain'], ground: ['quality'], cold: ['broken'] },
      then: ['eligible', 'cold_chain_broken'],
    },
    {
      when: { category: ['cold_chain'], ground: ['quality'], cold: ['unsure'] },
      then: ['needs_review', 'cold_unknown'],
    },
  ],
  // First: how urgent.
  routing: [
    { when: { ground: ['adverse_reaction'] }, then: 'red' },
    { when: { ground: ['quality'], category: ['medicine', 'cold_chain'] }, then: 'orange' },
    { when: {}, then: 'ordinary' },
  ],
  // First: who pays for the way back.
  settlement: [
    { when: { verdict: ['ineligible'] }, then: 'none' },
    { when: { fault: ['seller', 'carrier'] }, then: 'merchant' },
    { when: { category: ['health_food'], verdict: ['eligible'] }, then: 'merchant' },
    { when: {}, then: 'customer' },
  ],
  // All that match are added: minor units.
  fees: [
    {
      when: { ground: ['no_reason'], category: ['device'], verdict: ['eligible'], value: { min: 50_000 } },
      then: 2000,
    },
    {
      when: {
        ground: ['no_reason'],
        category: ['device'],
        verdict: ['eligible'],
        value: { min: 2000, max: 49_999 },
      },
      then: 500,
    },
    {
      when: {
        ground: ['no_reason'],
        category: ['accessory'],
        packaging: ['opened'],
        verdict: ['eligible'],
        value: { min: 300 },
      },
      then: 300,
    },
  ],
  // One matches: hours in which somebody decides.
  clocks: [
    { when: { grade: ['red'] }, then: 24 },
    { when: { grade: ['orange'] }, then: 48 },
    { when: { grade: ['ordinary'], verdict: ['eligible'], channel: ['platform'] }, then: 72 },
    { when: { grade: ['ordinary'], verdict: ['eligible'], channel: ['phone', 'email', 'social'] }, then: 96 },
    { when: { grade: ['ordinary'], verdict: ['needs_review', 'ineligible'] }, then: 240 },
  ],
};

export const RULES = Object.values(TABLES).reduce((sum, rules) => sum + rules.length, 0);

/** What every engine must say of a case. */
export const answer = (verdict, codes, freight, fee, clock) => ({ verdict, codes, freight, fee, clock });

export const windowOf = (days, term) => (days < 0 ? 'unknown' : days <= term ? 'open' : 'closed');

/** The worst verdict of the findings, which are indexes of eligibility rules. */
export function worst(findings) {
  let verdict = findings.length === 0 ? 1 : 0;
  for (const index of findings)
    verdict = Math.max(verdict, VERDICTS.indexOf(TABLES.eligibility[index].then[0]));
  return VERDICTS[verdict];
}

/**
 * The order in which an engine is asked, for those that know expressions and leave the rest to their host. `ask(table,
 * facts)` gives the indexes of the matching rules; for tables of which the first counts, that one is enough.
 */
export function decideWith(ask, { category, reason, packaging, cold, photos, days, value, channel }) {
  const [ground, fault] = REASONS[reason];
  const facts = { category, reason, ground, fault, packaging, cold, photos, value, channel };
  facts.window = windowOf(days, TABLES.windows[ask('windows', facts)[0]].then);
  const findings = ask('eligibility', facts);
  facts.verdict = worst(findings);
  facts.grade = TABLES.routing[ask('routing', facts)[0]].then;
  let fee = 0;
  for (const index of ask('fees', facts)) fee += TABLES.fees[index].then;
  return answer(
    facts.verdict,
    findings.map((index) => TABLES.eligibility[index].then[1]),
    TABLES.settlement[ask('settlement', facts)[0]].then,
    fee,
    TABLES.clocks[ask('clocks', facts)[0]].then,
  );
}
