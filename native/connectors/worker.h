#pragma once
// Works on one connector's rows: takes a lease, looks whether the platform has the return, notes that it is going to be
// made, has it made, notes what came of it. A kill anywhere leaves a row that whoever comes next can tell the state of:
// nothing was asked for (`waiting`), or perhaps it was (`creating`), and then it is looked for once the platform has
// had the time to end. Each connector has a thread of its own, so that a platform that hangs holds up nobody else.

#include <spdlog/logger.h>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "native/connectors/connector.h"
#include "native/connectors/settings.h"
#include "native/intake/services.h"
#include "native/storage/connector_returns.h"
#include "native/support/clock.h"

namespace returns::connectors {

class Worker {
 public:
  Worker(const intake::Services& services, ConnectorSettings settings, std::shared_ptr<spdlog::logger> log);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  // Waits for the call that is under way.
  ~Worker();

 private:
  void run();
  // False: there was nothing to do.
  bool work_one();
  storage::ConnectorReturns::Settled attempt(const storage::LeasedReturn& row);
  // `asked`: whether the platform may have been asked to make it, also when this throws.
  storage::ConnectorReturns::Settled attempt(const storage::LeasedReturn& row, bool& asked);
  void pull_when_due();

  const intake::Services& services_;
  ConnectorSettings settings_;
  std::shared_ptr<spdlog::logger> log_;
  std::unique_ptr<Connector> connector_;
  std::mutex mutex_;
  std::condition_variable ending_;
  bool end_ = false;
  std::thread thread_;
};

// Before the first worker, and before the first request is answered: from now on returns are queued for these.
Status prepare(const intake::Services& services, const std::vector<ConnectorSettings>& settings);

// Seconds that an attempt may take at the most, and that the platform may take to end what it was asked last: how long
// a row rests.
std::int64_t rest_of(const ConnectorSettings& settings);

}  // namespace returns::connectors
