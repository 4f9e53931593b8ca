#pragma once
// Whom a merchant's packs are believed from: `returns.trust/1` (docs/pack-signatures.md). Like a pack it is read
// strictly: what is not understood is not trusted.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/calendar.h"

namespace returns::policy {

struct TrustedKey {
  std::string id;          // key_id() of the public key
  std::string public_key;  // 32 raw bytes
  Instant not_before;      // first instant at which the key counts
  Instant not_after;       // first instant at which it no longer does
  bool revoked = false;    // whatever it signed, and whenever, does not count
};

struct Trust {
  std::string merchant;
  std::vector<TrustedKey> keys;
  // Whom shared devices seal requests for (support/sealing.h): an uncompressed point of P-256. Empty: nobody.
  std::string sealing = {};
  const TrustedKey* find(std::string_view id) const;
};

struct TrustFault {
  std::string at;   // JSON pointer
  std::string why;  // a fault code of core/result.h, or key_id, weak_key, empty_period
};

std::variant<Trust, TrustFault> read_trust(std::string_view text);
std::string write_trust(const Trust& trust);

// The first 32 hexadecimal digits of the SHA-256 of the 32 raw bytes: a key cannot go by another key's name.
std::string key_id(std::string_view public_key);

// "2026-11-05T00:00:00Z": the only way in which signatures and trust files write an instant, so that one instant is one
// sequence of bytes.
std::optional<Instant> read_utc(std::string_view text);
std::string write_utc(Instant instant);

// Exactly `bytes` bytes in lower-case hexadecimal.
std::optional<std::string> from_hex(std::string_view text, std::size_t bytes);

}  // namespace returns::policy
