#pragma once
// Which server a command works beside: --data and --database, the same everywhere.

#include <CLI/CLI.hpp>

#include "native/intake/own_database.h"

namespace returns::command {

void add_data_options(CLI::App& command, intake::OwnDatabase& own, const char* help = "The server's folder");

// Says on standard error why there is none.
std::unique_ptr<storage::Database> open_or_say(const intake::OwnDatabase& own);

}  // namespace returns::command
