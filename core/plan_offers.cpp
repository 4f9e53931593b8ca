// Which resolutions every item allows, what each pays, and until when.

#include <algorithm>

#include "core/plan.h"

namespace returns {
namespace {

const Remedy* remedy(const PlannedItem& item, std::size_t resolution) {
  const auto found = std::find_if(item.remedies.begin(), item.remedies.end(),
                                  [&](const Remedy& candidate) { return candidate.resolution == resolution; });
  return found == item.remedies.end() ? nullptr : &*found;
}

// What the items say together about one resolution: nothing when one of them does not allow it, else the limit that
// ends first, passed ones before all.
std::optional<Remedy> common_remedy(const Plan& plan, std::size_t resolution, Zone zone) {
  Remedy common{resolution, {}};
  std::optional<Instant> end;
  for (const PlannedItem& item : plan.items) {
    const Remedy* own = remedy(item, resolution);
    if (own == nullptr) return std::nullopt;
    const std::optional<Instant> ends = end_of(own->limit, zone);
    if (common.limit.rule == nullptr || (ends && (!end || *ends < *end))) {
      common.limit = own->limit;
      end = ends;
    }
  }
  return common;
}

}  // namespace

SettledItem settled(const Policy& policy, const Order& order, const DraftItem& item, const PlannedItem& planned,
                    std::size_t resolution) {
  SettledItem settled{.line = item.line,
                      .quantity = item.quantity,
                      .settlement = planned.settlement,
                      .compensation = planned.compensation,
                      .days_late = planned.facts[Fact::DaysLate],
                      .value = planned.value};
  for (const std::size_t gift : planned.gifts) {
    if (item.answer("gift." + order.lines[gift].id.text()) == "kept") settled.kept_gifts.push_back(gift);
  }
  const MoneyBack money = policy.pack.resolutions[resolution].money;
  if (money == MoneyBack::Difference) settled.exchange = order.lines[item.line].exchange(item.answer(kExchange));
  if (money == MoneyBack::Refund || money == MoneyBack::Credit)
    settled.fees = policy.pack.fees.collect(remedy_facts(planned, resolution));
  return settled;
}

void add_offers(const Policy& policy, const Order& order, const Books& books, const Draft& draft, Plan& plan) {
  const Pack& pack = policy.pack;
  for (std::size_t resolution = 0; resolution < pack.resolutions.size(); ++resolution) {
    const std::optional<Remedy> common = common_remedy(plan, resolution, pack.zone);
    if (!common) continue;
    if (common->passed()) {
      plan.passed.push_back(*common);
      continue;
    }
    std::vector<SettledItem> items;
    items.reserve(plan.items.size());
    for (const PlannedItem& item : plan.items)
      items.push_back(settled(policy, order, draft.items[item.item], item, resolution));
    Offer offer{.quote = quote(pack, order, books, items, resolution), .limit = common->limit};
    if (pack.resolutions[resolution].id == draft.resolution) plan.chosen = plan.offers.size();
    plan.offers.push_back(std::move(offer));
  }
}

void add_times(const Policy& policy, const Order& order, const Draft& draft, Plan& plan) {
  for (Offer& offer : plan.offers) {
    const Facts facts = request_facts(policy.pack, order, draft, plan, offer.quote.resolution);
    for (const Deadline& deadline : deadlines(policy.pack, policy.calendar, facts, plan.now)) {
      if (!offer.time && deadline.rule->then.stage == "refund") offer.time = deadline;
    }
  }
}

}  // namespace returns
