#include <iostream>

#include "native/command/policy.h"
#include "native/policy/simulate.h"

namespace returns::command {

void add_policy_simulate(CLI::App& policy, int& status) {
  CLI::App* command = policy.add_subcommand("simulate", "Replay past requests, and see what another pack would change");
  const auto options = add_tool_options(*command);
  const auto asked = std::make_shared<policy::SimulateOptions>();
  command->add_option("PACK", asked->pack, "A pack: its id, folder or file")->required();
  command->add_option("FILE", asked->file, "JSON Lines of cases or of sealed requests; - for standard input")
      ->required();
  command->add_option("--against", asked->against, "Another pack, to compare the answers with");
  command->add_option("--jobs", asked->jobs, "Threads (as many as there are cores)")->check(CLI::Range(1, 256));
  command->callback([=, &status] {
    status = policy::run_tool(*options, std::cout, std::cerr,
                              [&](const policy::Tool& tool) { return policy::simulate(tool, *asked); });
  });
}

}  // namespace returns::command
