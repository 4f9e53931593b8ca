#include "core/plan_trace.h"

#include <algorithm>

namespace returns {
namespace {

constexpr std::size_t kWord = 64;

constexpr std::int32_t magnitude(std::int32_t value) { return value < 0 ? -value : value; }

std::optional<Miss> miss(const Table::Tested& tested, std::size_t words, std::int32_t value, std::size_t rule) {
  const auto takes = [&](std::size_t row) {
    return ((tested.bits[row * words + rule / kWord] >> (rule % kWord)) & 1U) != 0;
  };
  std::size_t at = tested.regions;
  if (value != kUnset && tested.integer)
    at =
        static_cast<std::size_t>(std::upper_bound(tested.cuts.begin(), tested.cuts.end(), value) - tested.cuts.begin());
  if (value != kUnset && !tested.integer) at = static_cast<std::size_t>(value);
  if (at < tested.regions && takes(at)) return std::nullopt;
  if (((tested.open[rule / kWord] >> (rule % kWord)) & 1U) != 0) return std::nullopt;
  Miss found{.column = tested.column, .value = value};
  for (std::size_t row = 0; row < tested.regions; ++row) {
    if (!takes(row)) continue;
    if (!tested.integer) {
      found.accepts.push_back(static_cast<std::int32_t>(row));
    } else if (value != kUnset) {
      const std::int32_t away = row > at ? tested.cuts[row - 1] - value : tested.cuts[row] - 1 - value;
      if (found.margin == 0 || magnitude(away) < magnitude(found.margin)) found.margin = away;
    }
  }
  return found;
}

TracedTable trace_table(const TableView& view, const Facts& facts, std::optional<std::size_t> resolution) {
  TracedTable traced{.name = view.name, .hit = view.hit, .resolution = resolution};
  for (std::size_t rule = 0; rule < view.rules.size(); ++rule) {
    std::vector<Miss> why = misses(*view.table, facts, rule);
    if (!why.empty()) {
      traced.missed.push_back({view.rules[rule], std::move(why)});
    } else if (view.hit == Hit::First && !traced.fired.empty()) {
      traced.covered.push_back(view.rules[rule]);
    } else {
      traced.fired.push_back(view.rules[rule]);
    }
  }
  std::stable_sort(traced.missed.begin(), traced.missed.end(),
                   [](const MissedRule& a, const MissedRule& b) { return a.misses.size() < b.misses.size(); });
  if (traced.missed.size() > kMostMissed) {
    traced.more = traced.missed.size() - kMostMissed;
    traced.missed.resize(kMostMissed);
  }
  return traced;
}

// Rights bind the pack's author, not the case; outlooks speak before there is an item.
bool speaks_of_items(const TableView& view) {
  return view.stage >= Stage::Reason && view.stage <= Stage::Fee && view.name != "rights";
}

Trace trace_item(const std::vector<TableView>& tables, const PlannedItem& item) {
  Trace trace{.item = item.item};
  for (const TableView& view : tables) {
    if (view.rules.empty() || !speaks_of_items(view)) continue;
    if (view.stage < Stage::Remedy) {
      trace.tables.push_back(trace_table(view, item.facts, {}));
      continue;
    }
    for (const Remedy& remedy : item.remedies)
      trace.tables.push_back(trace_table(view, remedy_facts(item, remedy.resolution), remedy.resolution));
  }
  return trace;
}

}  // namespace

std::vector<Miss> misses(const Table& table, const Facts& facts, std::size_t rule) {
  std::vector<Miss> found;
  for (const Table::Tested& tested : table.tested()) {
    if (auto one = miss(tested, table.words(), facts[tested.column], rule)) found.push_back(std::move(*one));
  }
  return found;
}

std::vector<Trace> trace(const Policy& policy, const Order& order, const Draft& draft, const Plan& plan) {
  const std::vector<TableView> tables = tables_of(policy.pack);
  std::vector<Trace> traces;
  for (const PlannedItem& item : plan.items) {
    if (item.reason != nullptr && item.assessed) traces.push_back(trace_item(tables, item));
  }
  if (plan.offers.empty() && !plan.subject) return traces;
  std::optional<std::size_t> resolution;
  if (!plan.offers.empty()) resolution = plan.offers[plan.chosen.value_or(0)].quote.resolution;
  const Facts facts = request_facts(policy.pack, order, draft, plan, resolution);
  Trace request;
  for (const TableView& view : tables) {
    const bool asked = view.stage == Stage::Complaint ? plan.subject.has_value() : view.stage >= Stage::Request;
    if (asked && !view.rules.empty()) request.tables.push_back(trace_table(view, facts, resolution));
  }
  traces.push_back(std::move(request));
  return traces;
}

}  // namespace returns
