#pragma once
// The database of a server's folder: returns.db in it, or one on a PostgreSQL server that was named at the start.

#include <filesystem>
#include <memory>
#include <string>

#include "native/storage/database.h"
#include "native/support/disk.h"

namespace returns::intake {

struct OwnDatabase {
  std::filesystem::path data;
  std::string database = {};  // postgresql://…; empty: the folder's file
  std::string media = {};     // s3://…; empty: the folder's media

  storage::Place place() const { return storage::place_of(data, database); }
};

// A folder that once worked with a database on a server has a note of it, and does not quietly begin anew with a file.
// Failures say the place and never a password.
Status check_place(const OwnDatabase& own);
Status note_place(const OwnDatabase& own, Disk& disk);
Status forget_place(const std::filesystem::path& data, Disk& disk);

// For a server: makes it when it is not there.
Outcome<std::unique_ptr<storage::Database>> open_or_make(const OwnDatabase& own, Disk& disk);
// For a command beside it: NotFound when no server was ever started there.
Outcome<std::unique_ptr<storage::Database>> open_existing(const OwnDatabase& own);

}  // namespace returns::intake
