#pragma once
// Small orders built without documents, one return of theirs booked, and the laws that every quote keeps.

#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "core/ledger.h"
#include "core/quote.h"

namespace returns::test {

inline Order order_of(const std::vector<std::pair<int, Minor>>& lines, Minor off, Minor threshold, Minor tax,
                      Minor shipping, const std::vector<Minor>& shares) {
  Order order;
  Minor total = shipping;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    OrderLine line;
    line.id = LineId{"L" + std::to_string(i + 1)};
    line.quantity = lines[i].first;
    line.unit_price = lines[i].second;
    line.tax = tax;
    total += line.unit_price * line.quantity + tax;
    order.lines.push_back(std::move(line));
  }
  if (off != 0) {
    Discount discount;
    discount.id = "D1";
    discount.threshold = threshold;
    discount.off = off;
    for (std::size_t i = 0; i < lines.size(); ++i) discount.lines.push_back(i);
    order.discounts.push_back(discount);
    total -= off;
  }
  order.shipping_paid = shipping;
  const std::vector<Minor> paid = prorate(total, shares);
  for (std::size_t i = 0; i < paid.size(); ++i)
    order.tenders.push_back(
        {.id = "T" + std::to_string(i + 1), .kind = "card", .paid = paid[i], .units = i == 1 ? 7 : 0, .refunded = 0});
  return order;
}

inline Minor paid(const Order& order) {
  return std::accumulate(order.tenders.begin(), order.tenders.end(), Minor{0},
                         [](Minor sum, const Tender& tender) { return sum + tender.paid; });
}

// A pack of one resolution that pays money back.
inline Pack paying_pack() {
  Pack pack;
  ResolutionKind refund;
  refund.id = "refund";
  refund.money = MoneyBack::Refund;
  refund.goods_back = true;
  pack.resolutions.push_back(refund);
  return pack;
}

inline Rule<SettlementThen> settlement(bool reprice) {
  Rule<SettlementThen> rule{};
  rule.id = "settlement/test";
  rule.then.reprice_promotion = reprice;
  rule.then.refund_outbound = !reprice;
  rule.then.return_freight = reprice ? Payer::Customer : Payer::Merchant;
  return rule;
}

// Books one return: what the order knows afterwards.
inline void book(Order& order, const std::vector<std::pair<std::size_t, int>>& items, const Quote& quote, bool counts) {
  for (Discount& discount : order.discounts) {
    discount.lost = discount.lost.value_or(false);
    for (const QuoteLine& line : quote.lines) {
      if (line.code == QuoteCode::PromotionLost && line.discount == discount.id) discount.lost = true;
    }
  }
  for (const auto& [line, quantity] : items)
    order.lines[line].held.push_back({quantity, "t", HeldState::Returned, counts});
  order.refunded += quote.refund;
  for (const TenderShare& share : quote.tenders) {
    for (Tender& tender : order.tenders) {
      if (tender.id == share.id) *tender.refunded += share.amount;
    }
  }
}

struct World {
  Order order;
  bool reprice;
  bool counts = !reprice;  // for the seller's fault
};

// The law that a quote of a sequence breaks; empty when it keeps them all.
inline std::string broken_law(const Order& order, const Quote& quote) {
  Minor lines = 0, tenders = 0;
  for (const QuoteLine& line : quote.lines) lines += line.code == QuoteCode::Compensation ? 0 : line.amount;
  if (lines != quote.refund + quote.credit - quote.due) return "lines sum to refund, credit and what is due";
  if (quote.refund < 0 || quote.credit < 0 || quote.due < 0) return "nothing is negative";
  if ((quote.refund > 0) + (quote.credit > 0) + (quote.due > 0) > 1) return "money goes one way";
  for (const TenderShare& share : quote.tenders) {
    tenders += share.amount;
    if (share.amount <= 0) return "a tender gets something, or is not named";
    for (const Tender& tender : order.tenders) {
      if (tender.id == share.id && tender.refunded.value_or(0) + share.amount > tender.paid)
        return "no tender above its payment";
    }
  }
  if (tenders != quote.refund) return "tenders sum to the refund";
  if (order.refunded + quote.refund > paid(order)) return "no more than was paid";
  return {};
}

}  // namespace returns::test
