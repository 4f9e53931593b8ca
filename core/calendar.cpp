#include "core/calendar.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace returns {
namespace {

constexpr std::int32_t kFirstYear = 1970;
constexpr std::int32_t kLastYear = 2199;
constexpr std::int64_t kDay = 86400;

struct Civil {
  std::int32_t year, month, day;
};

Civil civil_of(Day day) {
  const std::int32_t z = day.since_epoch + 719468;
  const std::int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int32_t of_era = z - era * 146097;
  const std::int32_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int32_t shifted = (5 * of_year + 2) / 153;
  const std::int32_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, of_year - (153 * shifted + 2) / 5 + 1};
}

std::int32_t days_in(std::int32_t year, std::int32_t month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr std::array<std::int32_t, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

void put(std::string& out, std::int32_t number, std::size_t width) {
  const std::string digits = to_text(number);
  out.append(width > digits.size() ? width - digits.size() : 0, '0');
  out += digits;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// The first Sunday on or after that day.
Day sunday(std::int32_t year, std::int32_t month, std::int32_t day) {
  const Day from = civil(year, month, day);
  return from + (7 - weekday(from)) % 7;
}

std::int64_t seconds(Day day, std::int32_t hour, std::int32_t offset_minutes) {
  return std::int64_t{day.since_epoch} * kDay + std::int64_t{hour} * 3600 - std::int64_t{offset_minutes} * 60;
}

}  // namespace

std::optional<Day> read_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = read_digits(text.substr(0, 4));
  const auto month = read_digits(text.substr(5, 2));
  const auto day = read_digits(text.substr(8, 2));
  if (!year || !month || !day || *year < kFirstYear || *year > kLastYear || *month < 1 || *month > 12 || *day < 1)
    return std::nullopt;
  if (*day > days_in(*year, *month)) return std::nullopt;
  return civil(*year, *month, *day);
}

std::string write_day(Day day) {
  const Civil c = civil_of(day);
  std::string out;
  put(out, c.year, 4);
  out += '-';
  put(out, c.month, 2);
  out += '-';
  put(out, c.day, 2);
  return out;
}

std::optional<Instant> read_instant(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const auto day = read_day(text.substr(0, 10));
  const auto hour = read_digits(text.substr(11, 2));
  const auto minute = read_digits(text.substr(14, 2));
  const auto second = read_digits(text.substr(17, 2));
  if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  std::string_view rest = text.substr(19);
  if (rest.front() == '.') {
    rest.remove_prefix(1);
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (digits == 0) return std::nullopt;
    rest.remove_prefix(digits);
  }
  std::int32_t offset = 0;
  if (rest != "Z" && rest != "z") {
    if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return std::nullopt;
    const auto hours = read_digits(rest.substr(1, 2));
    const auto minutes = read_digits(rest.substr(4, 2));
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    offset = (*hours * 60 + *minutes) * (rest[0] == '-' ? -1 : 1);
  }
  const std::int32_t of_day = *hour * 3600 + *minute * 60 + std::min(*second, 59) - offset * 60;
  return Instant{std::int64_t{day->since_epoch} * kDay + of_day};
}

std::int32_t offset_at(Instant instant, Zone zone) {
  if (zone.summer == Summer::None) return zone.offset_minutes;
  // The year cannot turn inside the hours that an offset moves: both rules hold in neither January nor December.
  const std::int32_t year = civil_of(Day{static_cast<std::int32_t>(floor_div(instant.seconds, kDay))}).year;
  const bool eu = zone.summer == Summer::Eu;
  const std::int64_t from =
      eu ? seconds(sunday(year, 3, 25), 1, 0) : seconds(sunday(year, 3, 8), 2, zone.offset_minutes);
  const std::int64_t to =
      eu ? seconds(sunday(year, 10, 25), 1, 0) : seconds(sunday(year, 11, 1), 2, zone.offset_minutes + 60);
  return zone.offset_minutes + (from <= instant.seconds && instant.seconds < to ? 60 : 0);
}

std::string write_instant(Instant instant, Zone zone) {
  const std::int32_t ahead = offset_at(instant, zone);
  const std::int64_t local = instant.seconds + std::int64_t{ahead} * 60;
  const std::int64_t days = floor_div(local, kDay);
  const auto of_day = static_cast<std::int32_t>(local - days * kDay);
  std::string out = write_day(Day{static_cast<std::int32_t>(days)});
  out += 'T';
  put(out, of_day / 3600, 2);
  out += ':';
  put(out, of_day / 60 % 60, 2);
  out += ':';
  put(out, of_day % 60, 2);
  if (ahead == 0) return out + 'Z';
  const std::int32_t offset = ahead < 0 ? -ahead : ahead;
  out += ahead < 0 ? '-' : '+';
  put(out, offset / 60, 2);
  out += ':';
  put(out, offset % 60, 2);
  return out;
}

Day day_of(Instant instant, Zone zone) {
  return Day{static_cast<std::int32_t>(floor_div(instant.seconds + std::int64_t{offset_at(instant, zone)} * 60, kDay))};
}

Instant end_of(Day day, Zone zone) {
  // No zone changes its clocks at midnight, so one of the two offsets is in force there.
  const Instant standard{(std::int64_t{day.since_epoch} + 1) * kDay - 1 - std::int64_t{zone.offset_minutes} * 60};
  const Instant summer{standard.seconds - 3600};
  return offset_at(summer, zone) == zone.offset_minutes ? standard : summer;
}

Day add_months(Day day, std::int32_t months) {
  const Civil c = civil_of(day);
  const std::int32_t count = c.year * 12 + c.month - 1 + months;
  const std::int32_t year = count / 12;
  const std::int32_t month = count % 12 + 1;
  return civil(year, month, std::min(c.day, days_in(year, month)));
}

bool Calendar::is_workday(Day day) const {
  if (std::binary_search(work.begin(), work.end(), day)) return true;
  if (std::binary_search(off.begin(), off.end(), day)) return false;
  return std::find(weekend.begin(), weekend.end(), weekday(day)) == weekend.end();
}

CountedDay add_workdays(const Calendar& calendar, Day day, std::int32_t n) {
  CountedDay counted{day, false};
  while (n > 0) {
    counted.day = counted.day + 1;
    counted.estimated = counted.estimated || !calendar.covers(counted.day);
    if (calendar.is_workday(counted.day)) --n;
  }
  return counted;
}

CountedDay next_workday(const Calendar& calendar, Day day) {
  CountedDay counted{day, !calendar.covers(day)};
  while (!calendar.is_workday(counted.day)) {
    counted.day = counted.day + 1;
    counted.estimated = counted.estimated || !calendar.covers(counted.day);
  }
  return counted;
}

}  // namespace returns
