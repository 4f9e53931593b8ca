#pragma once
// Who answers, how urgently, and by when.

#include <optional>
#include <vector>

#include "core/calendar.h"
#include "core/policy/pack.h"

namespace returns {

// A clock of the pack. `due` is there when its start is known; clocks that start at a later event have none yet.
struct Deadline {
  const Rule<ClockThen>* rule = nullptr;
  std::optional<Instant> due;
  bool estimated = false;  // beyond the calendar's coverage
  bool capped = false;     // its own term ends later, but the whole case is closed by then
};

struct Escalation {
  const Rule<EscalationThen>* rule = nullptr;
  std::optional<Instant> due;
  bool estimated = false;
};

struct Due {
  Instant at;
  bool estimated = false;
};

// `n` units after `start`. Hours run through nights and holidays; days and working days end at 24:00
// (written as 23:59:59) of their last day, the day of `start` not counted.
Due due_after(const Calendar& calendar, Zone zone, Instant start, std::int32_t n, Unit unit);

// The request's clocks. A stage cannot be due after the case is closed: `close` caps the others, so the shorter of
// two promises holds (docs/adr/0008). `facts` are request facts (lane, grade, channel, verdict, resolution).
std::vector<Deadline> deadlines(const Pack& pack, const Calendar& calendar, const Facts& facts, Instant submitted);
std::vector<Escalation> escalations(const Pack& pack, const Calendar& calendar, const Facts& facts, Instant submitted);

}  // namespace returns
