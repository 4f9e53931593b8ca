#include "native/command/policy.h"

#include "native/command/commands.h"

namespace returns::command {

std::shared_ptr<policy::ToolOptions> add_tool_options(CLI::App& command) {
  auto options = std::make_shared<policy::ToolOptions>();
  command.add_option("--assets", options->assets,
                     "Folder with packs, calendars and locales (RETURNS_ASSETS, ./assets, or beside the program)");
  command.add_option("--lang", options->lang, "Language of the answer: zh-CN, en, de, ar (the environment's LANG)");
  command.add_flag("--json", options->json, "Answer in JSON, for programs");
  return options;
}

void add_policy(CLI::App& app, int& status) {
  CLI::App* policy = app.add_subcommand(
      "policy", "Policy packs: prove, explain, test, compare. Exit status: 0 in order, 1 not in order, 2 not done");
  policy->require_subcommand(1);
  add_policy_check(*policy, status);
  add_policy_explain(*policy, status);
  add_policy_test(*policy, status);
  add_policy_coverage(*policy, status);
  add_policy_simulate(*policy, status);
  add_policy_diff(*policy, status);
  add_policy_keygen(*policy, status);
  add_policy_sign(*policy, status);
  add_policy_verify(*policy, status);
  add_policy_export(*policy, status);
  add_policy_import(*policy, status);
}

}  // namespace returns::command
