#pragma once
// Empties the outbox: takes a lease, writes the message, sends it, notes what came of it. A kill between the last two
// sends it again under the same id; a kill anywhere else loses and doubles nothing.

#include <spdlog/logger.h>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "native/intake/message_settings.h"
#include "native/intake/message_text.h"
#include "native/storage/database.h"
#include "native/support/clock.h"

namespace returns::intake {

class Sender {
 public:
  // Precondition: nobody else sends from this database (the folder's lock).
  Sender(storage::Database& database, Clock clock, std::shared_ptr<spdlog::logger> log, MessageSettings settings,
         MessageTexts texts);
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;
  // Waits for the message that is being sent.
  ~Sender();

 private:
  void run();
  // False: there was nothing to do.
  bool send_one();

  storage::Database& database_;
  Clock clock_;
  std::shared_ptr<spdlog::logger> log_;
  MessageSettings settings_;
  MessageTexts texts_;
  std::mutex mutex_;
  std::condition_variable ending_;
  bool end_ = false;
  std::thread thread_;
};

// Seconds until the next attempt after so many: the first wait, doubled each time up to the longest.
std::int64_t wait_after(std::int64_t attempts, const MessageSettings& settings);

}  // namespace returns::intake
