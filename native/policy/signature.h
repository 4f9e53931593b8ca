#pragma once
// Signed packs: who published which bytes as which version, for which time (docs/pack-signatures.md).
//
// A signature is a document of its own beside the pack, `returns.signature/2`, in exactly one spelling: fixed members
// in fixed order, no white space. Signed is
//
//     returns.signature/2 NUL <the document without its last member, `signature`>
//
// and the document has the SHA-256 of the pack's bytes, so every byte of both is under the signature, and no byte of
// the pack is read before it has been checked. The pack itself is not in the signed message: WebKit on Linux crashes on
// one of 64 KiB. The same rules stand in wasm/pack-signature.js; tests/policy/vectors.json keeps the two the same.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/calendar.h"
#include "core/params.h"
#include "native/policy/trust.h"
#include "native/support/ed25519.h"

namespace returns::policy {

// Why a pack is not believed. Texts: assets/locales/*/tools.json, sign.refused.<code>.
#define RETURNS_SIGNATURE_REFUSALS(X)          \
  X(SignatureMissing, "signature_missing")     \
  X(SignatureMalformed, "signature_malformed") \
  X(DuplicateKey, "duplicate_key")             \
  X(TrustMalformed, "trust_malformed")         \
  X(WrongMerchant, "wrong_merchant")           \
  X(UnknownKey, "unknown_key")                 \
  X(RevokedKey, "revoked_key")                 \
  X(KeyNotYetValid, "key_not_yet_valid")       \
  X(KeyExpired, "key_expired")                 \
  X(PackChanged, "pack_changed")               \
  X(BadSignature, "bad_signature")             \
  X(NotYetValid, "not_yet_valid")              \
  X(Expired, "expired")                        \
  X(PackMalformed, "pack_malformed")           \
  X(WrongPack, "wrong_pack")                   \
  X(VersionReused, "version_reused")           \
  X(Rollback, "rollback")                      \
  X(ChainBroken, "chain_broken")

enum class RefusalCode : std::uint8_t {
#define X(name, text) name,
  RETURNS_SIGNATURE_REFUSALS(X)
#undef X
};
std::string_view name(RefusalCode code);

struct Refusal {
  RefusalCode code = RefusalCode::SignatureMissing;
  Params params = {};
};

struct Statement {
  std::string merchant;
  std::string pack;
  std::int64_t version = 0;
  std::string digest;                   // SHA-256 of the pack's bytes
  Instant from;                         // first instant at which the pack may be used
  Instant until;                        // first instant at which it no longer may
  std::optional<std::string> previous;  // digest of the pack published before it; none for the first
  std::string key;                      // key_id()
};

// The signature document, or nothing when OpenSSL fails. Fills in `digest` and `key`.
std::optional<std::string> sign_pack(Statement statement, std::string_view pack, const SigningKey& key);

// What was accepted before, of one pack: digest by version.
using Seen = std::map<std::int64_t, std::string>;

struct Asked {
  Instant now;
  std::optional<std::string> pack = {};  // the id and version that were asked for; anything else is refused
  std::optional<std::int64_t> version = {};
  const Seen* seen = nullptr;  // nullptr: nothing is remembered, so no rollback can be seen
};

// `signature` is empty when there is none.
std::variant<Statement, Refusal> verify_pack(std::string_view pack, std::string_view signature, const Trust& trust,
                                             const Asked& asked);

// A trust file that cannot be read as a refusal: nothing is believed then.
Refusal refusal_of(const TrustFault& fault);

// The part of verify_pack that looks at what was accepted before. A version that was accepted with the same bytes is
// accepted again (it may have been signed anew); a new one has to name the newest one before it as its `previous`.
// `older` versions than the newest are refused as a rollback unless the caller knows that the newest is there too.
enum class Older : std::uint8_t { Refused, Allowed };
std::optional<Refusal> refuse_by_history(const Statement& statement, const Seen& seen, Older older);

}  // namespace returns::policy
