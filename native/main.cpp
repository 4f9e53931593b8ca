// The command `returns`: the intake server and what goes with it.

#include <CLI/CLI.hpp>

#include "native/command/commands.h"

int main(int argc, char** argv) {
  using namespace returns::command;
  CLI::App app{"Returns, exchanges and complaints: the intake server and its tools"};
  app.require_subcommand(1);
  int status = 0;
  add_serve(app, status);
  add_audit(app, status);
  add_version(app);
  CLI11_PARSE(app, argc, argv);
  return status;
}
