#include "native/policy/coverage.h"

#include <algorithm>

namespace returns::policy {
namespace {

constexpr std::size_t kWord = 64;

// Rights are proved when the pack is loaded; no case makes them speak.
bool speaks(const TableView& table) { return table.name != "rights"; }

}  // namespace

Coverage::Coverage(const Pack& pack) : pack_(pack), tables_(tables_of(pack)) {
  for (const TableView& table : tables_) {
    OfTable counts;
    counts.hits.assign(table.rules.size(), 0);
    for (const Table::Tested& tested : table.table->tested())
      counts.columns.push_back({tested.column, std::vector<std::uint64_t>(tested.regions * table.table->words(), 0)});
    counts_.push_back(std::move(counts));
  }
}

void Coverage::add(const Situation& situation) {
  for (const AskedTable& asked : questions_of(situation, pack_)) {
    const TableView& table = tables_[asked.table];
    OfTable& counts = counts_[asked.table];
    for (const std::size_t rule : speaking(table, asked.facts)) {
      ++counts.hits[rule];
      for (std::size_t c = 0; c < counts.columns.size(); ++c) {
        const Table::Tested& tested = table.table->tested()[c];
        const std::int32_t value = asked.facts[tested.column];
        const std::size_t region = value == kUnset ? tested.regions : region_of(tested, value);
        if (region >= tested.regions) continue;
        counts.columns[c].seen[region * table.table->words() + rule / kWord] |= std::uint64_t{1} << (rule % kWord);
      }
    }
  }
}

std::size_t Coverage::rules() const {
  std::size_t sum = 0;
  for (const TableView& table : tables_) sum += speaks(table) ? table.rules.size() : 0;
  return sum;
}

std::size_t Coverage::covered() const {
  std::size_t sum = 0;
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    if (!speaks(tables_[t])) continue;
    sum += static_cast<std::size_t>(
        std::count_if(counts_[t].hits.begin(), counts_[t].hits.end(), [](std::uint64_t hits) { return hits > 0; }));
  }
  return sum;
}

std::int32_t Coverage::percent() const {
  return rules() == 0 ? 100 : static_cast<std::int32_t>(covered() * 100 / rules());
}

std::vector<RuleCoverage> Coverage::by_rule() const {
  std::vector<RuleCoverage> all;
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    if (!speaks(tables_[t])) continue;
    const Table& table = *tables_[t].table;
    for (std::size_t rule = 0; rule < tables_[t].rules.size(); ++rule) {
      RuleCoverage one{tables_[t].rules[rule]->id, counts_[t].hits[rule]};
      for (std::size_t c = 0; one.hits > 0 && c < counts_[t].columns.size(); ++c) {
        const Table::Tested& tested = table.tested()[c];
        if (!asks(table, tested, rule)) continue;
        for (std::size_t r = 0; r < tested.regions; ++r) {
          const std::uint64_t seen = counts_[t].columns[c].seen[r * table.words() + rule / kWord] >> (rule % kWord);
          if (accepts(table, tested, r, rule) && (seen & 1U) == 0)
            one.untried.push_back({tested.column, region_text(tested, pack_.columns[tested.column], r)});
        }
      }
      all.push_back(std::move(one));
    }
  }
  return all;
}

}  // namespace returns::policy
