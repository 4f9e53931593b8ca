#include <iostream>

#include "native/command/policy.h"
#include "native/policy/signing.h"
#include "native/support/clock.h"

namespace returns::command {

void add_policy_verify(CLI::App& policy, int& status) {
  CLI::App* command =
      policy.add_subcommand("verify", "Check that a pack is what its merchant signed, and still counts");
  const auto options = add_tool_options(*command);
  const auto asked = std::make_shared<policy::VerifyOptions>();
  command->add_option("PACK", asked->pack, "A pack: its id, folder or file")->required();
  command->add_option("--trust", asked->trust, "The merchant's trust file")->required();
  command->add_option("--signature", asked->signature, "The signature (pack.sig.json beside the pack)");
  command->add_option("--seen", asked->seen,
                      "File that remembers what was accepted, so that an older version is refused; made when it is not "
                      "there");
  command->add_option("--at", asked->at, "The moment to check for (now)");
  command->callback([=, &status] {
    status = policy::run_tool(*options, std::cout, std::cerr,
                              [&](const policy::Tool& tool) { return policy::verify(tool, *asked, system_clock()()); });
  });
}

}  // namespace returns::command
