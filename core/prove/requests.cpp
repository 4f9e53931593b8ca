// Tables that see a whole request. What it can be follows from what its items can be: the worst verdict, the first
// lane and grade, and a resolution that every item allows.

#include <array>

#include "core/prove/checks.h"
#include "core/prove/disagree.h"

namespace returns {
namespace {

// Verdict, lane and grade that a request for one resolution can have; small enough to list.
struct Outcome {
  std::int32_t verdict = 0, lane = 0, grade = 0, resolution = kUnset;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome join(const Outcome& a, const Outcome& b) {
  return {std::max(a.verdict, b.verdict), std::min(a.lane, b.lane), std::min(a.grade, b.grade), a.resolution};
}

void insert(std::vector<Outcome>& into, const Outcome& outcome) {
  if (std::find(into.begin(), into.end(), outcome) == into.end()) into.push_back(outcome);
}

// Requests of any number of items: closed under joining two that allow the same resolution.
void close(std::vector<Outcome>& outcomes) {
  for (std::size_t a = 0; a < outcomes.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      if (outcomes[a].resolution == outcomes[b].resolution) insert(outcomes, join(outcomes[a], outcomes[b]));
    }
  }
}

std::vector<Outcome> outcomes_of_items(Proof& proof) {
  const Pack& pack = proof.pack();
  std::vector<Outcome> all;
  for (std::uint8_t goods = 0; goods < 4; ++goods) {
    Walk::Scope scope = scope_of({&pack.routing.table, &pack.remedies.table});
    scope.verdict = scope.resolution = true;
    scope.goods = static_cast<std::uint8_t>(1U << goods);
    Walk walk(pack, {{.table = &pack.routing.table, .keep = Keep::First}}, scope);
    std::vector<Outcome> outcomes;
    run(proof, "routing", walk, [&](const Leaf& leaf) {
      const std::size_t rule = lowest(leaf.alive[0], pack.routing.table);
      if (rule == pack.routing.rules.size()) return;
      const RoutingThen& then = pack.routing.rules[rule].then;
      insert(outcomes, {static_cast<std::int32_t>(leaf.verdict), static_cast<std::int32_t>(then.lane),
                        static_cast<std::int32_t>(then.grade), leaf.resolution});
    });
    close(outcomes);
    for (const Outcome& outcome : outcomes) insert(all, outcome);
  }
  return all;
}

// Calls `use` for every combination of the values of these columns.
template <class Use>
void each_of(const Pack& pack, const std::vector<std::size_t>& columns, Facts& facts, std::size_t depth,
             const Use& use) {
  if (depth == columns.size()) return use();
  for (std::int32_t value = 0; value < static_cast<std::int32_t>(pack.columns[columns[depth]].values.size()); ++value) {
    facts.set(columns[depth], value);
    each_of(pack, columns, facts, depth + 1, use);
  }
}

bool tests(const Table& table, std::size_t column) {
  return std::any_of(table.tested().begin(), table.tested().end(),
                     [&](const auto& tested) { return tested.column == column; });
}

// One request table over all requests, the cases of other columns stepped through where it looks at them.
class RequestTable {
 public:
  RequestTable(const TableView& view, RulePairs pairs) : view_(view), pairs_(std::move(pairs)) {
    reached_.resize(view.rules.size());
  }

  void look(Proof& proof, Facts facts, bool complaint) {
    std::vector<std::size_t> free;
    for (const Fact fact : {Fact::Channel, Fact::Extended, Fact::Market, Fact::Subject}) {
      const auto column = static_cast<std::size_t>(fact);
      if (facts[column] != kUnset || (fact == Fact::Subject && !complaint)) continue;
      tests(*view_.table, column) ? free.push_back(column) : facts.set(column, 0);
    }
    each_of(proof.pack(), free, facts, 0, [&] { answer(proof, facts); });
  }

  void finish(Proof& proof) const {
    for (std::size_t rule = 0; rule < reached_.size(); ++rule) {
      if (reached_[rule] == 0)
        proof.add(
            {.code = ProofCode::UnreachableRule, .table = std::string{view_.name}, .rules = {view_.rules[rule]->id}});
    }
  }

 private:
  void answer(Proof& proof, const Facts& facts) {
    const std::vector<std::size_t> rules = view_.table->matches(facts);
    for (const std::size_t rule : rules) {
      reached_[rule] = 1;
      if (view_.hit != Hit::Collect) break;
    }
    const auto matched = [&](std::size_t rule) { return std::binary_search(rules.begin(), rules.end(), rule); };
    for (const auto& [a, b] : pairs_) {
      if (!matched(a) || !matched(b)) continue;
      std::vector<std::string> named{view_.rules[a]->id, view_.rules[b]->id};
      if (!proof.fresh(ProofCode::Conflict, named)) continue;
      proof.add({.code = ProofCode::Conflict,
                 .table = std::string{view_.name},
                 .rules = std::move(named),
                 .shown_by = describe(proof.pack(), facts)});
    }
    if (answered_ || !silent(proof.pack(), rules)) return;
    answered_ = true;
    proof.add(
        {.code = ProofCode::NoAnswer, .table = std::string{view_.name}, .shown_by = describe(proof.pack(), facts)});
  }

  // Somebody must act by a known time, and the customer must hear what is next.
  bool silent(const Pack& pack, const std::vector<std::size_t>& rules) const {
    if (view_.name == "next" || view_.name == "complaint_routing") return rules.empty();
    if (view_.name != "clocks") return false;
    return std::none_of(rules.begin(), rules.end(),
                        [&](std::size_t rule) { return pack.clocks.rules[rule].then.from == Start::Submitted; });
  }

  const TableView& view_;
  RulePairs pairs_;
  std::vector<std::uint8_t> reached_;  // by rule
  bool answered_ = false;
};

Facts request_facts(const Pack& pack, const Outcome& outcome) {
  Facts facts(pack.columns.size());
  facts.set(Fact::Verdict, outcome.verdict);
  facts.set(Fact::Lane, outcome.lane);
  facts.set(Fact::Grade, outcome.grade);
  if (outcome.resolution != kUnset) facts.set(Fact::Resolution, outcome.resolution);
  return facts;
}

}  // namespace

void prove_requests(Proof& proof) {
  const Pack& pack = proof.pack();
  const std::vector<TableView> views = tables_of(pack);
  const std::size_t none = pack.column(Fact::Subject).values.size() - 1;

  std::vector<RequestTable> requests;
  std::vector<RequestTable> complaints;
  std::size_t at = 0;
#define X(member, text, Then, stage)                                                                  \
  if (Stage::stage == Stage::Request || Stage::stage == Stage::Outside)                               \
    requests.emplace_back(views[at], disagreeing(pack.member));                                       \
  if (Stage::stage == Stage::Complaint) complaints.emplace_back(views[at], disagreeing(pack.member)); \
  ++at;
  RETURNS_TABLES(X)
#undef X

  for (const Outcome& outcome : outcomes_of_items(proof)) {
    Facts facts = request_facts(pack, outcome);
    facts.set(Fact::Subject, static_cast<std::int32_t>(none));
    for (RequestTable& table : requests) table.look(proof, facts, false);
  }
  // A complaint without goods waits for a person: no verdict of its own, and no resolution.
  std::vector<std::pair<Outcome, Facts>> routed;
  Facts facts(pack.columns.size());
  const std::vector<std::size_t> around{static_cast<std::size_t>(Fact::Subject),
                                        static_cast<std::size_t>(Fact::Channel)};
  each_of(pack, around, facts, 0, [&] {
    if (facts[Fact::Subject] == static_cast<std::int32_t>(none)) return;
    for (RequestTable& table : complaints) table.look(proof, facts, true);
    const auto* rule = pack.complaint_routing.decide(facts);
    if (rule == nullptr) return;
    Facts with =
        request_facts(pack, {static_cast<std::int32_t>(Verdict::NeedsReview),
                             static_cast<std::int32_t>(rule->then.lane), static_cast<std::int32_t>(rule->then.grade)});
    with.set(Fact::Subject, facts[Fact::Subject]);
    with.set(Fact::Channel, facts[Fact::Channel]);
    for (RequestTable& table : requests) table.look(proof, with, true);
  });
  for (const RequestTable& table : requests) table.finish(proof);
  for (const RequestTable& table : complaints) table.finish(proof);
}

}  // namespace returns
