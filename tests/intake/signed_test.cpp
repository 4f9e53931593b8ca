// A server that was told whom to trust uses signed packs only, and never goes back.

#include <gtest/gtest.h>

#include "core/digest.h"
#include "native/intake/signed_packs.h"
#include "native/storage/schema.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKeys[] = {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                                 "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"};
SigningKey key(int number) { return *SigningKey::from_seed(*policy::from_hex(kKeys[number], 32)); }

std::string original() {
  return *read_file(fs::path(RETURNS_ASSETS) / "packs/cn-pharmacy/pack.json", std::size_t{1} << 20);
}

// The pharmacy's pack under another number; `mark` makes other bytes of it.
std::string pack(std::int64_t version, const std::string& mark = "") {
  std::string text = original();
  const std::string head = R"("version":1,)";
  return text.replace(text.find(head), head.size(), R"("version":)" + std::to_string(version) + ',' + mark);
}

class SignedPacks : public ::testing::Test {
 protected:
  SignedPacks() {
    fs::copy(fs::path(RETURNS_ASSETS) / "calendars", assets.path() / "calendars");
    trust(key(0));
  }

  void trust(const SigningKey& trusted, const std::string& merchant = "demo") const {
    const std::string raw = trusted.public_key();
    assets.write("trust.json",
                 policy::write_trust({.merchant = merchant,
                                      .keys = {{.id = policy::key_id(raw),
                                                .public_key = raw,
                                                .not_before = *policy::read_utc("2026-01-01T00:00:00Z"),
                                                .not_after = *policy::read_utc("2028-01-01T00:00:00Z")}}}));
  }

  void publish(const std::string& folder, std::int64_t version, const std::string& bytes,
               const std::optional<std::string>& previous = {}, const std::string& until = "2027-01-01T00:00:00Z",
               int by = 0) const {
    assets.write("packs/" + folder + "/pack.json", bytes);
    assets.write("packs/" + folder + "/pack.sig.json",
                 *policy::sign_pack({.merchant = "demo",
                                     .pack = "cn-pharmacy",
                                     .version = version,
                                     .digest = {},
                                     .from = *policy::read_utc("2026-01-01T00:00:00Z"),
                                     .until = *policy::read_utc(until),
                                     .previous = previous,
                                     .key = {}},
                                    bytes, key(by)));
  }
  void withdraw(const std::string& folder) const { fs::remove_all(assets.path() / "packs" / folder); }

  intake::AppOptions options() const {
    intake::AppOptions options;
    options.assets = assets.path();
    options.trust = assets.path() / "trust.json";
    return options;
  }
  // Why the server does not start; empty when it does.
  std::string refusal() {
    try {
      if (shop)
        shop->restart();
      else
        shop = std::make_unique<Shop>(options());
      return {};
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }
  int status_of(std::int64_t version) {
    return shop->ask("GET", "/api/v1/packs/cn-pharmacy/" + std::to_string(version)).status;
  }

  Folder assets;
  std::unique_ptr<Shop> shop;
};

TEST_F(SignedPacks, AreServedWithTheirSignature) {
  publish("a", 1, pack(1));
  ASSERT_EQ(refusal(), "");
  const std::string bytes = shop->ask("GET", "/api/v1/packs/cn-pharmacy/1").body;
  const Reply signature = shop->ask("GET", "/api/v1/packs/cn-pharmacy/1/signature");
  ASSERT_EQ(signature.status, 200);
  const Json config = shop->ask("GET", "/api/v1/config").json();
  const auto told = policy::read_trust(write_json(config.at("trust")));
  ASSERT_TRUE(std::holds_alternative<policy::Trust>(told));
  const auto verified = policy::verify_pack(bytes, signature.body, std::get<policy::Trust>(told),
                                            {.now = *read_instant(kStart), .pack = "cn-pharmacy", .version = 1});
  EXPECT_TRUE(std::holds_alternative<policy::Statement>(verified));
  EXPECT_EQ(text_of(config["packs"][0], "until"), "2027-01-01T00:00:00Z");
  EXPECT_EQ(shop->ask("GET", "/api/v1/packs/cn-pharmacy/2/signature").status, 404);
  EXPECT_EQ(shop->query("SELECT kind FROM audit"), std::vector<std::string>{"pack_accepted"});
  EXPECT_EQ(refusal(), "") << "the same again";
  EXPECT_EQ(shop->audit_kinds().size(), 1U) << "and nothing new to remember";
}

TEST_F(SignedPacks, WithoutASignatureThatHoldsTheServerDoesNotStart) {
  assets.write("packs/a/pack.json", pack(1));
  EXPECT_NE(refusal().find("packs/a/pack.json: signature_missing"), std::string::npos);
  publish("a", 1, pack(1), {}, "2027-01-01T00:00:00Z", 1);
  EXPECT_NE(refusal().find("unknown_key"), std::string::npos);
  publish("a", 1, pack(1), {}, "2026-11-09T01:00:00Z");  // the second at which the server is
  EXPECT_NE(refusal().find("expired"), std::string::npos);
  trust(key(0), "baihe");
  EXPECT_NE(refusal().find("say --merchant baihe"), std::string::npos);
  assets.write("trust.json", "{}");
  EXPECT_NE(refusal().find("trust.json: /schema: missing"), std::string::npos) << refusal();
  fs::remove(assets.path() / "trust.json");
  EXPECT_NE(refusal().find("trust.json"), std::string::npos);
}

TEST_F(SignedPacks, OneThatIsRefusedDoesNotStopTheOthers) {
  publish("a", 1, pack(1));
  assets.write("packs/b/pack.json", pack(2));
  ASSERT_EQ(refusal(), "");
  EXPECT_EQ(status_of(1), 200);
  EXPECT_EQ(status_of(2), 404);
}

TEST_F(SignedPacks, NeverGoBack) {
  publish("a", 1, pack(1));
  ASSERT_EQ(refusal(), "");
  publish("b", 2, pack(2), sha256_hex(pack(1)));
  ASSERT_EQ(refusal(), "");
  EXPECT_EQ(status_of(1), 200) << "orders of its day need it";
  EXPECT_EQ(status_of(2), 200);
  withdraw("b");
  EXPECT_NE(refusal().find("packs/a/pack.json: rollback"), std::string::npos) << refusal();
  // A newer one that is refused itself makes no room for the older.
  publish("c", 3, pack(3), sha256_hex(pack(1)));
  EXPECT_NE(refusal().find("packs/a/pack.json: rollback"), std::string::npos) << refusal();
  EXPECT_NE(refusal().find("packs/c/pack.json: chain_broken"), std::string::npos) << refusal();
  publish("c", 3, pack(3), sha256_hex(pack(2)));
  EXPECT_EQ(refusal(), "");
}

TEST_F(SignedPacks, OneVersionIsOneSequenceOfBytes) {
  publish("a", 1, pack(1));
  ASSERT_EQ(refusal(), "");
  publish("a", 1, pack(1, " "));
  EXPECT_NE(refusal().find("version_reused"), std::string::npos) << refusal();
  publish("a", 1, pack(1), {}, "2027-06-01T00:00:00Z");
  EXPECT_EQ(refusal(), "") << "signed anew for longer, the bytes are the same";
}

// A mistake of the author's must be mendable: what never was in use is not remembered.
TEST_F(SignedPacks, APackThatDoesNotLoadIsNotRemembered) {
  publish("a", 1, pack(1));
  ASSERT_EQ(refusal(), "");
  publish("b", 2, pack(2, R"("misspelt":true,)"), sha256_hex(pack(1)));
  EXPECT_NE(refusal().find("unknown_member"), std::string::npos) << refusal();
  withdraw("b");
  EXPECT_EQ(refusal(), "");
}

TEST_F(SignedPacks, AreNotUsedPastTheirEnd) {
  publish("a", 1, pack(1), {}, "2026-11-10T00:00:00Z");
  ASSERT_EQ(refusal(), "");
  shop->add_order();
  Json order;
  const std::string token = shop->token("O-1", &order);
  const Sealed sealed = shop->seal(order);
  shop->upload_all(token, sealed);
  shop->pass(23 * 3'600);  // the end itself: 00:00 UTC
  const Reply pack_reply = shop->ask("GET", "/api/v1/packs/cn-pharmacy/1");
  EXPECT_EQ(pack_reply.status, 503);
  EXPECT_EQ(text_of(pack_reply.json().at("error"), "code"), "policy_unavailable");
  const Reply refused = shop->submit(token, "0b8e4c1e-6f0a-4f57-9d3b-6a1f4a2b7c11", sealed.body);
  EXPECT_EQ(refused.status, 503) << refused.body;
  // Signed anew, the same request is taken.
  publish("a", 1, pack(1), {}, "2026-12-10T00:00:00Z");
  ASSERT_EQ(refusal(), "");
  EXPECT_EQ(shop->submit(token, "0b8e4c1e-6f0a-4f57-9d3b-6a1f4a2b7c11", sealed.body).status, 201);
}

// The key's end is the end of what it signed.
TEST_F(SignedPacks, AreNotUsedPastTheEndOfTheirKey) {
  publish("a", 1, pack(1), {}, "2029-01-01T00:00:00Z");
  ASSERT_EQ(refusal(), "");
  EXPECT_EQ(text_of(shop->ask("GET", "/api/v1/config").json()["packs"][0], "until"), "2028-01-01T00:00:00Z");
}

TEST(Demo, SignsItsPacksAtItsStart) {
  intake::AppOptions options;
  options.demo = true;
  Shop shop(std::move(options));
  const Json config = shop.ask("GET", "/api/v1/config").json();
  const auto trust = policy::read_trust(write_json(config.at("trust")));
  ASSERT_TRUE(std::holds_alternative<policy::Trust>(trust));
  ASSERT_GE(config["packs"].size(), 2U);
  for (const Json& entry : config["packs"]) {
    const std::string at = "/api/v1/packs/" + text_of(entry, "id") + '/' + entry["version"].dump();
    const auto verified = policy::verify_pack(shop.ask("GET", at).body, shop.ask("GET", at + "/signature").body,
                                              std::get<policy::Trust>(trust),
                                              {.now = *read_instant(kStart), .pack = text_of(entry, "id")});
    EXPECT_TRUE(std::holds_alternative<policy::Statement>(verified)) << entry;
  }
  EXPECT_TRUE(shop.query("SELECT pack FROM pack_versions").empty()) << "a demonstration remembers nothing";
}

TEST(Start, WithoutTrustPacksNeedNoSignature) {
  Shop shop;
  EXPECT_EQ(shop.ask("GET", "/api/v1/config").json().count("trust"), 0U);
  EXPECT_EQ(shop.ask("GET", "/api/v1/packs/cn-pharmacy/1").status, 200);
  EXPECT_EQ(shop.ask("GET", "/api/v1/packs/cn-pharmacy/1/signature").status, 404);
}

TEST(Start, AnOlderDatabaseGetsTheTablesItLacks) {
  Folder folder;
  const storage::Place place = fresh_place(folder.path());
  const auto count = [](storage::Database& database, const std::string& sql) {
    return *database.read([&](storage::Session& session) -> Outcome<int> {
      int value = 0;
      session << sql, soci::into(value);
      return value;
    });
  };
  {
    auto database = storage::Database::open(place);
    ASSERT_TRUE(database);
    ASSERT_TRUE((*database)->write([](storage::Session& sql) -> Status {
      sql << "DROP TABLE pack_versions";
      sql << "UPDATE schema_version SET version = 1";
      sql << "INSERT INTO customers (merchant, customer, pseudonym) VALUES ('m', 'c', 'p')";
      return Done{};
    }));
  }
  auto again = storage::Database::open(place);
  ASSERT_TRUE(again) << again.failure().detail;
  EXPECT_EQ(count(**again, "SELECT version FROM schema_version"), storage::kSchemaVersion);
  EXPECT_EQ(count(**again, "SELECT COUNT(*) FROM pack_versions"), 0);
  EXPECT_EQ(count(**again, "SELECT COUNT(*) FROM customers"), 1);
}

}  // namespace
}  // namespace returns::test
