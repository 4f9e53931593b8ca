#pragma once
// Withdrawal from the contract, apart from the wizard: no reason, no photo, no approval (Directive 2011/83/EU art.
// 11a). A statement in two steps; what it brings about is computed from the same tables as a return. A late statement,
// or one about goods that are excluded, is taken all the same and flagged: whether it holds is not for a machine to
// say.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/plan.h"

namespace returns {

struct WithdrawnLine {
  std::size_t line = 0;  // index in the order
  std::int32_t quantity = 0;
};

// What the customer states. Nothing but this may be asked for.
struct Statement {
  std::string name, email;
  std::vector<WithdrawnLine> lines;  // empty: the whole contract
  std::string reason;                // only if the customer wants to say one
  bool confirmed = false;            // by the second control
};

enum class Standing : std::uint8_t { Withdrawable, ToCheck, Late, Excluded, Gone };
std::string_view name(Standing standing);

struct StatedLine {
  std::size_t line = 0;
  std::int32_t quantity = 0;  // withdrawn; 0: not part of the statement
  Standing standing = Standing::Gone;
  Window window;
  Assessment assessment;
};

struct WithdrawalPlan {
  Instant now;
  std::vector<StatedLine> lines;  // every line of the order
  std::vector<Missing> missing;
  // What follows for the lines that are not excluded or late; nothing when there are none.
  std::optional<Offer> offer;
  std::vector<Deadline> deadlines;
};

// Precondition: the pack has a withdrawal.
WithdrawalPlan plan_withdrawal(const Policy& policy, const Order& order, const Statement& statement, Instant now);

}  // namespace returns
