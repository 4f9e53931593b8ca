#include "native/intake/own_database.h"

namespace returns::intake {
namespace {

constexpr const char* kNote = "database";
constexpr std::size_t kMostNote = 4096;

Failure said(const storage::Place& place, const Failure& failure) {
  return {failure.code, place.name() + ": " + failure.detail};
}

Outcome<std::unique_ptr<storage::Database>> open(const OwnDatabase& own) {
  const storage::Place place = own.place();
  auto database = storage::Database::open(place);
  if (!database) return said(place, database.failure());
  return database;
}

}  // namespace

Status check_place(const OwnDatabase& own) {
  const storage::Place place = own.place();
  if (place.on_server()) return Done{};
  if (!own.database.empty())
    return Failure{FailureCode::Io, "--database: is no postgresql://USER@HOST:PORT/DATABASE; leave it out for a file"};
  const auto note = read_file(own.data / kNote, kMostNote);
  if (!note) return Done{};
  return Failure{FailureCode::Conflict, own.data.string() + ": its database is at " + note->substr(0, note->find('\n'))
                                            + "; say so with --database or RETURNS_DATABASE"};
}

Status note_place(const OwnDatabase& own, Disk& disk) {
  const storage::Place place = own.place();
  std::error_code error;
  if (!place.on_server() || std::filesystem::exists(own.data / kNote, error)) return Done{};
  auto file = disk.open(own.data / kNote);
  if (!file) return file.failure();
  if (Status written = (*file)->write_at(0, place.name() + "\n"); !written) return written;
  return (*file)->sync();
}

Status forget_place(const std::filesystem::path& data, Disk& disk) { return disk.remove(data / kNote); }

Outcome<std::unique_ptr<storage::Database>> open_or_make(const OwnDatabase& own, Disk& disk) {
  if (Status right = check_place(own); !right) return right.failure();
  auto database = open(own);
  if (!database) return database;
  if (Status noted = note_place(own, disk); !noted) return noted.failure();
  return database;
}

Outcome<std::unique_ptr<storage::Database>> open_existing(const OwnDatabase& own) {
  if (Status right = check_place(own); !right) return right.failure();
  const storage::Place place = own.place();
  std::error_code error;
  if (!place.on_server() && !std::filesystem::is_regular_file(place.file, error))
    return Failure{FailureCode::NotFound, place.name() + ": there is no database; start the server once"};
  return open(own);
}

}  // namespace returns::intake
