#include "core/routing.h"

#include <algorithm>
#include <iterator>

namespace returns {
namespace {

constexpr std::int64_t kHour = 3600;

template <class Out, class Then>
std::vector<Out> run(const Rules<Then>& rules, const Pack& pack, const Calendar& calendar, const Facts& facts,
                     Instant submitted) {
  std::vector<Out> out;
  for (const auto* rule : rules.collect(facts)) {
    Out clock{};
    clock.rule = rule;
    if (rule->then.from == Start::Submitted) {
      const Due due = due_after(calendar, pack.zone, submitted, rule->then.n, rule->then.unit);
      clock.due = due.at;
      clock.estimated = due.estimated;
    }
    out.push_back(clock);
  }
  return out;
}

}  // namespace

Due due_after(const Calendar& calendar, Zone zone, Instant start, std::int32_t n, Unit unit) {
  const Day day = day_of(start, zone);
  switch (unit) {
    case Unit::Hour: return {Instant{start.seconds + n * kHour}, false};
    case Unit::Workday: {
      const CountedDay counted = add_workdays(calendar, day, n);
      return {end_of(counted.day, zone), counted.estimated};
    }
    case Unit::Month: return {end_of(add_months(day, n), zone), false};
    case Unit::Day:
    case Unit::None: break;
  }
  return {end_of(day + n, zone), false};
}

std::vector<Deadline> deadlines(const Pack& pack, const Calendar& calendar, const Facts& facts, Instant submitted) {
  auto all = run<Deadline>(pack.clocks, pack, calendar, facts, submitted);
  std::optional<Instant> close;
  for (const Deadline& deadline : all) {
    if (deadline.due && deadline.rule->then.stage == "close" && (!close || *deadline.due < *close)) {
      close = deadline.due;
    }
  }
  for (Deadline& deadline : all) {
    if (!close || !deadline.due || *deadline.due <= *close) continue;
    deadline.due = close;
    deadline.capped = true;
  }
  // Known dates stand in the order they come; what waits for something else keeps its place among the rules.
  std::vector<Deadline> known;
  std::copy_if(all.begin(), all.end(), std::back_inserter(known),
               [](const Deadline& deadline) { return deadline.due.has_value(); });
  std::stable_sort(known.begin(), known.end(),
                   [](const Deadline& one, const Deadline& other) { return *one.due < *other.due; });
  auto next = known.begin();
  for (Deadline& deadline : all) {
    if (deadline.due) deadline = *next++;
  }
  return all;
}

std::vector<Escalation> escalations(const Pack& pack, const Calendar& calendar, const Facts& facts, Instant submitted) {
  return run<Escalation>(pack.escalations, pack, calendar, facts, submitted);
}

}  // namespace returns
