#include "core/prove/checks.h"
#include "core/prove/disagree.h"

namespace returns {
namespace {

// Tables that must answer every case they are asked about.
bool must_answer(std::string_view table) {
  constexpr std::string_view kTables[] = {"outlooks",   "windows", "eligibility", "remedies",
                                          "settlement", "routing", "dispositions"};
  return std::find(std::begin(kTables), std::end(kTables), table) != std::end(kTables);
}

Walk::Scope scope_of(const TableView& view) {
  Walk::Scope scope = returns::scope_of({view.table});
  scope.lines = view.stage == Stage::Line;
  scope.resolution = view.stage == Stage::Remedy || view.stage == Stage::Fee;
  scope.verdict = scope.verdict || scope.resolution;
  scope.value = view.stage == Stage::Fee;
  return scope;
}

// Either no case matches the rule, or wherever one does an earlier rule answers: then one such case is shown.
void add_unreached(Proof& proof, const TableView& view, std::size_t rule) {
  ProofFinding finding{
      .code = ProofCode::UnreachableRule, .table = std::string{view.name}, .rules = {view.rules[rule]->id}};
  if (view.hit != Hit::Collect) {
    std::vector<std::uint64_t> until(view.table->words(), 0);
    for (std::size_t i = 0; i <= rule; ++i) set(until.data(), i);
    Walk walk(proof.pack(), {{.table = view.table, .keep = Keep::All, .only = std::move(until)}}, scope_of(view));
    run(proof, view.name, walk, [&](const Leaf& leaf) {
      if (!finding.shown_by.empty() || !bit(leaf.alive[0], rule)) return;
      finding.rules.push_back(view.rules[lowest(leaf.alive[0], *view.table)]->id);
      finding.shown_by = describe(proof.pack(), walk.facts(leaf));
    });
  }
  proof.add(std::move(finding));
}

void prove_coverage(Proof& proof, const TableView& view) {
  if (view.rules.empty() && !must_answer(view.name)) return;
  const Keep keep = view.hit != Hit::Collect      ? Keep::First
                    : view.stage >= Stage::Remedy ? Keep::All  // a rule may match and nothing be on offer
                                                  : Keep::Some;
  Walk walk(proof.pack(), {{.table = view.table, .keep = keep}}, scope_of(view));
  const std::size_t words = view.table->words();
  bool complete = !must_answer(view.name);
  run(proof, view.name, walk, [&](const Leaf& leaf) {
    if (complete || std::any_of(leaf.alive[0], leaf.alive[0] + words, [](std::uint64_t word) { return word != 0; }))
      return;
    complete = true;  // one case is enough
    proof.add({.code = ProofCode::NoAnswer,
               .table = std::string{view.name},
               .shown_by = describe(proof.pack(), walk.facts(leaf))});
  });
  for (std::size_t rule = 0; rule < view.rules.size(); ++rule) {
    if (!walk.reached(0, rule)) add_unreached(proof, view, rule);
  }
}

void prove_agreement(Proof& proof, const TableView& view, const RulePairs& pairs) {
  if (pairs.empty()) return;
  std::vector<std::uint64_t> involved(view.table->words(), 0);
  for (const auto& [a, b] : pairs) {
    set(involved.data(), a);
    set(involved.data(), b);
  }
  Walk walk(proof.pack(), {{.table = view.table, .keep = Keep::All, .only = std::move(involved)}}, scope_of(view));
  run(proof, view.name, walk, [&](const Leaf& leaf) {
    for (const auto& [a, b] : pairs) {
      if (!bit(leaf.alive[0], a) || !bit(leaf.alive[0], b)) continue;
      std::vector<std::string> rules{view.rules[a]->id, view.rules[b]->id};
      if (!proof.fresh(ProofCode::Conflict, rules)) continue;
      proof.add({.code = ProofCode::Conflict,
                 .table = std::string{view.name},
                 .rules = std::move(rules),
                 .shown_by = describe(proof.pack(), walk.facts(leaf))});
    }
  });
}

}  // namespace

void prove_tables(Proof& proof) {
  const std::vector<TableView> views = tables_of(proof.pack());
  const auto view = [&](std::string_view name) -> const TableView& {
    return *std::find_if(views.begin(), views.end(), [&](const TableView& v) { return v.name == name; });
  };
#define X(member, text, Then, stage)                                      \
  if (Stage::stage < Stage::Request) {                                    \
    prove_coverage(proof, view(text));                                    \
    prove_agreement(proof, view(text), disagreeing(proof.pack().member)); \
  }
  RETURNS_TABLES(X)
#undef X
}

}  // namespace returns
