#include "native/policy/signing.h"

#include <algorithm>

#include "core/digest.h"
#include "native/policy/key_file.h"
#include "native/policy/seen_file.h"
#include "native/support/crypto.h"
#include "native/support/disk.h"

namespace returns::policy {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kTwoYears = std::int64_t{2} * 365 * 86'400;
constexpr std::size_t kMostTrust = 65'536;

// A day is its first second in UTC; a moment is any RFC 3339 one.
Or<Instant> moment(const std::string& text, const std::string& option, Instant otherwise) {
  if (text.empty()) return otherwise;
  const auto day = read_day(text);
  const auto instant = day ? read_instant(text + "T00:00:00Z") : read_instant(text);
  if (!instant) return Problem{"bad_instant", option, {}, {{"value", text}}};
  return *instant;
}

Or<Trust> trust_of(const std::string& file) {
  auto text = read_text(file, kMostTrust);
  if (!text) return text.problem();
  auto trust = read_trust(*text);
  if (const auto* fault = std::get_if<TrustFault>(&trust))
    return Problem{"sign.trust", file, fault->at, {{"why", fault->why}}};
  return std::get<Trust>(std::move(trust));
}

std::string refusal_text(const Tool& tool, const Refusal& refusal) {
  const std::string key = "sign.refused." + std::string{name(refusal.code)};
  return tool.text(key, refusal.params) + ' ' + tool.text(key + ".todo", refusal.params);
}

Json params_json(const Params& params) {
  Json out = Json::object();
  for (const Param& param : params) {
    if (const auto* number = std::get_if<std::int64_t>(&param.value)) out[param.name] = *number;
    if (const auto* text = std::get_if<std::string>(&param.value)) out[param.name] = *text;
  }
  return out;
}

Json to_json(const Statement& statement) {
  Json out = {{"merchant", statement.merchant},    {"pack", statement.pack},
              {"version", statement.version},      {"digest", statement.digest},
              {"from", write_utc(statement.from)}, {"until", write_utc(statement.until)}};
  if (statement.previous) out["previous"] = *statement.previous;
  out["key"] = statement.key;
  return out;
}

Params params_of(const Statement& statement) {
  return {{"pack", statement.pack},
          {"version", statement.version},
          {"merchant", statement.merchant},
          {"from", write_utc(statement.from)},
          {"until", write_utc(statement.until)},
          {"key", statement.key}};
}

// Exits with 1: the pack is not what it should be, and the program did what it was asked.
int say_refusal(const Tool& tool, const std::string& file, const Refusal& refusal) {
  const std::string text = refusal_text(tool, refusal);
  if (tool.json) {
    tool.answer({{"schema", "returns.policy_verify/1"},
                 {"ok", false},
                 {"file", file},
                 {"code", name(refusal.code)},
                 {"params", params_json(refusal.params)},
                 {"text", text}});
  } else {
    Screen screen = tool.screen();
    screen.line("✗ " + file + ": " + std::string{name(refusal.code)}, Tone::Bad);
    screen.line(text, Tone::Plain, 2);
  }
  return kNotInOrder;
}

// The digest of the pack that was published before, or why this one cannot follow it.
Or<std::optional<std::string>> previous_of(const Tool& tool, const SignOptions& options, const Pack& pack) {
  if (options.first == !options.previous.empty()) return Problem{"sign.previous_or_first", options.pack};
  if (options.first) return std::optional<std::string>{};
  const auto before = load_pack(tool.assets, options.previous);
  if (!before) return before.problem();
  const Pack& older = before->core.pack();
  if (older.id != pack.id || older.version >= pack.version) {
    return Problem{"sign.not_before",
                   before->file.string(),
                   {},
                   {{"found", older.id.text() + ' ' + std::to_string(older.version)},
                    {"wanted", pack.id.text() + ' ' + std::to_string(pack.version)}}};
  }
  return std::optional<std::string>{sha256_hex(before->text)};
}

fs::path beside(const fs::path& pack, const std::string& named) {
  if (!named.empty()) return named;
  return pack.parent_path() / (pack.stem().string() + ".sig.json");
}

}  // namespace

Or<int> keygen(const Tool& tool, const KeygenOptions& options, Instant now) {
  const auto not_before = moment(options.not_before, "--not-before", now);
  if (!not_before) return not_before.problem();
  const auto not_after = moment(options.not_after, "--not-after", Instant{not_before->seconds + kTwoYears});
  if (!not_after) return not_after.problem();
  if (*not_after <= *not_before) return Problem{"sign.empty_period", "--not-after"};
  Trust trust;
  std::error_code error;
  if (fs::exists(options.trust, error)) {
    auto known = trust_of(options.trust);
    if (!known) return known.problem();
    trust = std::move(*known);
    if (!options.merchant.empty() && options.merchant != trust.merchant)
      return Problem{"sign.other_merchant", options.trust, "/merchant", {{"value", trust.merchant}}};
  } else if (options.merchant.empty()) {
    return Problem{"sign.no_merchant", options.trust};
  } else {
    trust.merchant = options.merchant;
  }
  const auto passphrase = read_passphrase(options.passphrase_file);
  if (!passphrase) return passphrase.problem();
  const auto key = SigningKey::generate();
  if (!key) return Problem{"sign.crypto", options.key};
  const std::string public_key = key->public_key();
  trust.keys.push_back(
      {.id = key_id(public_key), .public_key = public_key, .not_before = *not_before, .not_after = *not_after});
  // What was written must be readable again: an id of the user's that is none is found here, before there is a key.
  const std::string text = write_trust(trust);
  if (const auto again = read_trust(text); std::holds_alternative<TrustFault>(again)) {
    const auto& fault = std::get<TrustFault>(again);
    return Problem{"sign.trust", options.trust, fault.at, {{"why", fault.why}}};
  }
  if (const auto written = write_key(options.key, *key, *passphrase); !written) return written.problem();
  if (const auto written = replace_file(options.trust, text); !written) return written.problem();
  const TrustedKey& made = trust.keys.back();
  if (tool.json) {
    tool.answer({{"schema", "returns.policy_keygen/1"},
                 {"id", made.id},
                 {"public", to_hex(public_key)},
                 {"not_before", write_utc(made.not_before)},
                 {"not_after", write_utc(made.not_after)},
                 {"key", options.key},
                 {"trust", options.trust}});
  } else {
    Screen screen = tool.screen();
    screen.line(
        tool.text("sign.key_made",
                  {{"id", made.id}, {"from", write_utc(made.not_before)}, {"until", write_utc(made.not_after)}}),
        Tone::Good);
    screen.line(tool.text("sign.key_kept", {{"key", options.key}, {"trust", options.trust}}));
  }
  return kInOrder;
}

Or<int> sign(const Tool& tool, const SignOptions& options, Instant now) {
  const auto trust = trust_of(options.trust);
  if (!trust) return trust.problem();
  // Loading proves it: what would not load is not signed.
  const auto pack = load_pack(tool.assets, options.pack);
  if (!pack) return pack.problem();
  const Pack& read = pack->core.pack();
  const auto from = moment(options.from, "--from", now);
  if (!from) return from.problem();
  const auto until = moment(options.until, "--until", Instant{end_of(read.review_by, read.zone).seconds + 1});
  if (!until) return until.problem();
  if (*until <= *from) return Problem{"sign.empty_period", "--until"};
  const auto previous = previous_of(tool, options, read);
  if (!previous) return previous.problem();
  const auto passphrase = read_passphrase(options.passphrase_file);
  if (!passphrase) return passphrase.problem();
  const auto key = read_key(options.key, *passphrase);
  if (!key) return key.problem();
  const auto document = sign_pack({.merchant = trust->merchant,
                                   .pack = read.id.text(),
                                   .version = read.version,
                                   .digest = {},
                                   .from = *from,
                                   .until = *until,
                                   .previous = *previous,
                                   .key = {}},
                                  pack->text, *key);
  if (!document) return Problem{"sign.crypto", options.key};
  // As those will see it who are to use it.
  const auto verified = verify_pack(pack->text, *document, *trust, {.now = std::max(now, *from)});
  if (const auto* refusal = std::get_if<Refusal>(&verified)) return say_refusal(tool, pack->file.string(), *refusal);
  const fs::path out = beside(pack->file, options.out);
  if (const auto written = replace_file(out, *document); !written) return written.problem();
  const auto& statement = std::get<Statement>(verified);
  if (tool.json) {
    Json answer = {{"schema", "returns.policy_sign/1"}, {"signature", out.string()}};
    answer["statement"] = to_json(statement);
    tool.answer(answer);
  } else {
    Screen screen = tool.screen();
    screen.line(tool.text("sign.signed", params_of(statement)), Tone::Good);
    screen.line(out.string(), Tone::Soft);
  }
  return kInOrder;
}

Or<int> verify(const Tool& tool, const VerifyOptions& options, Instant now) {
  const auto trust = trust_of(options.trust);
  if (!trust) return trust.problem();
  const auto at = moment(options.at, "--at", now);
  if (!at) return at.problem();
  const auto file = pack_file(tool.assets, options.pack);
  if (!file) return Problem{"no_such_file", options.pack};
  const auto bytes = read_text(file->string());
  if (!bytes) return bytes.problem();
  const fs::path signature_file = beside(*file, options.signature);
  std::string signature;
  std::error_code error;
  if (fs::exists(signature_file, error)) {
    auto text = read_text(signature_file.string(), kMostTrust);
    if (!text) return text.problem();
    signature = std::move(*text);
  }
  SeenFile memory;
  if (!options.seen.empty()) {
    auto known = read_seen(options.seen, trust->merchant);
    if (!known) return known.problem();
    memory = std::move(*known);
  }
  // Which pack it is stands in the signature, so what is remembered of it is looked at afterwards.
  const auto verified = verify_pack(*bytes, signature, *trust, {.now = *at});
  if (const auto* refusal = std::get_if<Refusal>(&verified)) return say_refusal(tool, file->string(), *refusal);
  const auto& statement = std::get<Statement>(verified);
  if (!options.seen.empty()) {
    Seen& seen = memory.packs[statement.pack];
    if (const auto refusal = refuse_by_history(statement, seen, Older::Refused))
      return say_refusal(tool, file->string(), *refusal);
    seen[statement.version] = statement.digest;
    if (const auto written = replace_file(options.seen, write_seen(memory)); !written) return written.problem();
  }
  if (tool.json) {
    Json answer = {{"schema", "returns.policy_verify/1"}, {"ok", true}, {"file", file->string()}};
    answer["statement"] = to_json(statement);
    tool.answer(answer);
  } else {
    tool.screen().line("✓ " + tool.text("sign.holds", params_of(statement)), Tone::Good);
  }
  return kInOrder;
}

}  // namespace returns::policy
