#include <iostream>

#include "native/command/policy.h"
#include "native/policy/signing.h"
#include "native/support/clock.h"

namespace returns::command {

void add_policy_keygen(CLI::App& policy, int& status) {
  CLI::App* command = policy.add_subcommand("keygen", "Make a key to sign packs with, and add it to a trust file");
  const auto options = add_tool_options(*command);
  const auto asked = std::make_shared<policy::KeygenOptions>();
  command->add_option("KEY", asked->key, "File for the private key (PKCS#8 in PEM); never overwritten")->required();
  command->add_option("--trust", asked->trust, "Trust file for the public key; made when it is not there")->required();
  command->add_option("--merchant", asked->merchant, "Whose packs they are; for a new trust file");
  command->add_option("--not-before", asked->not_before, "From when the key counts: a day or a moment (now)");
  command->add_option("--not-after", asked->not_after, "From when it no longer does (two years later)");
  command->add_option("--passphrase-file", asked->passphrase_file,
                      "File whose first line encrypts the private key; - for standard input");
  command->callback([=, &status] {
    status = policy::run_tool(*options, std::cout, std::cerr,
                              [&](const policy::Tool& tool) { return policy::keygen(tool, *asked, system_clock()()); });
  });
}

}  // namespace returns::command
