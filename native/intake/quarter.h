#pragma once
// Quarters of a year, as reports name them: "2026-Q4".

#include <optional>
#include <string>
#include <string_view>

#include "core/calendar.h"

namespace returns::intake {

struct Quarter {
  int year = 1970;
  int number = 1;  // 1…4
};

// Years 1970…2198: the day after the last one can still be written.
std::optional<Quarter> read_quarter(std::string_view text);
std::string write_quarter(Quarter quarter);
Quarter quarter_of(Day day);
Quarter before(Quarter quarter);
Quarter after(Quarter quarter);
Day first_day_of(Quarter quarter);

}  // namespace returns::intake
