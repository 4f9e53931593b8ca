#include "native/support/ed25519.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <algorithm>
#include <cstring>

#include "native/support/openssl_owned.h"

namespace returns {
namespace {

using namespace openssl;

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSignatureBytes = 64;

using Context = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using Sealed = std::unique_ptr<X509_SIG, Free<X509_SIG_free>>;

// OpenSSL would ask on the terminal; a passphrase is given or there is none.
int give_passphrase(char* out, int size, int /*writing*/, void* given) {
  const auto* passphrase = static_cast<const std::string_view*>(given);
  if (passphrase->size() > static_cast<std::size_t>(size)) return -1;
  std::memcpy(out, passphrase->data(), passphrase->size());
  return static_cast<int>(passphrase->size());
}

Sealed seal(PKCS8_PRIV_KEY_INFO* plain, std::string_view passphrase) {
  constexpr std::uint64_t kN = 16'384, kR = 8, kP = 1;
  X509_ALGOR* scheme = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), nullptr, 0, nullptr, kN, kR, kP);
  if (scheme == nullptr) return nullptr;
  Sealed sealed(PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()), plain, scheme));
  if (!sealed) X509_ALGOR_free(scheme);
  return sealed;
}

}  // namespace

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  wipe();
  text_ = std::move(other.text_);
  other.wipe();
  return *this;
}

// A moved-from short text keeps its bytes in place: the whole capacity is overwritten, not only the size.
void Secret::wipe() {
  text_.resize(text_.capacity());
  OPENSSL_cleanse(text_.data(), text_.size());
  text_.clear();
}

std::optional<SigningKey> SigningKey::generate() {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  if (key == nullptr) return std::nullopt;
  return SigningKey(owned(key));
}

std::optional<SigningKey> SigningKey::from_seed(std::string_view seed) {
  EVP_PKEY* key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(seed), seed.size());
  if (key == nullptr) return std::nullopt;
  return SigningKey(owned(key));
}

std::optional<SigningKey> SigningKey::read_pem(std::string_view pem, std::string_view passphrase) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) return std::nullopt;
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, &passphrase);
  ERR_clear_error();
  if (key == nullptr) return std::nullopt;
  SigningKey read(owned(key));
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_ED25519) return std::nullopt;
  return read;
}

std::optional<Secret> SigningKey::write_pem(std::string_view passphrase) const {
  const Bio bio(BIO_new(BIO_s_secmem()));
  const Plain plain(EVP_PKEY2PKCS8(pkey(key_)));
  if (!bio || !plain) return std::nullopt;
  if (passphrase.empty()) {
    if (PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio.get(), plain.get()) != 1) return std::nullopt;
  } else {
    const Sealed sealed = seal(plain.get(), passphrase);
    if (!sealed || PEM_write_bio_PKCS8(bio.get(), sealed.get()) != 1) return std::nullopt;
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return Secret(std::string(text, static_cast<std::size_t>(size)));
}

std::string SigningKey::public_key() const {
  std::string out(kKeyBytes, '\0');
  std::size_t size = out.size();
  EVP_PKEY_get_raw_public_key(pkey(key_), reinterpret_cast<unsigned char*>(out.data()), &size);
  return out;
}

std::optional<std::string> SigningKey::sign(std::string_view message) const {
  const Context context(EVP_MD_CTX_new());
  std::string out(kSignatureBytes, '\0');
  std::size_t size = out.size();
  const bool signed_it = context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, pkey(key_)) == 1
                         && EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                                           raw(message), message.size())
                                == 1;
  if (!signed_it || size != kSignatureBytes) return std::nullopt;
  return out;
}

bool verify_ed25519(std::string_view public_key, std::string_view message, std::string_view signature) {
  if (public_key.size() != kKeyBytes || signature.size() != kSignatureBytes) return false;
  const std::shared_ptr<void> key =
      owned(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(public_key), public_key.size()));
  const Context context(EVP_MD_CTX_new());
  const bool holds =
      key != nullptr && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey(key)) == 1
      && EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message), message.size()) == 1;
  ERR_clear_error();
  return holds;
}

}  // namespace returns
