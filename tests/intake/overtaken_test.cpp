// Quotes that another request for the same order has overtaken (docs/adr/0201).

#include <gtest/gtest.h>

#include "tests/intake/shop.h"

namespace returns::test {
namespace {

// Outbound shipping comes back with the last unit: what was sealed before another request came says another amount.
TEST(Overtaken, AQuoteThatAnotherRequestOvertookIsShownAgain) {
  Shop shop;
  shop.add_shipped_order("O-9", 2, 800);
  Json order;
  const std::string token = shop.token("O-9", &order);
  const Sealed first = shop.seal(order, 1, "first"), second = shop.seal(order, 1, "second");
  shop.upload_all(token, first);
  shop.upload_all(token, second);
  ASSERT_EQ(shop.submit(token, "first-key-1", first.body).status, 201);
  const Reply overtaken = shop.submit(token, "second-key-1", second.body);
  ASSERT_EQ(overtaken.status, 409) << overtaken.body;
  EXPECT_EQ(overtaken.error(), "quote_changed");
  EXPECT_EQ(overtaken.json()["error"]["params"], (Json{{"shown", 3990}, {"now", 4790}})) << overtaken.body;
  EXPECT_EQ(shop.query("SELECT ticket FROM requests").size(), 1U);

  // A lie about the amount is none of the past, and is kept for a person as before.
  Json forged = parse_json(second.body);
  forged["quote"]["refund"] = 3991;
  const Reply kept = shop.submit(token, "forged-key-1", signed_again(forged));
  ASSERT_EQ(kept.status, 201) << kept.body;
  EXPECT_EQ(text_of(kept.json(), "status"), "needs_review");
}

TEST(Overtaken, ASecondLookAtAnOvertakenQuoteIsFiled) {
  Shop shop;
  shop.add_shipped_order("O-9", 2, 800);
  Json order;
  const std::string token = shop.token("O-9", &order);
  const Sealed first = shop.seal(order, 1, "first"), second = shop.seal(order, 1, "second");
  shop.upload_all(token, first);
  shop.upload_all(token, second);
  ASSERT_EQ(shop.submit(token, "first-key-1", first.body).status, 201);
  Json now;
  shop.token("O-9", &now);
  const Reply again = shop.submit(token, "second-key-2", shop.reseal(now, parse_json(second.body)["draft"]));
  ASSERT_EQ(again.status, 201) << again.body;
  EXPECT_EQ(again.json()["quote"]["refund"], 4790);
  EXPECT_EQ(again.json()["verification"]["same"], true);
}

TEST(Overtaken, AnOvertakenQuoteFromADeviceWithoutANetworkIsKept) {
  Shop shop;
  shop.add_shipped_order("O-9", 2, 800);
  Json order;
  std::string token = shop.token("O-9", &order);
  const Sealed first = shop.seal(order, 1, "first"), second = shop.seal(order, 1, "second");
  shop.upload_all(token, first);
  shop.upload_all(token, second);
  ASSERT_EQ(shop.submit(token, "first-key-1", first.body).status, 201);
  shop.pass(3600);
  token = shop.token("O-9");
  const Reply late = shop.submit(token, "second-key-1", second.body);
  ASSERT_EQ(late.status, 201) << late.body;
  EXPECT_EQ(text_of(late.json(), "status"), "needs_review");
  EXPECT_EQ(late.json()["quote"]["refund"], 4790);
  EXPECT_EQ(shop.query("SELECT detail FROM audit WHERE kind = 'quote_stale'"),
            std::vector<std::string>{R"({"shown":3990,"now":4790})"});
}

}  // namespace
}  // namespace returns::test
