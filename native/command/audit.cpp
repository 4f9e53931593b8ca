#include <iostream>
#include <memory>

#include "native/command/commands.h"
#include "native/storage/audit.h"

namespace returns::command {
namespace {

int verify(const std::string& data) {
  const std::filesystem::path file = std::filesystem::path(data) / "returns.db";
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    std::cerr << file.string() << ": there is no database\n";
    return 2;
  }
  auto database = storage::Database::open(file);
  if (!database) {
    std::cerr << file.string() << ": " << database.failure().detail << '\n';
    return 2;
  }
  const auto check = storage::check_audit(**database);
  if (!check) {
    std::cerr << file.string() << ": " << check.failure().detail << '\n';
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
  const auto data = std::make_shared<std::string>();
  command->add_option("--data", *data, "The server's folder")->required();
  command->callback([data, &status] { status = verify(*data); });
}

}  // namespace returns::command
