// Demo orders: their times are worked out when they are put in.

#include "native/intake/demo.h"

#include <gtest/gtest.h>

#include "tests/intake/shop.h"

namespace returns::test {
namespace {

const Instant kNow = *read_instant("2026-11-09T00:30:00+08:00");  // still the 8th in UTC

TEST(Demo, RelativeTimesAreSeenFromTheShopsDay) {
  const auto at = [](std::string_view text) {
    return intake::resolve_relative(text, kNow, Zone{480}).value_or("none");
  };
  EXPECT_EQ(at("@-3d 10:30"), "2026-11-06T10:30:00+08:00");
  EXPECT_EQ(at("@+2d"), "2026-11-11");
  EXPECT_EQ(at("@0d"), "2026-11-09");
  EXPECT_EQ(at("@-0d 00:00"), "2026-11-09T00:00:00+08:00");
  EXPECT_EQ(at("@-40d"), "2026-09-30");
  for (const char* other :
       {"", "@", "@d", "@3", "@3h", "@3d 1030", "@3d 25:00", "@3d10:30", "3d", "mail@3d", "@-3d 10:30:00"})
    EXPECT_EQ(at(other), "none") << other;
}

TEST(Demo, ASummerDayIsToldBySummerTime) {
  const Zone berlin{60, Summer::Eu};
  EXPECT_EQ(intake::resolve_relative("@-100d 10:30", kNow, berlin), "2026-07-31T10:30:00+02:00");
  EXPECT_EQ(intake::resolve_relative("@-3d 10:30", kNow, berlin), "2026-11-05T10:30:00+01:00");
}

TEST(Demo, OnlyWhatIsRelativeIsChanged) {
  const Json document = {{"a", "@-1d"}, {"b", Json::array({"@+1d", "plain", 3, true})}, {"c", {{"d", "x@-1d"}}}};
  EXPECT_EQ(write_json(intake::resolve_times(document, kNow, Zone{480})),
            R"({"a":"2026-11-08","b":["2026-11-10","plain",3,true],"c":{"d":"x@-1d"}})");
}

class DemoShop : public ::testing::Test {
 protected:
  static intake::AppOptions with_demo() {
    intake::AppOptions options;
    options.demo = true;
    return options;
  }
  Json first() { return shop.ask("GET", "/api/v1/demo/orders").json().at("orders").at(0); }
  Json open(const Json& entry) {
    return shop.post("/api/v1/orders/lookup", {{"order", text_of(entry, "id")}, {"factor", text_of(entry, "factor")}})
        .json();
  }
  Shop shop{with_demo()};
};

TEST_F(DemoShop, EveryListedOrderOpensWithItsFactor) {
  const Json orders = shop.ask("GET", "/api/v1/demo/orders").json().at("orders");
  EXPECT_GE(orders.size(), 3U);
  for (const Json& entry : orders) {
    const Json answer = open(entry);
    EXPECT_EQ(text_of(answer.value("order", Json::object()), "id"), text_of(entry, "id")) << entry;
    EXPECT_FALSE(entry["title"].empty());
    EXPECT_TRUE(text_of(entry, "story").starts_with("demo."));
    EXPECT_EQ(write_json(answer).find("\"@"), std::string::npos) << "a relative time was left";
  }
}

TEST_F(DemoShop, AnUnusedOrderIsRenewedAfterHalfADay) {
  const std::string placed = text_of(open(first())["order"], "placed_at");
  shop.pass(12 * 3'600 - 1);
  shop.restart();
  EXPECT_EQ(text_of(open(first())["order"], "placed_at"), placed);
  shop.pass(86'400);
  shop.restart();
  EXPECT_NE(text_of(open(first())["order"], "placed_at"), placed);
}

TEST_F(DemoShop, AnOrderWithARequestStaysAsItIs) {
  const Json entry = first();
  const Json order = open(entry)["order"];
  const std::string id = text_of(order, "id");
  const Status filed = shop.database().write([&](storage::Session& sql) -> Status {
    sql << "INSERT INTO requests (ticket, order_id, idempotency_key, body_hash, body, verification, status, "
           "received_at, day, pseudonym, sequence) "
           "VALUES ('t', :id, 'k', 'h', 'b', 'v', 'received', 0, 'd', 'p', 1)",
        soci::use(id);
    return Done{};
  });
  ASSERT_TRUE(filed);
  shop.pass(86'400);
  shop.restart();
  EXPECT_EQ(open(entry)["order"], order);
}

TEST(DemoFaults, ABadFileStopsTheStartWithItsName) {
  Folder data;
  Folder assets;
  namespace fs = std::filesystem;
  fs::copy(RETURNS_ASSETS, assets.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  const auto fault = [&] {
    intake::AppOptions options;
    options.data = data.path();
    options.web = assets.path();
    options.assets = assets.path();
    options.demo = true;
    auto opened = intake::App::open(std::move(options));
    const auto* text = std::get_if<std::string>(&opened);
    return text == nullptr ? std::string{} : *text;
  };
  EXPECT_EQ(fault(), "");
  assets.write(
      "demo/orders/99-bad.json",
      R"({"order":{"id":"X","policy":{"id":"cn-pharmacy","version":1}},"factors":[{"kind":"phone_last4","value":"1"}]})");
  EXPECT_NE(fault().find("99-bad.json: /order: {\"code\":\"missing\""), std::string::npos) << fault();
  fs::remove(assets.path() / "demo/orders/99-bad.json");
  assets.write("packs/broken/pack.json", R"({"schema":"returns.pack/1","calendar":"cn"})");
  EXPECT_NE(fault().find("packs/broken/pack.json: {\"fault\":"), std::string::npos) << fault();
  assets.write("packs/broken/pack.json", R"({"calendar":"../../x"})");
  EXPECT_NE(fault().find("packs/broken/pack.json"), std::string::npos) << fault();
}

TEST(Start, TwoServersDoNotShareAFolder) {
  Shop shop;
  intake::AppOptions options;
  options.data = shop.data();
  options.web = shop.data();
  options.assets = RETURNS_ASSETS;
  auto opened = intake::App::open(std::move(options));
  const auto* text = std::get_if<std::string>(&opened);
  ASSERT_NE(text, nullptr);
  EXPECT_NE(text->find("another server"), std::string::npos) << *text;
}

TEST(Start, ADatabaseOfAnotherVersionIsLeftAlone) {
  Folder folder;
  const storage::Place place = fresh_place(folder.path());
  {
    auto database = storage::Database::open(place);
    ASSERT_TRUE(database);
    ASSERT_TRUE((*database)->write([](storage::Session& sql) -> Status {
      sql << "UPDATE schema_version SET version = 99";
      return Done{};
    }));
  }
  auto again = storage::Database::open(place);
  ASSERT_FALSE(again);
  EXPECT_NE(again.failure().detail.find("99"), std::string::npos);
  folder.write("junk.db", std::string(5000, 'x'));
  EXPECT_FALSE(storage::Database::open(folder.path() / "junk.db"));
}

}  // namespace
}  // namespace returns::test
