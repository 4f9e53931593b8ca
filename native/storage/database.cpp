#include "native/storage/database.h"

#include <algorithm>
#include <utility>

#include "native/storage/schema.h"

namespace returns::storage {
namespace {

constexpr int kReaders = 4;

int version_of(const Engine& engine, Session& sql) {
  int version = 0;
  if (engine.has(sql, "schema_version")) sql << "SELECT version FROM schema_version", soci::into(version);
  return version;
}

// Makes what the database lacks: all of it, or what a newer version added. Two that start at once take turns.
int bring_up(const Engine& engine, Session& sql) {
  soci::transaction transaction(sql);
  engine.begin_writing(sql, true);
  const int version = version_of(engine, sql);
  if (version != 0 && (version < kOldestUpgradable || version >= kSchemaVersion)) return version;
  for (const std::string& statement : schema_statements())
    if (version == 0 || !engine.has(sql, name_of_statement(statement))) sql << engine.dialect(statement);
  if (version == 0) {
    sql << "INSERT INTO schema_version (version) VALUES (:version)", soci::use(kSchemaVersion);
    sql << "INSERT INTO audit_head (one, last_id, hash) VALUES (1, 0, '')";
  } else {
    sql << "UPDATE schema_version SET version = :version", soci::use(kSchemaVersion);
  }
  transaction.commit();
  return kSchemaVersion;
}

}  // namespace

Database::Lease::Lease(Database& owner) : database(owner) {
  std::unique_lock lock(owner.reading_);
  owner.returned_.wait(lock, [&] { return !owner.free_.empty(); });
  session = owner.free_.back();
  owner.free_.pop_back();
}

Database::Lease::~Lease() {
  const std::scoped_lock lock(database.reading_);
  database.free_.push_back(session);
  database.returned_.notify_one();
}

Outcome<std::unique_ptr<Database>> Database::open(const Place& place) {
  try {
    auto database = std::unique_ptr<Database>(new Database(make_engine(place)));
    const Engine& engine = *database->engine_;
    database->writer_ = engine.connect(Role::Writer);
    int version = version_of(engine, *database->writer_);
    if (version != kSchemaVersion) version = bring_up(engine, *database->writer_);
    if (version != kSchemaVersion) {
      return Failure{FailureCode::Broken,
                     "schema version " + std::to_string(version) + ", expected " + std::to_string(kSchemaVersion)};
    }
    // The free ones are pointed to.
    database->readers_.resize(kReaders);
    for (Held& reader : database->readers_) {
      reader = engine.connect(Role::Reader);
      database->free_.push_back(&reader);
    }
    return database;
  } catch (...) {
    return failure_in_flight();
  }
}

void Database::reconnect(Held& session, Role role) {
  using Clock = std::chrono::steady_clock;
  session.reset();
  const Clock::time_point start = Clock::now();
  if (start < next_try_.load()) throw EngineFault({FailureCode::Busy, "the database cannot be reached"});
  try {
    session = engine_->connect(role);
  } catch (...) {
    // As long again as this took: else every request would wait for it, one after the other.
    next_try_ = Clock::now() + (Clock::now() - start);
    throw;
  }
}

std::unique_ptr<soci::transaction> Database::begin_once(Held& session, Role role, bool synced) {
  if (role == Role::Writer && synced != synced_) {
    engine_->sync_commits(*session, synced);
    synced_ = synced;
  }
  auto transaction = std::make_unique<soci::transaction>(*session);
  if (role == Role::Writer) engine_->begin_writing(*session, synced);
  return transaction;
}

std::unique_ptr<soci::transaction> Database::begin(Held& session, Role role, bool synced) {
  if (!session || engine_->is_lost(*session)) reconnect(session, role);
  try {
    return begin_once(session, role, synced);
  } catch (const soci::soci_error&) {
    if (!engine_->is_lost(*session)) throw;
  }
  // Nothing was done yet, so it may be tried again: the server was started anew since the last work.
  reconnect(session, role);
  return begin_once(session, role, synced);
}

Failure Database::fail(const Held& session) {
  if (session) session->forget_statements();
  return failure_in_flight();
}

void Database::Wake::wait() {
  std::unique_lock lock(mutex);
  roused.wait(lock, [this] { return now; });
  now = false;
}

void Database::Wake::rouse() {
  const std::scoped_lock lock(mutex);
  now = true;
  roused.notify_one();
}

// Each who waits is roused once: when its work is done, or when it is the first of those whom nobody has committed for.
void Database::commit(Job& job) {
  thread_local const auto wake = std::make_shared<Wake>();
  std::unique_lock lock(waiting_);
  queue_.push_back(&job);
  if (committing_) {
    job.wake = wake;
    lock.unlock();
    wake->wait();
    if (job.done) return;
    lock.lock();
  }
  committing_ = true;
  const std::vector<Job*> jobs = std::exchange(queue_, {});
  lock.unlock();
  run_all(jobs);
  lock.lock();
  const std::shared_ptr<Wake> next = queue_.empty() ? nullptr : queue_.front()->wake;
  committing_ = next != nullptr;
  lock.unlock();
  if (next) next->rouse();
  for (Job* each : jobs) {
    if (each == &job) continue;
    const std::shared_ptr<Wake> sleeper = each->wake;
    each->done = true;
    sleeper->rouse();
  }
}

void Database::run_all(const std::vector<Job*>& jobs) {
  const std::scoped_lock lock(writing_);
  if (jobs.size() > 1 && run_together(jobs)) return;
  for (Job* job : jobs) run_alone(*job);
}

void Database::run_alone(Job& job) {
  try {
    const auto transaction = begin(writer_, Role::Writer, job.synced);
    if (!job.run(*writer_)) return;
    engine_->before_commit(*writer_);
    transaction->commit();
  } catch (...) {
    job.fault = fail(writer_);
  }
}

// False: nothing was kept, because one of them or the commit met with an exception. The engine may have ended the
// transaction by itself then, so none of it can be trusted.
bool Database::run_together(const std::vector<Job*>& jobs) {
  try {
    const bool synced = std::any_of(jobs.begin(), jobs.end(), [](const Job* job) { return job->synced; });
    const auto transaction = begin(writer_, Role::Writer, synced);
    for (Job* job : jobs) {
      writer_->run("SAVEPOINT job");
      if (!job->run(*writer_)) writer_->run("ROLLBACK TO SAVEPOINT job");
      writer_->run("RELEASE SAVEPOINT job");
    }
    engine_->before_commit(*writer_);
    transaction->commit();
    return true;
  } catch (...) {
    static_cast<void>(fail(writer_));
    return false;
  }
}

Outcome<std::optional<Database::Turn>> Database::take_turn(const std::string& what) const {
  try {
    auto session = engine_->take_turn(what);
    return session ? std::optional<Turn>{Turn(std::move(session))} : std::nullopt;
  } catch (...) {
    return failure_in_flight();
  }
}

Status Database::copy_into(const std::filesystem::path& file) {
  const Lease lease(*this);
  try {
    return engine_->copy_into(**lease.session, file);
  } catch (...) {
    return failure_in_flight();
  }
}

Outcome<bool> Database::empty_journal() {
  const std::scoped_lock lock(writing_);
  try {
    return engine_->overwrite_deleted(*writer_);
  } catch (...) {
    return failure_in_flight();
  }
}

Status Database::limit_growth(int pages) {
  const std::scoped_lock lock(writing_);
  try {
    return engine_->limit_growth(*writer_, pages);
  } catch (...) {
    return failure_in_flight();
  }
}

}  // namespace returns::storage
