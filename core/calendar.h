#pragma once
// Time without a clock: `now` is always an argument.
//
// Day      a civil day in the pack's zone, counted from 1970-01-01; no hour, no zone of its own.
// Instant  a moment, in whole seconds since 1970-01-01T00:00:00Z.
// Zone     a distance from UTC in minutes, with or without summer time by rule.
//
// Counting follows the Chinese civil code, art. 200–204 (and Regulation 1182/71 in the EU): the day of the
// event is not counted and a period ends at 24:00 of its last day. Whether a period that ends on a rest day
// rolls on is the pack's choice, not the calendar's.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace returns {

struct Day {
  std::int32_t since_epoch = 0;
  friend constexpr auto operator<=>(const Day&, const Day&) = default;
};
constexpr Day operator+(Day day, std::int32_t days) { return Day{day.since_epoch + days}; }
constexpr std::int32_t operator-(Day a, Day b) { return a.since_epoch - b.since_epoch; }

struct Instant {
  std::int64_t seconds = 0;
  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

// When clocks are an hour ahead. Eu: from the last Sunday of March to the last of October, both at 01:00 UTC
// (Directive 2000/84/EC; the United Kingdom does the same). Us: from the second Sunday of March to the first of
// November, both at 02:00 of the clock on the wall (15 USC 260a).
enum class Summer : std::uint8_t { None, Eu, Us };

struct Zone {
  std::int32_t offset_minutes = 0;  // standard time; east of UTC is positive
  Summer summer = Summer::None;
};
// Minutes ahead of UTC at that moment.
std::int32_t offset_at(Instant instant, Zone zone);

// Proleptic Gregorian calendar; `month` 1…12, `day` 1…31. Public so that its edges can be pinned beside it.
constexpr Day civil(std::int32_t year, std::int32_t month, std::int32_t day) {
  const std::int32_t y = month <= 2 ? year - 1 : year;
  const std::int32_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int32_t of_era = y - era * 400;
  const std::int32_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return Day{era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468};
}
static_assert(civil(1970, 1, 1) == Day{0});
static_assert(civil(2024, 3, 1) - civil(2024, 2, 28) == 2);
static_assert(civil(2100, 3, 1) - civil(2100, 2, 28) == 1);

// ISO 8601: Monday is 1, Sunday 7.
constexpr std::int32_t weekday(Day day) { return ((day.since_epoch + 3) % 7 + 7) % 7 + 1; }
static_assert(weekday(civil(2026, 11, 22)) == 7);

// "2026-11-05", years 1970…2199.
std::optional<Day> read_day(std::string_view text);
std::string write_day(Day day);

// RFC 3339 with an offset, years 1970…2199; fractions of a second are cut off; a leap second counts as :59.
std::optional<Instant> read_instant(std::string_view text);
std::string write_instant(Instant instant, Zone zone);

Day day_of(Instant instant, Zone zone);
// The last second of the day: 23:59:59.
Instant end_of(Day day, Zone zone);
// The same day of the month `months` later, or the last day of that month.
Day add_months(Day day, std::int32_t months);

// Working days of one country. Only exceptions are listed; the weekend is the rule.
struct Calendar {
  std::string id;
  std::vector<std::int32_t> weekend;  // ISO weekdays
  std::vector<Day> off;               // sorted; rest days on weekdays
  std::vector<Day> work;              // sorted; working days on weekends (make-up days)
  Day covered_from;                   // outside of [covered_from, covered_to] only the weekend is known,
  Day covered_to;                     // so every answer there is an estimate

  bool covers(Day day) const { return covered_from <= day && day <= covered_to; }
  bool is_workday(Day day) const;
};

struct CountedDay {
  Day day;
  bool estimated = false;  // the calendar does not cover every day that was counted
};

// The nth working day after `day` (which is not counted); n in 0…366, and 0 gives `day` itself.
CountedDay add_workdays(const Calendar& calendar, Day day, std::int32_t n);
// `day` itself when it is a working day, or else the next one.
CountedDay next_workday(const Calendar& calendar, Day day);

}  // namespace returns
