#include "core/quote.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <utility>

namespace returns {
namespace {

Minor list_price(const Order& order, const Units& units) {
  Minor total = 0;
  for (std::size_t i = 0; i < units.size(); ++i)
    total += order.lines[i].unit_price * static_cast<Minor>(units[i].size());
  return total;
}

bool met(const Order& order, const Discount& discount, const Units& kept) {
  Minor reached = 0;
  for (const std::size_t line : discount.lines)
    reached +=
        order.lines[line].unit_price * (static_cast<Minor>(kept[line].size()) + order.lines[line].counting_quantity());
  return reached >= discount.threshold;
}

// What earlier requests took for the seller's fault, at its price.
Minor counting(const Order& order) {
  return std::accumulate(order.lines.begin(), order.lines.end(), Minor{0}, [](Minor total, const OrderLine& line) {
    return total + line.unit_price * line.counting_quantity();
  });
}

// The state of an order around one request. Earlier requests took the lowest units; this one takes the next.
struct Around {
  Units before;     // with the customer now
  Units going;      // this request
  Units kept;       // afterwards
  Units for_terms;  // afterwards, as conditions see it: what goes back for the seller's fault still counts
};

Around around(const Order& order, const std::vector<SettledItem>& items, bool exchanged_only) {
  Around a;
  for (const OrderLine& line : order.lines) {
    const Span now = with_customer(line);
    a.before.push_back(now);
    a.going.push_back({now.from, now.from});
    a.kept.push_back(now);
    a.for_terms.push_back(now);
  }
  for (const SettledItem& item : items) {
    if (exchanged_only && item.exchange == nullptr) continue;
    const std::size_t end = next_units(order.lines[item.line], item.quantity).to;
    a.going[item.line].to = end;
    a.kept[item.line].from = end;
    if (item.settlement != nullptr && item.settlement->then.reprice_promotion) a.for_terms[item.line].from = end;
  }
  return a;
}

class Computation {
 public:
  Computation(const Pack& pack, const Order& order, const Books& books, const std::vector<SettledItem>& items,
              std::size_t resolution)
      : pack_(pack),
        order_(order),
        kind_(pack.resolutions[resolution]),
        items_(items),
        around_(around(order, items, kind_.money == MoneyBack::Difference)),
        books_(books),
        shares_(books.shares) {
    quote_.resolution = resolution;
  }

  Quote run() {
    if (kind_.money == MoneyBack::Refund || kind_.money == MoneyBack::Credit) {
      add_goods();
      add_discounts();
      add_tax();
      add_gifts();
      add_shipping();
      add_fees();
      cap();
      kind_.money == MoneyBack::Refund ? split() : credit();
    } else if (kind_.money == MoneyBack::Difference) {
      exchange();
    }
    add_compensation();
    if (kind_.goods_back) add_freight();
    return std::move(quote_);
  }

 private:
  void add(QuoteLine line) {
    if (line.code == QuoteCode::Compensation) {
      quote_.coupon += line.amount;
    } else {
      quote_.refund += line.amount;
    }
    quote_.lines.push_back(std::move(line));
  }

  // The rule that a deduction stands on: the first item's whose settlement asks for it.
  template <class Asks>
  const Rule<SettlementThen>* rule_that(Asks asks) const {
    for (const SettledItem& item : items_) {
      if (item.settlement != nullptr && asks(item.settlement->then)) return item.settlement;
    }
    return nullptr;
  }

  void add_goods() {
    for (const SettledItem& item : items_) {
      const OrderLine& line = order_.lines[item.line];
      const std::size_t units = around_.going[item.line].size();
      if (kind_.money == MoneyBack::Difference && item.exchange == nullptr) continue;
      add({.code = QuoteCode::Goods,
           .amount = line.unit_price * static_cast<Minor>(units),
           .line = line.id.text(),
           .quantity = static_cast<std::int32_t>(units)});
    }
  }

  // Lost in an earlier return: its share has been settled then.
  bool lost_before(const Discount& discount) const {
    return discount.lost.value_or(!met(order_, discount, around_.before));
  }

  void add_discounts() {
    // Whoever takes another item instead keeps to the order: no promotion is lost and no coupon comes back.
    const bool leaves = kind_.money != MoneyBack::Difference;
    const auto* reprice =
        leaves ? rule_that([](const SettlementThen& then) { return then.reprice_promotion; }) : nullptr;
    for (std::size_t d = 0; d < order_.discounts.size(); ++d) {
      const Discount& discount = order_.discounts[d];
      if (lost_before(discount)) continue;
      const Minor going = sum(shares_[d], around_.going);
      const Minor staying = sum(shares_[d], around_.kept);
      const bool lost = reprice != nullptr && staying != 0 && !met(order_, discount, around_.for_terms);
      if (lost) {
        add({.code = QuoteCode::PromotionLost,
             .amount = -(going + staying),
             .discount = discount.id,
             .rule = reprice->id,
             .source = reprice->source});
      } else if (going != 0) {
        add({.code = QuoteCode::DiscountShare, .amount = -going, .discount = discount.id});
      }
      // What it was spent on has all gone back: so does the coupon.
      if (leaves && discount.in_kind && going != 0 && staying == 0) quote_.returned_coupons.push_back(discount.id);
    }
  }

  void add_tax() {
    quote_.tax_included = sum(books_.tax_included, around_.going);
    const Minor tax = sum(books_.tax, around_.going);
    if (tax != 0) add({.code = QuoteCode::Tax, .amount = tax});
  }

  void add_gifts() {
    for (const SettledItem& item : items_) {
      if (item.settlement == nullptr || !item.settlement->then.deduct_gift) continue;
      for (const std::size_t gift : item.kept_gifts) {
        const OrderLine& line = order_.lines[gift];
        add({.code = QuoteCode::GiftKept,
             .amount = -(line.gift->value * line.quantity),
             .line = line.id.text(),
             .quantity = line.quantity,
             .rule = item.settlement->id,
             .source = item.settlement->source});
      }
    }
  }

  // What the units cost with every promotion whose condition `terms` still meets.
  Minor value(const Units& units, const Units& terms) const {
    Minor total = list_price(order_, units);
    for (std::size_t d = 0; d < order_.discounts.size(); ++d) {
      if (!lost_before(order_.discounts[d]) && met(order_, order_.discounts[d], terms)) total -= sum(shares_[d], units);
    }
    return total;
  }

  void add_shipping() {
    const auto* reprice = rule_that([](const SettlementThen& then) { return then.reprice_shipping; });
    const bool was_free = order_.shipping_paid == 0 && order_.shipping_list > 0 && order_.shipping_free_from > 0;
    const Minor before = value(around_.before, around_.before) + counting(order_);
    const Minor after = value(around_.for_terms, around_.for_terms) + counting(order_);
    // Returning everything leaves nothing to ship: then only the return leg is the customer's (7DR art. 18).
    if (reprice != nullptr && was_free && before >= order_.shipping_free_from && after > 0
        && after < order_.shipping_free_from) {
      add({.code = QuoteCode::FreeShippingLost,
           .amount = -order_.shipping_list,
           .rule = reprice->id,
           .source = reprice->source});
    }
    const bool all_back = std::all_of(order_.lines.begin(), order_.lines.end(), [&](const OrderLine& line) {
      const auto index = static_cast<std::size_t>(&line - order_.lines.data());
      return line.gift || around_.kept[index].size() == 0;
    });
    const bool merchant_bears =
        !items_.empty() && std::all_of(items_.begin(), items_.end(), [](const SettledItem& item) {
          return item.settlement != nullptr && item.settlement->then.refund_outbound;
        });
    if (all_back && merchant_bears && order_.shipping_paid > 0) {
      quote_.tax_included += order_.shipping_tax_included;
      add({.code = QuoteCode::OutboundShipping,
           .amount = order_.shipping_paid,
           .rule = items_.front().settlement->id,
           .source = items_.front().settlement->source});
    }
    // Cash was rounded once, for the order as a whole.
    if (all_back && order_.rounding != 0) add({.code = QuoteCode::Rounding, .amount = order_.rounding});
  }

  // Each item's own fees, and once for the request the largest of each of its codes. Together never more than what
  // is refunded without them.
  void add_fees() {
    const auto take = [&](const Rule<FeeThen>& rule, Minor amount, std::string line) {
      amount = std::min(amount, std::max(Minor{0}, quote_.refund));
      if (amount <= 0) return;
      add({.code = QuoteCode::Fee,
           .amount = -amount,
           .line = std::move(line),
           .fee = rule.then.code,
           .rule = rule.id,
           .source = rule.source});
    };
    struct Shared {
      const Rule<FeeThen>* rule;
      Minor amount;
    };
    std::vector<Shared> shared;
    for (const SettledItem& item : items_) {
      for (const auto* rule : item.fees) {
        const Minor amount = fee_of(rule->then, item.value);
        if (rule->then.per == Per::Item) {
          take(*rule, amount, order_.lines[item.line].id.text());
          continue;
        }
        const auto known = std::find_if(shared.begin(), shared.end(),
                                        [&](const Shared& other) { return other.rule->then.code == rule->then.code; });
        if (known == shared.end()) {
          shared.push_back({rule, amount});
        } else if (known->amount < amount) {
          *known = {rule, amount};
        }
      }
    }
    for (const Shared& fee : shared) take(*fee.rule, fee.amount, {});
  }

  // Never below zero, never above the money left on the order.
  void cap() {
    const Minor paid = std::accumulate(order_.tenders.begin(), order_.tenders.end(), Minor{0},
                                       [](Minor total, const Tender& tender) { return total + tender.paid; });
    const Minor allowed = std::clamp(quote_.refund, Minor{0}, std::max(Minor{0}, paid - order_.refunded));
    if (allowed != quote_.refund) add({.code = QuoteCode::Cap, .amount = allowed - quote_.refund});
  }

  // Each tender first gets back what was paid through it for these goods. What is taken from the refund is taken from
  // all of them in proportion; what an earlier return was charged and this one gives back goes where room is left. No
  // tender ever gets more than it paid.
  void split() {
    std::vector<Minor> own(order_.tenders.size(), 0);
    std::vector<Minor> earlier(order_.tenders.size(), 0);
    const auto add_to = [](std::vector<Minor>& total, const std::vector<Minor>& parts) {
      for (std::size_t i = 0; i < parts.size(); ++i) total[i] += parts[i];
    };
    for (std::size_t line = 0; line < order_.lines.size(); ++line) {
      if (around_.going[line].size() != 0) add_to(own, tendered_for(books_, line, around_.going[line]));
      if (around_.before[line].from != 0) add_to(earlier, tendered_for(books_, line, {0, around_.before[line].from}));
    }
    const bool shipping = std::any_of(quote_.lines.begin(), quote_.lines.end(),
                                      [](const QuoteLine& line) { return line.code == QuoteCode::OutboundShipping; });
    if (shipping) add_to(own, books_.shipping_tendered);

    const std::vector<Minor> estimated = prorate(order_.refunded, earlier);
    std::vector<Minor> room;
    for (std::size_t i = 0; i < order_.tenders.size(); ++i) {
      const Tender& tender = order_.tenders[i];
      const Minor refunded = tender.refunded.value_or(estimated[i]);
      room.push_back(std::max(Minor{0}, tender.paid - refunded));
      own[i] = std::min(own[i], room[i]);
    }
    const Minor of_own = std::accumulate(own.begin(), own.end(), Minor{0});
    std::vector<Minor> parts = prorate(std::min(quote_.refund, of_own), own);
    if (quote_.refund > of_own) {
      for (std::size_t i = 0; i < room.size(); ++i) room[i] -= own[i];
      add_to(parts, prorate(quote_.refund - of_own, room));
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Tender& tender = order_.tenders[i];
      if (parts[i] == 0) continue;
      const Minor refunded = tender.refunded.value_or(estimated[i]);
      // As many as are due in all by now, less those of earlier returns: the last return brings the last point.
      const auto due = [&](Minor of) { return tender.units * of / tender.paid; };
      quote_.tenders.push_back(
          {tender.id, tender.kind, parts[i], tender.units == 0 ? 0 : due(refunded + parts[i]) - due(refunded)});
    }
  }

  // What the units cost against what the others cost today. More is never charged here: it is due, and asked for.
  void exchange() {
    add_goods();
    add_discounts();
    add_tax();
    for (const SettledItem& item : items_) {
      if (item.exchange == nullptr) continue;
      const auto units = static_cast<std::int32_t>(around_.going[item.line].size());
      add({.code = QuoteCode::Replacement,
           .amount = -(item.exchange->cost() * units),
           .line = order_.lines[item.line].id.text(),
           .quantity = units,
           .exchange = item.exchange->id});
    }
    if (quote_.refund < 0) {
      quote_.due = -std::exchange(quote_.refund, 0);
      return;
    }
    cap();
    split();
  }

  void credit() {
    const Minor bonus = percent(quote_.refund, kind_.bonus);
    if (bonus != 0) add({.code = QuoteCode::Bonus, .amount = bonus});
    quote_.credit = std::exchange(quote_.refund, 0);
  }

  void add_compensation() {
    const Rule<CompensationThen>* rule = nullptr;
    Minor basis = 0;
    std::int32_t days_late = 0;
    for (const SettledItem& item : items_) {
      if (item.compensation == nullptr) continue;
      if (rule == nullptr) rule = item.compensation;
      days_late = std::max(days_late, item.days_late);
      Units only(order_.lines.size());
      only[item.line] = around_.going[item.line];
      basis += value(only, around_.before);
    }
    if (rule == nullptr) return;
    const CompensationThen& then = rule->then;
    Minor amount = then.coupon + then.per_day * days_late + percent(std::min(basis, kMaxAmount), then.basis_points);
    amount = std::max(amount, then.floor);
    if (then.cap != 0) amount = std::min(amount, then.cap);
    if (amount == 0) return;
    add({.code = QuoteCode::Compensation, .amount = amount, .rule = rule->id, .source = rule->source});
  }

  // One parcel carries all items: it is free for the customer as soon as one of them is.
  void add_freight() {
    Payer payer = Payer::None;
    for (const SettledItem& item : items_) {
      if (item.settlement != nullptr && item.settlement->then.return_freight < payer)
        payer = item.settlement->then.return_freight;
    }
    FreightLeg leg{"return", payer};
    if (payer == Payer::Customer && pack_.freight_estimate > 0) leg.estimate = pack_.freight_estimate;
    if (payer != Payer::None) quote_.freight.push_back(leg);
  }

  const Pack& pack_;
  const Order& order_;
  const ResolutionKind& kind_;
  const std::vector<SettledItem>& items_;
  Around around_;
  const Books& books_;
  const std::vector<Ledger>& shares_;
  Quote quote_;
};

}  // namespace

std::string_view name(QuoteCode code) {
  constexpr std::array kNames{
#define X(enumerator, text) std::string_view{text},
      RETURNS_QUOTE_LINES(X)
#undef X
  };
  return kNames[static_cast<std::size_t>(code)];
}

Minor fee_of(const FeeThen& fee, Minor value) {
  Minor share = percent(value, fee.basis_points);
  if (fee.basis_points != 0) share = std::max(share, fee.floor);
  if (fee.cap != 0) share = std::min(share, fee.cap);
  return fee.amount + share;
}

Quote quote(const Pack& pack, const Order& order, const Books& books, const std::vector<SettledItem>& items,
            std::size_t resolution) {
  return Computation(pack, order, books, items, resolution).run();
}

}  // namespace returns
