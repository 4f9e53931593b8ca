#include "native/policy/witness.h"

#include <algorithm>

#include "core/item_facts.h"
#include "core/prove/walk.h"
#include "native/policy/case.h"

namespace returns::policy {
namespace {

constexpr std::size_t kWord = 64;

bool has(const std::uint64_t* words, std::size_t bit) { return ((words[bit / kWord] >> (bit % kWord)) & 1U) != 0; }

bool has_rule(const std::vector<std::size_t>& rules, std::size_t rule) {
  return std::binary_search(rules.begin(), rules.end(), rule);
}

// What the walk must decide for the columns that these tables test.
void widen(Walk::Scope& scope, const Table& table) {
  for (const Table::Tested& tested : table.tested()) {
    scope.window = scope.window || tested.column == static_cast<std::size_t>(Fact::Window);
    scope.verdict = scope.verdict || tested.column == static_cast<std::size_t>(Fact::Verdict);
    scope.answers = scope.answers || tested.column >= kFactCount;
  }
}

std::vector<std::uint64_t> rules_up_to(const TableView& table, std::size_t rule) {
  std::vector<std::uint64_t> only(table.table->words(), 0);
  // Where the first rule speaks, those before it decide whether this one does.
  for (std::size_t i = table.hit == Hit::Collect ? rule : 0; i <= rule; ++i)
    only[i / kWord] |= std::uint64_t{1} << (i % kWord);
  return only;
}

// Values for the columns of a request that its items do not decide, until `fits`.
template <class Fits>
bool choose(const Pack& pack, const std::vector<Fact>& free, std::size_t depth, Facts& facts, const Fits& fits) {
  if (depth == free.size()) return fits();
  for (std::size_t value = 0; value < pack.column(free[depth]).values.size(); ++value) {
    facts.set(free[depth], static_cast<std::int32_t>(value));
    if (choose(pack, free, depth + 1, facts, fits)) return true;
  }
  return false;
}

// Calls `use` with the facts of an item and of the request that consists of it alone, until it gives true.
template <class Use>
void each_request(const Pack& pack, const Use& use) {
  Walk::Scope scope;
  widen(scope, pack.routing.table);
  widen(scope, pack.remedies.table);
  scope.verdict = scope.resolution = true;
  Walk walk(pack, {{.table = &pack.routing.table, .keep = Keep::First}}, scope);
  bool done = false;
  walk.run([&](const Leaf& leaf) {
    if (done) return;
    std::size_t rule = 0;
    while (rule < pack.routing.rules.size() && !has(leaf.alive[0], rule)) ++rule;
    if (rule == pack.routing.rules.size()) return;
    Facts request(pack.columns.size());
    request.set_enum(Fact::Verdict, leaf.verdict);
    request.set(Fact::Lane, static_cast<std::int32_t>(pack.routing.rules[rule].then.lane));
    request.set(Fact::Grade, static_cast<std::int32_t>(pack.routing.rules[rule].then.grade));
    request.set(Fact::Resolution, leaf.resolution);
    request.set(Fact::Subject, pack.column(Fact::Subject).find("none"));
    done = use(walk, leaf, request);
  });
}

// The item's case with what the request adds to it.
Json joined(const Pack& pack, Facts item, const Facts& request) {
  for (const Fact fact : {Fact::Channel, Fact::Extended, Fact::Resolution}) {
    if (request[fact] != kUnset) item.set(fact, request[fact]);
  }
  if (request[Fact::Market] != kUnset) item.set(Fact::Market, request[Fact::Market]);
  return case_document(pack, item);
}

// An order line is looked at before any reason; the reason that promises its window is the one to show it with.
void add_usual_reason(const Pack& pack, Facts& facts) {
  const auto goods = static_cast<Goods>(facts[Fact::Goods]);
  const auto offered = [&](const Reason& reason) {
    return reason.leaf && std::find(reason.goods.begin(), reason.goods.end(), goods) != reason.goods.end();
  };
  const Reason* reason = no_reason_leaf(pack, goods);
  if (reason == nullptr || !offered(*reason)) {
    const auto any = std::find_if(pack.reasons.begin(), pack.reasons.end(), offered);
    if (any == pack.reasons.end()) return;
    reason = &*any;
    facts.set(Fact::Window, kUnset);
  }
  facts.set(Fact::Reason, pack.column(Fact::Reason).find(reason->id));
}

std::optional<Json> of_request(const Pack& pack, const TableView& table, std::size_t rule) {
  // A complaint reaches the same tables, by its own lane and grade.
  Facts complaint(pack.columns.size());
  complaint.set_enum(Fact::Verdict, Verdict::NeedsReview);
  const bool complains = choose(pack, {Fact::Subject, Fact::Channel, Fact::Extended, Fact::Market}, 0, complaint, [&] {
    const auto* routed = pack.complaint_routing.decide(complaint);
    if (routed == nullptr || complaint[Fact::Subject] == pack.column(Fact::Subject).find("none")) return false;
    complaint.set(Fact::Lane, static_cast<std::int32_t>(routed->then.lane));
    complaint.set(Fact::Grade, static_cast<std::int32_t>(routed->then.grade));
    return has_rule(table.table->matches(complaint), rule);
  });
  if (complains) {
    for (const Fact fact : {Fact::Verdict, Fact::Lane, Fact::Grade}) complaint.set(fact, kUnset);
    return case_document(pack, complaint);
  }
  std::optional<Json> found;
  each_request(pack, [&](const Walk& walk, const Leaf& leaf, Facts& request) {
    const Facts item = walk.facts(leaf);
    const bool speaks = choose(pack, {Fact::Channel, Fact::Extended}, 0, request, [&] {
      request.set(Fact::Market, item[Fact::Market]);
      return has_rule(table.table->matches(request), rule);
    });
    if (speaks) found = joined(pack, item, request);
    return speaks;
  });
  return found;
}

std::optional<Json> of_complaint(const Pack& pack, const TableView& table, std::size_t rule) {
  Facts facts(pack.columns.size());
  const bool speaks = choose(pack, {Fact::Subject, Fact::Channel}, 0, facts,
                             [&] { return has_rule(table.table->matches(facts), rule); });
  return speaks ? std::optional(case_document(pack, facts)) : std::nullopt;
}

}  // namespace

Json case_document(const Pack& pack, const Facts& facts) {
  Json document = {{"schema", "returns.case/1"}};
  const bool whole = facts[Fact::Reason] != kUnset;
  for (std::size_t c = 0; c < pack.columns.size(); ++c) {
    const returns::Column& column = pack.columns[c];
    if (facts[c] == kUnset || (whole && is_derived(column.name))) continue;
    if (column.is_integer()) {
      document[column.name] = facts[c];
      continue;
    }
    const std::string& word = column.values[static_cast<std::size_t>(facts[c])];
    if (word != "not_asked") document[column.name] = word;
  }
  return document;
}

std::optional<Json> witness_of_request(const Pack& pack, const Facts& wanted) {
  std::optional<Json> found;
  each_request(pack, [&](const Walk& walk, const Leaf& leaf, Facts& request) {
    for (const Fact fact : {Fact::Verdict, Fact::Lane, Fact::Grade, Fact::Resolution}) {
      if (wanted[fact] != kUnset && wanted[fact] != request[fact]) return false;
    }
    found = joined(pack, walk.facts(leaf), wanted);
    return true;
  });
  return found;
}

std::optional<Json> witness(const Pack& pack, const TableView& table, std::size_t rule) {
  if (table.stage == Stage::Complaint) return of_complaint(pack, table, rule);
  if (table.stage == Stage::Request || table.stage == Stage::Outside) return of_request(pack, table, rule);
  Walk::Scope scope;
  widen(scope, *table.table);
  scope.lines = table.stage == Stage::Line;
  scope.resolution = table.stage == Stage::Remedy || table.stage == Stage::Fee;
  scope.verdict = scope.verdict || scope.resolution;
  scope.value = table.stage == Stage::Fee;
  Walk walk(pack,
            {{.table = table.table,
              .keep = table.hit == Hit::Collect ? Keep::All : Keep::First,
              .only = rules_up_to(table, rule)}},
            scope);
  std::optional<Json> found;
  walk.run([&](const Leaf& leaf) {
    if (found || !has(leaf.alive[0], rule)) return;
    for (std::size_t before = 0; table.hit != Hit::Collect && before < rule; ++before) {
      if (has(leaf.alive[0], before)) return;
    }
    Facts facts = walk.facts(leaf);
    if (scope.lines) add_usual_reason(pack, facts);
    if (scope.resolution) facts.set(Fact::Resolution, leaf.resolution);
    if (scope.value) facts.set(Fact::Value, leaf.value_from);
    found = case_document(pack, facts);
  });
  return found;
}

}  // namespace returns::policy
