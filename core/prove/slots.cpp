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

}  // namespace

void prove_slots(Proof& proof) {
  const Pack& pack = proof.pack();
  std::vector<std::uint64_t> needs_goods(pack.evidence.table.words(), 0);
  bool any = false;
  for (std::size_t i = 0; i < pack.evidence.rules.size(); ++i) {
    const Rule<EvidenceThen>& rule = pack.evidence.rules[i];
    if (impossible(pack, rule.then)) add(proof, "evidence", rule, {});
    if (rule.then.min == 0 || !pack.slots[rule.then.slot].needs_goods) continue;
    set(needs_goods.data(), i);
    any = true;
  }
  if (any) {
    Walk::Scope scope = scope_of({&pack.evidence.table});
    scope.goods = (1U << static_cast<unsigned>(Goods::NotShipped)) | (1U << static_cast<unsigned>(Goods::InTransit));
    Walk walk(pack, {{.table = &pack.evidence.table, .keep = Keep::All, .only = std::move(needs_goods)}}, scope);
    run(proof, "evidence", walk, [&](const Leaf& leaf) {
      for (std::size_t i = 0; i < pack.evidence.rules.size(); ++i) {
        const Rule<EvidenceThen>& rule = pack.evidence.rules[i];
        if (bit(leaf.alive[0], i) && proof.fresh(ProofCode::SlotCannotBeFilled, {rule.id}))
          add(proof, "evidence", rule, describe(pack, walk.facts(leaf)));
      }
    });
  }
  for (const Rule<EvidenceThen>& rule : pack.complaint_evidence.rules) {
    // A complaint is made without goods.
    if (impossible(pack, rule.then) || (rule.then.min > 0 && pack.slots[rule.then.slot].needs_goods))
      add(proof, "complaint_evidence", rule, {});
  }
}

}  // namespace returns
