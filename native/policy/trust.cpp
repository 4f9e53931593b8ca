#include "native/policy/trust.h"

#include <algorithm>
#include <array>

#include "core/digest.h"
#include "core/wire/cursor.h"
#include "native/support/crypto.h"
#include "native/support/json.h"
#include "native/support/sealing.h"

namespace returns::policy {
namespace {

constexpr std::size_t kMaxKeys = 50;
constexpr std::size_t kKeyBytes = 32;

// y coordinates (without the sign bit) of the points of small order, and their second encodings: under such a key
// anybody can make a signature. The list is that of the curve (see libsodium, ge25519_has_small_order).
constexpr std::array<std::string_view, 7> kSmallOrder = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"};

bool is_weak(std::string public_key) {
  public_key.back() = static_cast<char>(static_cast<unsigned char>(public_key.back()) & 0x7FU);
  return std::find(kSmallOrder.begin(), kSmallOrder.end(), to_hex(public_key)) != kSmallOrder.end();
}

class Reader {
 public:
  std::variant<Trust, TrustFault> read(std::string_view text) {
    const Result<wire::Value> value = wire::parse(text, Document::Request);
    if (!value) return TrustFault{value.fault().at, std::string{name(value.fault().code)}};
    const wire::Cursor root(*value, trouble_);
    root.only({"schema", "merchant", "keys", "sealing"});
    if (root.member("schema").text() != "returns.trust/1") root.member("schema").fail(FaultCode::WrongSchema);
    Trust trust;
    trust.merchant = root.member("merchant").id();
    root.member("keys").each(kMaxKeys, [&](const wire::Cursor& key, std::size_t index) {
      read_key(key, "/keys/" + std::to_string(index), trust);
    });
    if (const wire::Cursor sealing = root.optional("sealing"); sealing.present()) read_sealing(sealing, trust);
    if (trouble_.first) return TrustFault{trouble_.first->at, std::string{name(trouble_.first->code)}};
    if (trust.keys.empty() && !fault_) fault_ = TrustFault{"/keys", std::string{name(FaultCode::Missing)}};
    if (fault_) return *fault_;
    return trust;
  }

 private:
  void fail(std::string at, std::string why) {
    if (!fault_) fault_ = TrustFault{std::move(at), std::move(why)};
  }

  static Instant instant(const wire::Cursor& cursor) {
    const std::string text = cursor.text();
    const auto read = read_utc(text);
    if (!read && !cursor.failed()) cursor.fail(FaultCode::BadInstant, {{"value", text}});
    return read.value_or(Instant{});
  }

  void read_key(const wire::Cursor& cursor, const std::string& at, Trust& trust) {
    cursor.only({"id", "algorithm", "public", "not_before", "not_after", "revoked"});
    constexpr std::string_view kAlgorithms[] = {"ed25519"};
    cursor.member("algorithm").choice(kAlgorithms);
    TrustedKey key;
    key.id = cursor.member("id").id();
    const auto bytes = from_hex(cursor.member("public").text(), kKeyBytes);
    key.not_before = instant(cursor.member("not_before"));
    key.not_after = instant(cursor.member("not_after"));
    if (const wire::Cursor revoked = cursor.optional("revoked"); revoked.present()) key.revoked = revoked.boolean();
    if (cursor.failed()) return;
    if (!bytes) return fail(at + "/public", std::string{name(FaultCode::WrongType)});
    key.public_key = *bytes;
    if (key.id != key_id(*bytes)) return fail(at + "/id", "key_id");
    if (is_weak(*bytes)) return fail(at + "/public", "weak_key");
    if (key.not_after <= key.not_before) return fail(at + "/not_after", "empty_period");
    if (trust.find(key.id) != nullptr) return fail(at + "/id", std::string{name(FaultCode::DuplicateId)});
    trust.keys.push_back(std::move(key));
  }

  void read_sealing(const wire::Cursor& cursor, Trust& trust) {
    cursor.only({"id", "algorithm", "public"});
    constexpr std::string_view kAlgorithms[] = {"p-256"};
    cursor.member("algorithm").choice(kAlgorithms);
    const std::string id = cursor.member("id").id();
    const auto point = from_hex(cursor.member("public").text(), kSealingPoint);
    if (cursor.failed()) return;
    if (!point || !is_sealing_point(*point)) return fail("/sealing/public", std::string{name(FaultCode::WrongType)});
    if (id != sealing_key_id(*point)) return fail("/sealing/id", "key_id");
    trust.sealing = *point;
  }

  wire::Trouble trouble_ = {.document = Document::Request};
  std::optional<TrustFault> fault_;
};

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

const TrustedKey* Trust::find(std::string_view id) const {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const TrustedKey& key) { return key.id == id; });
  return found == keys.end() ? nullptr : &*found;
}

std::variant<Trust, TrustFault> read_trust(std::string_view text) { return Reader().read(text); }

std::string write_trust(const Trust& trust) {
  Json keys = Json::array();
  for (const TrustedKey& key : trust.keys) {
    keys.push_back({{"id", key.id},
                    {"algorithm", "ed25519"},
                    {"public", to_hex(key.public_key)},
                    {"not_before", write_utc(key.not_before)},
                    {"not_after", write_utc(key.not_after)}});
    if (key.revoked) keys.back()["revoked"] = true;
  }
  Json out = {{"schema", "returns.trust/1"}, {"merchant", trust.merchant}, {"keys", keys}};
  if (!trust.sealing.empty())
    out["sealing"] = {{"id", sealing_key_id(trust.sealing)}, {"algorithm", "p-256"}, {"public", to_hex(trust.sealing)}};
  return out.dump(1) + '\n';
}

std::string key_id(std::string_view public_key) { return sha256_hex(public_key).substr(0, 32); }

std::optional<Instant> read_utc(std::string_view text) {
  const auto instant = text.ends_with('Z') ? read_instant(text) : std::nullopt;
  if (!instant || write_utc(*instant) != text) return std::nullopt;
  return instant;
}

std::string write_utc(Instant instant) { return write_instant(instant, Zone{}); }

std::optional<std::string> from_hex(std::string_view text, std::size_t bytes) {
  if (text.size() != bytes * 2) return std::nullopt;
  std::string out;
  out.reserve(bytes);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

}  // namespace returns::policy
