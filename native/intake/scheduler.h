#pragma once
// Follows the clocks of open tickets, and does the chores of a server. It remembers nothing: what is due and what was
// done stand in the database, so a restart neither forgets an escalation nor repeats one.

#include <spdlog/logger.h>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "native/storage/database.h"
#include "native/support/clock.h"

namespace returns::intake {

// Done at the start and every hour; gives how many things it did.
struct Chore {
  std::string name;
  std::function<Outcome<std::int64_t>()> work;
};

class Scheduler {
 public:
  Scheduler(storage::Database& database, Clock clock, std::shared_ptr<spdlog::logger> log,
            std::vector<Chore> chores = {});
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler();

  // Rounds since the start.
  std::int64_t runs() const { return runs_; }

 private:
  void run();
  void do_chores();

  storage::Database& database_;
  Clock clock_;
  std::shared_ptr<spdlog::logger> log_;
  std::vector<Chore> chores_;
  std::mutex mutex_;
  std::condition_variable ending_;
  bool end_ = false;
  std::atomic<std::int64_t> runs_ = 0;
  std::thread thread_;
};

}  // namespace returns::intake
