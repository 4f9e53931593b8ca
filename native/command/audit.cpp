#include <iostream>
#include <memory>

#include "native/command/commands.h"
#include "native/command/data_options.h"
#include "native/intake/media_check.h"
#include "native/storage/audit.h"

namespace returns::command {
namespace {

int verify_files(const intake::OwnDatabase& own, storage::Database& database) {
  const auto disk = system_disk();
  const auto vault = intake::open_vault(own.data, own.media, *disk);
  if (const auto* fault = std::get_if<std::string>(&vault)) {
    std::cerr << *fault << '\n';
    return 2;
  }
  const auto check = intake::check_media(
      database, *std::get<std::unique_ptr<intake::Vault>>(vault),
      [](const std::string& sha256, const char* what) { std::cout << sha256 << ' ' << what << '\n'; });
  if (!check) {
    std::cerr << check.failure().detail << '\n';
    return 2;
  }
  std::cout << "Files of customers: " << check->right << " right, " << check->wrong << " wrong, " << check->missing
            << " missing.\n";
  return check->wrong + check->missing > 0 ? 1 : 0;
}

int verify(const intake::OwnDatabase& own, bool files) {
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
  return files ? verify_files(own, *database) : 0;
}

}  // namespace

void add_audit(CLI::App& app, int& status) {
  CLI::App* audit = app.add_subcommand("audit", "The audit log");
  audit->require_subcommand(1);
  CLI::App* command = audit->add_subcommand(
      "verify", "Follow the chain from its first entry, and compare every stored request and receipt with it");
  const auto own = std::make_shared<intake::OwnDatabase>();
  add_data_options(*command, *own);
  const auto files = std::make_shared<bool>(false);
  command->add_flag("--files", *files, "Read the files of customers too, and name those that are wrong or missing");
  command->callback([own, files, &status] { status = verify(*own, *files); });
}

}  // namespace returns::command
