#include <iostream>

#include "native/command/policy.h"
#include "native/policy/coverage_report.h"

namespace returns::command {

void add_policy_coverage(CLI::App& policy, int& status) {
  CLI::App* command =
      policy.add_subcommand("coverage", "Which rules cases reach, and a case for each rule they do not");
  const auto options = add_tool_options(*command);
  const auto asked = std::make_shared<policy::CoverageOptions>();
  command->add_option("PACK", asked->pack, "A pack: its id, folder or file")->required();
  command->add_option("--cases", asked->files, "Files of cases (cases.json beside the pack)");
  command->add_option("--threshold", asked->threshold, "End with 1 when fewer percent of the rules are reached")
      ->check(CLI::Range(0, 100));
  command->add_flag("--values", asked->values, "Also list values that rules accept and no case tried");
  command->callback([=, &status] {
    status = policy::run_tool(*options, std::cout, std::cerr,
                              [&](const policy::Tool& tool) { return policy::report_coverage(tool, *asked); });
  });
}

}  // namespace returns::command
