#include "core/plan_savings.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

#include "core/item_facts.h"
#include "core/plan_scale.h"

namespace returns {
namespace {

using weighing::Part, weighing::Parts, weighing::Scale, weighing::Sums;

// A choice under comparison: which parts go back, and how many lines that changes.
struct Found {
  std::vector<char> in;  // by part
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
        scale_(order, books),
        sums_(order.discounts.size()) {}

  Savings run() {
    Savings savings;
    for (std::size_t i = 0; i < draft_.items.size(); ++i) {
      if (draft_.items[i].quantity > order_.lines[draft_.items[i].line].returnable()) return savings;
      parts_.push_back(part(draft_, plan_.items[i]));
      parts_.back().selected = true;
      parts_.back().item = i;
    }
    now_ = shared_cost(offer_.quote, settled_items(draft_, plan_));
    if (now_ <= 0) return savings;
    add_unselected();
    for (const Part& part : parts_) selected_.push_back(part.selected ? 1 : 0);
    in_.assign(parts_.size(), 0);
    changed_ = draft_.items.size();
    turn_to(selected_);
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
    return scale_.part(settled(policy_, order_, draft.items[planned.item], planned, resolution_));
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

  // Decides the last item of the draft; nullptr when it is no better than what is decided now. Lines of the same facts
  // are decided alike but for what they cost, and large orders have many of them.
  const PlannedItem* plan_like(const Draft& more) {
    const DraftItem& item = more.items.back();
    Facts facts = line_facts(policy_.pack, order_, item.line, item.quantity, item.answer("batch"), plan_.now);
    if (by_facts_ && last_facts_ == facts) {
      last_->value = paid_for(books_, order_, item.line, item.quantity);
    } else {
      last_facts_ = std::move(facts);
      last_ = plan_item(policy_, order_, books_, more, more.items.size() - 1, plan_.now);
      last_good_ = as_good(*last_);
    }
    return last_good_ ? &*last_ : nullptr;
  }

  void add_unselected() {
    const PlannedItem* like = model();
    if (like == nullptr) return;
    like_ = like->item;
    Draft more = draft_;
    more.items.push_back(draft_.items[like_]);
    DraftItem& added = more.items.back();
    parts_.reserve(order_.lines.size());
    const auto& tested = policy_.pack.limits.table.tested();
    by_facts_ =
        std::none_of(order_.lines.begin(), order_.lines.end(), [](const OrderLine& line) { return !!line.gift; })
        && std::none_of(tested.begin(), tested.end(),
                        [](const Table::Tested& one) { return one.column == static_cast<std::size_t>(Fact::Value); });
    for (std::size_t line = 0; line < order_.lines.size(); ++line) {
      const bool taken = std::any_of(draft_.items.begin(), draft_.items.end(),
                                     [&](const DraftItem& item) { return item.line == line; });
      if (taken || order_.lines[line].gift || order_.lines[line].returnable() == 0) continue;
      added.line = line;
      added.quantity = order_.lines[line].returnable();
      if (const PlannedItem* planned = plan_like(more)) {
        parts_.push_back(part(more, *planned));
      } else {
        continue;
      }
      parts_.back().item = like_;
    }
  }

  // Takes a part into the choice, or out of it.
  void turn(std::size_t i) {
    const Part& part = parts_[i];
    const bool in = in_[i] == 0;
    in ? sums_.add(part) : sums_.take(part);
    in_[i] = in ? 1 : 0;
    in != part.selected ? ++changed_ : --changed_;
    if (part.selected) in ? ++kept_ : --kept_;
  }
  void turn_to(const std::vector<char>& choice) {
    for (std::size_t i = 0; i < choice.size(); ++i) {
      if (choice[i] != in_[i]) turn(i);
    }
  }

  // What the choice costs; it is kept where it saves more than, or as much with fewer changes as, those before.
  Minor weigh() {
    const auto listed = [this] {
      Parts parts;
      for (std::size_t i = 0; i < in_.size(); ++i) {
        if (in_[i] != 0) parts.push_back(&parts_[i]);
      }
      return parts;
    };
    const Minor cost = scale_.cost(sums_, listed);
    const Minor saved = now_ - cost;
    if (changed_ == 0 || kept_ == 0 || saved <= 0 || !scale_.pays(sums_, cost)) return cost;
    if (!smallest_ || changed_ < smallest_->changed || (changed_ == smallest_->changed && saved > smallest_->saved))
      smallest_ = Found{in_, changed_, saved};
    if (!best_ || saved > best_->saved || (saved == best_->saved && changed_ < best_->changed))
      best_ = Found{in_, changed_, saved};
    return cost;
  }

  // Every choice among the first `count` parts; the others are not chosen and stay so.
  void try_all(std::size_t count) {
    turn_to(std::vector<char>(parts_.size(), 0));
    std::uint32_t fixed = 0, selected = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (parts_[i].fixed) fixed |= std::uint32_t{1} << i;
      if (parts_[i].selected) selected |= std::uint32_t{1} << i;
    }
    for (std::uint32_t mask = 1; mask < (std::uint32_t{1} << count); ++mask) {
      // Counting turns two parts a step on average.
      for (std::uint32_t turned = mask ^ (mask - 1); turned != 0; turned &= turned - 1)
        turn(static_cast<std::size_t>(std::countr_zero(turned)));
      if (((mask ^ selected) & fixed) == 0) weigh();
    }
    turn_to(selected_);
  }

  // Line by line, each time the one that saves most; and all lines of each promotion, and all there are.
  void climb() {
    for (std::size_t step = 0; step < kExactLines; ++step) {
      Minor least = weigh();
      std::optional<std::size_t> best;
      for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (parts_[i].fixed) continue;
        turn(i);
        const Minor cost = weigh();
        turn(i);
        if (cost >= least) continue;
        least = cost;
        best = i;
      }
      if (!best) break;
      turn(*best);
    }
    turn_to(std::vector<char>(parts_.size(), 1));
    weigh();
    for (std::size_t d = 0; d < order_.discounts.size(); ++d) {
      turn_to(selected_);
      for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (in_[i] == 0 && parts_[i].share[d] != 0) turn(i);
      }
      weigh();
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
        Sums sums(order_.discounts.size());
        for (const Part* part : parts) sums.add(*part);
        const Minor cost = scale_.cost(sums, [&] { return parts; });
        const Minor saved = now_ - cost;
        if (saved <= (found ? found->saved : 0) || !scale_.pays(sums, cost)) continue;
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
      if (found.in[i] != 0) {
        choice.draft.items.push_back(draft_.items[parts_[i].item]);
        choice.draft.items.back().line = parts_[i].line;
        choice.draft.items.back().quantity = parts_[i].quantity;
      }
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
  std::vector<char> selected_;  // by part
  // The choice that is weighed: by part, its sums, how many parts differ from what was selected, and how many of the
  // selected are in it.
  std::vector<char> in_;
  Sums sums_;
  std::size_t changed_ = 0, kept_ = 0;
  std::optional<Facts> last_facts_;  // what is known of the line that was decided last, before its reason
  std::optional<PlannedItem> last_;
  bool last_good_ = false;
  bool by_facts_ = false;  // neither gifts nor the value decide
  std::size_t like_ = 0;   // item of the draft
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
