#pragma once
// A case as the core sees it: an order and a draft in which exactly the stated facts hold, and the plan that follows.

#include <string>

#include "core/draft.h"
#include "core/order.h"
#include "core/plan.h"
#include "native/policy/case.h"
#include "native/policy/locate.h"

namespace returns::policy {

struct Situation {
  std::string order_text, draft_text, now_text;  // what the doors take
  Order order;
  Draft draft;
  Instant now;
  Plan plan;
};

// What a case leaves open takes its usual value: the first category and market, goods that came two days ago and a
// window that is open, 100.00 paid, the first option of each question. A case that contradicts itself (a window that
// is open though nothing was delivered, a recall the pack does not list) is a problem that names the member.
Or<Situation> expand(const Case& wanted, const Pack& pack, const Calendar& calendar, const std::string& file);

// A morning well inside the pack's validity and the calendar's coverage: what "now" is when a case does not say.
Instant usual_now(const Pack& pack, const Calendar& calendar);

// Cases about recalls need a batch that is recalled. The pack itself when it lists one; otherwise the same pack with
// one recall more, of a number no product has.
Or<wire::Core> with_recall(const LoadedPack& pack);

}  // namespace returns::policy
