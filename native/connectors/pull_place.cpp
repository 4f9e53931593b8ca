#include "native/connectors/pull_place.h"

#include <algorithm>

#include "native/support/json.h"

namespace returns::connectors {

PullPlace read_place(const std::string& cursor) {
  const Json place = parse_json(cursor);
  return {.from = Instant{integer_of(place, "from").value_or(0)}, .skip = integer_of(place, "skip").value_or(0)};
}

std::string place_after(const PullPlace& place, std::int64_t rows, Instant last, bool full) {
  constexpr std::int64_t kOverlap = 120;  // seconds
  PullPlace next = place;
  if (full && last.seconds > place.from.seconds)
    next = {.from = last, .skip = 0};
  else if (full)
    next.skip += rows;
  else
    next = {.from = Instant{std::max(place.from.seconds, last.seconds - kOverlap)}, .skip = 0};
  return write_json({{"from", next.from.seconds}, {"skip", next.skip}});
}

}  // namespace returns::connectors
