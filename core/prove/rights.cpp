#include "core/prove/checks.h"

namespace returns {
namespace {

// The fewest days that many consecutive months can have: February is among them.
std::int32_t days_of_months(std::int32_t months) {
  constexpr std::int32_t kShortest[] = {0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334};
  return months / 12 * 365 + kShortest[months % 12];
}
std::int32_t longest_days_of_months(std::int32_t months) {
  constexpr std::int32_t kLongest[] = {0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337};
  return months / 12 * 366 + kLongest[months % 12];
}

// Whether a window always lasts at least as long as another. Windows of the same unit are compared as they stand;
// of different units, the fewest days of one with the most of the other.
bool at_least(const WindowThen& window, const WindowThen& floor) {
  if (window.unit == Unit::None) return true;
  if (floor.unit == Unit::None) return false;
  if (window.unit == floor.unit) return window.n >= floor.n;
  std::int32_t fewest = window.n;
  if (window.unit == Unit::Hour) fewest = window.n / 24;
  if (window.unit == Unit::Month) fewest = days_of_months(window.n);
  switch (floor.unit) {
    case Unit::Hour: return std::int64_t{fewest} * 24 >= floor.n;
    case Unit::Month: return fewest >= longest_days_of_months(floor.n);
    // How many days n working days take depends on the calendar; twice as many and two weeks of holidays are more.
    case Unit::Workday: return fewest >= 2 * floor.n + 14;
    default: return fewest >= floor.n;
  }
}

std::vector<std::uint64_t> of_kind(const Pack& pack, std::initializer_list<RightKind> kinds) {
  std::vector<std::uint64_t> only(pack.rights.table.words(), 0);
  bool any = false;
  for (std::size_t i = 0; i < pack.rights.rules.size(); ++i) {
    if (std::find(kinds.begin(), kinds.end(), pack.rights.rules[i].then.kind) == kinds.end()) continue;
    set(only.data(), i);
    any = true;
  }
  return any ? only : std::vector<std::uint64_t>{};
}

// Walks the rights of some kinds beside one table and calls `denied(leaf, right)`: the rule that denies it, or size().
template <class Then, class Denied>
void prove_kinds(Proof& proof, std::initializer_list<RightKind> kinds, ProofCode code, const Rules<Then>& rules,
                 Walked walked, Walk::Scope scope, const Denied& denied) {
  const Pack& pack = proof.pack();
  std::vector<std::uint64_t> only = of_kind(pack, kinds);
  if (only.empty()) return;
  const Walk::Scope need = scope_of({&rules.table, &pack.rights.table});
  scope.window = scope.window || need.window;
  scope.answers = scope.answers || need.answers;
  scope.verdict = scope.verdict || need.verdict;
  Walk walk(pack, {std::move(walked), {.table = &pack.rights.table, .keep = Keep::All, .only = std::move(only)}},
            scope);
  run(proof, "rights", walk, [&](const Leaf& leaf) {
    for (std::size_t right = 0; right < pack.rights.rules.size(); ++right) {
      if (!bit(leaf.alive[1], right)) continue;
      const std::optional<std::size_t> by = denied(leaf, pack.rights.rules[right].then);
      if (!by) continue;
      std::vector<std::string> named{pack.rights.rules[right].id};
      if (*by < rules.rules.size()) named.push_back(rules.rules[*by].id);
      if (!proof.fresh(code, named)) continue;
      proof.add(
          {.code = code, .table = "rights", .rules = std::move(named), .shown_by = describe(pack, walk.facts(leaf))});
    }
  });
}

void prove_windows(Proof& proof) {
  const Pack& pack = proof.pack();
  const bool many = pack.windows.hit == Hit::Collect;
  prove_kinds(proof, {RightKind::Window}, ProofCode::WindowBelowFloor, pack.windows,
              {.table = &pack.windows.table, .keep = many ? Keep::All : Keep::First}, {},
              [&](const Leaf& leaf, const RightThen& right) -> std::optional<std::size_t> {
                const std::size_t first = lowest(leaf.alive[0], pack.windows.table);
                if (first == pack.windows.rules.size()) return std::nullopt;  // no_answer says so
                std::size_t shorter = pack.windows.rules.size();
                bool some_long = false, any = false;
                for (std::size_t i = first; i < pack.windows.rules.size() && (many || i == first); ++i) {
                  if (!bit(leaf.alive[0], i) || (many && pack.windows.rules[i].then.unit == Unit::None)) continue;
                  any = true;
                  if (at_least(pack.windows.rules[i].then, right.window)) {
                    some_long = true;
                  } else {
                    shorter = i;
                  }
                }
                const bool kept =
                    pack.precedence == Precedence::Longest ? some_long || !any : shorter == pack.windows.rules.size();
                return kept ? std::nullopt : std::optional{shorter};
              });
}

void prove_verdicts(Proof& proof) {
  const Pack& pack = proof.pack();
  std::vector<std::uint32_t> verdicts;
  for (const auto& rule : pack.eligibility.rules) verdicts.push_back(static_cast<std::uint32_t>(rule.then.verdict));
  prove_kinds(proof, {RightKind::Verdict}, ProofCode::RightDenied, pack.eligibility,
              {.table = &pack.eligibility.table, .keep = Keep::Classes, .classes = std::move(verdicts), .worst = true},
              {}, [&](const Leaf& leaf, const RightThen& right) -> std::optional<std::size_t> {
                const std::size_t rule = lowest(leaf.alive[0], pack.eligibility.table);
                if (rule == pack.eligibility.rules.size()) return std::nullopt;
                if (pack.eligibility.rules[rule].then.verdict <= right.verdict) return std::nullopt;
                return rule;
              });
}

void prove_settlement(Proof& proof) {
  const Pack& pack = proof.pack();
  prove_kinds(proof, {RightKind::ReturnFreight, RightKind::Outbound}, ProofCode::RightDenied, pack.settlement,
              {.table = &pack.settlement.table, .keep = Keep::First}, {},
              [&](const Leaf& leaf, const RightThen& right) -> std::optional<std::size_t> {
                const std::size_t rule = lowest(leaf.alive[0], pack.settlement.table);
                if (rule == pack.settlement.rules.size()) return std::nullopt;
                const SettlementThen& then = pack.settlement.rules[rule].then;
                // Nothing to pay is as good as the merchant paying.
                const bool freight = then.return_freight == right.payer || then.return_freight == Payer::None;
                const bool given = right.kind == RightKind::Outbound ? then.refund_outbound : freight;
                return given ? std::nullopt : std::optional{rule};
              });
}

void prove_resolutions(Proof& proof) {
  const Pack& pack = proof.pack();
  std::vector<std::uint32_t> gives;
  for (const auto& rule : pack.remedies.rules) gives.push_back(static_cast<std::uint32_t>(rule.then.resolution));
  prove_kinds(proof, {RightKind::Resolution}, ProofCode::RightDenied, pack.remedies,
              {.table = &pack.remedies.table, .keep = Keep::Classes, .classes = std::move(gives)}, {},
              [&](const Leaf& leaf, const RightThen& right) -> std::optional<std::size_t> {
                for (std::size_t i = 0; i < pack.remedies.rules.size(); ++i) {
                  if (bit(leaf.alive[0], i) && pack.remedies.rules[i].then.resolution == right.resolution)
                    return std::nullopt;
                }
                return pack.remedies.rules.size();
              });
}

// An offer that a limit ends before the law lets it end is no offer. A right without a term takes no limit at all.
void prove_offer_limits(Proof& proof) {
  const Pack& pack = proof.pack();
  if (pack.limits.rules.empty()) return;
  prove_kinds(proof, {RightKind::Resolution}, ProofCode::RightDenied, pack.limits,
              {.table = &pack.limits.table, .keep = Keep::First}, {.verdict = true, .resolution = true},
              [&](const Leaf& leaf, const RightThen& right) -> std::optional<std::size_t> {
                if (leaf.resolution != static_cast<std::int32_t>(right.resolution)) return std::nullopt;
                const std::size_t rule = lowest(leaf.alive[0], pack.limits.table);
                if (rule == pack.limits.rules.size() || at_least(pack.limits.rules[rule].then, right.window))
                  return std::nullopt;
                return rule;
              });
}

void prove_fee_limits(Proof& proof) {
  const Pack& pack = proof.pack();
  prove_kinds(proof, {RightKind::Fee}, ProofCode::RightDenied, pack.fees, {.table = &pack.fees.table},
              {.verdict = true, .resolution = true, .value = true},
              [&](const Leaf& leaf, const RightThen& right) -> std::optional<std::size_t> {
                const std::optional<FeeExcess> excess = fee_excess(pack, leaf, leaf.alive[0], right.basis_points);
                return excess ? std::optional{excess->rule} : std::nullopt;
              });
}

}  // namespace

void prove_rights(Proof& proof) {
  prove_windows(proof);
  prove_verdicts(proof);
  prove_settlement(proof);
  prove_resolutions(proof);
  prove_offer_limits(proof);
  prove_fee_limits(proof);
}

}  // namespace returns
