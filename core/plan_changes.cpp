// What the passing of time changes: the same decision, asked again at the moments at which a window ends or a
// promise is broken. Nothing else in a decision looks at the clock.

#include <algorithm>

#include "core/plan.h"
#include "core/sorted.h"

namespace returns {
namespace {

constexpr std::size_t kMostMoments = 12;

class Moments {
 public:
  Moments(const Policy& policy, const Order& order, Instant now) : policy_(policy), order_(order), now_(now) {}

  std::vector<Instant> of(const Plan& plan) {
    for (const PlannedItem& item : plan.items) {
      after(item.window);
      for (const Remedy& remedy : item.remedies) after(remedy.limit);
    }
    // Goods that came are late or not, for good; goods on their way get later by the day.
    if (order_.promised_by && (order_.goods == Goods::NotShipped || order_.goods == Goods::InTransit)) broken_promise();
    sort(moments_);
    moments_.erase(std::unique(moments_.begin(), moments_.end()), moments_.end());
    if (moments_.size() > kMostMoments) moments_.resize(kMostMoments);
    return std::move(moments_);
  }

 private:
  void add(Instant at) {
    if (at > now_) moments_.push_back(at);
  }

  void after(const Window& window) {
    if (const auto end = end_of(window, policy_.pack.zone)) add({end->seconds + 1});
  }

  void broken_promise() {
    const auto late_by = [&](std::int32_t days) {
      add({end_of(*order_.promised_by + (days - 1), policy_.pack.zone).seconds + 1});
    };
    late_by(1);
    for (const TableView& view : tables_of(policy_.pack)) {
      for (const Table::Tested& tested : view.table->tested()) {
        if (tested.column != static_cast<std::size_t>(Fact::DaysLate)) continue;
        for (const std::int32_t days : tested.cuts) late_by(days);
      }
    }
  }

  const Policy& policy_;
  const Order& order_;
  Instant now_;
  std::vector<Instant> moments_;
};

// The finding that came with the new verdict; where none is new, the first that has it.
std::string reason_of(const Assessment& before, const Assessment& after) {
  const Finding* found = nullptr;
  for (const Finding& finding : after.findings) {
    if (finding.verdict != after.verdict) continue;
    const bool known = std::any_of(before.findings.begin(), before.findings.end(),
                                   [&](const Finding& old) { return old.code == finding.code; });
    if (found == nullptr || !known) found = &finding;
    if (!known) break;
  }
  return found == nullptr ? std::string{} : found->code;
}

const Offer* offer_of(const Plan& plan, std::size_t resolution) {
  const auto found = std::find_if(plan.offers.begin(), plan.offers.end(),
                                  [&](const Offer& offer) { return offer.quote.resolution == resolution; });
  return found == plan.offers.end() ? nullptr : &*found;
}

void compare(const Pack& pack, const Plan& before, const Plan& after, std::vector<Change>& changes) {
  for (std::size_t i = 0; i < after.items.size(); ++i) {
    const Assessment& old = before.items[i].assessment;
    const Assessment& now = after.items[i].assessment;
    if (old.verdict != now.verdict)
      changes.push_back({.at = after.now, .code = reason_of(old, now), .item = i, .verdict = now.verdict});
  }
  for (std::size_t resolution = 0; resolution < pack.resolutions.size(); ++resolution) {
    const Offer* old = offer_of(before, resolution);
    const Offer* now = offer_of(after, resolution);
    Change change{.at = after.now, .code = {}, .resolution = resolution};
    if ((old == nullptr) != (now == nullptr)) {
      change.code = now == nullptr ? "offer_ends" : "offer_begins";
    } else if (old != nullptr && old->quote.refund != now->quote.refund) {
      change.code = "refund";
    }
    if (change.code.empty()) continue;
    if (now != nullptr) change.refund = now->quote.refund;
    changes.push_back(std::move(change));
  }
}

}  // namespace

void add_changes(const Policy& policy, const Order& order, const Books& books, const Draft& draft, Plan& plan) {
  if (plan.items.empty()) return;
  const std::vector<Instant> moments = Moments(policy, order, plan.now).of(plan);
  std::vector<Change> changes;
  const Plan* before = &plan;
  Plan last;
  for (const Instant at : moments) {
    Plan after = decide(policy, order, books, draft, at);
    compare(policy.pack, *before, after, changes);
    last = std::move(after);
    before = &last;
  }
  plan.changes = std::move(changes);
}

}  // namespace returns
