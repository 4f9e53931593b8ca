#pragma once
// The database: one session that writes, a few that read, everything in transactions. SOCI and the engine may throw
// inside the work given to read() and write(); outside there are only outcomes.
//
// A write takes the one writing session, so writers of this process queue up; a work that fails or throws leaves
// nothing behind.

#include <soci/soci.h>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "native/support/outcome.h"

namespace returns::storage {

class Database {
 public:
  // Creates the tables in an empty database and those that an older one lacks; refuses one of another schema version.
  static Outcome<std::unique_ptr<Database>> open(const std::filesystem::path& file);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() = default;

  // `work` takes soci::session& and gives an Outcome; a failure rolls back.
  template <class Work>
  auto write(Work work) -> decltype(work(std::declval<soci::session&>())) {
    const std::scoped_lock lock(writing_);
    return run(*writer_, work, true);
  }

  template <class Work>
  auto read(Work work) -> decltype(work(std::declval<soci::session&>())) {
    const Lease lease(*this);
    return run(*lease.session, work, false);
  }

  // Writes the database as it stands now into a new file, while others read and write. What was deleted is not in it.
  Status copy_into(const std::filesystem::path& file);

  // Moves everything from the journal into the file and empties the journal, which keeps what was overwritten since.
  // False: somebody is reading what only the journal has, for longer than the engine waits.
  Outcome<bool> empty_journal();

  // For tests of a full disk: no more pages than there are now plus `pages`; 0 lifts the limit.
  Status limit_growth(int pages);

 private:
  struct Lease {
    explicit Lease(Database& owner);
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    Database& database;
    soci::session* session = nullptr;
  };

  Database() = default;
  // The failure that the exception in flight stands for.
  static Failure failure_in_flight();

  template <class Work>
  static auto run(soci::session& session, Work& work, bool keep) -> decltype(work(session)) {
    try {
      soci::transaction transaction(session);
      auto outcome = work(session);
      if (outcome && keep) transaction.commit();
      return outcome;
    } catch (...) {
      return failure_in_flight();
    }
  }

  std::mutex writing_;
  std::unique_ptr<soci::session> writer_;
  std::mutex reading_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<soci::session>> readers_;
  std::vector<soci::session*> free_;
};

}  // namespace returns::storage
