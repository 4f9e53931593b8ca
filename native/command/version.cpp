#include <iostream>

#include "native/command/commands.h"

namespace returns::command {

void add_version(CLI::App& app) {
  app.add_subcommand("version", "Print the version")->callback([] {
    std::cout << "returns " << RETURNS_VERSION << '\n';
  });
}

}  // namespace returns::command
