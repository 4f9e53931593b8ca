#pragma once
// What the plan says, cut down to what a case may expect, and how the two differ.

#include <string>
#include <vector>

#include "native/policy/situation.h"
#include "native/support/json.h"

namespace returns::policy {

// The names `expect` may use, and what the answer of the door says to each:
// verdict, findings, window, window_until, resolutions, return_freight, refund, coupon, fees, lane, grade, slots,
// notices, next, deadlines, escalations, claims, outside, disposition, questions, fault.
// Amounts and freight are those of the resolution that is chosen, or of the first on offer.
Json summary_of(const Json& answer);

// The whole answer of the real door: {"plan":…} or {"fault":…}.
Json plan_of(const wire::Core& core, const Situation& situation);

struct Mismatch {
  std::string at;  // JSON pointer below the case: "/expect/refund"
  Json expected, got;
};
// Only members that are given are compared. Lists of words are compared without order; a list of objects expects each
// of its objects to be among those there, by the members it gives. A name that is not in the list above is a problem.
Or<std::vector<Mismatch>> compare(const Case& wanted, const Json& summary, const std::string& file);

}  // namespace returns::policy
