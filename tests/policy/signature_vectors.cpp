#include "tests/policy/signature_vectors.h"

#include <functional>

#include "core/digest.h"
#include "native/support/crypto.h"

namespace returns::test {
namespace {

using policy::Statement;
using policy::Trust;

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  if (at == std::string::npos) throw std::runtime_error("nothing to replace: " + std::string{what});
  return text.replace(at, what.size(), with);
}

// Everything a check is given; as it stands, it holds.
struct Case {
  std::string pack = small_pack(3);
  std::string signature = signed_with(statement(3), small_pack(3));
  Trust trust{kMerchant, {trusted(known_key(1)), trusted(known_key(2))}};
  std::string trust_text = {};  // instead of `trust`
  std::string now = kNow;
  Json id = nullptr;
  Json version = nullptr;
  Json seen = Json::object();
};

Json vector_of(const std::string& name, const std::string& answer, const Case& c) {
  Json out = {{"name", name}, {"pack", c.pack}, {"signature", c.signature}};
  out["trust"] = c.trust_text.empty() ? policy::write_trust(c.trust) : c.trust_text;
  out["now"] = c.now;
  if (!c.id.is_null()) out["id"] = c.id;
  if (!c.version.is_null()) out["version"] = c.version;
  if (!c.seen.empty()) out["seen"] = c.seen;
  out["answer"] = answer;
  return out;
}

class Vectors {
 public:
  Json take() { return std::move(list_); }

  void add(const std::string& name, const std::string& answer, const std::function<void(Case&)>& change) {
    Case made;
    change(made);
    list_.push_back(vector_of(name, answer, made));
  }
  // Signed as it should be, with another statement or pack.
  void add_signed(const std::string& name, const std::string& answer,
                  const std::function<void(Statement&, std::string&)>& change) {
    add(name, answer, [&](Case& c) {
      Statement changed = statement(3);
      change(changed, c.pack);
      c.signature = signed_with(changed, c.pack);
    });
  }

 private:
  Json list_ = Json::array();
};

void add_sound(Vectors& v) {
  v.add("as it should be", "ok", [](Case&) {});
  v.add("what was asked for", "ok", [](Case& c) {
    c.id = "cn-test";
    c.version = 3;
  });
  v.add("by the second key", "ok", [](Case& c) { c.signature = signed_with(statement(3), c.pack, 2); });
  v.add("in its first second", "ok", [](Case& c) { c.now = "2026-01-01T00:00:00Z"; });
  v.add("in its last second", "ok", [](Case& c) { c.now = "2027-06-30T23:59:59Z"; });
  v.add_signed("the first of its line", "ok", [](Statement& s, std::string&) { s.previous.reset(); });
}

void add_stripped(Vectors& v) {
  v.add("stripped", "signature_missing", [](Case& c) { c.signature.clear(); });
  v.add("an empty object", "signature_malformed", [](Case& c) { c.signature = "{}"; });
  v.add("an empty list", "signature_malformed", [](Case& c) { c.signature = "[]"; });
  v.add("null", "signature_malformed", [](Case& c) { c.signature = "null"; });
  v.add("no JSON", "signature_malformed", [](Case& c) { c.signature = "-----BEGIN SIGNATURE-----"; });
  v.add("the member taken out", "signature_malformed",
        [](Case& c) { c.signature = c.signature.substr(0, c.signature.find(R"(,"signature")")) + '}'; });
  v.add("an empty member", "signature_malformed", [](Case& c) {
    c.signature = c.signature.substr(0, c.signature.find(R"(,"signature")")) + R"(,"signature":""})";
  });
  v.add("a signature of nothing", "bad_signature", [](Case& c) {
    c.signature = c.signature.substr(0, c.signature.find(R"(,"signature")")) + R"(,"signature":")"
                  + std::string(128, '0') + R"("})";
  });
}

void add_spelling(Vectors& v) {
  const auto spelt = [&v](const std::string& name, std::string_view what, std::string_view with,
                          const std::string& answer = "signature_malformed") {
    v.add(name, answer, [&](Case& c) { c.signature = replaced(c.signature, what, with); });
  };
  spelt("white space inside", R"(,"pack")", R"(, "pack")");
  spelt("a line at the end", R"("})", "\"}\n");
  spelt("a byte order mark", "{", "\xEF\xBB\xBF{");
  spelt("an escape", R"("cn-test")", R"("cn\u002dtest")");
  spelt("another order", R"("merchant":"kangning","pack":"cn-test")", R"("pack":"cn-test","merchant":"kangning")");
  spelt("a fraction", R"("version":3)", R"("version":3.0)");
  spelt("a text for a number", R"("version":3)", R"("version":"3")");
  spelt("a list for a text", R"("pack":"cn-test")", R"("pack":["cn-test"])");
  spelt("an unknown member", R"(,"pack")", R"(,"alg":"none","pack")");
  spelt("another schema", "returns.signature/2", "returns.signature/1");
  spelt("an offset", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+00:00");
  spelt("a day that is none", "2026-01-01T", "2026-02-30T");
  spelt("capital digits", R"("signature":")", R"("signature":"A)");
  spelt("a member twice", R"("version":3)", R"("version":3,"version":3)", "duplicate_key");
  spelt("two versions", R"("version":3)", R"("version":4,"version":3)", "duplicate_key");
  spelt("a member twice by an escape", R"("version":3)", R"("version":3,"v\u0065rsion":3)", "duplicate_key");
}

void add_keys(Vectors& v) {
  v.add("another merchant's trust", "wrong_merchant", [](Case& c) { c.trust.merchant = "baihe"; });
  v.add_signed("another merchant's pack", "wrong_merchant", [](Statement& s, std::string&) { s.merchant = "baihe"; });
  v.add("a key nobody knows", "unknown_key", [](Case& c) { c.signature = signed_with(statement(3), c.pack, 3); });
  v.add("a key taken out", "unknown_key", [](Case& c) { c.trust.keys.erase(c.trust.keys.begin()); });
  v.add("under another key's name", "bad_signature", [](Case& c) {
    c.signature = replaced(signed_with(statement(3), c.pack, 3), policy::key_id(known_key(3).public_key()),
                           policy::key_id(known_key(1).public_key()));
  });
  v.add("revoked", "revoked_key", [](Case& c) { c.trust.keys[0].revoked = true; });
  v.add("a key for later", "key_not_yet_valid",
        [](Case& c) { c.trust.keys[0].not_before = *policy::read_utc("2026-11-09T01:00:01Z"); });
  v.add("a key that has ended", "key_expired",
        [](Case& c) { c.trust.keys[0].not_after = *policy::read_utc("2026-11-09T01:00:00Z"); });
}

void add_trust(Vectors& v) {
  const auto told = [&v](const std::string& name, std::string_view what, std::string_view with,
                         const std::string& answer = "trust_malformed") {
    v.add(name, answer, [&](Case& c) { c.trust_text = replaced(policy::write_trust(c.trust), what, with); });
  };
  const std::string first = policy::key_id(known_key(1).public_key());
  const std::string second = policy::key_id(known_key(2).public_key());
  told("trust: another schema", "returns.trust/1", "returns.trust/2");
  told("trust: an unknown member", R"("merchant")", R"("merchants":"all", "merchant")");
  told("trust: a member twice", R"("merchant")", R"("merchant":"baihe", "merchant")", "duplicate_key");
  told("trust: a key under another's name", first, second);
  told("trust: another algorithm", "ed25519", "none");
  told("trust: revoked in words", R"("not_before")", R"("revoked": "yes", "not_before")");
  told("trust: a period that is empty", "2028-01-01", "2025-01-01");
  v.add("trust: a key twice", "trust_malformed", [](Case& c) { c.trust.keys.push_back(c.trust.keys[0]); });
  v.add("trust: no keys", "trust_malformed", [](Case& c) { c.trust.keys.clear(); });
  v.add("trust: no JSON", "trust_malformed", [](Case& c) { c.trust_text = "ed25519"; });
  // Under a point of small order anybody can make a signature: such a key is no key.
  for (const char* weak : {"0000000000000000000000000000000000000000000000000000000000000000",
                           "0100000000000000000000000000000000000000000000000000000000000080",
                           "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"}) {
    v.add(std::string{"trust: the weak key "} + weak, "trust_malformed", [&](Case& c) {
      c.trust.keys[0].public_key = *policy::from_hex(weak, 32);
      c.trust.keys[0].id = policy::key_id(c.trust.keys[0].public_key);
    });
  }
}

void add_content(Vectors& v) {
  v.add("the pack changed", "pack_changed", [](Case& c) { c.pack = small_pack(3, "nine days"); });
  v.add("a byte added to the pack", "pack_changed", [](Case& c) { c.pack += '\n'; });
  v.add("the pack is gone", "pack_changed", [](Case& c) { c.pack.clear(); });
  v.add("the digest changed with the pack", "bad_signature", [](Case& c) {
    const std::string before = sha256_hex(c.pack);
    c.pack = small_pack(3, "nine days");
    c.signature = replaced(c.signature, before, sha256_hex(c.pack));
  });
  v.add("a longer life", "bad_signature", [](Case& c) { c.signature = replaced(c.signature, "2027", "2037"); });
  v.add("another version", "bad_signature",
        [](Case& c) { c.signature = replaced(c.signature, R"("version":3)", R"("version":4)"); });
  v.add("another pack's signature", "pack_changed", [](Case& c) {
    Statement other = statement(3);
    other.pack = "cn-other";
    c.signature = signed_with(other, small_pack(3, "other"));
  });
  v.add_signed("another id inside", "wrong_pack",
               [](Statement&, std::string& pack) { pack = replaced(pack, "cn-test", "cn-rest"); });
  v.add_signed("another version inside", "wrong_pack",
               [](Statement&, std::string& pack) { pack = replaced(pack, R"("version":3)", R"("version":2)"); });
  v.add_signed("no version inside", "pack_malformed",
               [](Statement&, std::string& pack) { pack = replaced(pack, R"("version":3,)", ""); });
  v.add_signed("signed, but no JSON", "pack_malformed", [](Statement&, std::string& pack) { pack = "cn-test 3"; });
  v.add_signed("signed, but with a key twice", "duplicate_key",
               [](Statement&, std::string& pack) { pack = replaced(pack, R"("note")", R"("version":2,"note")"); });
  v.add_signed("signed, with a key twice further in", "duplicate_key", [](Statement&, std::string& pack) {
    pack = replaced(pack, R"("seven days")", R"([{"n":[7],"m":"\"}","n":14}])");
  });
  v.add_signed("the same key in two objects", "ok", [](Statement&, std::string& pack) {
    pack = replaced(pack, R"("seven days")", R"([{"n":7},{"n":14,"version":"n"}])");
  });
  v.add("another pack was asked for", "wrong_pack", [](Case& c) { c.id = "cn-rest"; });
  v.add("another version was asked for", "wrong_pack", [](Case& c) { c.version = 4; });
  v.add_signed("too early", "not_yet_valid",
               [](Statement& s, std::string&) { s.from = *policy::read_utc("2026-11-09T01:00:01Z"); });
  v.add("too late", "expired", [](Case& c) { c.now = "2027-07-01T00:00:00Z"; });
}

void add_history(Vectors& v) {
  const std::string two = sha256_hex(small_pack(2));
  const std::string three = sha256_hex(small_pack(3));
  const std::string four = sha256_hex(small_pack(4));
  const auto seen = [&v](const std::string& name, const std::string& answer, const Json& history) {
    v.add(name, answer, [&](Case& c) { c.seen = history; });
  };
  seen("the next version", "ok", {{"2", two}});
  seen("seen before", "ok", {{"2", two}, {"3", three}});
  seen("an older version than the last", "rollback", {{"4", four}});
  seen("older, though it was accepted once", "rollback", {{"3", three}, {"4", four}});
  seen("the same version with other bytes", "version_reused", {{"3", four}});
  seen("older, and with other bytes", "version_reused", {{"3", four}, {"4", four}});
  seen("a broken chain", "chain_broken", {{"2", four}});
  seen("a version left out", "chain_broken", {{"1", two}, {"2", three}});
  v.add("no predecessor named, but one is known", "chain_broken", [&](Case& c) {
    Statement first = statement(3);
    first.previous.reset();
    c.signature = signed_with(first, c.pack);
    c.seen = {{"2", two}};
  });
  v.add("signed anew with another predecessor", "ok", [&](Case& c) {
    Statement again = statement(3);
    again.previous = four;
    c.signature = signed_with(again, c.pack);
    c.seen = {{"2", two}, {"3", three}};
  });
}

}  // namespace

SigningKey known_key(int number) {
  constexpr const char* kSeeds[] = {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                                    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                                    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"};
  return *SigningKey::from_seed(*policy::from_hex(kSeeds[number - 1], 32));
}

policy::TrustedKey trusted(const SigningKey& key) {
  return {.id = policy::key_id(key.public_key()),
          .public_key = key.public_key(),
          .not_before = *policy::read_utc("2026-01-01T00:00:00Z"),
          .not_after = *policy::read_utc("2028-01-01T00:00:00Z")};
}

std::string small_pack(std::int64_t version, const std::string& note) {
  return R"({"id":"cn-test","version":)" + std::to_string(version) + R"(,"calendar":"cn","note":")" + note + R"("})";
}

policy::Statement statement(std::int64_t version) {
  return {.merchant = kMerchant,
          .pack = "cn-test",
          .version = version,
          .digest = {},
          .from = *policy::read_utc("2026-01-01T00:00:00Z"),
          .until = *policy::read_utc("2027-07-01T00:00:00Z"),
          .previous = sha256_hex(small_pack(version - 1)),
          .key = {}};
}

std::string signed_with(const policy::Statement& statement, const std::string& pack, int key) {
  return *policy::sign_pack(statement, pack, known_key(key));
}

Json signature_vectors() {
  Vectors vectors;
  add_sound(vectors);
  add_stripped(vectors);
  add_spelling(vectors);
  add_keys(vectors);
  add_trust(vectors);
  add_content(vectors);
  add_history(vectors);
  Json refusals = Json::array();
#define X(name, text) refusals.push_back(text);
  RETURNS_SIGNATURE_REFUSALS(X)
#undef X
  return {{"refusals", refusals}, {"vectors", vectors.take()}};
}

}  // namespace returns::test
