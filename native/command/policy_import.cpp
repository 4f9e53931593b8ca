#include <iostream>
#include <map>

#include "native/command/policy.h"
#include "native/policy/exchange_tool.h"
#include "native/support/clock.h"

namespace returns::command {

void add_policy_import(CLI::App& policy, int& status) {
  CLI::App* command = policy.add_subcommand(
      "import", "Make a pack that loads from a published return policy; what it does not say is left to a person");
  const auto options = add_tool_options(*command);
  const auto asked = std::make_shared<policy::ImportOptions>();
  command->add_option("FILE", asked->file, "The policy as JSON (schema.org: JSON-LD)")->required();
  command->add_option("--from", asked->from, "schema.org or google")
      ->required()
      ->transform(CLI::CheckedTransformer(std::map<std::string, policy::Standard>{
          {"schema.org", policy::Standard::SchemaOrg}, {"google", policy::Standard::Google}}));
  command->add_option("--id", asked->id, "Id of the new pack")->capture_default_str();
  command->add_option("--market", asked->markets, "Countries (ISO 3166), where the policy names none");
  command->add_option("--currency", asked->currency, "Currency (ISO 4217), where the policy names none");
  command->add_option("--out", asked->out, "File for the pack (standard output)");
  command->callback([=, &status] {
    status = policy::run_tool(*options, std::cout, std::cerr, [&](const policy::Tool& tool) {
      return policy::import_pack(tool, *asked, system_clock()());
    });
  });
}

}  // namespace returns::command
