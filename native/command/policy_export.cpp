#include <iostream>
#include <map>

#include "native/command/policy.h"
#include "native/policy/exchange_tool.h"

namespace returns::command {

void add_policy_export(CLI::App& policy, int& status) {
  CLI::App* command = policy.add_subcommand(
      "export", "Say a pack as schema.org or Google want it, and what is lost: their forms say less than a pack");
  const auto options = add_tool_options(*command);
  const auto asked = std::make_shared<policy::ExportOptions>();
  command->add_option("PACK", asked->pack, "A pack: its id, folder or file")->required();
  command
      ->add_option("--to", asked->to, "schema.org (MerchantReturnPolicy) or google (Merchant API OnlineReturnPolicy)")
      ->required()
      ->transform(CLI::CheckedTransformer(std::map<std::string, policy::Standard>{
          {"schema.org", policy::Standard::SchemaOrg}, {"google", policy::Standard::Google}}));
  command->add_option("--link", asked->link, "The address of the merchant's page on returns");
  command->add_option("--out", asked->out, "File for the document (standard output)");
  command->callback([=, &status] {
    status = policy::run_tool(*options, std::cout, std::cerr,
                              [&](const policy::Tool& tool) { return policy::export_pack(tool, *asked); });
  });
}

}  // namespace returns::command
