#pragma once
// Signed packs, right and wrong, with the answer each must get. Natively they are made and checked; the file that holds
// them is what the browser's module is checked against.

#include <string>
#include <vector>

#include "native/policy/signature.h"
#include "native/support/json.h"

namespace returns::test {

// The private keys of RFC 8032, 7.1, tests 1 to 3: known to everybody, so good for nothing else.
SigningKey known_key(int number);
policy::TrustedKey trusted(const SigningKey& key);

inline constexpr const char* kMerchant = "kangning";
inline constexpr const char* kNow = "2026-11-09T01:00:00Z";

// {"id":"cn-test","version":version,"calendar":"cn","note":note}: a pack as far as a signature is concerned.
std::string small_pack(std::int64_t version, const std::string& note = "seven days");
policy::Statement statement(std::int64_t version);
std::string signed_with(const policy::Statement& statement, const std::string& pack, int key = 1);

// {"refusals":[…],"vectors":[{"name","pack","signature","trust","now","id","version","seen","answer"}]}
Json signature_vectors();

}  // namespace returns::test
