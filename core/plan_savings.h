#pragma once
// Which other choice of items would cost the customer less. What a return costs is what its goods were paid for less
// what comes back; here only that part counts which hangs on the choice of items together: promotions and free
// shipping that are lost, fees taken once for the request, outbound shipping that comes back with the whole order.

#include <cstddef>
#include <optional>
#include <vector>

#include "core/plan.h"

namespace returns {

// Up to this many order lines every choice of items is tried; beyond, each line by itself and a few bundles.
inline constexpr std::size_t kExactLines = 12;

struct Choice {
  Draft draft;                       // as it would be; added items without answers
  std::vector<std::size_t> added;    // order lines that would go back too, all their units
  std::vector<std::size_t> dropped;  // order lines that would be kept
  std::optional<std::size_t> item;   // or the item of which another number of units goes back
  std::size_t like = 0;              // order line whose reason and condition the added ones are taken to share
  Minor saved = 0;
  bool exact = true;
};

struct Savings {
  std::optional<Choice> smallest;  // fewest order lines changed, of these what saves most
  std::optional<Choice> best;      // when another saves more
};

// Precondition: `plan` decides `draft`, and `offer` is one of its offers that refunds money.
Savings savings(const Policy& policy, const Order& order, const Books& books, const Draft& draft, const Plan& plan,
                const Offer& offer);

// The part of a quote's cost that hangs on the choice of items.
Minor shared_cost(const Quote& quote, const std::vector<SettledItem>& items);

}  // namespace returns
