#pragma once
// One function per subcommand: declares its options and, when it was asked for, runs it. `status` becomes the
// process's: 0 done, 1 the thing itself is not in order, 2 it could not be done.

#include <CLI/CLI.hpp>

namespace returns::command {

void add_serve(CLI::App& app, int& status);
void add_code(CLI::App& app, int& status);
void add_inspect(CLI::App& app, int& status);
void add_scrub(CLI::App& app, int& status);
void add_audit(CLI::App& app, int& status);
void add_backup(CLI::App& app, int& status);
void add_media(CLI::App& app, int& status);
void add_customer(CLI::App& app, int& status);
void add_migrate(CLI::App& app, int& status);
void add_policy(CLI::App& app, int& status);
void add_user(CLI::App& app, int& status);
void add_version(CLI::App& app);

}  // namespace returns::command
