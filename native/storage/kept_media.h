#pragma once
// Which files should be there, and of what digest.

#include <string>
#include <vector>

#include "native/storage/database.h"

namespace returns::storage {

struct KeptMedium {
  std::string sha256;   // of what came: its name
  std::string content;  // of what is kept of it (ADR 0300): the same unless something was cut out
};

// All but those that were removed, by name.
Outcome<std::vector<KeptMedium>> kept_media(Database& database);

}  // namespace returns::storage
