#pragma once
// How often somebody may guess. Counted in the database, so that a restart forgives nothing.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "core/calendar.h"
#include "native/storage/database.h"

namespace returns::storage {

struct AttemptLimit {
  std::int64_t seconds;
  std::int64_t most;
};

// Failures that are allowed before an answer is refused. Four digits of a telephone number are 10,000 guesses: at 30 a
// day, half of them take 166 days, whatever number of addresses take part.
inline constexpr std::array<AttemptLimit, 2> kPerSubject = {{{3'600, 10}, {86'400, 30}}};
inline constexpr std::array<AttemptLimit, 2> kPerAddress = {{{3'600, 30}, {86'400, 200}}};
// Of everybody together: who guesses at all orders from a thousand addresses is seen by neither of the others. A shop
// of a hundred thousand orders a month has a few dozen failures an hour.
inline constexpr AttemptLimit kOfAll = {3'600, 1'000};

class Attempts {
 public:
  explicit Attempts(Database& database) : database_(database) {}

  struct Entry {
    std::string nonce;                        // to forgive it by, when the guess was right
    std::optional<std::int64_t> retry_after;  // seconds; set when the limit is reached and nothing was counted
  };
  // Counts the attempt as a failure before it is judged, so that many at once cannot slip through. A failure of power
  // may forget the counts of its last moments. `all`, where it is not empty, names what everybody's are counted under
  // as well.
  Outcome<Entry> begin(const std::string& subject, const std::string& address, const std::string& nonce, Instant now,
                       const std::string& all = {});
  Status forgive(const std::string& nonce);

 private:
  Database& database_;
};

}  // namespace returns::storage
