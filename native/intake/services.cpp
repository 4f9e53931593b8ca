#include "native/intake/services.h"

#include "native/support/crypto.h"

namespace returns::intake {

Outcome<std::string> load_secret(const std::filesystem::path& data, Disk& disk) {
  constexpr std::size_t kBytes = 32;
  const std::filesystem::path path = data / "secret.key";
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    auto secret = read_file(path, kBytes);
    if (secret && secret->size() != kBytes) return Failure{FailureCode::Broken, "secret.key is not 32 bytes long"};
    return secret;
  }
  const auto secret = random_bytes(kBytes);
  if (!secret) return Failure{FailureCode::Io, "no random bytes"};
  const std::filesystem::path draft = data / "secret.key.new";
  auto file = disk.open(draft);
  if (!file) return file.failure();
  if (Status written = (*file)->write_at(0, *secret); !written) return written.failure();
  if (Status synced = (*file)->sync(); !synced) return synced.failure();
  if (Status renamed = disk.rename(draft, path); !renamed) return renamed.failure();
  return *secret;
}

storage::Contact contact_of(const Services& services, const Json& said, std::string_view accept_language) {
  return {.email = text_of(said, "email"),
          .phone = text_of(said, "phone"),
          .locale = services.texts.negotiate(accept_language)};
}

std::string keyed(const Services& services, std::string_view purpose, std::string_view value) {
  return to_hex(hmac_sha256(services.secret, std::string{purpose} + '\n' + std::string{value}));
}

}  // namespace returns::intake
