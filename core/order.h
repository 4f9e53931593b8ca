#pragma once
// An order as the shop states it. Amounts are minor units of Order::currency; instants carry their own offset.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.h"
#include "core/id.h"
#include "core/money.h"
#include "core/policy/facts.h"
#include "core/policy/pack.h"

namespace returns {

enum class HeldState : std::uint8_t { Open, Returned, Cancelled };

// Units of a line that another request speaks for. A cancelled request frees them.
struct Held {
  std::int32_t quantity = 0;
  std::string ticket;
  HeldState state = HeldState::Open;
  bool counts = false;  // went back for the seller's fault: for the terms of promotions it is still with the customer
};

struct Gift {
  LineId of;        // the line it came with
  Minor value = 0;  // the price stated in advance, deducted when the gift is kept (7DR art. 12)
};

// What the shop would send in place of one unit of a line; prices are those of today.
struct Exchange {
  std::string id, sku;
  Localized title;
  std::string picture;
  Minor unit_price = 0;
  Minor tax = 0;  // of one unit, added on top

  Minor cost() const { return unit_price + tax; }
};

struct OrderLine {
  LineId id;
  std::string sku;
  Localized title;
  std::string picture;
  std::int32_t category = 0;  // index in the pack's vocabulary
  std::int32_t quantity = 0;
  Minor unit_price = 0;
  Minor tax = 0;           // of the whole line, added on top of its price less discounts
  Minor tax_included = 0;  // of the whole line, in its price
  Confirmed exclusion_confirmed = Confirmed::Unknown;
  std::string gtin, batch, trace_prefix;
  std::optional<Day> expires_on;
  std::optional<Gift> gift;
  std::vector<Held> held;
  std::vector<Exchange> exchanges;

  const Exchange* exchange(std::string_view wanted) const {
    for (const Exchange& candidate : exchanges) {
      if (candidate.id == wanted) return &candidate;
    }
    return nullptr;
  }
  std::int32_t held_quantity() const {
    std::int32_t sum = 0;
    for (const Held& h : held) sum += h.state == HeldState::Cancelled ? 0 : h.quantity;
    return sum;
  }
  std::int32_t counting_quantity() const {
    std::int32_t sum = 0;
    for (const Held& h : held) sum += h.counts && h.state != HeldState::Cancelled ? h.quantity : 0;
    return std::min(sum, quantity);
  }
  // Quantity left, not money left: never negative even when a shop's books disagree.
  std::int32_t returnable() const { return std::max(0, quantity - held_quantity()); }
};

struct Discount {
  std::string id, kind;
  Minor threshold = 0;  // of the list price of its lines; 0: no condition
  Minor off = 0;
  bool in_kind = false;      // a coupon that comes back once nothing it was spent on is kept
  std::optional<bool> lost;  // an earlier return paid for losing it; unknown: where its terms are not met any more
  std::vector<std::size_t> lines;  // indexes
};

struct Tender {
  std::string id, kind;
  Minor paid = 0;
  std::int64_t units = 0;         // points and the like: how many were spent; 0: money
  std::optional<Minor> refunded;  // money done through this tender, where the shop keeps count
};

struct Order {
  OrderId id;
  std::string merchant, seller;
  std::int32_t market = 0;
  std::string currency;
  PackId policy;
  std::int32_t policy_version = 0;
  Instant placed_at;
  std::optional<Day> promised_by;
  Goods goods = Goods::Unknown;
  std::optional<Instant> signed_at;
  Minor shipping_paid = 0;
  Minor shipping_list = 0;
  Minor shipping_free_from = 0;     // 0: never free
  Minor shipping_tax_included = 0;  // in what was paid for it
  std::vector<Discount> discounts;
  std::vector<Tender> tenders;
  Minor rounding = 0;  // what rounding to cash coins added to the sum, or took off it
  Minor refunded = 0;  // money done
  std::vector<OrderLine> lines;
  std::string digest;  // SHA-256 of the order as the core writes it, held and refunded left out
};

}  // namespace returns
