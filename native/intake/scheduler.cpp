#include "native/intake/scheduler.h"

#include <spdlog/spdlog.h>

#include "native/storage/tickets.h"

namespace returns::intake {
namespace {

constexpr std::chrono::seconds kBetween{30};
constexpr int kRoundsBetweenChores = 120;

}  // namespace

Scheduler::Scheduler(storage::Database& database, Clock clock, std::shared_ptr<spdlog::logger> log,
                     std::vector<Chore> chores)
    : database_(database),
      clock_(std::move(clock)),
      log_(std::move(log)),
      chores_(std::move(chores)),
      thread_([this] { run(); }) {}

Scheduler::~Scheduler() {
  {
    const std::scoped_lock lock(mutex_);
    end_ = true;
  }
  ending_.notify_all();
  thread_.join();
}

void Scheduler::do_chores() {
  // Of several servers one does them; each would do them right, and all would be at the same work.
  const auto turn = database_.take_turn("chores");
  if (!turn) log_->warn(R"("event":"chore_failed","chore":"turn","cause":"{}")", turn.failure().detail);
  if (!turn || !*turn) return;
  for (const Chore& chore : chores_) {
    const auto done = chore.work();
    if (!done)
      log_->warn(R"("event":"chore_failed","chore":"{}","cause":"{}")", chore.name, done.failure().detail);
    else if (*done > 0)
      log_->info(R"("event":"chore","chore":"{}","count":{})", chore.name, *done);
  }
}

void Scheduler::run() {
  do_chores();
  std::unique_lock lock(mutex_);
  while (!ending_.wait_for(lock, kBetween, [this] { return end_; })) {
    if (++runs_ % kRoundsBetweenChores == 0) do_chores();
    const auto raised = storage::Tickets(database_).escalate(clock_());
    if (!raised)
      log_->warn(R"("event":"escalation_failed","cause":"{}")", raised.failure().detail);
    else if (*raised > 0)
      log_->info(R"("event":"escalated","tickets":{})", *raised);
  }
}

}  // namespace returns::intake
