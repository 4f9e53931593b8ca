#include <iostream>

#include "native/command/policy.h"
#include "native/policy/check.h"

namespace returns::command {

void add_policy_check(CLI::App& policy, int& status) {
  CLI::App* command = policy.add_subcommand(
      "check", "Prove packs: every case answered, every rule reachable, nothing contradicted, nothing below the law");
  const auto options = add_tool_options(*command);
  const auto packs = std::make_shared<std::vector<std::string>>();
  command->add_option("PACK", *packs, "Packs: their ids, folders or files")->required();
  command->callback([=, &status] {
    status = policy::run_tool(*options, std::cout, std::cerr,
                              [&](const policy::Tool& tool) { return policy::check(tool, *packs); });
  });
}

}  // namespace returns::command
