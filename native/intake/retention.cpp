#include "native/intake/retention.h"

#include <algorithm>
#include <map>

#include "native/storage/orders.h"
#include "native/storage/removal.h"

namespace returns::intake {
namespace {

constexpr std::int64_t kDay = 86'400;

// The slots of the order's pack; nullptr when the pack is not loaded.
class Slots {
 public:
  explicit Slots(Services& services) : services_(services) {}

  Outcome<std::optional<std::int64_t>> days(const std::string& order_id, const std::string& slot) {
    auto known = packs_.find(order_id);
    if (known == packs_.end()) {
      const auto order = storage::Orders(*services_.database).load(order_id);
      if (!order) return order.failure();
      const Json* policy = member(order->document, "policy");
      const LoadedPack* pack = policy != nullptr ? services_.policies.find(text_of(*policy, "id"),
                                                                           integer_of(*policy, "version").value_or(0))
                                                 : nullptr;
      known = packs_.emplace(order_id, pack).first;
    }
    if (known->second == nullptr) return std::optional<std::int64_t>{};
    const auto& slots = known->second->core.pack().slots;
    const auto found = std::find_if(slots.begin(), slots.end(), [&](const auto& one) { return one.id == slot; });
    if (found == slots.end()) return std::optional<std::int64_t>{};
    return std::optional<std::int64_t>{found->retention_days};
  }

 private:
  Services& services_;
  std::map<std::string, const LoadedPack*> packs_;
};

// What is due of the uses of files, each file once.
Outcome<std::vector<storage::RemovalOrder>> due_of(Services& services, const std::vector<storage::MediumUse>& uses,
                                                   Instant now) {
  Slots slots(services);
  std::vector<storage::RemovalOrder> due;
  for (auto begin = uses.begin(); begin != uses.end();) {
    const auto end =
        std::find_if(begin, uses.end(), [&](const storage::MediumUse& use) { return use.sha256 != begin->sha256; });
    bool over = true;
    for (auto use = begin; use != end && over; ++use) {
      const auto days = slots.days(use->order_id, use->slot);
      if (!days) return days.failure();
      over = use->closed_at && *days && use->closed_at->seconds + **days * kDay <= now.seconds;
    }
    if (over) {
      due.push_back({.sha256 = begin->sha256,
                     .subject = begin->ticket,
                     .uses = end - begin,
                     .reason = "retention",
                     .uploaded_before = Instant{now.seconds - kUnusedSeconds}});
    }
    begin = end;
  }
  return due;
}

}  // namespace

Outcome<std::int64_t> remove_due_media(Services& services) {
  const Instant now = services.clock();
  storage::Removal removal(*services.database);
  const auto uses = removal.uses();
  if (!uses) return uses.failure();
  auto due = due_of(services, *uses, now);
  if (!due) return due.failure();
  const Instant before{now.seconds - kUnusedSeconds};
  const auto unused = removal.unused(before);
  if (!unused) return unused.failure();
  for (const auto& one : *unused) {
    due->push_back(
        {.sha256 = one.sha256, .subject = one.order_id, .uses = 0, .reason = "unused", .uploaded_before = before});
  }
  std::int64_t removed = 0;
  for (const storage::RemovalOrder& order : *due) {
    const Status done = removal.remove(order, now, [&] { return services.vault->remove(order.sha256); });
    if (!done && done.failure().code == FailureCode::Conflict) continue;
    if (!done) return done.failure();
    ++removed;
  }
  return removed;
}

}  // namespace returns::intake
