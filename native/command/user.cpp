#include <algorithm>
#include <iostream>
#include <memory>

#include "native/command/commands.h"
#include "native/command/data_options.h"
#include "native/storage/staff.h"
#include "native/support/clock.h"
#include "native/support/password.h"

namespace returns::command {
namespace {

struct UserOptions {
  intake::OwnDatabase own;
  std::string name, role = "clerk";
};

bool is_name(const std::string& name) {
  constexpr std::size_t kLongest = 40;
  return !name.empty() && name.size() <= kLongest
         && std::all_of(name.begin(), name.end(),
                        [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
                        })
         && name != "customer" && name != "clock";
}

int add(const UserOptions& options) {
  if (!is_name(options.name)) {
    std::cerr << options.name << ": a name has 1 to 40 of a-z 0-9 . - _ and is not customer or clock\n";
    return 2;
  }
  const auto database = open_or_say(options.own);
  if (!database) return 2;
  // On standard input, so that it stands neither in the shell's history nor in the list of processes.
  std::string password;
  std::getline(std::cin, password);
  if (password.size() < kShortestPassword || password.size() > kLongestPassword) {
    std::cerr << "The password on standard input must have " << kShortestPassword << " to " << kLongestPassword
              << " bytes\n";
    return 2;
  }
  const auto hash = hash_password(password);
  if (!hash) {
    std::cerr << "no random bytes\n";
    return 2;
  }
  const Status put =
      storage::Staff(*database).put({.name = options.name, .role = options.role, .password = *hash}, system_clock()());
  if (!put) {
    std::cerr << options.own.place().name() << ": " << put.failure().detail << '\n';
    return 2;
  }
  std::cout << options.name << " may sign in at /desk as " << options.role << ".\n";
  return 0;
}

}  // namespace

void add_user(CLI::App& app, int& status) {
  CLI::App* user = app.add_subcommand("user", "The merchant's people at the desk");
  user->require_subcommand(1);
  CLI::App* command = user->add_subcommand(
      "add", "Add somebody, or give them a new password and role; the password is read from standard input");
  const auto options = std::make_shared<UserOptions>();
  command->add_option("name", options->name, "The name to sign in with")->required();
  add_data_options(*command, options->own);
  command->add_option("--role", options->role, "What they may do")
      ->check(CLI::IsMember({"clerk", "supervisor", "admin"}))
      ->capture_default_str();
  command->callback([options, &status] { status = add(*options); });
}

}  // namespace returns::command
