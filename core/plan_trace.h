#pragma once
// Why an answer is what it is: of every table the rules that fired, and of those that did not, what stood in their
// way and by how much. Read back from the compiled tables, so a plan that is not asked to explain itself pays nothing.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/plan.h"

namespace returns {

// A column in which a rule refuses a case.
struct Miss {
  std::size_t column = 0;
  std::int32_t value = kUnset;             // what the case has; kUnset: the fact is not there
  std::vector<std::int32_t> accepts = {};  // set columns: what the rule would take
  std::int32_t margin = 0;                 // integer columns: the smallest change of the value that the rule would take
};

// Every column in which rule `rule` refuses the facts, in column order; empty when it matches.
std::vector<Miss> misses(const Table& table, const Facts& facts, std::size_t rule);

struct MissedRule {
  const RuleHead* rule = nullptr;
  std::vector<Miss> misses;
};

struct TracedTable {
  std::string_view name;
  Hit hit = Hit::First;
  std::optional<std::size_t> resolution = {};  // tables that are asked for each resolution
  std::vector<const RuleHead*> fired = {};
  std::vector<const RuleHead*> covered = {};  // match too, but an earlier rule decides
  std::vector<MissedRule> missed = {};        // fewest misses first, at most kMostMissed
  std::size_t more = 0;                       // missed rules beyond these
};

inline constexpr std::size_t kMostMissed = 20;

struct Trace {
  std::optional<std::size_t> item = {};  // of the draft; or the request as a whole
  std::vector<TracedTable> tables = {};
};

// One for each item whose answers stand, then one for the request.
std::vector<Trace> trace(const Policy& policy, const Order& order, const Draft& draft, const Plan& plan);

}  // namespace returns
