#include <iostream>

#include "native/command/policy.h"
#include "native/policy/test_cases.h"

namespace returns::command {

void add_policy_test(CLI::App& policy, int& status) {
  CLI::App* command = policy.add_subcommand("test", "Run the cases kept beside a pack, and say which rules they reach");
  const auto options = add_tool_options(*command);
  const auto pack = std::make_shared<std::string>();
  const auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("PACK", *pack, "A pack: its id, folder or file")->required();
  command->add_option("--cases", *files, "Files of cases (cases.json beside the pack)");
  command->callback([=, &status] {
    status = policy::run_tool(*options, std::cout, std::cerr,
                              [&](const policy::Tool& tool) { return policy::test_pack(tool, *pack, *files); });
  });
}

}  // namespace returns::command
