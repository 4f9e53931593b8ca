#include <iostream>

#include "native/command/policy.h"
#include "native/policy/diff.h"

namespace returns::command {

void add_policy_diff(CLI::App& policy, int& status) {
  CLI::App* command = policy.add_subcommand("diff", "Every region of cases that two packs answer differently");
  const auto options = add_tool_options(*command);
  const auto asked = std::make_shared<policy::DiffOptions>();
  command->add_option("A", asked->a, "The pack as it was: its id, folder or file")->required();
  command->add_option("B", asked->b, "The pack as it is to be")->required();
  command->add_option("--requests", asked->requests, "JSON Lines of past requests: how many of them change");
  command->callback([=, &status] {
    status = policy::run_tool(*options, std::cout, std::cerr,
                              [&](const policy::Tool& tool) { return policy::diff(tool, *asked); });
  });
}

}  // namespace returns::command
