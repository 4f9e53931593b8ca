#include "native/storage/database.h"

#include <soci/sqlite3/soci-sqlite3.h>
#include <algorithm>
#include <utility>

#include "native/storage/schema.h"

namespace returns::storage {
namespace {

// SOCI wraps the engine's own header in this namespace.
using namespace sqlite_api;  // NOLINT(google-build-using-namespace)

constexpr int kReaders = 4;

sqlite3* raw(Session& session) { return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_; }

// KiB of pages that a session keeps: the one that writes needs those of the newest rows again and again, one that reads
// is done with a page when it has answered.
constexpr int kWriterCache = 512;
constexpr int kReaderCache = 128;

std::unique_ptr<Session> connect(const std::filesystem::path& file, int cache) {
  auto session = std::make_unique<Session>(soci::sqlite3, "dbname=\"" + file.string() + "\"");
  std::string ignored;
  *session << "PRAGMA journal_mode = WAL", soci::into(ignored);
  // What is deleted is overwritten: an erased customer must not be found in the file's free space.
  for (const char* pragma : {"PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA trusted_schema = OFF",
                             "PRAGMA secure_delete = ON"})
    *session << pragma;
  *session << "PRAGMA cache_size = -" + std::to_string(cache);
  sqlite3_busy_timeout(raw(*session), 5000);
  // No statement, however it came here, may write to the file's own structures.
  sqlite3_db_config(raw(*session), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return session;
}

// Statements end with ';' at the end of a line; comments go to the end of theirs.
std::vector<std::string> statements_of(std::string_view text) {
  std::vector<std::string> statements;
  std::string current;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    line = line.substr(0, line.find("--"));
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    if (line.empty()) continue;
    current.append(line).append("\n");
    if (line.back() != ';') continue;
    current.resize(current.size() - 2);
    statements.push_back(std::move(current));
    current.clear();
  }
  return statements;
}

void create(Session& session) {
  soci::transaction transaction(session);
  for (const std::string& statement : statements_of(schema_text())) {
    session << (statement.starts_with("CREATE TABLE") ? statement + " STRICT" : statement);
  }
  session << "INSERT INTO schema_version (version) VALUES (:version)", soci::use(kSchemaVersion);
  session << "INSERT INTO audit_head (one, last_id, hash) VALUES (1, 0, '')";
  transaction.commit();
}

// "CREATE TABLE name (", "CREATE INDEX name ON"
std::string name_of(std::string_view statement) {
  for (int word = 0; word < 2; ++word) statement.remove_prefix(std::min(statement.find(' '), statement.size() - 1) + 1);
  return std::string{statement.substr(0, statement.find(' '))};
}

void upgrade(Session& session) {
  soci::transaction transaction(session);
  for (const std::string& statement : statements_of(schema_text())) {
    int known = 0;
    const std::string name = name_of(statement);
    session << "SELECT COUNT(*) FROM sqlite_master WHERE name = :name", soci::into(known), soci::use(name);
    if (known == 0) session << (statement.starts_with("CREATE TABLE") ? statement + " STRICT" : statement);
  }
  session << "UPDATE schema_version SET version = :version", soci::use(kSchemaVersion);
  transaction.commit();
}

FailureCode code_of(int result) {
  switch (result & 0xFF) {
    case SQLITE_CONSTRAINT: return FailureCode::Conflict;
    case SQLITE_FULL: return FailureCode::NoSpace;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return FailureCode::Busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return FailureCode::Broken;
    default: return FailureCode::Io;
  }
}

}  // namespace

Failure Database::failure_in_flight() {
  try {
    throw;
  } catch (const soci::sqlite3_soci_error& error) {
    // The engine's words only: SOCI's own add the values, which may be a customer's.
    return {code_of(error.result()), std::string{"database: "} + sqlite_api::sqlite3_errstr(error.result())};
  } catch (const std::exception&) {
    return {FailureCode::Broken, "database: a row is not what the schema says"};
  }
}

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

Outcome<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file) {
  try {
    auto database = std::unique_ptr<Database>(new Database());
    database->writer_ = connect(file, kWriterCache);
    Session& sql = *database->writer_;
    int tables = 0;
    sql << "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'", soci::into(tables);
    if (tables == 0) create(sql);
    int version = 0;
    sql << "SELECT version FROM schema_version", soci::into(version);
    if (version >= kOldestUpgradable && version < kSchemaVersion) {
      upgrade(sql);
      version = kSchemaVersion;
    }
    if (version != kSchemaVersion) {
      return Failure{FailureCode::Broken,
                     "schema version " + std::to_string(version) + ", expected " + std::to_string(kSchemaVersion)};
    }
    for (int i = 0; i < kReaders; ++i) {
      database->readers_.push_back(connect(file, kReaderCache));
      database->free_.push_back(database->readers_.back().get());
    }
    return database;
  } catch (...) {
    return failure_in_flight();
  }
}

void Database::commit(Job& job) {
  std::unique_lock lock(waiting_);
  queue_.push_back(&job);
  committed_.wait(lock, [&] { return job.done || !committing_; });
  if (job.done) return;
  committing_ = true;
  const std::vector<Job*> jobs = std::exchange(queue_, {});
  lock.unlock();
  run_all(jobs);
  lock.lock();
  for (Job* each : jobs) each->done = true;
  committing_ = false;
  committed_.notify_all();
}

void Database::run_all(const std::vector<Job*>& jobs) {
  const std::scoped_lock lock(writing_);
  if (jobs.size() > 1 && run_together(jobs)) return;
  for (Job* job : jobs) run_alone(*job);
}

void Database::run_alone(Job& job) {
  try {
    sync_commits(job.synced);
    soci::transaction transaction(*writer_);
    if (job.run(*writer_)) transaction.commit();
  } catch (...) {
    writer_->forget_statements();
    job.fault = failure_in_flight();
  }
}

// False: nothing was kept, because one of them or the commit met with an exception. The engine may have ended the
// transaction by itself then, so none of it can be trusted.
bool Database::run_together(const std::vector<Job*>& jobs) {
  try {
    sync_commits(std::any_of(jobs.begin(), jobs.end(), [](const Job* job) { return job->synced; }));
    soci::transaction transaction(*writer_);
    for (Job* job : jobs) {
      writer_->run("SAVEPOINT job");
      if (!job->run(*writer_)) writer_->run("ROLLBACK TO SAVEPOINT job");
      writer_->run("RELEASE SAVEPOINT job");
    }
    transaction.commit();
    return true;
  } catch (...) {
    writer_->forget_statements();
    return false;
  }
}

void Database::sync_commits(bool synced) {
  if (synced == synced_) return;
  *writer_ << (synced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  synced_ = synced;
}

Status Database::copy_into(const std::filesystem::path& file) {
  const Lease lease(*this);
  try {
    const std::string name = file.string();
    // Not in a transaction of ours: the engine reads one of its own, which writers do not wait for.
    *lease.session << "VACUUM INTO :file", soci::use(name);
    return Done{};
  } catch (...) {
    return failure_in_flight();
  }
}

Outcome<bool> Database::empty_journal() {
  const std::scoped_lock lock(writing_);
  try {
    int busy = 1;
    *writer_ << "PRAGMA wal_checkpoint(TRUNCATE)", soci::into(busy);
    return busy == 0;
  } catch (...) {
    return failure_in_flight();
  }
}

Status Database::limit_growth(int pages) {
  const std::scoped_lock lock(writing_);
  try {
    int count = 0;
    *writer_ << "PRAGMA page_count", soci::into(count);
    int ignored = 0;
    *writer_ << "PRAGMA max_page_count = " + std::to_string(pages == 0 ? 1'073'741'823 : count + pages),
        soci::into(ignored);
    return Done{};
  } catch (...) {
    return failure_in_flight();
  }
}

}  // namespace returns::storage
