#pragma once
// A database belongs to one secret: pseudonyms, second factors and limits are keyed by it, and a server with another
// one would quietly find nobody and count anew. What is kept of it tells whether a secret is the same and nothing else.

#include <string>

#include "native/storage/database.h"

namespace returns::intake {

// For a server: notes the secret of the first one. Conflict: it was another; the detail says what to do.
Status claim_database(storage::Database& database, const std::string& secret, const std::filesystem::path& data);
// For a command: the same without noting anything.
Status check_secret(storage::Database& database, const std::string& secret, const std::filesystem::path& data);

}  // namespace returns::intake
