#include <iostream>

#include "native/command/policy.h"
#include "native/policy/explain.h"

namespace returns::command {

void add_policy_explain(CLI::App& policy, int& status) {
  CLI::App* command = policy.add_subcommand(
      "explain", "What a case is answered and why: findings, quotes, clocks, and every rule that spoke or did not");
  const auto options = add_tool_options(*command);
  const auto asked = std::make_shared<policy::ExplainOptions>();
  command->add_option("CASE", asked->case_file, "A case: FILE, FILE#/cases/3, or - for standard input")->required();
  command->add_option("--pack", asked->pack, "A pack: its id, folder or file (the one beside the case)");
  command->add_option("--at", asked->at, "The moment of the answer, as 2026-11-10T09:00:00+08:00 (the case's own)");
  command->add_option("--misses", asked->misses, "Rules shown per table that did not speak; 0 shows all")
      ->capture_default_str();
  command->callback([=, &status] {
    status = policy::run_tool(*options, std::cout, std::cerr,
                              [&](const policy::Tool& tool) { return policy::explain(tool, *asked); });
  });
}

}  // namespace returns::command
