#pragma once
// What a choice of items costs, in sums: the scale on which plan_savings.cpp weighs thousands of choices. Only for it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "core/ledger.h"
#include "core/order.h"
#include "core/quote.h"

namespace returns::weighing {

// What one item adds to the sums that decide. `list` and `share` are by discount.
struct Part {
  std::size_t line = 0;
  bool selected = false;
  bool fixed = false;  // a gift: its own rules say when it goes back
  bool last_units = false;
  bool reprices_promotion = false, reprices_shipping = false, refunds_outbound = false;
  Minor price = 0;
  std::vector<Minor> list = {}, share = {};
  std::vector<const Rule<FeeThen>*> fees = {};  // those taken once for the request
  Minor value = 0;                              // what the units cost
  Minor own = 0;                                // what is taken for this item alone: kept gifts, its own fees
  std::int32_t quantity = 0;
  std::size_t item = 0;  // of the draft: the one itself, or the one that it is taken to be like
};

using Parts = std::vector<const Part*>;

// The sums of a choice of parts; a part is added or taken away in a step, so that a choice costs as much as it differs
// from the one before.
struct Sums {
  std::size_t reprice_promotion = 0, reprice_shipping = 0, keep_outbound = 0;  // how many parts say so
  std::size_t lines_back = 0, with_fees = 0;
  Minor gone = 0;    // list price of those that reprice the promotion
  Minor refund = 0;  // what comes back before the cost that is shared
  // By discount: what all have of it; and those that reprice the promotion, in list price and share.
  std::vector<Minor> share = {}, list_repriced = {}, share_repriced = {};

  explicit Sums(std::size_t discounts) : share(discounts), list_repriced(discounts), share_repriced(discounts) {}

  void add(const Part& part) { turn(part, 1); }
  void take(const Part& part) { turn(part, -1); }

 private:
  void turn(const Part& part, Minor sign) {
    const auto count = [sign](std::size_t& number, bool holds) {
      number += holds ? static_cast<std::size_t>(sign) : 0;
    };
    count(reprice_promotion, part.reprices_promotion);
    count(reprice_shipping, part.reprices_shipping);
    count(keep_outbound, !part.refunds_outbound);
    count(lines_back, part.last_units && !part.fixed);
    count(with_fees, !part.fees.empty());
    refund += sign * (part.value - part.own);
    for (std::size_t d = 0; d < share.size(); ++d) share[d] += sign * part.share[d];
    if (!part.reprices_promotion) return;
    gone += sign * part.price;
    for (std::size_t d = 0; d < share.size(); ++d) {
      list_repriced[d] += sign * part.list[d];
      share_repriced[d] += sign * part.share[d];
    }
  }
};

// The order as it is before the request, in sums by discount.
class Scale {
 public:
  Scale(const Order& order, const Books& books) : order_(order), books_(books) {
    for (const OrderLine& line : order.lines) {
      price_ += line.unit_price * (line.returnable() + line.counting_quantity());
      if (!line.gift && line.returnable() > 0) ++lines_left_;
    }
    for (std::size_t d = 0; d < order.discounts.size(); ++d) {
      reach_.push_back(0);
      share_.push_back(0);
      for (std::size_t i = 0; i < order.lines.size(); ++i) {
        share_[d] += units_of(books.shares[d][i], i, order.lines[i].returnable());
        const OrderLine& line = order.lines[i];
        if (has(order.discounts[d], i)) reach_[d] += line.unit_price * (line.returnable() + line.counting_quantity());
      }
    }
    left_ = -order.refunded;
    for (const Tender& tender : order.tenders) left_ += tender.paid;
    before_ = price_;
    for (std::size_t d = 0; d < order.discounts.size(); ++d) {
      const bool met = reach_[d] >= order.discounts[d].threshold;
      lost_.push_back(order.discounts[d].lost.value_or(!met));
      if (!lost_[d] && met) before_ -= share_[d];
    }
  }

  Part part(const SettledItem& settled) const {
    const OrderLine& line = order_.lines[settled.line];
    Part part{.line = settled.line};
    part.fixed = line.gift.has_value();
    part.last_units = settled.quantity >= line.returnable();
    if (settled.settlement != nullptr) {
      part.reprices_promotion = settled.settlement->then.reprice_promotion;
      part.reprices_shipping = settled.settlement->then.reprice_shipping;
      part.refunds_outbound = settled.settlement->then.refund_outbound;
    }
    part.price = line.unit_price * settled.quantity;
    for (std::size_t d = 0; d < order_.discounts.size(); ++d) {
      part.list.push_back(has(order_.discounts[d], settled.line) ? part.price : 0);
      part.share.push_back(units_of(books_.shares[d][settled.line], settled.line, settled.quantity));
    }
    part.value = settled.value;
    for (const auto* rule : settled.fees) {
      if (rule->then.per == Per::Request) {
        part.fees.push_back(rule);
      } else {
        part.own += fee_of(rule->then, settled.value);
      }
    }
    for (const std::size_t gift : settled.kept_gifts)
      part.own += order_.lines[gift].gift->value * order_.lines[gift].quantity;
    part.quantity = settled.quantity;
    return part;
  }

  // Whether that cost can be had: a refund that would be below nothing, or above what is left on the order, is cut,
  // and no choice is advised for that.
  bool pays(const Sums& sums, Minor cost) const {
    const Minor refund = sums.refund - cost;
    return refund >= 0 && refund <= left_;
  }

  // Mirrors quote(), in sums; tests hold the two together. `parts` lists the parts that were added.
  template <class List>
  Minor cost(const Sums& sums, const List& parts) const {
    Minor cost = 0;
    Minor after = price_ - sums.gone;
    for (std::size_t d = 0; d < reach_.size(); ++d) {
      const Minor staying = share_[d] - sums.share[d];
      const bool was_met = !lost_[d];
      const bool is_met = was_met && reach_[d] - sums.list_repriced[d] >= order_.discounts[d].threshold;
      if (was_met && sums.reprice_promotion > 0 && staying != 0 && !is_met) cost += staying;
      if (is_met) after -= share_[d] - sums.share_repriced[d];
    }
    const bool was_free = order_.shipping_paid == 0 && order_.shipping_list > 0 && order_.shipping_free_from > 0;
    if (sums.reprice_shipping > 0 && was_free && before_ >= order_.shipping_free_from && after > 0
        && after < order_.shipping_free_from)
      cost += order_.shipping_list;
    const bool all_back = sums.lines_back == lines_left_;
    if (sums.keep_outbound == 0 && all_back) cost -= order_.shipping_paid;
    if (all_back) cost -= order_.rounding;
    return sums.with_fees == 0 ? cost : cost + fees(parts());
  }

 private:
  static bool has(const Discount& discount, std::size_t line) {
    return std::find(discount.lines.begin(), discount.lines.end(), line) != discount.lines.end();
  }

  Minor units_of(const std::vector<Minor>& units, std::size_t line, std::int32_t quantity) const {
    const auto from = units.begin() + std::min(order_.lines[line].held_quantity(), order_.lines[line].quantity);
    return std::accumulate(from, from + std::min(quantity, order_.lines[line].returnable()), Minor{0});
  }

  // Once for the request the largest of each code.
  static Minor fees(const Parts& parts) {
    std::vector<std::pair<const std::string*, Minor>> largest;
    for (const Part* part : parts) {
      for (const auto* rule : part->fees) {
        const Minor amount = fee_of(rule->then, part->value);
        const auto known = std::find_if(largest.begin(), largest.end(),
                                        [&](const auto& other) { return *other.first == rule->then.code; });
        if (known == largest.end()) {
          largest.emplace_back(&rule->then.code, amount);
        } else {
          known->second = std::max(known->second, amount);
        }
      }
    }
    Minor sum = 0;
    for (const auto& [code, amount] : largest) sum += amount;
    return sum;
  }

  const Order& order_;
  const Books& books_;
  Minor price_ = 0, before_ = 0, left_ = 0;
  std::size_t lines_left_ = 0;
  std::vector<Minor> reach_, share_;
  std::vector<bool> lost_;  // by discount: before the request
};

}  // namespace returns::weighing
