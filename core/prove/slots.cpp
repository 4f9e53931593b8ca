#include "core/prove/checks.h"

namespace returns {
namespace {

void add(Proof& proof, std::string_view table, const Rule<EvidenceThen>& rule, Case shown_by) {
  proof.add({.code = ProofCode::SlotCannotBeFilled,
             .table = std::string{table},
             .rules = {rule.id},
             .what = proof.pack().slots[rule.then.slot].id,
             .shown_by = std::move(shown_by)});
}

// A slot that takes no file at all, or more of them than it may.
bool impossible(const Pack& pack, const EvidenceThen& then) {
  const Slot& slot = pack.slots[then.slot];
  if (then.min > then.max) return true;
  return then.min > 0 && slot.kinds.empty();
}

void prove_rules(Proof& proof, Walk::Scope scope, std::vector<std::uint64_t> only) {
  const Pack& pack = proof.pack();
  if (std::all_of(only.begin(), only.end(), [](std::uint64_t word) { return word == 0; })) return;
  Walk walk(pack, {{.table = &pack.evidence.table, .keep = Keep::All, .only = std::move(only)}}, scope);
  run(proof, "evidence", walk, [&](const Leaf& leaf) {
    for (std::size_t i = 0; i < pack.evidence.rules.size(); ++i) {
      const Rule<EvidenceThen>& rule = pack.evidence.rules[i];
      if (bit(leaf.alive[0], i) && proof.fresh(ProofCode::SlotCannotBeFilled, {rule.id}))
        add(proof, "evidence", rule, describe(pack, walk.facts(leaf)));
    }
  });
}

}  // namespace

void prove_slots(Proof& proof) {
  const Pack& pack = proof.pack();
  const std::size_t words = pack.evidence.table.words();
  std::vector<std::uint64_t> never(words, 0);
  std::vector<std::uint64_t> needs_goods(words, 0);
  for (std::size_t i = 0; i < pack.evidence.rules.size(); ++i) {
    const EvidenceThen& then = pack.evidence.rules[i].then;
    if (impossible(pack, then)) set(never.data(), i);
    if (then.min > 0 && pack.slots[then.slot].needs_goods) set(needs_goods.data(), i);
  }
  Walk::Scope scope = scope_of({&pack.evidence.table});
  prove_rules(proof, scope, std::move(never));
  scope.goods = (1U << static_cast<unsigned>(Goods::NotShipped)) | (1U << static_cast<unsigned>(Goods::InTransit));
  prove_rules(proof, scope, std::move(needs_goods));
  for (const Rule<EvidenceThen>& rule : pack.complaint_evidence.rules) {
    // A complaint is made without goods.
    if (impossible(pack, rule.then) || (rule.then.min > 0 && pack.slots[rule.then.slot].needs_goods))
      add(proof, "complaint_evidence", rule, {});
  }
}

}  // namespace returns
