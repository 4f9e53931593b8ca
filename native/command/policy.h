#pragma once
// The tools for authors of policy packs: `returns policy …`. One function per tool, as in commands.h.

#include <CLI/CLI.hpp>
#include <memory>

#include "native/policy/tool.h"

namespace returns::command {

// --assets, --lang and --json, which every tool takes.
std::shared_ptr<policy::ToolOptions> add_tool_options(CLI::App& command);

void add_policy_check(CLI::App& policy, int& status);
void add_policy_test(CLI::App& policy, int& status);
void add_policy_explain(CLI::App& policy, int& status);
void add_policy_coverage(CLI::App& policy, int& status);
void add_policy_simulate(CLI::App& policy, int& status);
void add_policy_diff(CLI::App& policy, int& status);
void add_policy_keygen(CLI::App& policy, int& status);
void add_policy_sign(CLI::App& policy, int& status);
void add_policy_verify(CLI::App& policy, int& status);
void add_policy_export(CLI::App& policy, int& status);
void add_policy_import(CLI::App& policy, int& status);

}  // namespace returns::command
