#pragma once
// What SQLite and PostgreSQL do not have in common. Everything else of storage is written once, in SQL that both take;
// there are these differences and no others (ADR 0440).
//
// What is not an Outcome throws what SOCI throws; failure_in_flight() says what that stands for.

#include <soci/soci.h>
#include <filesystem>
#include <memory>
#include <string>

#include "native/storage/place.h"
#include "native/storage/session.h"
#include "native/support/outcome.h"

namespace returns::storage {

enum class Role : unsigned char { Reader, Writer };

class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  virtual std::unique_ptr<Session> connect(Role role) const = 0;
  // The session's connection has gone: nothing but a new one will do.
  virtual bool is_lost(soci::session& session) const = 0;

  // Before a transaction that writes, when the last one was not of the same kind: whether its commit waits for the
  // disk.
  virtual void sync_commits(soci::session& writer, bool synced) const = 0;
  // First in a transaction that writes: from here to its end nobody else writes, in this process or another.
  virtual void begin_writing(soci::session& session, bool synced) const = 0;
  // Last before the commit: refuses to take for kept what the engine would silently drop.
  virtual void before_commit(soci::session& session) const = 0;

  // A statement of schema.sql as this engine wants it.
  virtual std::string dialect(const std::string& statement) const = 0;
  // Whether there is a table or an index of that name.
  virtual bool has(soci::session& session, const std::string& name) const = 0;
  // After rows with ids of their own were put into a table that gives ids.
  virtual void continue_ids(soci::session& session, const std::string& table) const = 0;

  // Nothing when another process has this turn. It ends with the session, also when the process is killed.
  virtual std::unique_ptr<Session> take_turn(const std::string& what) const = 0;

  // Other processes may write too, and are not gone when this one starts.
  virtual bool is_shared() const = 0;

  // The engine's own checks of what is stored; empty: nothing is wrong.
  virtual std::string find_damage(soci::session& session) const = 0;
  // Database::copy_into, empty_journal and limit_growth.
  virtual Status copy_into(soci::session& session, const std::filesystem::path& file) const = 0;
  virtual bool overwrite_deleted(soci::session& writer) const = 0;
  virtual Status limit_growth(soci::session& writer, int pages) const = 0;
};

std::unique_ptr<Engine> make_engine(const Place& place);
std::unique_ptr<Engine> make_sqlite(const std::filesystem::path& file);
std::unique_ptr<Engine> make_postgresql(const std::string& url);

// "postgresql://host:port/database" of a connection URI.
std::string postgresql_address(const std::string& url);

// Of an exception of this engine's; false when it is another's.
bool sqlite_failure(const soci::soci_error& error, Failure& failure);
bool postgresql_failure(const soci::soci_error& error, Failure& failure);

// The failure that the exception in flight stands for: the engine's code for it and never its text, which may carry
// the values of a row, and these are a customer's.
Failure failure_in_flight();

// A failure of an engine's own finding, on its way through SOCI's callers.
class EngineFault : public soci::soci_error {
 public:
  explicit EngineFault(Failure failure) : soci::soci_error(failure.detail), failure_(std::move(failure)) {}
  const Failure& failure() const { return failure_; }

 private:
  Failure failure_;
};

}  // namespace returns::storage
