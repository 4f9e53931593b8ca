#include "native/policy/tally.h"

#include <algorithm>
#include <bit>

#include "native/policy/word_index.h"

namespace returns::policy {
namespace {

template <class Use>
void each_rule(const Batch::Out* out, const std::int32_t* row, const Use& use) {
  if (out == nullptr) return;
  if (!out->collects) {
    if (row[out->at] >= 0) use(static_cast<std::size_t>(row[out->at]));
    return;
  }
  for (std::size_t w = 0; w < out->words; ++w) {
    for (auto bits = static_cast<std::uint32_t>(row[out->at + w]); bits != 0; bits &= bits - 1)
      use(w * 32 + static_cast<std::size_t>(std::countr_zero(bits)));
  }
}

std::size_t verdict_of(const std::int32_t* row) {
  return row[0] == Batch::kAnswered && row[1] >= 0 ? static_cast<std::size_t>(row[1]) : kNoAnswer;
}

// A set of meanings as one number: each meaning counts once, in any order.
std::uint64_t set_of(const Batch::Out* out, const std::int32_t* row, const std::vector<std::uint64_t>& meanings) {
  std::array<std::uint64_t, 16> seen{};
  std::size_t count = 0;
  std::uint64_t sum = 0;
  each_rule(out, row, [&](std::size_t rule) {
    const std::uint64_t meaning = meanings[rule];
    for (std::size_t i = 0; i < count; ++i) {
      if (seen[i] == meaning) return;
    }
    if (count < seen.size()) seen[count++] = meaning;
    sum += (meaning + 1) * 0x9E3779B97F4A7C15U;
  });
  return sum;
}

std::uint64_t meaning(WordIndex& words, const std::string& text) {
  const auto number = static_cast<std::uint64_t>(words.add(text));
  return (number + 1) * 0xFF51AFD7ED558CCDU ^ (number << 40U);
}

}  // namespace

PackLayout::PackLayout(const Pack& of, std::vector<Batch::Out> where)
    : pack(&of),
      tables(tables_of(of)),
      outs(std::move(where)) {
  for (const Batch::Out& out : outs) {
    const std::string_view name = tables[out.table].name;
    if (name == "eligibility") eligibility = &out;
    if (name == "routing") routing = &out;
    if (name == "remedies") remedies = &out;
    if (name == "settlement") settlement = &out;
  }
}

Tally::Tally(const Pack& pack)
    : lanes(pack.column(Fact::Lane).values.size()),
      grades(pack.column(Fact::Grade).values.size()) {
  for (const TableView& table : tables_of(pack)) hits.emplace_back(table.rules.size());
}

void Tally::add(const PackLayout& layout, const std::int32_t* row) {
  const std::size_t verdict = verdict_of(row);
  ++verdicts[verdict];
  if (row[0] < 0) return;
  for (const Batch::Out& out : layout.outs) {
    std::vector<std::uint64_t>& of = hits[out.table];
    each_rule(&out, row, [&](std::size_t rule) { ++of[rule]; });
  }
  each_rule(layout.routing, row, [&](std::size_t rule) {
    const RoutingThen& then = layout.pack->routing.rules[rule].then;
    ++lanes[then.lane];
    ++grades[then.grade];
  });
}

void Tally::add(const Tally& other) {
  const auto sum = [](auto& into, const auto& from) {
    for (std::size_t i = 0; i < into.size(); ++i) into[i] += from[i];
  };
  sum(verdicts, other.verdicts);
  sum(lanes, other.lanes);
  sum(grades, other.grades);
  for (std::size_t t = 0; t < hits.size(); ++t) sum(hits[t], other.hits[t]);
}

void Changes::add(const Change& change, std::int32_t category, std::int32_t reason) {
  ++lines;
  if (!change.any()) return;
  ++any;
  findings += change.findings ? 1 : 0;
  resolutions += change.resolutions ? 1 : 0;
  settlement += change.settlement ? 1 : 0;
  routing += change.routing ? 1 : 0;
  if (change.from == change.to) return;
  ++verdict;
  ++rows[{category, reason}][change.from * kVerdicts + change.to];
}

void Changes::add(const Changes& other) {
  lines += other.lines;
  any += other.any;
  verdict += other.verdict;
  findings += other.findings;
  resolutions += other.resolutions;
  settlement += other.settlement;
  routing += other.routing;
  for (const auto& [key, counts] : other.rows) {
    auto& into = rows[key];
    for (std::size_t i = 0; i < counts.size(); ++i) into[i] += counts[i];
  }
}

Comparison::Comparison(const PackLayout& a, const PackLayout& b) : a_(a), b_(b) {
  WordIndex words;  // shared: the same word has the same number in both packs
  const auto read = [&](const Pack& pack, Meaning& into) {
    for (const auto& rule : pack.eligibility.rules) into.findings.push_back(meaning(words, rule.then.code));
    for (const auto& rule : pack.remedies.rules)
      into.resolutions.push_back(meaning(words, pack.resolutions[rule.then.resolution].id));
    for (const auto& rule : pack.settlement.rules) {
      const SettlementThen& then = rule.then;
      std::string text{name(then.return_freight)};
      for (const bool flag : {then.refund_outbound, then.reprice_promotion, then.reprice_shipping, then.deduct_gift})
        text += flag ? '1' : '0';
      into.settlement.push_back(meaning(words, text));
    }
    for (const auto& rule : pack.routing.rules)
      into.routing.push_back(
          meaning(words, pack.value(Fact::Lane, rule.then.lane) + ' ' + pack.value(Fact::Grade, rule.then.grade)));
  };
  read(*a.pack, of_a_);
  read(*b.pack, of_b_);
}

Change Comparison::compare(const std::int32_t* a, const std::int32_t* b) const {
  Change change{.from = verdict_of(a), .to = verdict_of(b)};
  if (a[0] < 0 || b[0] < 0) return change;  // one of them has no answer at all: nothing else to compare
  change.findings = set_of(a_.eligibility, a, of_a_.findings) != set_of(b_.eligibility, b, of_b_.findings);
  change.resolutions = set_of(a_.remedies, a, of_a_.resolutions) != set_of(b_.remedies, b, of_b_.resolutions);
  change.settlement = set_of(a_.settlement, a, of_a_.settlement) != set_of(b_.settlement, b, of_b_.settlement);
  change.routing = set_of(a_.routing, a, of_a_.routing) != set_of(b_.routing, b, of_b_.routing);
  return change;
}

}  // namespace returns::policy
