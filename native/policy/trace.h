#pragma once
// The trace of a situation: every table as it was asked, the rules that spoke, and those that did not with what was
// against them.

#include <string>

#include "native/policy/fired.h"
#include "native/policy/tool.h"
#include "native/support/json.h"

namespace returns::policy {

// [{"table":"eligibility","resolution":"refund","fired":["eligibility/sealed"],
//   "missed":[{"rule":"eligibility/seal-broken","against":[{"column":"answer.seal","value":"intact","allowed":["broken"]}]}]}]
// Integers have "ranges":[[4,3650]] and "margin":2 instead of "allowed".
Json trace_of(const Situation& situation, const Pack& pack);

// The same for a reader; at most `misses` of the rules that did not speak per table (0: all).
void print_trace(const Tool& tool, Screen& screen, const Json& trace, std::size_t misses);

}  // namespace returns::policy
