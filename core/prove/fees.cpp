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

// Between the points where a fee leaves its floor or meets its cap the sum is a straight line: its excess is greatest
// at one of them or at an end.
std::optional<FeeExcess> fee_excess(const Pack& pack, const Leaf& leaf, const std::uint64_t* alive,
                                    std::int32_t basis_points) {
  const std::size_t first = lowest(alive, pack.fees.table);
  if (first == pack.fees.rules.size()) return std::nullopt;
  if (pack.resolutions[static_cast<std::size_t>(leaf.resolution)].money != MoneyBack::Refund) return std::nullopt;
  std::vector<std::int32_t> points{leaf.value_from, leaf.value_to};
  for (std::size_t i = first; i < pack.fees.rules.size(); ++i) {
    const FeeThen& fee = pack.fees.rules[i].then;
    if (!bit(alive, i) || fee.basis_points == 0) continue;
    for (const Minor bound : {fee.floor, fee.cap}) {
      const Minor at = bound * 10'000 / fee.basis_points;
      for (const Minor near : {at - 1, at, at + 1}) {
        if (near > leaf.value_from && near < leaf.value_to) points.push_back(static_cast<std::int32_t>(near));
      }
    }
  }
  for (const std::int32_t value : points) {
    if (sum_at(pack, alive, value) > percent(value, basis_points)) return FeeExcess{first, value};
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
