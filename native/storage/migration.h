#pragma once
// All rows of one database into another, on whatever engines they are: in one transaction, and kept only when every
// table has the same rows there and the audit log holds.

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "native/storage/database.h"

namespace returns::storage {

struct MigratedTable {
  std::int64_t rows = 0;
  std::string sha256;  // over every value of every row, in the order of the primary key
};

struct Migration {
  std::map<std::string, MigratedTable> tables;
  std::int64_t audit_entries = 0, requests = 0;
};

// Told after each table has been copied, with its rows, and again for each thousand on the way.
using MigrationProgress = std::function<void(const std::string& table, std::int64_t rows, bool done)>;

// Conflict: `to` has rows. Broken: something in `from` is not what the schema says or not what its log says, or what
// arrived is not what was sent; then nothing is kept. Nobody may write to `from` meanwhile: on a server its writers
// wait, a file's server must not run.
Outcome<Migration> migrate(Database& from, Database& to, const MigrationProgress& progress);

}  // namespace returns::storage
