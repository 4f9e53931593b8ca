#include "native/support/sealing.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <algorithm>
#include <array>

#include "core/digest.h"
#include "native/support/crypto.h"
#include "native/support/openssl_owned.h"

namespace returns {
namespace {

using namespace openssl;

constexpr std::string_view kMagic = "returns.sealed/1\n";
constexpr std::size_t kIdBytes = 16;
constexpr std::size_t kHead = kMagic.size() + kIdBytes + kSealingPoint;
constexpr std::size_t kTag = 16;
constexpr std::size_t kNonce = 12;
constexpr std::size_t kKeyBytes = 32;
constexpr const char* kGroup = "P-256";

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Free<EVP_CIPHER_CTX_free>>;
using Context = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;

std::string point_of(EVP_PKEY* key) {
  std::string point(kSealingPoint, '\0');
  std::size_t size = 0;
  if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, raw(point), point.size(), &size) != 1) return {};
  point.resize(size);
  return point;
}

bool is_on_p256(EVP_PKEY* key) {
  std::array<char, 64> group{};
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC
         && EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr) == 1
         && (std::string_view{group.data()} == "prime256v1" || std::string_view{group.data()} == kGroup);
}

// OpenSSL itself refuses what is no point of the curve.
Key key_at(std::string_view point) {
  if (point.size() != kSealingPoint || point.front() != '\x04') return nullptr;
  const Context context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  std::string group = kGroup;
  std::string held{point};
  std::array<OSSL_PARAM, 3> parameters = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, held.data(), held.size()), OSSL_PARAM_construct_end()};
  EVP_PKEY* made = nullptr;
  const bool well = context && EVP_PKEY_fromdata_init(context.get()) == 1
                    && EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.data()) == 1;
  Key key(made);
  const Context check(well ? EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr) : nullptr);
  const bool checked = check && EVP_PKEY_public_check(check.get()) == 1;
  ERR_clear_error();
  return checked ? std::move(key) : nullptr;
}

std::optional<Secret> hkdf(std::string_view shared, std::string_view salt, std::string_view info) {
  const Context context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr));
  std::string out(kKeyBytes, '\0');
  std::size_t size = out.size();
  const bool derived = context && EVP_PKEY_derive_init(context.get()) == 1
                       && EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) == 1
                       && EVP_PKEY_CTX_set1_hkdf_salt(context.get(), raw(salt), static_cast<int>(salt.size())) == 1
                       && EVP_PKEY_CTX_set1_hkdf_key(context.get(), raw(shared), static_cast<int>(shared.size())) == 1
                       && EVP_PKEY_CTX_add1_hkdf_info(context.get(), raw(info), static_cast<int>(info.size())) == 1
                       && EVP_PKEY_derive(context.get(), raw(out), &size) == 1;
  Secret key(std::move(out));
  if (!derived || size != kKeyBytes) return std::nullopt;
  return key;
}

// The number of the piece, and whether it is the last: pieces cannot change places, nor the end be cut off.
std::array<unsigned char, kNonce> nonce_of(std::uint64_t piece, bool last) {
  std::array<unsigned char, kNonce> nonce{};
  for (std::size_t i = 0; i < sizeof piece; ++i) {
    nonce[kNonce - 2 - i] = static_cast<unsigned char>(piece & 0xFFU);
    piece >>= 8U;
  }
  nonce.back() = last ? 1 : 0;
  return nonce;
}

}  // namespace

std::string sealing_key_id(std::string_view point) { return sha256_hex(point).substr(0, 2 * kIdBytes); }

bool is_sealing_point(std::string_view point) { return key_at(point) != nullptr; }

SealingKey::SealingKey(std::shared_ptr<void> key)
    : key_(std::move(key)),
      point_(point_of(pkey(key_))),
      id_(sealing_key_id(point_)) {}

std::optional<SealingKey> SealingKey::generate() {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", kGroup);
  if (key == nullptr) return std::nullopt;
  return SealingKey(owned(key));
}

std::optional<SealingKey> SealingKey::read_pem(std::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) return std::nullopt;
  // Never asks on a terminal.
  const auto no_passphrase = [](char* /*out*/, int /*size*/, int /*writing*/, void* /*given*/) { return -1; };
  std::shared_ptr<void> key = owned(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
  ERR_clear_error();
  if (key == nullptr || !is_on_p256(pkey(key))) return std::nullopt;
  SealingKey read(std::move(key));
  if (read.point_.size() != kSealingPoint) return std::nullopt;
  return read;
}

std::optional<Secret> SealingKey::write_pem() const {
  const Bio bio(BIO_new(BIO_s_secmem()));
  const Plain plain(EVP_PKEY2PKCS8(pkey(key_)));
  if (!bio || !plain || PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio.get(), plain.get()) != 1) return std::nullopt;
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return Secret(std::string(text, static_cast<std::size_t>(size)));
}

std::optional<Secret> SealingKey::agree(std::string_view point) const {
  const Key peer = key_at(point);
  if (!peer) return std::nullopt;
  const Context context(EVP_PKEY_CTX_new_from_pkey(nullptr, pkey(key_), nullptr));
  std::string out(kKeyBytes, '\0');
  std::size_t size = out.size();
  const bool agreed = context && EVP_PKEY_derive_init(context.get()) == 1
                      && EVP_PKEY_derive_set_peer(context.get(), peer.get()) == 1
                      && EVP_PKEY_derive(context.get(), raw(out), &size) == 1;
  ERR_clear_error();
  Secret shared(std::move(out));
  if (!agreed || size != kKeyBytes) return std::nullopt;
  return shared;
}

std::size_t Unsealer::head_bytes() { return kHead + kSealedPiece + kTag; }

Unsealer::Unsealer(const std::vector<SealingKey>& keys, std::string_view merchant, std::string_view name,
                   std::string_view bytes) {
  if (bytes.size() < kHead + kTag || !bytes.starts_with(kMagic)) {
    fault_ = SealFault::Malformed;
    return;
  }
  const std::string id = to_hex(bytes.substr(kMagic.size(), kIdBytes));
  const std::string_view point = bytes.substr(kMagic.size() + kIdBytes, kSealingPoint);
  const auto key = std::find_if(keys.begin(), keys.end(), [&](const SealingKey& one) { return one.id() == id; });
  if (key == keys.end()) {
    fault_ = SealFault::UnknownKey;
    return;
  }
  for (const std::string_view part : {kMagic.substr(0, kMagic.size() - 1), merchant, std::string_view{id}, name}) {
    if (!about_.empty()) about_ += '\0';
    about_ += part;
  }
  const auto shared = key->agree(point);
  auto derived = shared ? hkdf(shared->text(), std::string{point} + key->public_point(), about_) : std::nullopt;
  if (!derived) {
    fault_ = SealFault::Refused;
    return;
  }
  key_ = std::move(*derived);
  rest_ = bytes.substr(kHead);
}

std::optional<std::string> Unsealer::next() {
  if (done_ || fault_) return std::nullopt;
  const bool last = rest_.size() <= kSealedPiece + kTag;
  const std::string_view sealed = rest_.substr(0, kSealedPiece + kTag);
  if (sealed.size() < kTag) {
    fault_ = SealFault::Malformed;
    return std::nullopt;
  }
  auto plain = open(sealed, last);
  if (!plain) {
    fault_ = SealFault::Refused;
    return std::nullopt;
  }
  rest_.remove_prefix(sealed.size());
  ++piece_;
  done_ = last;
  return plain;
}

std::optional<std::string> Unsealer::open(std::string_view sealed, bool last) {
  const Cipher cipher(EVP_CIPHER_CTX_new());
  const auto nonce = nonce_of(piece_, last);
  const std::string_view body = sealed.substr(0, sealed.size() - kTag);
  std::string tag{sealed.substr(body.size())};
  std::string plain(body.size(), '\0');
  int size = 0;
  int rest = 0;
  const bool opened =
      cipher && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(key_.text()), nonce.data()) == 1
      && EVP_DecryptUpdate(cipher.get(), nullptr, &size, raw(about_), static_cast<int>(about_.size())) == 1
      && EVP_DecryptUpdate(cipher.get(), raw(plain), &size, raw(body), static_cast<int>(body.size())) == 1
      && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(kTag), tag.data()) == 1
      && EVP_DecryptFinal_ex(cipher.get(), raw(plain) + size, &rest) == 1;
  ERR_clear_error();
  if (!opened) return std::nullopt;
  return plain;
}

}  // namespace returns
