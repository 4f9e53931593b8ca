#pragma once
// The database: one session that writes, a few that read, everything in transactions. SOCI and the engine may throw
// inside the work given to read() and write(); outside there are only outcomes.
//
// A write takes the one writing session, so writers of this process queue up, and the engine's lock, so those of other
// processes do; a work that fails or throws leaves nothing behind. A connection that was lost fails the work that was
// under way (Busy) and is made anew for the next one.

#include <soci/soci.h>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "native/storage/engine.h"
#include "native/storage/place.h"
#include "native/support/outcome.h"

namespace returns::storage {

class Database {
 public:
  // Creates the tables in an empty database and those that an older one lacks; refuses one of another schema version.
  static Outcome<std::unique_ptr<Database>> open(const Place& place);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() = default;

  // `work` takes soci::session& and gives an Outcome; a failure rolls back.
  template <class Work>
  auto write(Work work) -> decltype(work(std::declval<soci::session&>())) {
    const std::scoped_lock lock(writing_);
    return run(writer_, work, Role::Writer);
  }

  template <class Work>
  auto read(Work work) -> decltype(work(std::declval<soci::session&>())) {
    const Lease lease(*this);
    return run(*lease.session, work, Role::Reader);
  }

  // Other processes may write to it too, and may be at work when this one starts.
  bool is_shared() const { return engine_->is_shared(); }
  const Engine& engine() const { return *engine_; }

  // Writes the database as it stands now into a new file, while others read and write. What was deleted is not in it.
  Status copy_into(const std::filesystem::path& file);

  // Moves everything from the journal into the file and empties the journal, which keeps what was overwritten since.
  // False: somebody is reading what only the journal has, for longer than the engine waits.
  Outcome<bool> empty_journal();

  // For tests of a full disk: no more pages than there are now plus `pages`; 0 lifts the limit.
  Status limit_growth(int pages);

 private:
  using Session = std::unique_ptr<soci::session>;

  struct Lease {
    explicit Lease(Database& owner);
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    Database& database;
    Session* session = nullptr;
  };

  explicit Database(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
  // Begins, and for a writer waits for its turn; a connection that went away unused is made anew.
  std::unique_ptr<soci::transaction> begin(Session& session, Role role) const;
  std::unique_ptr<soci::transaction> begin_once(Session& session, Role role) const;

  template <class Work>
  auto run(Session& session, Work& work, Role role) -> decltype(work(*session)) {
    try {
      const auto transaction = begin(session, role);
      auto outcome = work(*session);
      if (outcome && role == Role::Writer) {
        engine_->before_commit(*session);
        transaction->commit();
      }
      return outcome;
    } catch (...) {
      return failure_in_flight();
    }
  }

  std::unique_ptr<Engine> engine_;
  std::mutex writing_;
  Session writer_;
  std::mutex reading_;
  std::condition_variable returned_;
  std::vector<Session> readers_;
  std::vector<Session*> free_;
};

}  // namespace returns::storage
