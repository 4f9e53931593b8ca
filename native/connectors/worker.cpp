#include "native/connectors/worker.h"

#include <spdlog/spdlog.h>
#include <algorithm>
#include <chrono>

#include "native/connectors/make.h"
#include "native/connectors/order_pull.h"
#include "native/connectors/web_api.h"

namespace returns::connectors {
namespace {

using storage::ConnectorReturns;
using Settled = ConnectorReturns::Settled;

constexpr std::chrono::milliseconds kBetween{500};

std::int64_t wait_after(std::int64_t attempts, const ConnectorSettings& settings) {
  std::int64_t wait = settings.first_wait;
  for (std::int64_t done = 1; done < attempts && wait < settings.longest_wait; ++done) wait *= 2;
  return std::min(wait, settings.longest_wait);
}

// Nobody wants it any longer.
bool is_over(const std::string& status) { return status == "cancelled" || status == "refused"; }

// What the last call of an attempt means for the row. `asked`: the platform may have made it.
class Verdict {
 public:
  Verdict(const ConnectorSettings& settings, const storage::LeasedReturn& row, Instant now, bool asked)
      : settings_(settings),
        row_(row),
        now_(now),
        asked_(asked) {}

  Settled operator()(const Created& created) const {
    return {.state = "created", .remote = created.remote, .fault = {}, .said = {}, .due_at = {}, .rests_until = {}};
  }
  Settled operator()(const Retry& retry) const {
    // What may be there is looked for until the platform answers; only what surely is not can be left to a person.
    if (row_.attempts >= settings_.attempts && !asked_) return failed("fix", retry.code, retry.text);
    const Instant rests{now_.seconds + (asked_ ? settings_.settle : 0)};
    const Instant due{std::max(rests.seconds, now_.seconds + wait_after(row_.attempts, settings_))};
    return {.state = asked_ ? "creating" : "waiting",
            .remote = {},
            .fault = retry.code,
            .said = retry.text,
            .due_at = due,
            .rests_until = asked_ ? rests : Instant{}};
  }
  Settled operator()(const FixByHuman& fix) const { return failed("fix", fix.code, fix.text); }
  Settled operator()(const Refused& refused) const { return failed("refused", refused.code, refused.text); }
  // Of find(): nothing is there, and nobody wants it.
  Settled operator()(const Absent& /*absent*/) const { return failed("dropped", "", ""); }
  Settled operator()(const Begun& begun) const {
    Settled settled = failed("fix", "begun", "");
    settled.remote = begun.remote;
    return settled;
  }

 private:
  static Settled failed(const char* state, const std::string& code, const std::string& text) {
    return {.state = state, .remote = {}, .fault = code, .said = text, .due_at = {}, .rests_until = {}};
  }
  const ConnectorSettings& settings_;
  const storage::LeasedReturn& row_;
  Instant now_;
  bool asked_;
};

}  // namespace

std::int64_t rest_of(const ConnectorSettings& settings) {
  return kCallsPerAttempt * settings.timeout + settings.settle;
}

Status prepare(const intake::Services& services, const std::vector<ConnectorSettings>& settings) {
  ConnectorReturns rows(*services.database);
  std::vector<storage::ConnectorStart> starts;
  starts.reserve(settings.size());
  for (const ConnectorSettings& one : settings) starts.push_back({.name = one.name, .start = one.start});
  if (Status used = rows.use(starts, services.clock()); !used) return used;
  // Whoever held a lease has been killed; unless others work too, whose leases are theirs.
  return services.database->is_shared() ? Status{Done{}} : rows.release();
}

Worker::Worker(const intake::Services& services, ConnectorSettings settings, std::shared_ptr<spdlog::logger> log)
    : services_(services),
      settings_(std::move(settings)),
      log_(std::move(log)),
      connector_(make_connector(settings_)),
      thread_([this] { run(); }) {}

Worker::~Worker() {
  {
    const std::scoped_lock lock(mutex_);
    end_ = true;
  }
  ending_.notify_all();
  thread_.join();
}

void Worker::run() {
  std::unique_lock lock(mutex_);
  while (!end_) {
    lock.unlock();
    const bool busy = work_one();
    if (!busy) pull_when_due();
    lock.lock();
    if (!busy) ending_.wait_for(lock, kBetween, [this] { return end_; });
  }
}

Settled Worker::attempt(const storage::LeasedReturn& row) {
  bool asked = row.state == "creating";
  try {
    return attempt(row, asked);
  } catch (const std::exception&) {
    // The platform answered with what no reader here expects; whether it acted nobody can tell.
    return Verdict(settings_, row, services_.clock(), asked)(Retry{"malformed"});
  }
}

Settled Worker::attempt(const storage::LeasedReturn& row, bool& asked) {
  const NeutralReturn wanted = neutral_return_of(
      {.ticket = row.ticket, .connector = row.connector, .order = row.order, .body = row.body, .units = row.units});
  const FindResult found = connector_->find(wanted);
  const bool absent = std::holds_alternative<Absent>(found);
  const auto* begun = std::get_if<Begun>(&found);
  if ((!absent && begun == nullptr) || is_over(row.status)) {
    // A row that was being made and cannot be looked for is still perhaps there.
    return std::visit(Verdict(settings_, row, services_.clock(), asked), found);
  }
  // Every attempt before came to nothing, and now it is known that nothing is there.
  if (row.attempts > settings_.attempts) {
    Settled settled{
        .state = "fix", .remote = {}, .fault = row.fault, .said = row.said, .due_at = {}, .rests_until = {}};
    return settled;
  }
  const Instant until{services_.clock().seconds + rest_of(settings_)};
  if (const Status begins = ConnectorReturns(*services_.database).begin(row, until); !begins)
    return Verdict(settings_, row, services_.clock(), false)(Retry{"not_noted"});
  asked = true;
  const CreateResult made = connector_->create(wanted, begun != nullptr ? begun->remote : std::string{});
  return std::visit(Verdict(settings_, row, services_.clock(), true), made);
}

bool Worker::work_one() {
  ConnectorReturns rows(*services_.database);
  const auto row = rows.lease(settings_.name, services_.clock(), rest_of(settings_));
  if (!row) {
    log_->warn(R"("event":"connector_failed","connector":"{}","cause":"{}")", settings_.name, row.failure().detail);
    return false;
  }
  if (!*row) return false;
  const Settled settled = attempt(**row);
  const Status noted = rows.settle(**row, settled, services_.clock());
  // Which return, and nothing that anybody said of it.
  log_->log(settled.state == "fix" || settled.state == "refused" ? spdlog::level::err : spdlog::level::info,
            R"("event":"connector","connector":"{}","ticket":"{}","attempt":{},"state":"{}","fault":"{}")",
            settings_.name, (*row)->ticket, (*row)->attempts, settled.state, settled.fault);
  if (!noted)
    log_->warn(R"("event":"connector_failed","connector":"{}","cause":"{}")", settings_.name, noted.failure().detail);
  return static_cast<bool>(noted);
}

void Worker::pull_when_due() {
  if (!settings_.orders || settings_.orders->every == 0) return;
  ConnectorReturns rows(*services_.database);
  const auto place = rows.place(settings_.name);
  const Instant now = services_.clock();
  if (!place || (place->read_at && place->read_at->seconds + settings_.orders->every > now.seconds)) return;
  // Of several servers one does it.
  const auto turn = services_.database->take_turn("orders " + settings_.name);
  if (!turn || !*turn) return;
  const PullTally tally =
      pull_orders(services_, *connector_, settings_, [&](const std::string& /*place*/, const auto&) {});
  if (!tally.fault.empty()) {
    log_->warn(R"("event":"orders_not_pulled","connector":"{}","fault":"{}")", settings_.name, tally.fault);
    // Not again at once; what was read stays read.
    const auto reached = rows.place(settings_.name);
    if (reached) static_cast<void>(rows.set_place(settings_.name, reached->place, now));
  } else if (tally.taken > 0 || tally.faults > 0) {
    log_->info(R"("event":"orders_pulled","connector":"{}","taken":{},"faults":{})", settings_.name, tally.taken,
               tally.faults);
  }
}

}  // namespace returns::connectors
