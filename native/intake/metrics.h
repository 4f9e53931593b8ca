#pragma once
// What the server has done, counted, in the text format of OpenMetrics 1.0. Labels are routes and classes of status:
// nothing that a stranger makes up and nothing about a person.

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

#include "native/http.h"
#include "native/storage/database.h"
#include "native/support/clock.h"

namespace returns::intake {

class Metrics {
 public:
  explicit Metrics(Instant started) : started_(started) {}

  // Told of every answer; safe from any thread.
  void count(const http::Request& request, std::string_view route, int status, std::chrono::microseconds time);

  struct Now {
    Instant at;
    std::int64_t waiting = 0, failed = 0;                  // messages
    std::int64_t returns_waiting = 0, returns_failed = 0;  // of connectors
    std::int64_t oldest = 0;                               // seconds that the oldest of them waits
    std::int64_t scheduler_runs = 0;
    bool database = true;  // answers
  };
  std::string text(const Now& now) const;

  // Upper bounds of the buckets of durations, in microseconds.
  static constexpr std::array<std::int64_t, 10> kBounds = {1'000,   2'500,   5'000,     10'000,    25'000,
                                                           100'000, 250'000, 1'000'000, 5'000'000, 30'000'000};

 private:
  struct Durations {
    std::array<std::int64_t, kBounds.size() + 1> buckets{};
    std::int64_t sum = 0;
  };

  Instant started_;
  mutable std::mutex mutex_;
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> requests_;  // method, route, class
  std::map<std::string, Durations> durations_;                                          // route
  std::map<std::string, std::int64_t> submissions_ = {{"filed", 0}, {"replayed", 0}, {"refused", 0}, {"failed", 0}};
  std::int64_t upload_bytes_ = 0;
};

// /metrics and /readyz, for a port that only the merchant's own machines reach.
void add_metrics_routes(http::Router& router, const Metrics& metrics, storage::Database& database, const Clock& clock,
                        const std::function<std::int64_t()>& scheduler_runs);

}  // namespace returns::intake
