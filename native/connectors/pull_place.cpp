#include "native/connectors/pull_place.h"

#include <algorithm>

#include "native/support/json.h"

namespace returns::connectors {

namespace {

constexpr std::int64_t kOverlap = 120;  // seconds

Instant before_end(const PullPlace& place, Instant last) {
  return Instant{std::max(place.from.seconds, last.seconds - kOverlap)};
}

}  // namespace

PullPlace read_place(const std::string& cursor) {
  const Json place = parse_json(cursor);
  return {.from = Instant{integer_of(place, "from").value_or(0)},
          .skip = integer_of(place, "skip").value_or(0),
          .after = text_of(place, "after")};
}

std::string place_after(const PullPlace& place, const std::vector<Instant>& changed, bool full) {
  const Instant last = changed.back();
  PullPlace next = place;
  if (full && last > place.from)
    next = {.from = last, .skip = std::count(changed.begin(), changed.end(), last), .after = {}};
  else if (full)
    next.skip += static_cast<std::int64_t>(changed.size());
  else
    next = {.from = before_end(place, last), .skip = 0, .after = {}};
  return write_json({{"from", next.from.seconds}, {"skip", next.skip}});
}

std::string place_after(const PullPlace& place, const std::string& mark, Instant last, bool full) {
  if (full) return write_json({{"from", place.from.seconds}, {"after", mark}});
  return write_json({{"from", before_end(place, last).seconds}});
}

}  // namespace returns::connectors
