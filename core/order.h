#pragma once
// An order as the shop states it. Amounts are minor units of Order::currency; instants carry their own offset.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
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
};

struct Gift {
  LineId of;        // the line it came with
  Minor value = 0;  // the price stated in advance, deducted when the gift is kept (7DR art. 12)
};

struct OrderLine {
  LineId id;
  std::string sku;
  Localized title;
  std::string picture;
  std::int32_t category = 0;  // index in the pack's vocabulary
  std::int32_t quantity = 0;
  Minor unit_price = 0;
  Confirmed exclusion_confirmed = Confirmed::Unknown;
  std::string gtin, batch, trace_prefix;
  std::vector<std::string> serials;  // of the units, where they were written down at dispatch; or their trace codes
  std::optional<Day> expires_on;
  std::optional<Gift> gift;
  std::vector<Held> held;

  std::int32_t held_quantity() const {
    std::int32_t sum = 0;
    for (const Held& h : held) sum += h.state == HeldState::Cancelled ? 0 : h.quantity;
    return sum;
  }
  // Quantity left, not money left: never negative even when a shop's books disagree.
  std::int32_t returnable() const { return std::max(0, quantity - held_quantity()); }
};

struct Discount {
  std::string id, kind;
  Minor threshold = 0;  // of the list price of its lines; 0: no condition
  Minor off = 0;
  std::vector<std::size_t> lines;  // indexes
};

struct Tender {
  std::string id, kind;
  Minor paid = 0;
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
  Minor shipping_free_from = 0;  // 0: never free
  std::vector<Discount> discounts;
  std::vector<Tender> tenders;
  Minor refunded = 0;  // money done
  std::vector<OrderLine> lines;
  std::string digest;  // SHA-256 of the order as the core writes it, held and refunded left out
};

}  // namespace returns
