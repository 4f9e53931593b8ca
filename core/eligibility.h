#pragma once
// May this item go back? All findings at once, worst verdict wins; nothing short-circuits, so the customer
// sees every reason in one answer.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "core/order.h"
#include "core/params.h"
#include "core/policy/pack.h"

namespace returns {

struct Window {
  WindowState state = WindowState::None;
  const Rule<WindowThen>* rule = nullptr;
  std::optional<Day> until;              // last day, inclusive
  std::optional<Instant> until_instant;  // windows in hours: last second, inclusive
  std::int32_t margin = 0;               // days (hours for windows in hours) left; negative: past
  bool estimated = false;                // beyond the calendar's coverage
};

struct Finding {
  std::string code;
  Verdict verdict = Verdict::NeedsReview;
  std::string rule;  // empty: the core's own (no rule matched)
  std::string source;
  Params params = {};
};

struct Assessment {
  Verdict verdict = Verdict::NeedsReview;
  std::vector<Finding> findings;  // in rule order
};

// How long a rule's window is open. Anchor: signing for the goods; the day of signing is not counted
// (7DR art. 10; Regulation 1182/71 art. 3). `rule` may be nullptr: no window applies.
Window window_by(const Rule<WindowThen>* rule, const Pack& pack, const Calendar& calendar, const Order& order,
                 Instant now);

// The window that the facts select. Where several may apply, the pack says which holds: the one that ends last or
// first; of two that end together, the first rule's.
Window window_of(const Pack& pack, const Calendar& calendar, const Order& order, const Facts& facts, Instant now);

// The last moment of the window, when it is known.
std::optional<Instant> end_of(const Window& window, Zone zone);

// Precondition: reason, window and all answers are among the facts. No rule at all: needs_review, code no_rule.
Assessment assess(const Pack& pack, const Facts& facts, const Window& window);

// What a sentence about a window may say: n, unit, until, margin (signed) and days (without sign).
Params window_params(const Window& window, Zone zone);

}  // namespace returns
