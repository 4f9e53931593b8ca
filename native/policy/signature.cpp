#include "native/policy/signature.h"

#include <array>

#include "core/digest.h"
#include "core/wire/cursor.h"
#include "native/support/crypto.h"

namespace returns::policy {
namespace {

constexpr std::string_view kSchema = "returns.signature/2";
constexpr std::size_t kSignatureBytes = 64;
constexpr std::size_t kMaxDocument = 2048;
constexpr std::int64_t kMaxVersion = 2'000'000'000;

// Everything but the signature. Ids and digests have nothing to escape.
std::string write_head(const Statement& statement) {
  std::string out = R"({"schema":")";
  out += kSchema;
  const auto add = [&out](std::string_view key, std::string_view value) {
    out.append(R"(",")").append(key).append(R"(":")").append(value);
  };
  add("merchant", statement.merchant);
  add("pack", statement.pack);
  out += R"(","version":)" + std::to_string(statement.version) + R"(,"digest":")" + statement.digest;
  add("from", write_utc(statement.from));
  add("until", write_utc(statement.until));
  if (statement.previous) add("previous", *statement.previous);
  add("key", statement.key);
  return out + R"("})";
}

std::string write_document(std::string_view head, std::string_view signature) {
  return std::string{head.substr(0, head.size() - 1)} + R"(,"signature":")" + to_hex(signature) + R"("})";
}

// Short, whatever the pack's size: the head has its digest.
std::string message_of(std::string_view head) {
  std::string message{kSchema};
  return message.append(1, '\0').append(head);
}

struct Signed {
  Statement statement;
  std::string head, signature;
};

Refusal malformed(RefusalCode code, const Fault& fault) {
  if (fault.code == FaultCode::DuplicateKey) code = RefusalCode::DuplicateKey;
  return {code, {{"at", fault.at}, {"why", std::string{name(fault.code)}}}};
}

Instant utc(const wire::Cursor& cursor) {
  const auto read = read_utc(cursor.text());
  if (!read && !cursor.failed()) cursor.fail(FaultCode::BadInstant);
  return read.value_or(Instant{});
}

std::string digest(const wire::Cursor& cursor) {
  std::string text = cursor.text();
  if (!is_sha256_hex(text) && !cursor.failed()) cursor.fail(FaultCode::WrongType);
  return text;
}

std::variant<Signed, Refusal> read_document(std::string_view text) {
  if (text.size() > kMaxDocument)
    return Refusal{RefusalCode::SignatureMalformed, {{"at", std::string{}}, {"why", std::string{"too_large"}}}};
  const Result<wire::Value> value = wire::parse(text, Document::Request);
  if (!value) return malformed(RefusalCode::SignatureMalformed, value.fault());
  wire::Trouble trouble{.document = Document::Request};
  const wire::Cursor root(*value, trouble);
  root.only({"schema", "merchant", "pack", "version", "digest", "from", "until", "previous", "key", "signature"});
  if (root.member("schema").text() != kSchema) root.member("schema").fail(FaultCode::WrongSchema);
  Signed out;
  Statement& statement = out.statement;
  statement.merchant = root.member("merchant").id();
  statement.pack = root.member("pack").id();
  statement.version = root.member("version").integer(1, kMaxVersion);
  statement.digest = digest(root.member("digest"));
  statement.from = utc(root.member("from"));
  statement.until = utc(root.member("until"));
  if (const wire::Cursor previous = root.optional("previous"); previous.present())
    statement.previous = digest(previous);
  statement.key = root.member("key").id();
  const auto signature = from_hex(root.member("signature").text(), kSignatureBytes);
  if (!signature && !root.failed()) root.member("signature").fail(FaultCode::WrongType);
  if (trouble.first) return malformed(RefusalCode::SignatureMalformed, *trouble.first);
  out.head = write_head(statement);
  out.signature = *signature;
  // The same statement in another spelling is another document, and nobody signed that one.
  if (write_document(out.head, out.signature) != text)
    return Refusal{RefusalCode::SignatureMalformed, {{"at", std::string{}}, {"why", std::string{"spelling"}}}};
  return out;
}

std::optional<Refusal> refuse_by_key(const Signed& document, const Trust& trust, Instant now) {
  const Statement& statement = document.statement;
  if (statement.merchant != trust.merchant)
    return Refusal{RefusalCode::WrongMerchant, {{"signed", statement.merchant}, {"trusted", trust.merchant}}};
  const TrustedKey* key = trust.find(statement.key);
  if (key == nullptr) return Refusal{RefusalCode::UnknownKey, {{"key", statement.key}}};
  if (key->revoked) return Refusal{RefusalCode::RevokedKey, {{"key", key->id}}};
  if (now < key->not_before)
    return Refusal{RefusalCode::KeyNotYetValid, {{"key", key->id}, {"from", write_utc(key->not_before)}}};
  if (now >= key->not_after)
    return Refusal{RefusalCode::KeyExpired, {{"key", key->id}, {"until", write_utc(key->not_after)}}};
  return std::nullopt;
}

// The pack has to be what it was signed as, whoever signed it.
std::optional<Refusal> refuse_by_content(const Statement& statement, std::string_view pack, const Asked& asked) {
  const Result<wire::Value> value = wire::parse(pack, Document::Pack);
  if (!value) return malformed(RefusalCode::PackMalformed, value.fault());
  wire::Trouble trouble{.document = Document::Pack};
  const wire::Cursor root(*value, trouble);
  const std::string id = root.member("id").id();
  const std::int64_t version = root.member("version").integer(1, kMaxVersion);
  if (trouble.first) return malformed(RefusalCode::PackMalformed, *trouble.first);
  const auto differs = [&](const std::string& other_id, std::int64_t other_version) {
    return Refusal{RefusalCode::WrongPack,
                   {{"signed", statement.pack + ' ' + std::to_string(statement.version)},
                    {"found", other_id + ' ' + std::to_string(other_version)}}};
  };
  if (id != statement.pack || version != statement.version) return differs(id, version);
  const std::string& asked_id = asked.pack.value_or(id);
  const std::int64_t asked_version = asked.version.value_or(version);
  if (asked_id != id || asked_version != version) return differs(asked_id, asked_version);
  return std::nullopt;
}

}  // namespace

std::string_view name(RefusalCode code) {
  static constexpr std::array kNames = {
#define X(name, text) std::string_view{text},
      RETURNS_SIGNATURE_REFUSALS(X)
#undef X
  };
  return kNames[static_cast<std::size_t>(code)];
}

Refusal refusal_of(const TrustFault& fault) {
  const bool twice = fault.why == name(FaultCode::DuplicateKey);
  return {twice ? RefusalCode::DuplicateKey : RefusalCode::TrustMalformed, {{"at", fault.at}, {"why", fault.why}}};
}

std::optional<std::string> sign_pack(Statement statement, std::string_view pack, const SigningKey& key) {
  statement.digest = sha256_hex(pack);
  statement.key = key_id(key.public_key());
  const std::string head = write_head(statement);
  const auto signature = key.sign(message_of(head));
  if (!signature) return std::nullopt;
  return write_document(head, *signature);
}

std::optional<Refusal> refuse_by_history(const Statement& statement, const Seen& seen, Older older) {
  if (seen.empty()) return std::nullopt;
  const auto same = seen.find(statement.version);
  if (same != seen.end() && same->second != statement.digest)
    return Refusal{RefusalCode::VersionReused, {{"version", statement.version}}};
  const std::int64_t newest = seen.rbegin()->first;
  if (statement.version < newest && older == Older::Refused)
    return Refusal{RefusalCode::Rollback, {{"version", statement.version}, {"newest", newest}}};
  if (same != seen.end()) return std::nullopt;
  const auto after = seen.lower_bound(statement.version);
  if (after == seen.begin()) return std::nullopt;  // nothing older is known
  const auto& [version, digest] = *std::prev(after);
  if (statement.previous == digest) return std::nullopt;
  return Refusal{RefusalCode::ChainBroken, {{"version", statement.version}, {"previous", version}}};
}

std::variant<Statement, Refusal> verify_pack(std::string_view pack, std::string_view signature, const Trust& trust,
                                             const Asked& asked) {
  if (signature.empty()) return Refusal{};
  auto read = read_document(signature);
  if (auto* refusal = std::get_if<Refusal>(&read)) return std::move(*refusal);
  const Signed& document = std::get<Signed>(read);
  const Statement& statement = document.statement;
  if (auto refusal = refuse_by_key(document, trust, asked.now)) return std::move(*refusal);
  if (sha256_hex(pack) != statement.digest) return Refusal{RefusalCode::PackChanged};
  if (!verify_ed25519(trust.find(statement.key)->public_key, message_of(document.head), document.signature))
    return Refusal{RefusalCode::BadSignature, {{"key", statement.key}}};
  if (asked.now < statement.from) return Refusal{RefusalCode::NotYetValid, {{"from", write_utc(statement.from)}}};
  if (asked.now >= statement.until) return Refusal{RefusalCode::Expired, {{"until", write_utc(statement.until)}}};
  if (auto refusal = refuse_by_content(statement, pack, asked)) return std::move(*refusal);
  if (asked.seen != nullptr) {
    if (auto refusal = refuse_by_history(statement, *asked.seen, Older::Refused)) return std::move(*refusal);
  }
  return statement;
}

}  // namespace returns::policy
