#include "native/storage/database.h"

#include "native/storage/schema.h"

namespace returns::storage {
namespace {

constexpr int kReaders = 4;

int version_of(const Engine& engine, soci::session& sql) {
  int version = 0;
  if (engine.has(sql, "schema_version")) sql << "SELECT version FROM schema_version", soci::into(version);
  return version;
}

// Makes what the database lacks: all of it, or what a newer version added. Two that start at once take turns.
int bring_up(const Engine& engine, soci::session& sql) {
  soci::transaction transaction(sql);
  engine.begin_writing(sql);
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
    for (Session& reader : database->readers_) {
      reader = engine.connect(Role::Reader);
      database->free_.push_back(&reader);
    }
    return database;
  } catch (...) {
    return failure_in_flight();
  }
}

std::unique_ptr<soci::transaction> Database::begin_once(Session& session, Role role) const {
  if (!session) session = engine_->connect(role);
  auto transaction = std::make_unique<soci::transaction>(*session);
  if (role == Role::Writer) engine_->begin_writing(*session);
  return transaction;
}

std::unique_ptr<soci::transaction> Database::begin(Session& session, Role role) const {
  if (session && engine_->is_lost(*session)) session.reset();
  try {
    return begin_once(session, role);
  } catch (const soci::soci_error&) {
    if (!session || !engine_->is_lost(*session)) throw;
  }
  // Nothing was done yet, so it may be tried again: the server was started anew since the last work.
  session.reset();
  return begin_once(session, role);
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
