#include "core/prove/prove.h"

#include <array>
#include <bit>

#include "core/prove/checks.h"

namespace returns {

std::string_view name(ProofCode code) {
  constexpr std::array kNames{
#define X(name, text) std::string_view{text},
      RETURNS_PROOF_FINDINGS(X)
#undef X
  };
  return kNames[static_cast<std::size_t>(code)];
}

Walk::Scope scope_of(const std::vector<const Table*>& tables) {
  Walk::Scope scope;
  for (const Table* table : tables) {
    for (const Table::Tested& tested : table->tested()) {
      scope.window = scope.window || tested.column == static_cast<std::size_t>(Fact::Window);
      scope.verdict = scope.verdict || tested.column == static_cast<std::size_t>(Fact::Verdict);
      scope.answers = scope.answers || tested.column >= kFactCount;
    }
  }
  return scope;
}

void run(Proof& proof, std::string_view table, Walk& walk, const std::function<void(const Leaf&)>& use) {
  if (!walk.run(use)) proof.add({.code = ProofCode::TooComplex, .table = std::string{table}});
}

std::size_t lowest(const std::uint64_t* words, const Table& table) {
  for (std::size_t w = 0; w < table.words(); ++w) {
    if (words[w] != 0) return w * 64 + static_cast<std::size_t>(std::countr_zero(words[w]));
  }
  return table.size();
}

std::vector<ProofFinding> prove(const Pack& pack, const Calendar& calendar) {
  Proof proof(pack);
  prove_tables(proof);
  prove_requests(proof);
  prove_rights(proof);
  prove_fees(proof);
  prove_slots(proof);
  prove_calendar(proof, calendar);
  prove_vocabulary(proof);
  return proof.take();
}

}  // namespace returns
