#pragma once
// Digests, keyed digests and random bytes, all from OpenSSL; no cryptography of our own.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace returns {

// A digest over bytes that come in pieces.
class Digest {
 public:
  enum class Kind : unsigned char { Sha1, Sha256 };
  explicit Digest(Kind kind);
  void add(std::string_view bytes);
  // The raw digest. Nothing may be added afterwards.
  std::string finish();

 private:
  std::shared_ptr<void> context_;
};

std::string to_hex(std::string_view bytes);

// 32 raw bytes.
std::string hmac_sha256(std::string_view key, std::string_view message);

// Takes the same time wherever the first difference lies; texts of different length are different.
bool equal_in_constant_time(std::string_view a, std::string_view b);

// From the system's generator; nothing when it fails, which a caller must treat as an error and not work around.
std::optional<std::string> random_bytes(std::size_t count);

// 32 hexadecimal digits, 80 bits of them random. Those of one process begin in the order in which they were made, so
// that rows keyed by them are written side by side. Not for what only its owner may know.
std::optional<std::string> ordered_id(std::int64_t unix_seconds);

}  // namespace returns
