#pragma once
// Where a term of a pack ends: so many hours, days, working days or months after something happened.

#include "core/calendar.h"
#include "core/policy/pack.h"

namespace returns {

// The last day, inclusive, of a term in days, working days or months that began on `start`; the day itself is not
// counted (7DR art. 10; Regulation 1182/71 art. 3). Precondition: the unit is none of hours and none.
CountedDay last_day(const WindowThen& term, const Calendar& calendar, Day start);

}  // namespace returns
