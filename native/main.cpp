// The command `returns`: the intake server and what goes with it.

#include <CLI/CLI.hpp>
#include <cstdio>

#include "native/command/commands.h"
#include "native/command/orders.h"
#include "native/command/outbox.h"

namespace {

int run(int argc, char** argv) {
  using namespace returns::command;
  CLI::App app{"Returns, exchanges and complaints: the intake server and its tools"};
  app.require_subcommand(1);
  int status = 0;
  add_serve(app, status);
  add_audit(app, status);
  add_backup(app, status);
  add_media(app, status);
  add_customer(app, status);
  add_orders(app, status);
  add_outbox(app, status);
  add_migrate(app, status);
  add_policy(app, status);
  add_code(app, status);
  add_inspect(app, status);
  add_scrub(app, status);
  add_user(app, status);
  add_version(app);
  CLI11_PARSE(app, argc, argv);
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fputs(error.what(), stderr);
  } catch (...) {
    std::fputs("unknown failure", stderr);
  }
  return 2;
}
