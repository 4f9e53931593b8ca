#include "native/support/password.h"

#include <argon2.h>
#include <array>
#include <mutex>

#include "native/support/crypto.h"

namespace returns {
namespace {

constexpr std::uint32_t kPasses = 2;
constexpr std::uint32_t kKibibytes = 19'456;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kEncodedBytes = 128;

// One at a time: many sign-ins at once queue up for time and not for memory.
std::mutex& one_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

std::optional<std::string> hash_password(const std::string& password) {
  const auto salt = random_bytes(kSaltBytes);
  if (!salt) return std::nullopt;
  std::array<char, kEncodedBytes> encoded{};
  const std::scoped_lock lock(one_at_a_time());
  if (argon2id_hash_encoded(kPasses, kKibibytes, 1, password.data(), password.size(), salt->data(), salt->size(),
                            kHashBytes, encoded.data(), encoded.size())
      != ARGON2_OK)
    return std::nullopt;
  return std::string{encoded.data()};
}

bool password_fits(const std::string& encoded, const std::string& password) {
  static const std::string nobody = hash_password("a password that nobody has").value_or("");
  const std::string& asked = encoded.empty() ? nobody : encoded;
  const std::scoped_lock lock(one_at_a_time());
  return argon2id_verify(asked.c_str(), password.data(), password.size()) == ARGON2_OK && !encoded.empty();
}

}  // namespace returns
