#pragma once
// `returns outbox`: what shared devices have sealed for the merchant. See commands.h.

#include <CLI/CLI.hpp>

namespace returns::command {

void add_outbox(CLI::App& app, int& status);

}  // namespace returns::command
