// PostgreSQL: a server of its own, any number of processes that serve (ADR 0441 says why writers take one lock).

#include <soci/postgresql/soci-postgresql.h>
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "native/storage/engine.h"
#include "native/storage/schema.h"
#include "native/support/on_demand.h"

namespace returns::storage {
namespace {

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

// What a connection has unless its URI says otherwise: a server that is gone is noticed within seconds, not hours.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kDefaults = {{
    {"application_name", "returns"},
    {"connect_timeout", "5"},
    {"keepalives_idle", "30"},
    {"keepalives_interval", "10"},
    {"keepalives_count", "3"},
    {"tcp_user_timeout", "30000"},
}};

// As long as SQLite waits for its file. A process that is stopped in the middle of a transaction keeps nobody longer
// than the second of these.
constexpr const char* kPatience = "SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '60s'";
// One view for the whole of a transaction, as a reader of SQLite's has it; such readers never fail and wait for nobody.
constexpr const char* kReading =
    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
// The lock makes writers take turns; every statement after it sees what those before have committed.
constexpr const char* kWriting =
    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE";
// One lock for each schema: two shops in one database do not wait for each other. The first number is "RETS".
constexpr const char* kLock =
    "SELECT pg_advisory_xact_lock(1380275283, quote_ident(current_schema())::regnamespace::oid::int4)";
constexpr const char* kLockSoon =
    "SET LOCAL synchronous_commit = off; "
    "SELECT pg_advisory_xact_lock(1380275283, quote_ident(current_schema())::regnamespace::oid::int4)";
constexpr int kOldestServer = 130'000;

PGconn* raw(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

Failure failure_of(const std::string& state) {
  const auto is = [&](std::string_view start) { return state.starts_with(start); };
  FailureCode code = FailureCode::Io;
  if (is("23"))
    code = FailureCode::Conflict;
  else if (is("53100"))
    code = FailureCode::NoSpace;
  // Gone, shutting down, too many sessions, locked for too long, in each other's way.
  else if (is("08") || is("40") || is("53") || is("55P03") || is("57") || is("25P03"))
    code = FailureCode::Busy;
  else if (is("XX") || is("22"))
    code = FailureCode::Broken;
  return {code, "database: SQLSTATE " + state};
}

// For what is no query of storage's: several statements at once, no values.
std::string run(soci::session& session, const char* sql) {
  PGconn* connection = raw(session);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection, sql), &PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == PGRES_TUPLES_OK && PQntuples(result.get()) > 0) return PQgetvalue(result.get(), 0, 0);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return {};
  const char* state = result ? PQresultErrorField(result.get(), PG_DIAG_SQLSTATE) : nullptr;
  throw EngineFault(failure_of(state != nullptr ? state : "08000"));
}

Options parse(const std::string& url) {
  if (!why_not_on_demand("libpq.so.5").empty()) return {nullptr, [](PQconninfoOption*) {}};
  char* problem = nullptr;
  Options options(PQconninfoParse(url.c_str(), &problem), &PQconninfoFree);
  // It may repeat a piece of the password.
  PQfreemem(problem);
  return options;
}

// "key='value' …"; empty when the URI is none.
std::string connection_string(const std::string& url) {
  const Options options = parse(url);
  std::string text;
  for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
    std::string_view value = option->val != nullptr ? option->val : "";
    for (const auto& [keyword, otherwise] : kDefaults)
      if (option->val == nullptr && keyword == option->keyword) value = otherwise;
    if (std::string_view{option->keyword} == "client_encoding") value = "UTF8";
    if (value.empty()) continue;
    text.append(option->keyword).append("='");
    for (const char c : value) text.append(c == '\'' || c == '\\' ? 1 : 0, '\\').push_back(c);
    text.append("' ");
  }
  return text;
}

// On one line and without quotation marks, as a line of the log can have it.
std::string plain(std::string text) {
  for (char& c : text) {
    if (c == '"' || c == '\\') c = '\'';
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

class PostgreSql final : public Engine {
 public:
  explicit PostgreSql(const std::string& url)
      : address_(postgresql_address(url)),
        connection_(connection_string(url)) {}

  std::unique_ptr<Session> connect(Role role) const override {
    if (const std::string why = why_not_on_demand("libpq.so.5"); !why.empty())
      throw EngineFault({FailureCode::Io, "needs libpq5, which is not installed here (" + why + ")"});
    if (connection_.empty()) throw EngineFault({FailureCode::Io, "is no postgresql://USER@HOST:PORT/DATABASE"});
    std::unique_ptr<Session> session;
    try {
      session = std::make_unique<Session>(soci::postgresql, connection_);
    } catch (const soci::soci_error& error) {
      // libpq says who was not let in where; there is no row yet whose values it could say.
      throw EngineFault({FailureCode::Busy, plain(error.what())});
    }
    // What the server tells besides would end in the log, with values in it.
    PQsetNoticeProcessor(
        raw(*session), [](void*, const char*) {}, nullptr);
    run(*session, kPatience);
    run(*session, role == Role::Reader ? kReading : kWriting);
    if (role == Role::Writer) prepare_writer(*session);
    return session;
  }

  bool is_lost(soci::session& session) const override { return PQstatus(raw(session)) != CONNECTION_OK; }

  void sync_commits(soci::session& /*writer*/, bool /*synced*/) const override {}

  void begin_writing(soci::session& session, bool synced) const override { run(session, synced ? kLock : kLockSoon); }

  // After a failed statement the server answers COMMIT with a rollback and no error.
  void before_commit(soci::session& session) const override {
    if (PQtransactionStatus(raw(session)) != PQTRANS_INTRANS)
      throw EngineFault({FailureCode::Broken, "database: a statement had failed before the commit"});
  }

  std::string dialect(const std::string& statement) const override {
    return replace_all(replace_all(statement, "INTEGER", "BIGINT"), "TEXT", "TEXT COLLATE \"C\"");
  }

  bool has(soci::session& session, const std::string& name) const override {
    int known = 0;
    session << "SELECT COUNT(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
               "current_schema() AND c.relname = :name",
        soci::into(known), soci::use(name);
    return known > 0;
  }

  void continue_ids(soci::session& session, const std::string& table) const override {
    long long ignored = 0;
    session << "SELECT setval(pg_get_serial_sequence('" + table + "', 'id'), COALESCE(MAX(id), 0) + 1, false) FROM "
                   + table,
        soci::into(ignored);
  }

  std::unique_ptr<Session> take_turn(const std::string& what) const override {
    auto session = connect(Role::Reader);
    int mine = 0;
    *session << "SELECT pg_try_advisory_lock(1414877774, hashtext(current_schema() || '/' || :what))::int",
        soci::into(mine), soci::use(what);
    return mine == 1 ? std::move(session) : nullptr;
  }
  bool is_shared() const override { return true; }

  // Checksums and amcheck are the server's own business (docs/postgresql.md).
  std::string find_damage(soci::session& /*session*/) const override { return {}; }

  Status copy_into(soci::session& /*session*/, const std::filesystem::path& /*file*/) const override {
    return Failure{FailureCode::Io, address_ + ": a backup of PostgreSQL is made with pg_dump (docs/postgresql.md)"};
  }

  // Makes the room free and usable; what an earlier version of a row was stays in the server's own log until it is
  // recycled.
  bool overwrite_deleted(soci::session& writer) const override {
    std::string tables;
    for (const std::string& table : schema_tables()) tables += (tables.empty() ? "" : ", ") + table;
    run(writer, ("VACUUM " + tables).c_str());
    return true;
  }

  Status limit_growth(soci::session& /*writer*/, int /*pages*/) const override {
    return Failure{FailureCode::Io, "the room of a PostgreSQL server is limited on its machine"};
  }

 private:
  static void prepare_writer(soci::session& session) {
    if (run(session, "SHOW server_encoding") != "UTF8")
      throw EngineFault({FailureCode::Broken, "its encoding is not UTF8; make one with createdb --encoding UTF8"});
    if (PQserverVersion(raw(session)) < kOldestServer)
      throw EngineFault({FailureCode::Broken, "the server is older than PostgreSQL 13"});
    if (run(session, "SELECT COALESCE(current_schema(), '')").empty())
      throw EngineFault({FailureCode::Broken, "there is no schema in the search path that exists"});
    // What was answered must be durable, whatever the server's default is. Stricter ones are left as they are.
    const std::string commits = run(session, "SHOW synchronous_commit");
    if (commits == "off" || commits == "local") run(session, "SET synchronous_commit = on");
  }

  std::string address_, connection_;
};

}  // namespace

std::unique_ptr<Engine> make_postgresql(const std::string& url) { return std::make_unique<PostgreSql>(url); }

std::string postgresql_address(const std::string& url) {
  const Options options = parse(url);
  std::string host;
  std::string port;
  std::string database;
  for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    if (option->val == nullptr) continue;
    if (keyword == "host") host = option->val;
    if (keyword == "port") port = option->val;
    if (keyword == "dbname") database = option->val;
  }
  return "postgresql://" + host + (port.empty() ? "" : ":" + port) + "/" + database;
}

bool postgresql_failure(const soci::soci_error& error, Failure& failure) {
  const auto* known = dynamic_cast<const soci::postgresql_soci_error*>(&error);
  if (known == nullptr) return false;
  failure = failure_of(known->sqlstate());
  return true;
}

}  // namespace returns::storage
