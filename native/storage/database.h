#pragma once
// The database: one session that writes, a few that read, everything in transactions. SOCI and the engine may throw
// inside the work given to read() and write(); outside there are only outcomes.
//
// A write takes the one writing session, so writers of this process queue up; those that wait while another commits are
// committed together after it, which costs one wait for the disk and not one each. A work that fails or throws leaves
// nothing behind, whoever it was committed with. A work may be run twice, when the commit that it shared came to
// nothing through another's fault: it must not add to what it captures. Writers of other processes wait for the same
// lock of the engine's. A connection that was lost fails the work that was under way (Busy) and is made anew for the
// next one.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "native/storage/engine.h"
#include "native/storage/place.h"
#include "native/storage/session.h"
#include "native/support/outcome.h"

namespace returns::storage {

class Database {
 public:
  // Creates the tables in an empty database and those that an older one lacks; refuses one of another schema version.
  static Outcome<std::unique_ptr<Database>> open(const Place& place);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() = default;

  // `work` takes Session& and gives an Outcome; a failure rolls back. What it wrote is on the disk when this returns.
  template <class Work>
  auto write(Work work) -> decltype(work(std::declval<Session&>())) {
    return write(std::move(work), true);
  }

  // The same, but a failure of power may take it back; the end of the process cannot. For counts that nobody was
  // promised, and for what only counts with a later write(), which takes it to the disk with its own.
  template <class Work>
  auto write_soon(Work work) -> decltype(work(std::declval<Session&>())) {
    return write(std::move(work), false);
  }

  template <class Work>
  auto read(Work work) -> decltype(work(std::declval<Session&>())) {
    const Lease lease(*this);
    Held& session = *lease.session;
    try {
      const auto transaction = begin(session, Role::Reader, true);
      return work(*session);
    } catch (...) {
      return fail(session);
    }
  }

  // For what one process is to do at a time: held until it is let go or the process ends. Nothing: another has it.
  class Turn {
   public:
    explicit Turn(std::unique_ptr<Session> session) : session_(std::move(session)) {}

   private:
    std::unique_ptr<Session> session_;
  };
  Outcome<std::optional<Turn>> take_turn(const std::string& what) const;

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
  using Held = std::unique_ptr<Session>;

  struct Lease {
    explicit Lease(Database& owner);
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    Database& database;
    Held* session = nullptr;
  };

  // A thread that sleeps until another rouses it, and nobody else with it.
  struct Wake {
    std::mutex mutex;
    std::condition_variable roused;
    bool now = false;
    void wait();
    void rouse();
  };

  // One work on its way to a commit.
  struct Job {
    // Runs the work; whether what it wrote is to be kept. Throws as the work does.
    std::function<bool(Session&)> run;
    bool synced = true;
    // Set when the work's own outcome is not what came of it.
    std::optional<Failure> fault;
    bool done = false;
    // Of the thread that waits for it; none of the one that commits. Held by whoever wakes it, since the job may be
    // gone as soon as it is done.
    std::shared_ptr<Wake> wake = nullptr;
  };

  explicit Database(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
  // Begins, and for a writer waits for its turn; a connection that went away unused is made anew.
  std::unique_ptr<soci::transaction> begin(Held& session, Role role, bool synced);
  std::unique_ptr<soci::transaction> begin_once(Held& session, Role role, bool synced);
  void reconnect(Held& session, Role role);
  // The failure that the exception in flight stands for; the session is fit for what comes next.
  static Failure fail(const Held& session);

  // Returns when the job is done, by this thread or by one that commits for both.
  void commit(Job& job);
  // Under writing_.
  void run_all(const std::vector<Job*>& jobs);
  void run_alone(Job& job);
  bool run_together(const std::vector<Job*>& jobs);

  template <class Work>
  auto write(Work work, bool synced) -> decltype(work(std::declval<Session&>())) {
    std::optional<decltype(work(std::declval<Session&>()))> outcome;
    Job job;
    job.synced = synced;
    job.run = [&](Session& session) {
      outcome.emplace(work(session));
      return static_cast<bool>(*outcome);
    };
    commit(job);
    if (job.fault) return *std::move(job.fault);
    return *std::move(outcome);
  }

  std::unique_ptr<Engine> engine_;
  // Until then nobody tries to connect: it has just taken long and come to nothing.
  std::atomic<std::chrono::steady_clock::time_point> next_try_{};
  std::mutex waiting_;
  std::vector<Job*> queue_;
  // Somebody commits, or has been roused to do so next.
  bool committing_ = false;
  // Whoever uses writer_ holds it.
  std::mutex writing_;
  Held writer_;
  bool synced_ = true;
  std::mutex reading_;
  std::condition_variable returned_;
  std::vector<Held> readers_;
  std::vector<Held*> free_;
};

}  // namespace returns::storage
