#include "core/prove/checks.h"
#include "core/quote.h"

namespace returns {
namespace {

Minor sum_at(const Pack& pack, const std::uint64_t* alive, std::int32_t value) {
  Minor sum = 0;
  for (std::size_t i = 0; i < pack.fees.rules.size(); ++i) {
    if (bit(alive, i)) sum += fee_of(pack.fees.rules[i].then, value);
  }
  return sum;
}

}  // namespace

// Between the points where a fee leaves its floor or meets its cap the sum is a straight line, but for rounding: its
// excess is greatest within one turn of the rounding from an end. A single share never rounds above its value.
std::optional<FeeExcess> fee_excess(const Pack& pack, const Leaf& leaf, const std::uint64_t* alive,
                                    std::int32_t basis_points) {
  constexpr std::int32_t kTurn = 10'000;
  const std::size_t first = lowest(alive, pack.fees.table);
  if (first == pack.fees.rules.size()) return std::nullopt;
  if (pack.resolutions[static_cast<std::size_t>(leaf.resolution)].money != MoneyBack::Refund) return std::nullopt;
  std::vector<std::int32_t> points{leaf.value_from, leaf.value_to};
  std::int32_t shares = basis_points < kTurn ? 1 : 0;
  for (std::size_t i = first; i < pack.fees.rules.size(); ++i) {
    const FeeThen& fee = pack.fees.rules[i].then;
    if (!bit(alive, i) || fee.basis_points == 0) continue;
    ++shares;
    for (const Minor bound : {fee.floor, fee.cap}) {
      const Minor at = bound * kTurn / fee.basis_points;
      for (const Minor near : {at - 1, at, at + 1}) {
        if (near > leaf.value_from && near < leaf.value_to) points.push_back(static_cast<std::int32_t>(near));
      }
    }
  }
  std::sort(points.begin(), points.end());
  const auto above = [&](std::int32_t value) { return sum_at(pack, alive, value) > percent(value, basis_points); };
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (above(points[i])) return FeeExcess{first, points[i]};
    if (shares < 2 || i + 1 == points.size()) continue;
    for (std::int32_t step = 1; step < kTurn && points[i] + step < points[i + 1]; ++step) {
      if (above(points[i] + step)) return FeeExcess{first, points[i] + step};
      if (above(points[i + 1] - step)) return FeeExcess{first, points[i + 1] - step};
    }
  }
  return std::nullopt;
}

void prove_fees(Proof& proof) {
  const Pack& pack = proof.pack();
  if (pack.fees.rules.empty()) return;
  Walk::Scope scope = scope_of({&pack.fees.table});
  scope.verdict = scope.resolution = scope.value = true;
  Walk walk(pack, {{.table = &pack.fees.table}}, scope);
  run(proof, "fees", walk, [&](const Leaf& leaf) {
    constexpr std::int32_t kAll = 10'000;
    const std::optional<FeeExcess> excess = fee_excess(pack, leaf, leaf.alive[0], kAll);
    if (!excess) return;
    std::vector<std::string> rules;
    for (std::size_t i = 0; i < pack.fees.rules.size(); ++i) {
      if (bit(leaf.alive[0], i)) rules.push_back(pack.fees.rules[i].id);
    }
    if (!proof.fresh(ProofCode::FeeAboveRefund, rules)) return;
    Facts facts = walk.facts(leaf);
    facts.set(Fact::Value, excess->value);
    proof.add({.code = ProofCode::FeeAboveRefund,
               .table = "fees",
               .rules = std::move(rules),
               .shown_by = describe(pack, facts)});
  });
}

}  // namespace returns
