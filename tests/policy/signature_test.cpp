// Signed packs: every vector gets its answer, every flipped bit is refused, and keys stay secret.

#include "native/policy/signature.h"

#include <gtest/gtest.h>
#include <cstdlib>
#include <fstream>
#include <set>

#include "core/digest.h"
#include "native/support/crypto.h"
#include "native/support/disk.h"
#include "tests/policy/signature_vectors.h"

namespace returns::test {
namespace {

using policy::Refusal;
using policy::Statement;

std::string answer_to(std::string_view pack, std::string_view signature, std::string_view trust_text,
                      policy::Asked asked) {
  const auto trust = policy::read_trust(trust_text);
  if (const auto* fault = std::get_if<policy::TrustFault>(&trust))
    return std::string{name(policy::refusal_of(*fault).code)};
  const auto verified = policy::verify_pack(pack, signature, std::get<policy::Trust>(trust), asked);
  const auto* refusal = std::get_if<Refusal>(&verified);
  return refusal != nullptr ? std::string{name(refusal->code)} : "ok";
}

std::string answer_to(const Json& vector) {
  policy::Seen seen;
  if (const Json* history = member(vector, "seen")) {
    for (const auto& [version, digest] : history->items()) seen[std::stoll(version)] = digest.get<std::string>();
  }
  policy::Asked asked{.now = *policy::read_utc(text_of(vector, "now")), .seen = &seen};
  if (member(vector, "id") != nullptr) asked.pack = text_of(vector, "id");
  asked.version = integer_of(vector, "version");
  return answer_to(text_of(vector, "pack"), text_of(vector, "signature"), text_of(vector, "trust"), asked);
}

std::string trust_of_one() { return policy::write_trust({.merchant = kMerchant, .keys = {trusted(known_key(1))}}); }

// RETURNS_WRITE_VECTORS=1 writes the file anew; Ed25519 gives the same signature for the same bytes.
TEST(Signature, TheVectorsInTheRepositoryAreTheseOnes) {
  const std::string made = signature_vectors().dump(1) + '\n';
  const std::string file = std::string{RETURNS_POLICY_TESTS} + "/vectors.json";
  if (std::getenv("RETURNS_WRITE_VECTORS") != nullptr) std::ofstream(file, std::ios::binary) << made;
  const auto kept = read_file(file, std::size_t{1} << 20);
  ASSERT_TRUE(kept) << file;
  EXPECT_TRUE(*kept == made) << "write them anew with RETURNS_WRITE_VECTORS=1 and read the difference";
}

TEST(Signature, EveryVectorGetsItsAnswer) {
  const Json vectors = signature_vectors();
  std::set<std::string> answers;
  for (const Json& vector : vectors["vectors"]) {
    EXPECT_EQ(answer_to(vector), text_of(vector, "answer")) << text_of(vector, "name");
    answers.insert(text_of(vector, "answer"));
  }
  for (const Json& refusal : vectors["refusals"])
    EXPECT_TRUE(answers.contains(refusal.get<std::string>())) << refusal << " is in no vector";
}

TEST(Signature, OneFlippedBitAnywhereIsRefused) {
  const std::string pack = small_pack(3);
  const std::string signature = signed_with(statement(3), pack);
  const std::string trust = trust_of_one();
  const policy::Asked asked{.now = *policy::read_utc(kNow)};
  ASSERT_EQ(answer_to(pack, signature, trust, asked), "ok");
  std::size_t tried = 0;
  const auto flip_all = [&](const std::string& sound, const auto& answer) {
    for (std::size_t bit = 0; bit < sound.size() * 8; ++bit, ++tried) {
      std::string flipped = sound;
      flipped[bit / 8] = static_cast<char>(static_cast<unsigned char>(flipped[bit / 8]) ^ (1U << (bit % 8)));
      EXPECT_NE(answer(flipped), "ok") << "bit " << bit << " of " << sound;
    }
  };
  flip_all(pack, [&](const std::string& flipped) { return answer_to(flipped, signature, trust, asked); });
  flip_all(signature, [&](const std::string& flipped) { return answer_to(pack, flipped, trust, asked); });
  EXPECT_GT(tried, 3000U);
}

TEST(Signature, CutOffOrLengthenedAnywhereIsRefused) {
  const std::string pack = small_pack(3);
  const std::string signature = signed_with(statement(3), pack);
  const policy::Asked asked{.now = *policy::read_utc(kNow)};
  for (std::size_t size = 0; size < signature.size(); ++size)
    EXPECT_NE(answer_to(pack, signature.substr(0, size), trust_of_one(), asked), "ok") << size;
  EXPECT_NE(answer_to(pack, signature + signature, trust_of_one(), asked), "ok");
  EXPECT_NE(answer_to(pack, signature + '\0', trust_of_one(), asked), "ok");
}

// The border between statement and pack is part of what is signed.
TEST(Signature, NoByteCanMoveBetweenStatementAndPack) {
  const std::string pack = small_pack(3);
  const std::string signature = signed_with(statement(3), pack);
  EXPECT_NE(answer_to(std::string(1, '\0') + pack, signature, trust_of_one(), {.now = *policy::read_utc(kNow)}), "ok");
  EXPECT_NE(answer_to(pack.substr(1), signature, trust_of_one(), {.now = *policy::read_utc(kNow)}), "ok");
}

// RFC 8032 wants S below the group's order L; S + L would be a second signature of the same bytes.
TEST(Signature, TheSecondSpellingOfASignatureIsRefused) {
  constexpr unsigned char kOrder[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                        0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                        0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
  const SigningKey key = known_key(1);
  std::string signature = *key.sign("message");
  ASSERT_TRUE(verify_ed25519(key.public_key(), "message", signature));
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += static_cast<unsigned char>(signature[32 + i]);
    carry += kOrder[i];
    signature[32 + i] = static_cast<char>(carry & 0xFFU);
    carry >>= 8U;
  }
  EXPECT_FALSE(verify_ed25519(key.public_key(), "message", signature));
}

TEST(Ed25519, GivesTheSignaturesOfTheStandard) {
  EXPECT_EQ(to_hex(known_key(1).public_key()), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(to_hex(*known_key(1).sign("")),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b");
  EXPECT_EQ(to_hex(*known_key(2).sign("\x72")),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_FALSE(verify_ed25519(known_key(1).public_key(), "", *known_key(2).sign("")));
}

TEST(SigningKey, ComesBackFromItsFileOnlyWithItsPassphrase) {
  const SigningKey key = *SigningKey::generate();
  const auto open_text = key.write_pem("");
  const auto sealed = key.write_pem("correct horse");
  ASSERT_TRUE(open_text && sealed);
  EXPECT_TRUE(open_text->text().starts_with("-----BEGIN PRIVATE KEY-----"));
  EXPECT_TRUE(sealed->text().starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
  EXPECT_EQ(SigningKey::read_pem(open_text->text(), "")->public_key(), key.public_key());
  EXPECT_EQ(SigningKey::read_pem(sealed->text(), "correct horse")->public_key(), key.public_key());
  for (const std::string_view wrong : {"", "correct hors", "Correct horse"})
    EXPECT_FALSE(SigningKey::read_pem(sealed->text(), wrong)) << wrong;
  EXPECT_FALSE(SigningKey::read_pem("", ""));
  // A sound key of another kind (X25519).
  EXPECT_FALSE(
      SigningKey::read_pem("-----BEGIN PRIVATE KEY-----\n"
                           "MC4CAQAwBQYDK2VuBCIEICCWBZxRxyc7baiPvNiKTh6+yGPEBOqYAYevJx4CKEZD\n"
                           "-----END PRIVATE KEY-----\n",
                           ""));
}

TEST(Trust, WhatIsWrittenIsReadAgain) {
  policy::Trust trust{.merchant = kMerchant, .keys = {trusted(known_key(1)), trusted(known_key(2))}};
  trust.keys[1].revoked = true;
  const auto read = policy::read_trust(policy::write_trust(trust));
  ASSERT_TRUE(std::holds_alternative<policy::Trust>(read)) << std::get<policy::TrustFault>(read).at;
  const auto& again = std::get<policy::Trust>(read);
  EXPECT_EQ(policy::write_trust(again), policy::write_trust(trust));
  EXPECT_TRUE(again.keys[1].revoked);
  EXPECT_FALSE(again.keys[0].revoked);
}

TEST(Trust, AFaultNamesItsPlace) {
  std::string text = trust_of_one();
  text.replace(text.find("2028-01-01T00:00:00Z"), 20, "2028-01-01");
  const auto read = policy::read_trust(text);
  ASSERT_TRUE(std::holds_alternative<policy::TrustFault>(read));
  EXPECT_EQ(std::get<policy::TrustFault>(read).at, "/keys/0/not_after");
  EXPECT_EQ(std::get<policy::TrustFault>(read).why, "bad_instant");
}

// Orders keep the pack of their day, so older versions stand beside the newest on a server.
TEST(History, AnOlderVersionMayStandBesideTheNewest) {
  const policy::Seen seen = {{3, sha256_hex(small_pack(3))}};
  Statement older = statement(2);
  older.digest = sha256_hex(small_pack(2));
  EXPECT_EQ(policy::refuse_by_history(older, seen, policy::Older::Refused)->code, policy::RefusalCode::Rollback);
  EXPECT_FALSE(policy::refuse_by_history(older, seen, policy::Older::Allowed));
}

}  // namespace
}  // namespace returns::test
