#pragma once
// One line that goes through an order and a plan: a case that fixes moments, or a sealed request with its order,
// {"order":…,"request":…}.

#include <string>
#include <string_view>

#include "native/policy/situation.h"
#include "native/policy/tally.h"

namespace returns::policy {

struct Replayed {
  std::string fault = {};  // why there is no answer; empty: there is one
  std::string member = {};
  std::size_t verdict = kNoAnswer;
  std::string lane = {}, grade = {};
  std::vector<std::string> findings = {}, resolutions = {}, settlements = {};  // sorted
  std::string category = {}, reason = {};                                      // of the first item
};

// The same purchase and the same words of the customer, by this pack: what the order says of its own pack is set aside.
// `core` needs a recall (with_recall). Counts what speaks into `tally`.
Replayed replay(const wire::Core& core, const Json& line, Tally& tally);
Change compare(const Replayed& a, const Replayed& b);

}  // namespace returns::policy
