#pragma once
// What a resolution pays, costs and moves. One computation gives the preview and the booked amount.
//
// The unit ledger (ledger.h) has fixed what each unit really cost. Where a
// promotion's condition is no longer met after a return for the customer's own reasons, what is kept is priced
// again at purchase prices (7DR art. 17); returns for the seller's fault never cost the customer a promotion.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ledger.h"
#include "core/money.h"
#include "core/order.h"
#include "core/policy/pack.h"

namespace returns {

// One line of the quote; `amount` adds to the refund (or, for coupons, to the coupon): without coupons the lines sum to
// refund + credit - due. A closed list.
#define RETURNS_QUOTE_LINES(X)              \
  X(Goods, "goods")                         \
  X(DiscountShare, "discount_share")        \
  X(Tax, "tax")                             \
  X(PromotionLost, "promotion_lost")        \
  X(GiftKept, "gift_kept")                  \
  X(FreeShippingLost, "free_shipping_lost") \
  X(OutboundShipping, "outbound_shipping")  \
  X(Rounding, "rounding")                   \
  X(Fee, "fee")                             \
  X(Cap, "cap")                             \
  X(Replacement, "replacement")             \
  X(Bonus, "bonus")                         \
  X(Compensation, "compensation")

enum class QuoteCode : std::uint8_t {
#define X(name, text) name,
  RETURNS_QUOTE_LINES(X)
#undef X
};
std::string_view name(QuoteCode code);

struct QuoteLine {
  QuoteCode code = QuoteCode::Goods;
  Minor amount = 0;
  std::string line = {};  // order line it is about
  std::int32_t quantity = 0;
  std::string discount = {};
  std::string fee = {};       // code of a fee
  std::string exchange = {};  // what comes instead
  std::string rule = {};
  std::string source = {};
};

struct FreightLeg {
  std::string_view leg;  // "return", "outbound"
  Payer payer = Payer::None;
  std::optional<Minor> estimate = {};  // what the customer will pay the carrier, roughly
};

struct TenderShare {
  std::string id, kind;
  Minor amount = 0;
  std::int64_t units = 0;  // of a tender counted in its own units (points): how many come back
};

struct Quote {
  std::size_t resolution = 0;  // index in the pack
  Minor refund = 0;            // sum of the lines that are not coupons; never negative
  Minor due = 0;               // what the customer pays on top for a dearer replacement; then nothing is refunded
  Minor credit = 0;            // store credit instead of a refund, its bonus included
  Minor coupon = 0;
  std::vector<QuoteLine> lines;
  std::vector<FreightLeg> freight;
  std::vector<TenderShare> tenders;
  std::vector<std::string> returned_coupons = {};  // discounts that come back in kind (7DR art. 15)
  // Tax in the prices of the goods and the shipping that come back, for the credit note; no part of the sum.
  Minor tax_included = 0;
};

// An item as the quote sees it.
struct SettledItem {
  std::size_t line = 0;
  std::int32_t quantity = 0;
  const Rule<SettlementThen>* settlement = nullptr;  // nullptr: nothing is known to be refunded
  const Rule<CompensationThen>* compensation = nullptr;
  std::vector<std::size_t> kept_gifts = {};  // order lines the customer keeps
  std::int32_t days_late = 0;
  Minor value = 0;                              // what the units cost
  const Exchange* exchange = nullptr;           // another item instead; nullptr: the same, or none
  std::vector<const Rule<FeeThen>*> fees = {};  // of the resolution that is quoted
};

// A fee for an item that cost `value`: fixed amount and share, then floor and cap; what a quote takes, and what the
// prover holds against the refund.
Minor fee_of(const FeeThen& fee, Minor value);

// Precondition: quantities are within what is returnable.
Quote quote(const Pack& pack, const Order& order, const Books& books, const std::vector<SettledItem>& items,
            std::size_t resolution);

}  // namespace returns
