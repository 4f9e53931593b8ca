#pragma once
// What most doors begin with: the documents read, and the plan that follows from them.

#include <string>
#include <string_view>

#include "core/plan.h"
#include "core/result.h"
#include "core/wire/json.h"
#include "core/wire/read.h"

namespace returns::wire {

struct Planned {
  Order order;  // empty for a complaint about no order
  Draft draft;
  Plan plan;
};

Result<Planned> plan_of(const Policy& policy, std::string_view order, const Value& draft, std::string_view now,
                        Versions versions = Versions::Same);
Result<Planned> plan_of(const Policy& policy, std::string_view order, std::string_view draft, std::string_view now,
                        Versions versions = Versions::Same);

// The one document that is not JSON: an instant in RFC 3339, as bare text.
Result<Instant> read_now(std::string_view text);

// {"key":document}
std::string envelope(std::string_view key, std::string_view document);

}  // namespace returns::wire
