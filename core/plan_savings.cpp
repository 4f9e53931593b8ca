#include "core/plan_savings.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

namespace returns {
namespace {

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
  DraftItem item = {};
};

using Parts = std::vector<const Part*>;

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
      if (!lost_before(d) && reach_[d] >= order.discounts[d].threshold) before_ -= share_[d];
    }
  }

  Part part(const SettledItem& settled, const DraftItem& item) const {
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
    part.item = item;
    return part;
  }

  // Whether that cost can be had: a refund that would be below nothing, or above what is left on the order, is cut,
  // and no choice is advised for that.
  bool pays(const Parts& parts, Minor cost) const {
    Minor refund = -cost;
    for (const Part* part : parts) refund += part->value - part->own;
    return refund >= 0 && refund <= left_;
  }

  // Mirrors quote(), in sums; tests hold the two together.
  Minor cost(const Parts& parts) const {
    bool promotion = false, shipping = false, outbound = true;
    std::size_t lines_back = 0;
    Minor gone = 0;
    for (const Part* part : parts) {
      promotion = promotion || part->reprices_promotion;
      shipping = shipping || part->reprices_shipping;
      outbound = outbound && part->refunds_outbound;
      if (part->reprices_promotion) gone += part->price;
      if (part->last_units && !part->fixed) ++lines_back;
    }
    Minor cost = 0;
    Minor after = price_ - gone;
    for (std::size_t d = 0; d < reach_.size(); ++d) {
      Minor reach = reach_[d], staying = share_[d], kept = share_[d];
      for (const Part* part : parts) {
        staying -= part->share[d];
        if (!part->reprices_promotion) continue;
        reach -= part->list[d];
        kept -= part->share[d];
      }
      const bool was_met = !lost_before(d);
      const bool is_met = was_met && reach >= order_.discounts[d].threshold;
      if (was_met && promotion && staying != 0 && !is_met) cost += staying;
      if (is_met) after -= kept;
    }
    const bool was_free = order_.shipping_paid == 0 && order_.shipping_list > 0 && order_.shipping_free_from > 0;
    if (shipping && was_free && before_ >= order_.shipping_free_from && after > 0 && after < order_.shipping_free_from)
      cost += order_.shipping_list;
    const bool all_back = lines_back == lines_left_;
    if (outbound && all_back) cost -= order_.shipping_paid;
    if (all_back) cost -= order_.rounding;
    return cost + fees(parts);
  }

 private:
  bool lost_before(std::size_t d) const {
    return order_.discounts[d].lost.value_or(reach_[d] < order_.discounts[d].threshold);
  }

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
};

// A choice under comparison: which parts go back, and how many lines that changes.
struct Found {
  std::vector<char> in;  // by part; parts beyond its end are not chosen
  std::size_t changed = 0;
  Minor saved = 0;
};

class Search {
 public:
  Search(const Policy& policy, const Order& order, const Books& books, const Draft& draft, const Plan& plan,
         const Offer& offer)
      : policy_(policy),
        order_(order),
        books_(books),
        draft_(draft),
        plan_(plan),
        offer_(offer),
        resolution_(offer.quote.resolution),
        scale_(order, books) {}

  Savings run() {
    Savings savings;
    for (std::size_t i = 0; i < draft_.items.size(); ++i) {
      if (draft_.items[i].quantity > order_.lines[draft_.items[i].line].returnable()) return savings;
      parts_.push_back(part(draft_, plan_.items[i]));
      parts_.back().selected = true;
    }
    now_ = shared_cost(offer_.quote, settled_items(draft_, plan_));
    if (now_ <= 0) return savings;
    add_unselected();
    for (const Part& part : parts_) selected_.push_back(part.selected ? 1 : 0);
    if (parts_.size() <= kExactLines) {
      try_all(parts_.size());
    } else {
      exact_ = false;
      if (draft_.items.size() <= kExactLines) try_all(draft_.items.size());
      climb();
    }
    std::optional<Choice> units = other_quantity();
    if (smallest_) savings.smallest = choice(*smallest_);
    if (units && (!savings.smallest || smallest_->changed > 1 || savings.smallest->saved < units->saved))
      savings.smallest = std::move(units);
    if (best_ && savings.smallest && best_->saved > savings.smallest->saved) savings.best = choice(*best_);
    return savings;
  }

 private:
  Part part(const Draft& draft, const PlannedItem& planned) const {
    const DraftItem& item = draft.items[planned.item];
    return scale_.part(settled(policy_, order_, item, planned, resolution_), item);
  }

  bool as_good(const PlannedItem& planned) const {
    const bool offered = std::any_of(planned.remedies.begin(), planned.remedies.end(), [&](const Remedy& remedy) {
      return remedy.resolution == resolution_ && !remedy.passed();
    });
    return planned.assessed && planned.assessment.verdict <= plan_.verdict && offered;
  }

  // The item whose reason another line may share without anybody saying what is not so: no reason at all.
  const PlannedItem* model() const {
    const std::int32_t no_reason = policy_.pack.column(Fact::Ground).find("no_reason");
    for (const PlannedItem& planned : plan_.items) {
      if (planned.reason->ground == no_reason && !order_.lines[draft_.items[planned.item].line].gift) return &planned;
    }
    return nullptr;
  }

  void add_unselected() {
    const PlannedItem* like = model();
    if (like == nullptr) return;
    like_ = like->item;
    Draft more = draft_;
    for (std::size_t line = 0; line < order_.lines.size(); ++line) {
      const bool taken = std::any_of(draft_.items.begin(), draft_.items.end(),
                                     [&](const DraftItem& item) { return item.line == line; });
      if (taken || order_.lines[line].gift || order_.lines[line].returnable() == 0) continue;
      more.items.push_back(draft_.items[like_]);
      more.items.back().line = line;
      more.items.back().quantity = order_.lines[line].returnable();
      const PlannedItem planned = plan_item(policy_, order_, books_, more, more.items.size() - 1, plan_.now);
      if (as_good(planned)) parts_.push_back(part(more, planned));
      more.items.pop_back();
    }
  }

  // What the choice costs; it is kept where it saves more than, or as much with fewer changes as, those before.
  Minor weigh(const std::vector<char>& in) {
    std::size_t changed = 0;
    bool stays = false;
    going_.clear();
    for (std::size_t i = 0; i < in.size(); ++i) {
      changed += in[i] != selected_[i] ? 1U : 0U;
      if (in[i] == 0) continue;
      stays = stays || selected_[i] != 0;
      going_.push_back(&parts_[i]);
    }
    const Minor cost = scale_.cost(going_);
    const Minor saved = now_ - cost;
    if (changed == 0 || !stays || saved <= 0 || !scale_.pays(going_, cost)) return cost;
    if (!smallest_ || changed < smallest_->changed || (changed == smallest_->changed && saved > smallest_->saved))
      smallest_ = Found{in, changed, saved};
    if (!best_ || saved > best_->saved || (saved == best_->saved && changed < best_->changed))
      best_ = Found{in, changed, saved};
    return cost;
  }

  // Every choice among the first `count` parts.
  void try_all(std::size_t count) {
    std::vector<char> in(count, 0);  // the others are not chosen and stay so
    for (std::uint32_t mask = 1; mask < (std::uint32_t{1} << count); ++mask) {
      bool allowed = true;
      for (std::size_t i = 0; i < count; ++i) {
        in[i] = ((mask >> i) & 1U) != 0 ? 1 : 0;
        allowed = allowed && ((in[i] != 0) == parts_[i].selected || !parts_[i].fixed);
      }
      if (allowed) weigh(in);
    }
  }

  // Line by line, each time the one that saves most; and all lines of each promotion, and all there are.
  void climb() {
    std::vector<char> at = selected_;
    for (std::size_t step = 0; step < kExactLines; ++step) {
      Minor least = weigh(at);
      std::optional<std::size_t> turn;
      for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (parts_[i].fixed) continue;
        at[i] = at[i] != 0 ? 0 : 1;
        const Minor cost = weigh(at);
        at[i] = at[i] != 0 ? 0 : 1;
        if (cost >= least) continue;
        least = cost;
        turn = i;
      }
      if (!turn) break;
      at[*turn] = at[*turn] != 0 ? 0 : 1;
    }
    weigh(std::vector<char>(parts_.size(), 1));
    for (std::size_t d = 0; d < order_.discounts.size(); ++d) {
      std::vector<char> in = selected_;
      for (std::size_t i = 0; i < parts_.size(); ++i) in[i] = in[i] != 0 || parts_[i].share[d] != 0 ? 1 : 0;
      weigh(in);
    }
  }

  // One item with another number of units; nearest to what was chosen first.
  std::optional<Choice> other_quantity() {
    constexpr std::int32_t kFarthest = 20;
    std::optional<Choice> found;
    for (std::size_t i = 0; i < draft_.items.size(); ++i) {
      const std::int32_t most = order_.lines[draft_.items[i].line].returnable();
      const std::int32_t now = draft_.items[i].quantity;
      if (parts_[i].fixed || most == 1) continue;
      for (std::int32_t quantity = std::max(1, now - kFarthest); quantity <= std::min(most, now + kFarthest);
           ++quantity) {
        if (quantity == now) continue;
        Draft other = draft_;
        other.items[i].quantity = quantity;
        const PlannedItem planned = plan_item(policy_, order_, books_, other, i, plan_.now);
        if (!as_good(planned)) continue;
        const Part changed = part(other, planned);
        Parts parts;
        for (const Part& known : parts_) {
          if (known.selected) parts.push_back(&known);
        }
        parts[i] = &changed;
        const Minor cost = scale_.cost(parts);
        const Minor saved = now_ - cost;
        if (saved <= (found ? found->saved : 0) || !scale_.pays(parts, cost)) continue;
        found = Choice{.draft = std::move(other), .added = {}, .dropped = {}, .item = i, .saved = saved};
      }
    }
    if (found && !holds(found->draft, *found)) return std::nullopt;
    return found;
  }

  std::optional<Choice> choice(const Found& found) const {
    Choice choice{.draft = draft_, .added = {}, .dropped = {}, .item = {}, .saved = found.saved, .exact = exact_};
    choice.like = draft_.items[like_].line;
    choice.draft.items.clear();
    for (std::size_t i = 0; i < found.in.size(); ++i) {
      if (found.in[i] != 0) choice.draft.items.push_back(parts_[i].item);
      if (found.in[i] != 0 && !parts_[i].selected) choice.added.push_back(parts_[i].line);
      if (found.in[i] == 0 && parts_[i].selected) choice.dropped.push_back(parts_[i].line);
    }
    if (!holds(choice.draft, choice)) return std::nullopt;
    for (DraftItem& item : choice.draft.items) {
      if (std::find(choice.added.begin(), choice.added.end(), item.line) != choice.added.end()) item.answers.clear();
    }
    return choice;
  }

  // Nothing is promised that the real decision does not say.
  bool holds(const Draft& draft, const Choice& choice) const {
    const Plan plan = decide(policy_, order_, books_, draft, plan_.now);
    if (!plan.assessed || plan.verdict > plan_.verdict) return false;
    for (const Offer& offer : plan.offers) {
      if (offer.quote.resolution != resolution_) continue;
      return shared_cost(offer.quote, settled_items(draft, plan)) == now_ - choice.saved;
    }
    return false;
  }

  std::vector<SettledItem> settled_items(const Draft& draft, const Plan& plan) const {
    std::vector<SettledItem> items;
    for (const PlannedItem& item : plan.items)
      items.push_back(settled(policy_, order_, draft.items[item.item], item, resolution_));
    return items;
  }

  const Policy& policy_;
  const Order& order_;
  const Books& books_;
  const Draft& draft_;
  const Plan& plan_;
  const Offer& offer_;
  std::size_t resolution_;
  Scale scale_;
  std::vector<Part> parts_;     // those of the draft, in its order, then those that could be added
  std::vector<char> selected_;  // by part; apart from them, as it is read two hundred times for each choice
  Parts going_;                 // of the choice that is weighed
  std::size_t like_ = 0;        // item of the draft
  Minor now_ = 0;
  bool exact_ = true;
  std::optional<Found> smallest_, best_;
};

}  // namespace

Minor shared_cost(const Quote& quote, const std::vector<SettledItem>& items) {
  Minor cost = -quote.refund;
  for (const SettledItem& item : items) cost += item.value;
  for (const QuoteLine& line : quote.lines) {
    const bool own = line.code == QuoteCode::GiftKept || (line.code == QuoteCode::Fee && !line.line.empty());
    if (own) cost += line.amount;
  }
  return cost;
}

Savings savings(const Policy& policy, const Order& order, const Books& books, const Draft& draft, const Plan& plan,
                const Offer& offer) {
  return Search(policy, order, books, draft, plan, offer).run();
}

}  // namespace returns
