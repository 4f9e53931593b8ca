#pragma once
// Are the files of customers what the database says they are?

#include <cstdint>
#include <functional>
#include <string>

#include "native/intake/vault.h"
#include "native/storage/database.h"

namespace returns::intake {

struct MediaCheck {
  std::int64_t right = 0, wrong = 0, missing = 0;
};

// Reads every file that should be there. `tell` is told of each that is not right: its digest, and "wrong" or
// "missing". A failure: the storage could not be asked.
Outcome<MediaCheck> check_media(storage::Database& database, Vault& vault,
                                const std::function<void(const std::string&, const char*)>& tell);

// Takes every file that should be there from one place to another, as it should be, and leaves out what is there
// already. How many were taken along. Broken or NotFound: one is not what it should be, or not there; the detail says
// which.
Outcome<std::int64_t> copy_media(storage::Database& database, const std::filesystem::path& folder, Vault& to);

}  // namespace returns::intake
