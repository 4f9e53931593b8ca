#pragma once
// Where the tests of storage and intake have their rows: in files, or, with RETURNS_TEST_DATABASE=postgresql in the
// environment, on a PostgreSQL server that this program starts for itself and takes down at its end.

#include <filesystem>
#include <string>

#include "native/storage/place.h"

namespace returns::test {

bool on_postgresql();

// For AppOptions::database: empty, or a schema on the server that nobody has used.
std::string fresh_database();

// The same for a test that opens a database itself.
storage::Place fresh_place(const std::filesystem::path& folder);

// This program's server; ends every connection to it.
void stop_postgresql();
void restart_postgresql();

}  // namespace returns::test
