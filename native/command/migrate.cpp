#include <iostream>
#include <memory>

#include "native/command/commands.h"
#include "native/intake/own_database.h"
#include "native/storage/migration.h"
#include "native/support/file_lock.h"

namespace returns::command {
namespace {

namespace fs = std::filesystem;

struct MigrateOptions {
  std::string from, to;
};

// One end of the way: the database, and for a file the folder that no server may work in meanwhile.
struct End {
  storage::Place place{fs::path{}};
  fs::path folder;  // empty for a server's
  std::optional<FileLock> lock;
  std::unique_ptr<storage::Database> database;
};

int fail(const std::string& text, FailureCode code = FailureCode::Io) {
  std::cerr << text << '\n';
  return code == FailureCode::Broken || code == FailureCode::Conflict ? 1 : 2;
}

// A text says what is in the way.
std::string settle(End& end, const std::string& said) {
  end.place = storage::Place::of(said);
  if (end.place.on_server()) return {};
  end.folder = end.place.file.parent_path();
  std::error_code error;
  if (!fs::is_directory(end.folder, error)) return said + ": there is no such folder";
  end.lock = FileLock::try_take(end.folder / "lock", FileLock::Kind::Alone);
  return end.lock ? std::string{} : end.folder.string() + ": a server works in this folder; stop it first";
}

std::string open(End& end) {
  auto database = storage::Database::open(end.place);
  if (!database) return end.place.name() + ": " + database.failure().detail;
  end.database = std::move(*database);
  return {};
}

// What a failed attempt has made of a file.
void take_back(const End& end) {
  std::error_code ignored;
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(end.place.file.string() + ending, ignored);
}

void report(const std::string& table, std::int64_t rows, bool done) {
  std::cerr << '\r' << table << ": " << rows << (done ? " rows\n" : "") << std::flush;
}

// Now that it is there, the server that is started on the folder must find it there.
Status point_to(const End& from, const End& to) {
  const auto disk = system_disk();
  if (!to.place.on_server()) return intake::forget_place(to.folder, *disk);
  if (from.place.on_server()) return Done{};
  return intake::note_place({.data = from.folder, .database = to.place.url}, *disk);
}

int migrate(const MigrateOptions& options) {
  End from;
  End to;
  if (const std::string fault = settle(from, options.from); !fault.empty()) return fail(fault);
  std::error_code error;
  if (!from.place.on_server() && !fs::is_regular_file(from.place.file, error))
    return fail(from.place.name() + ": there is no database");
  if (from.place.name() == storage::Place::of(options.to).name()
      && from.place.url == storage::Place::of(options.to).url)
    return fail(from.place.name() + ": is where it is already");
  if (const std::string fault = settle(to, options.to); !fault.empty()) return fail(fault);
  if (!to.place.on_server() && fs::exists(to.place.file, error))
    return fail(to.place.name() + ": is there already; it is not written over", FailureCode::Conflict);
  if (const std::string fault = open(from); !fault.empty()) return fail(fault);
  if (const std::string fault = open(to); !fault.empty()) return fail(fault);
  const auto done = storage::migrate(*from.database, *to.database, report);
  if (!done) {
    to.database.reset();
    if (!to.place.on_server()) take_back(to);
    return fail("\nNothing was migrated. " + to.place.name() + ": " + done.failure().detail, done.failure().code);
  }
  std::int64_t rows = 0;
  for (const auto& [table, one] : done->tables) rows += one.rows;
  std::cout << "Migrated and compared: " << done->tables.size() << " tables, " << rows << " rows; the audit log holds, "
            << done->audit_entries << " entries, " << done->requests << " requests.\n"
            << "The customers' files and secret.key stay in the server's folder.\n";
  if (const Status pointed = point_to(from, to); !pointed) return fail(pointed.failure().detail);
  if (to.place.on_server() && !from.place.on_server())
    std::cout << "Start the server on " << from.folder.string() << " with --database or RETURNS_DATABASE; keep "
              << from.place.file.filename().string() << " away from it until you need it no more.\n";
  return 0;
}

}  // namespace

void add_migrate(CLI::App& app, int& status) {
  const auto options = std::make_shared<MigrateOptions>();
  CLI::App* command = app.add_subcommand(
      "migrate", "Copy a database to another engine, and compare every row of it there; no server may run meanwhile");
  command->add_option("from", options->from, "A server's folder, or postgresql://USER@HOST:PORT/DATABASE")->required();
  command->add_option("to", options->to, "The same; without rows. Left out: RETURNS_DATABASE")
      ->required()
      ->envname("RETURNS_DATABASE");
  command->callback([options, &status] { status = migrate(*options); });
}

}  // namespace returns::command
