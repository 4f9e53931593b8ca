#pragma once
// What a copy of the database holds, for whoever must show that it is whole.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "native/storage/database.h"

namespace returns::storage {

struct Snapshot {
  int schema_version = 0;
  std::map<std::string, std::int64_t> rows;  // of every table
  std::int64_t audit_entries = 0;
  std::string audit_head;          // hash of the last entry
  std::vector<std::string> media;  // digests of files that the rows say are there
};

Outcome<Snapshot> describe(Database& database);

// The engine's own checks of pages, indices, types and references. Empty: nothing is wrong.
Outcome<std::string> find_damage(Database& database);

}  // namespace returns::storage
