#include <iostream>
#include <memory>

#include "native/command/commands.h"
#include "native/command/data_options.h"
#include "native/storage/audit.h"

namespace returns::command {
namespace {

int verify(const intake::OwnDatabase& own) {
  const auto database = open_or_say(own);
  if (!database) return 2;
  const auto check = storage::check_audit(*database);
  if (!check) {
    std::cerr << own.place().name() << ": " << check.failure().detail << '\n';
    return 2;
  }
  if (!check->problem.empty()) {
    std::cout << "The audit log does not hold. Entry " << check->broken_at << ": " << check->problem << ".\n";
    return 1;
  }
  std::cout << "The audit log holds: " << check->entries << " entries, " << check->requests
            << " requests with their receipts.\n";
  return 0;
}

}  // namespace

void add_audit(CLI::App& app, int& status) {
  CLI::App* audit = app.add_subcommand("audit", "The audit log");
  audit->require_subcommand(1);
  CLI::App* command = audit->add_subcommand(
      "verify", "Follow the chain from its first entry, and compare every stored request and receipt with it");
  const auto own = std::make_shared<intake::OwnDatabase>();
  add_data_options(*command, *own);
  command->callback([own, &status] { status = verify(*own); });
}

}  // namespace returns::command
