#include "native/intake/scheduler.h"

#include <spdlog/spdlog.h>

#include "native/storage/tickets.h"

namespace returns::intake {
namespace {

constexpr std::chrono::seconds kBetween{30};

}  // namespace

Scheduler::Scheduler(storage::Database& database, Clock clock, std::shared_ptr<spdlog::logger> log)
    : database_(database),
      clock_(std::move(clock)),
      log_(std::move(log)),
      thread_([this] { run(); }) {}

Scheduler::~Scheduler() {
  {
    const std::scoped_lock lock(mutex_);
    end_ = true;
  }
  ending_.notify_all();
  thread_.join();
}

void Scheduler::run() {
  std::unique_lock lock(mutex_);
  while (!ending_.wait_for(lock, kBetween, [this] { return end_; })) {
    ++runs_;
    const auto raised = storage::Tickets(database_).escalate(clock_());
    if (!raised)
      log_->warn(R"("event":"escalation_failed","cause":"{}")", raised.failure().detail);
    else if (*raised > 0)
      log_->info(R"("event":"escalated","tickets":{})", *raised);
  }
}

}  // namespace returns::intake
