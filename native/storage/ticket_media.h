#pragma once
// The files of a request as the desk shows them.

#include <cstdint>
#include <string>
#include <vector>

#include "native/storage/database.h"

namespace returns::storage {

struct TicketMedium {
  std::int64_t position = 0;
  std::string slot, line, name, sha256, type, kind, report;
  std::string removed;  // why the file is gone: retention or erased; empty: it is there
  std::int64_t size = 0;
  // Tickets of other orders with the very same file, the latest first; five at most.
  std::vector<std::string> also_in = {};
};

Outcome<std::vector<TicketMedium>> media_of(Database& database, const std::string& ticket);

}  // namespace returns::storage
