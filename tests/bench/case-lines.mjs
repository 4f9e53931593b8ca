// Case lines for `returns policy simulate`, as many as asked for: node tests/bench/case-lines.mjs PACK.json LINES > FILE
// The same seed gives the same file.
import { readFileSync } from 'node:fs';

const [packFile, count = '1000000'] = process.argv.slice(2);
const pack = JSON.parse(readFileSync(packFile, 'utf8'));
const words = pack.vocabulary;

let state = 20261122;
const below = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
const one = (list) => list[below(list.length)];

const leaves = (list) => list.flatMap((reason) => (reason.children ? leaves(reason.children) : [reason]));
const reasons = leaves(words.reasons).filter(({ goods }) => goods.length > 0);

const windows = ['open', 'open', 'open', 'closed', 'unknown'];
let block = [];
for (let i = 0; i < Number(count); ++i) {
  const reason = one(reasons);
  const goods = one(reason.goods);
  const late = below(4) === 0 ? 1 + below(20) : 0;
  const line = {
    category: one(words.categories),
    market: one(words.markets),
    reason: reason.id,
    goods,
    confirmed: one(['yes', 'no', 'unknown']),
    gift: below(20) === 0 ? 'yes' : 'no',
    recall: below(50) === 0 ? 'listed' : 'not_listed',
    promise: late > 0 ? 'late' : 'kept',
    days_late: late,
    quantity: 1 + below(3),
    window: one(windows),
    channel: one(['platform', 'phone', 'email']),
  };
  for (const question of words.questions) line[`answer.${question.id}`] = one(question.options);
  block.push(JSON.stringify(line));
  if (block.length === 10000) {
    process.stdout.write(`${block.join('\n')}\n`);
    block = [];
  }
}
if (block.length > 0) process.stdout.write(`${block.join('\n')}\n`);
