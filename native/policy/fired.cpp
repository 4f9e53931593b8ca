#include "native/policy/fired.h"

#include <algorithm>
#include <numeric>

#include "core/item_facts.h"

namespace returns::policy {
namespace {

constexpr std::size_t kWord = 64;

std::int32_t region_from(const Table::Tested& tested, const Column& column, std::size_t region) {
  return region == 0 ? column.min : tested.cuts[region - 1];
}
std::int32_t region_to(const Table::Tested& tested, const Column& column, std::size_t region) {
  return region + 1 == tested.regions ? column.max : tested.cuts[region] - 1;
}

Against against(const Table& table, const Table::Tested& tested, const Column& column, std::size_t rule,
                std::int32_t value) {
  Against found{.column = tested.column, .value = value, .ranges = {}};
  for (std::size_t r = 0; r < tested.regions; ++r) {
    if (!accepts(table, tested, r, rule)) continue;
    if (!tested.integer) {
      found.allowed.push_back(static_cast<std::int32_t>(r));
      continue;
    }
    const std::int32_t from = region_from(tested, column, r);
    const std::int32_t to = region_to(tested, column, r);
    if (!found.ranges.empty() && found.ranges.back().second + 1 == from) {
      found.ranges.back().second = to;
    } else {
      found.ranges.emplace_back(from, to);
    }
  }
  if (tested.integer && value != kUnset) {
    found.margin = column.max;
    for (const auto& [from, to] : found.ranges)
      found.margin = std::min(found.margin, value < from ? from - value : value - to);
  }
  return found;
}

std::int64_t distance(const Missed& miss) {
  return std::accumulate(miss.against.begin(), miss.against.end(), std::int64_t{0},
                         [](std::int64_t sum, const Against& one) { return sum + one.margin; });
}

std::optional<std::size_t> resolution_of(const Plan& plan) {
  if (plan.offers.empty()) return std::nullopt;
  return plan.offers[plan.chosen.value_or(0)].quote.resolution;
}

Facts line_question(const Situation& situation, const Pack& pack, const LineOutlook& line) {
  Facts facts = line_facts(pack, situation.order, line.line, line.returnable, {}, situation.now);
  facts.set_enum(Fact::Window, line.window.state);
  return facts;
}

// The resolutions that the remedies give an item, whether or not their limit has passed.
std::vector<std::size_t> remedies_of(const Pack& pack, const Facts& facts) {
  std::vector<std::size_t> all;
  for (const auto* rule : pack.remedies.collect(facts)) {
    if (std::find(all.begin(), all.end(), rule->then.resolution) == all.end()) all.push_back(rule->then.resolution);
  }
  return all;
}

class Questions {
 public:
  Questions(const Situation& situation, const Pack& pack) : situation_(situation), pack_(pack) {}

  std::vector<AskedTable> run() {
    const auto tables = tables_of(pack_);
    for (table_ = 0; table_ < tables.size(); ++table_) ask(tables[table_].stage);
    return std::move(asked_);
  }

 private:
  void ask(Stage stage) {
    const Plan& plan = situation_.plan;
    switch (stage) {
      case Stage::Line:
        for (const LineOutlook& line : plan.lines) add(line_question(situation_, pack_, line));
        return;
      case Stage::Reason:
        for (const PlannedItem& item : plan.items) {
          if (item.reason != nullptr) add(item.facts);
        }
        return;
      case Stage::Item:
      case Stage::Judged:
        for (const PlannedItem& item : plan.items) {
          if (item.assessed) add(item.facts);
        }
        return;
      case Stage::Remedy:
      case Stage::Fee:
        for (const PlannedItem& item : plan.items) {
          if (item.assessed) resolutions(item);
        }
        return;
      case Stage::Request:
      case Stage::Outside:
        if (plan.assessed) add(request());
        return;
      case Stage::Complaint:
        if (plan.subject) add(request());
        return;
    }
  }

  Facts request() const {
    return request_facts(pack_, situation_.order, situation_.draft, situation_.plan, resolution_of(situation_.plan));
  }

  void resolutions(const PlannedItem& item) {
    for (const std::size_t resolution : remedies_of(pack_, item.facts)) add(remedy_facts(item, resolution));
  }

  void add(Facts facts) { asked_.push_back({table_, std::move(facts)}); }

  const Situation& situation_;
  const Pack& pack_;
  std::size_t table_ = 0;
  std::vector<AskedTable> asked_;
};

}  // namespace

std::vector<AskedTable> questions_of(const Situation& situation, const Pack& pack) {
  return Questions(situation, pack).run();
}

std::vector<std::size_t> speaking(const TableView& table, const Facts& facts) {
  std::vector<std::size_t> matching = table.table->matches(facts);
  if (table.hit != Hit::Collect && !matching.empty()) matching.erase(matching.begin() + 1, matching.end());
  return matching;
}

std::size_t region_of(const Table::Tested& tested, std::int32_t value) {
  if (!tested.integer) return static_cast<std::size_t>(value);
  return static_cast<std::size_t>(std::upper_bound(tested.cuts.begin(), tested.cuts.end(), value)
                                  - tested.cuts.begin());
}

std::string region_text(const Table::Tested& tested, const Column& column, std::size_t region) {
  if (!tested.integer) return column.values[region];
  const std::int32_t from = region_from(tested, column, region);
  const std::int32_t to = region_to(tested, column, region);
  return from == to ? std::to_string(from) : std::to_string(from) + "…" + std::to_string(to);
}

bool accepts(const Table& table, const Table::Tested& tested, std::size_t region, std::size_t rule) {
  return ((tested.bits[region * table.words() + rule / kWord] >> (rule % kWord)) & 1U) != 0;
}

bool asks(const Table& table, const Table::Tested& tested, std::size_t rule) {
  for (std::size_t r = 0; r < tested.regions; ++r) {
    if (!accepts(table, tested, r, rule)) return true;
  }
  return false;
}

std::vector<Missed> missed(const TableView& table, const std::vector<Column>& columns, const Facts& facts) {
  std::vector<Missed> all;
  const std::vector<std::size_t> matching = table.table->matches(facts);
  for (std::size_t rule = 0; rule < table.table->size(); ++rule) {
    if (std::binary_search(matching.begin(), matching.end(), rule)) continue;
    Missed miss{rule, {}};
    for (const Table::Tested& tested : table.table->tested()) {
      const std::int32_t value = facts[tested.column];
      const std::size_t region = value == kUnset ? tested.regions : region_of(tested, value);
      const bool fits = region < tested.regions && accepts(*table.table, tested, region, rule);
      if (!fits && asks(*table.table, tested, rule))
        miss.against.push_back(against(*table.table, tested, columns[tested.column], rule, value));
    }
    all.push_back(std::move(miss));
  }
  std::stable_sort(all.begin(), all.end(), [](const Missed& a, const Missed& b) {
    if (a.against.size() != b.against.size()) return a.against.size() < b.against.size();
    return distance(a) < distance(b);
  });
  return all;
}

}  // namespace returns::policy
