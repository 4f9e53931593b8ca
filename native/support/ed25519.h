#pragma once
// Ed25519 (RFC 8032) from OpenSSL: keys in files, signatures, and their check.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace returns {

// Text that is overwritten when its owner goes.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(); }
  std::string_view text() const { return text_; }

 private:
  void wipe();
  std::string text_;
};

// A private key. Its secret part leaves this class only as the text of write_pem().
class SigningKey {
 public:
  // Nothing when the system's generator fails.
  static std::optional<SigningKey> generate();
  // PKCS#8 in PEM. Nothing when the text is something else, when the key is no Ed25519 key, or when the passphrase does
  // not open it; a key that is not encrypted ignores the passphrase.
  static std::optional<SigningKey> read_pem(std::string_view pem, std::string_view passphrase);
  // The 32 bytes that RFC 8032 calls the private key; for test vectors.
  static std::optional<SigningKey> from_seed(std::string_view seed);

  // With a passphrase: PBES2, scrypt (N = 16384, r = 8, p = 1) and AES-256-CBC, as `openssl pkcs8 -scrypt` does it.
  std::optional<Secret> write_pem(std::string_view passphrase) const;
  // 32 raw bytes.
  std::string public_key() const;
  // 64 raw bytes; the same message has the same signature.
  std::optional<std::string> sign(std::string_view message) const;

 private:
  explicit SigningKey(std::shared_ptr<void> key) : key_(std::move(key)) {}
  std::shared_ptr<void> key_;
};

// False for whatever is not a signature of the message by this key, keys and signatures of a wrong size included.
bool verify_ed25519(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace returns
