#include <iostream>

#include "native/command/policy.h"
#include "native/policy/signing.h"
#include "native/support/clock.h"

namespace returns::command {

void add_policy_sign(CLI::App& policy, int& status) {
  CLI::App* command = policy.add_subcommand("sign", "Sign a pack that proves sound, for the merchant of a trust file");
  const auto options = add_tool_options(*command);
  const auto asked = std::make_shared<policy::SignOptions>();
  command->add_option("PACK", asked->pack, "A pack: its id, folder or file")->required();
  command->add_option("--key", asked->key, "The private key's file")->required();
  command->add_option("--trust", asked->trust, "The trust file that holds its public key")->required();
  command->add_option("--previous", asked->previous, "The pack that was published before this one");
  command->add_flag("--first", asked->first, "There was none before it");
  command->add_option("--from", asked->from, "From when the pack may be used: a day or a moment (now)");
  command->add_option("--until", asked->until, "From when it no longer may (the end of its review_by)");
  command->add_option("--out", asked->out, "File for the signature (pack.sig.json beside the pack)");
  command->add_option("--passphrase-file", asked->passphrase_file,
                      "File whose first line opens the private key; - for standard input");
  command->callback([=, &status] {
    status = policy::run_tool(*options, std::cout, std::cerr,
                              [&](const policy::Tool& tool) { return policy::sign(tool, *asked, system_clock()()); });
  });
}

}  // namespace returns::command
