// SQLite: one file, one process that serves, commands beside it.

#include <soci/sqlite3/soci-sqlite3.h>

#include "native/storage/engine.h"
#include "native/storage/schema.h"

namespace returns::storage {
namespace {

// SOCI wraps the engine's own header in this namespace.
using namespace sqlite_api;  // NOLINT(google-build-using-namespace)

constexpr int kBusyMilliseconds = 5'000;

// KiB of pages that a session keeps: the one that writes needs those of the newest rows again and again, one that reads
// is done with a page when it has answered.
constexpr int kWriterCache = 512;
constexpr int kReaderCache = 128;

// Statistics of its memory, which nobody reads, would make every allocation of every session wait for one lock. Counts
// only before the first session; later the engine goes on as it is.
void count_no_memory() {
  static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(result);
}

sqlite3* raw(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
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

constexpr const char* kForeign =
    "SELECT COUNT(*) > 0 AND SUM(name = 'schema_version') = 0 FROM sqlite_master WHERE type = 'table'";

Failure foreign() {
  return {FailureCode::Broken,
          "holds tables of another program, and nothing of it was changed; choose another folder or file"};
}

// "file:…?immutable=1": read as it lies there, without locks, journals or files beside it.
std::string untouched(const std::filesystem::path& file) {
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(file).string()) {
    if (c == '%' || c == '?' || c == '#') {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

// Before anything is set, which would write to the file.
void refuse_foreign(const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::file_size(file, error) == 0 || error) return;
  sqlite3* opened = nullptr;
  sqlite3_stmt* statement = nullptr;
  int result = sqlite3_open_v2(untouched(file).c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
  if (result == SQLITE_OK) result = sqlite3_prepare_v2(opened, kForeign, -1, &statement, nullptr);
  if (result == SQLITE_OK) result = sqlite3_step(statement);
  const bool is_foreign = result == SQLITE_ROW && sqlite3_column_int(statement, 0) == 1;
  sqlite3_finalize(statement);
  sqlite3_close(opened);
  if (is_foreign) throw EngineFault(foreign());
  if (result == SQLITE_NOTADB)
    throw EngineFault({FailureCode::Broken, "is no file of SQLite; nothing of it was changed"});
}

class Sqlite final : public Engine {
 public:
  explicit Sqlite(std::filesystem::path file) : file_(std::move(file)) {}

  std::unique_ptr<Session> connect(Role role) const override {
    count_no_memory();
    if (role == Role::Writer) refuse_foreign(file_);
    auto session = std::make_unique<Session>(soci::sqlite3, "dbname=\"" + file_.string() + "\"");
    if (role == Role::Writer) {
      // Once more, with what a journal beside the file has.
      int is_foreign = 0;
      *session << kForeign, soci::into(is_foreign);
      if (is_foreign == 1) throw EngineFault(foreign());
    }
    std::string ignored;
    *session << "PRAGMA journal_mode = WAL", soci::into(ignored);
    // What is deleted is overwritten: an erased customer must not be found in the file's free space.
    for (const char* pragma : {"PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA trusted_schema = OFF",
                               "PRAGMA secure_delete = ON", "PRAGMA temp_store = MEMORY"})
      *session << pragma;
    *session << "PRAGMA cache_size = -" + std::to_string(role == Role::Writer ? kWriterCache : kReaderCache);
    sqlite3_busy_timeout(raw(*session), kBusyMilliseconds);
    // No statement, however it came here, may write to the file's own structures.
    sqlite3_db_config(raw(*session), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    return session;
  }

  bool is_lost(soci::session& /*session*/) const override { return false; }

  void sync_commits(soci::session& writer, bool synced) const override {
    writer << (synced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  }

  // Whoever writes first waits for the file's lock, and SQLite has only the one.
  void begin_writing(soci::session& /*session*/, bool /*synced*/) const override {}
  void before_commit(soci::session& /*session*/) const override {}

  std::string dialect(const std::string& statement) const override {
    std::string written = replace_all(statement, kIdentity, "INTEGER NOT NULL");
    return written.starts_with("CREATE TABLE") ? written + " STRICT" : written;
  }

  bool has(soci::session& session, const std::string& name) const override {
    int known = 0;
    session << "SELECT COUNT(*) FROM sqlite_master WHERE name = :name", soci::into(known), soci::use(name);
    return known > 0;
  }

  // The next id is the highest one and one more.
  void continue_ids(soci::session& /*session*/, const std::string& /*table*/) const override {}

  // The folder's lock keeps every other server out.
  std::unique_ptr<Session> take_turn(const std::string& /*what*/) const override { return connect(Role::Reader); }
  bool is_shared() const override { return false; }

  std::string find_damage(soci::session& session) const override {
    std::string found;
    session << "PRAGMA integrity_check(1)", soci::into(found);
    if (found != "ok") return found;
    // A row per reference to something that is not there: table, row, what it should be in, which reference.
    std::string table;
    session << "PRAGMA foreign_key_check", soci::into(table);
    return session.got_data() ? "a row of " + table + " refers to one that is not there" : std::string{};
  }

  Status copy_into(soci::session& session, const std::filesystem::path& file) const override {
    const std::string name = file.string();
    // Not in a transaction of ours: the engine reads one of its own, which writers do not wait for.
    session << "VACUUM INTO :file", soci::use(name);
    return Done{};
  }

  // secure_delete has overwritten it in the file; the journal still has what was there.
  bool overwrite_deleted(soci::session& writer) const override {
    int busy = 1;
    writer << "PRAGMA wal_checkpoint(TRUNCATE)", soci::into(busy);
    return busy == 0;
  }

  Status limit_growth(soci::session& writer, int pages) const override {
    int count = 0;
    writer << "PRAGMA page_count", soci::into(count);
    int ignored = 0;
    writer << "PRAGMA max_page_count = " + std::to_string(pages == 0 ? 1'073'741'823 : count + pages),
        soci::into(ignored);
    return Done{};
  }

 private:
  std::filesystem::path file_;
};

}  // namespace

std::unique_ptr<Engine> make_sqlite(const std::filesystem::path& file) { return std::make_unique<Sqlite>(file); }

bool sqlite_failure(const soci::soci_error& error, Failure& failure) {
  const auto* known = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  if (known == nullptr) return false;
  // The engine's words only: SOCI's own add the values.
  failure = {code_of(known->result()), std::string{"database: "} + sqlite_api::sqlite3_errstr(known->result())};
  return true;
}

}  // namespace returns::storage
