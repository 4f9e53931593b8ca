#pragma once
// How far orders were read, on platforms that sort them by their last change: from a second on, those before `skip` in
// that second left out. What is read twice changes nothing, so the last page leaves the place a little before its end:
// a change that was written earlier may be committed later.

#include <cstdint>
#include <string>
#include <vector>

#include "core/calendar.h"

namespace returns::connectors {

struct PullPlace {
  Instant from;  // 0: from the beginning
  std::int64_t skip = 0;
  std::string after;  // a platform's own mark within one run of pages, where it has one
};

PullPlace read_place(const std::string& cursor);
// After a page of rows that were changed then, earliest first; `full`: there may be more. Precondition: there is one.
std::string place_after(const PullPlace& place, const std::vector<Instant>& changed, bool full);

// The same where pages are joined by the platform's marks.
std::string place_after(const PullPlace& place, const std::string& mark, Instant last, bool full);

}  // namespace returns::connectors
