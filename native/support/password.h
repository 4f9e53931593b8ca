#pragma once
// Passwords of the merchant's people: argon2id by its reference library, with the costs OWASP names as the least
// (19 MiB, two passes). Nobody reads a password back.

#include <optional>
#include <string>

namespace returns {

inline constexpr std::size_t kShortestPassword = 12;
inline constexpr std::size_t kLongestPassword = 200;

// "$argon2id$v=19$…" with a salt of its own; nothing when the system has no random bytes or no memory.
std::optional<std::string> hash_password(const std::string& password);
// An empty `encoded` (nobody of that name) takes as long as a wrong password.
bool password_fits(const std::string& encoded, const std::string& password);

}  // namespace returns
