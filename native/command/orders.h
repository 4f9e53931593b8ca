#pragma once
// `returns orders`: what the shop brings. See commands.h.

#include <CLI/CLI.hpp>

namespace returns::command {

void add_orders(CLI::App& app, int& status);

}  // namespace returns::command
