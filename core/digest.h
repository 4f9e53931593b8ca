#pragma once
// SHA-256 (FIPS 180-4). In the core because seal and verify are pure functions that carry a digest
// over their own bytes; nothing is signed or encrypted here (docs/adr/0003).

#include <string>
#include <string_view>

namespace returns {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

// True for exactly 64 lower-case hexadecimal digits.
bool is_sha256_hex(std::string_view text);

}  // namespace returns
