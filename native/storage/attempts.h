#pragma once
// How often somebody may guess. Counted in the database, so that a restart forgives nothing.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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
// of a hundred thousand orders a month has a few dozen failures an hour. Beyond it each address has only kPressed: who
// types what is right is let in all the same, however many others guess.
inline constexpr AttemptLimit kOfAll = {3'600, 1'000};
inline constexpr AttemptLimit kPressed = {3'600, 2};

class Attempts {
 public:
  explicit Attempts(Database& database) : database_(database) {}

  struct Attempt {
    std::string subject;     // keyed digest; empty: only the address limits it
    std::string address;     // keyed digest
    std::string nonce;       // its own
    bool is_lookup = false;  // counts for the limit of everybody together, and is held to it
  };
  // Counts the attempt as a failure before it is judged, so that many at once cannot slip through. A failure of power
  // may forget the counts of its last moments. The seconds to wait, when the limit is reached and nothing was counted.
  using Wait = std::optional<std::int64_t>;
  Outcome<Wait> begin(const Attempt& attempt, Instant now);
  // Several in one commit, as far as the first that has to wait: a wait for each of these.
  Outcome<std::vector<Wait>> begin(const std::vector<Attempt>& attempts, Instant now);
  // The guess that was counted at `counted_at` was right.
  Status forgive(const Attempt& attempt, Instant counted_at);

 private:
  Database& database_;
};

}  // namespace returns::storage
