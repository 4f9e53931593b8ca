#pragma once
// `returns.sealed/1`: bytes that only the merchant can read, sealed by a device that cannot (docs/kiosk.md). P-256 ECDH
// with a key that the device throws away, HKDF-SHA-256 and AES-256-GCM over pieces, all from OpenSSL.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/support/ed25519.h"

namespace returns {

inline constexpr std::size_t kSealingPoint = 65;     // an uncompressed point of P-256
inline constexpr std::size_t kSealedPiece = 65'536;  // of plaintext; only the last may be shorter

// The private half. Its secret part leaves this class only as the text of write_pem().
class SealingKey {
 public:
  // Nothing when the system's generator fails.
  static std::optional<SealingKey> generate();
  // PKCS#8 in PEM, not encrypted: a server opens it unattended. Nothing for whatever is not a key on P-256.
  static std::optional<SealingKey> read_pem(std::string_view pem);
  std::optional<Secret> write_pem() const;

  const std::string& public_point() const { return point_; }
  const std::string& id() const { return id_; }
  // What both sides know; nothing when `point` is none of the curve.
  std::optional<Secret> agree(std::string_view point) const;

 private:
  explicit SealingKey(std::shared_ptr<void> key);
  std::shared_ptr<void> key_;
  std::string point_;
  std::string id_;
};

// The first 32 hexadecimal digits of the SHA-256 of the point: a key cannot go by another key's name.
std::string sealing_key_id(std::string_view point);

// The point is one of the curve, and not the one at infinity.
bool is_sealing_point(std::string_view point);

enum class SealFault : std::uint8_t {
  Malformed,   // no container, or one that was cut off
  UnknownKey,  // sealed for a key that is not at hand
  Refused,     // changed, cut at a piece's border, or sealed under another merchant or idempotency key
};

// Opens a container piece by piece. What it has given is genuine; that nothing is missing is known when it is done().
class Unsealer {
 public:
  // `bytes` must outlive the object. `name` is the idempotency key.
  Unsealer(const std::vector<SealingKey>& keys, std::string_view merchant, std::string_view name,
           std::string_view bytes);

  // The next piece; nothing after the last, or when there is a fault.
  std::optional<std::string> next();
  bool done() const { return done_; }
  std::optional<SealFault> fault() const { return fault_; }

  // As much of a container as holds the first piece.
  static std::size_t head_bytes();

 private:
  std::optional<std::string> open(std::string_view sealed, bool last);
  std::string_view rest_;
  std::string about_;  // authenticated with every piece
  Secret key_;
  std::uint64_t piece_ = 0;
  bool done_ = false;
  std::optional<SealFault> fault_;
};

}  // namespace returns
