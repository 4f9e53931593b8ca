#include "core/prove/checks.h"

namespace returns {
namespace {

template <class Then>
bool any_rule(const Rules<Then>& rules, const auto& test) {
  return std::any_of(rules.rules.begin(), rules.rules.end(), [&](const auto& rule) { return test(rule.then); });
}

void dead(Proof& proof, std::string_view list, const std::string& word) {
  proof.add({.code = ProofCode::DeadValue, .table = {}, .rules = {std::string{list}}, .what = word});
}

}  // namespace

// Words that no rule can ever give: a misspelt list, or a leftover.
void prove_vocabulary(Proof& proof) {
  const Pack& pack = proof.pack();
  for (std::size_t i = 0; i < pack.questions.size(); ++i) {
    if (!any_rule(pack.question_rules, [&](const QuestionThen& then) { return then.question == i; }))
      dead(proof, "questions", pack.questions[i].id);
  }
  for (std::size_t i = 0; i < pack.slots.size(); ++i) {
    const auto gives = [&](const EvidenceThen& then) { return then.slot == i; };
    if (!any_rule(pack.evidence, gives) && !any_rule(pack.complaint_evidence, gives))
      dead(proof, "slots", pack.slots[i].id);
  }
  for (std::size_t i = 0; i < pack.resolutions.size(); ++i) {
    if (!any_rule(pack.remedies, [&](const RemedyThen& then) { return then.resolution == i; }))
      dead(proof, "resolutions", pack.resolutions[i].id);
  }
  for (std::size_t i = 0; i < pack.column(Fact::Lane).values.size(); ++i) {
    const auto gives = [&](const RoutingThen& then) { return then.lane == i; };
    if (!any_rule(pack.routing, gives) && !any_rule(pack.complaint_routing, gives))
      dead(proof, "lanes", pack.value(Fact::Lane, i));
  }
  for (std::size_t i = 0; i < pack.column(Fact::Grade).values.size(); ++i) {
    const auto gives = [&](const RoutingThen& then) { return then.grade == i; };
    if (!any_rule(pack.routing, gives) && !any_rule(pack.complaint_routing, gives)
        && !any_rule(pack.escalations, [&](const EscalationThen& then) { return then.grade == i; }))
      dead(proof, "grades", pack.value(Fact::Grade, i));
  }
}

}  // namespace returns
