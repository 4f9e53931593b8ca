#pragma once
// Which rules of a table may not both match: pairs that would say different things at once.

#include <utility>
#include <vector>

#include "core/policy/pack.h"

namespace returns {

// In tables that collect, two rules speak of the same thing when these agree. Rules of the other kinds of answers may
// stand side by side: slots take the larger bounds, remedies, notices and questions add up.
inline bool same_subject(const DetailThen& a, const DetailThen& b) { return a.field == b.field; }
inline bool same_subject(const EligibilityThen& a, const EligibilityThen& b) { return a.code == b.code; }
inline bool same_subject(const FeeThen& a, const FeeThen& b) { return a.code == b.code; }
inline bool same_subject(const ClaimThen& a, const ClaimThen& b) { return a.code == b.code; }
inline bool same_subject(const OutsideThen& a, const OutsideThen& b) { return a.route == b.route; }
inline bool same_subject(const ClockThen& a, const ClockThen& b) {
  return a.stage == b.stage && a.who == b.who && a.from == b.from;
}
inline bool same_subject(const EscalationThen& a, const EscalationThen& b) {
  return a.role == b.role && a.from == b.from;
}
template <class Then>
bool same_subject(const Then& /*a*/, const Then& /*b*/) {
  return false;
}

using RulePairs = std::vector<std::pair<std::size_t, std::size_t>>;

template <class Then>
RulePairs disagreeing(const Rules<Then>& rules) {
  RulePairs pairs;
  if (rules.hit == Hit::First) return pairs;
  for (std::size_t a = 0; a < rules.rules.size(); ++a) {
    for (std::size_t b = a + 1; b < rules.rules.size(); ++b) {
      const Then& one = rules.rules[a].then;
      const Then& other = rules.rules[b].then;
      const bool may_not =
          rules.hit == Hit::Unique || (!(one == other) && (rules.hit == Hit::Any || same_subject(one, other)));
      if (may_not) pairs.emplace_back(a, b);
    }
  }
  return pairs;
}

}  // namespace returns
