// Texts that only some databases hold, half a character or a NUL, end at the door: on every engine alike.

#include <gtest/gtest.h>

#include "native/support/base64.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

class OddTexts : public ::testing::Test {
 protected:
  OddTexts() {
    Json order;
    shop.add_order();
    token = shop.token("O-1", &order);
    const Sealed sealed = shop.seal(order);
    shop.upload_all(token, sealed);
    ticket = text_of(shop.submit(token, "a-key-of-mine", sealed.body).json(), "ticket");
  }
  Reply say(const std::string& text, const std::string& key) {
    return shop.ask(
        "POST", "/api/v1/requests/" + ticket + "/messages",
        {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + token}, {"Idempotency-Key", key}},
        "{\"text\":\"" + text + "\"}");
  }
  Shop shop;
  std::string token, ticket;
};

TEST_F(OddTexts, ANulIsAReplacementCharacter) {
  EXPECT_EQ(say("one\\u0000two", "message-1").status, 200);
  EXPECT_EQ(shop.query("SELECT text FROM ticket_events WHERE kind = 'customer_message'").back(), "one\xEF\xBF\xBDtwo");
  EXPECT_EQ(shop.post("/api/v1/orders/lookup", {{"order", std::string("O-1\0x", 5)}, {"factor", "4821"}}).status, 404);
}

TEST_F(OddTexts, HalfACharacterInAPathNamesNothing) {
  for (const char* name : {"%FF", "%E6%BC"}) {
    EXPECT_EQ(shop.ask("GET", std::string{"/api/v1/desk/tickets/"} + name).status, 404) << name;
    EXPECT_EQ(shop.ask("HEAD", std::string{"/api/v1/media/"} + name, tus_headers(token)).status, 404) << name;
  }
}

TEST_F(OddTexts, AFileNameIsText) {
  const std::string bytes = picture("a");
  for (const std::string& name : {std::string{"\xFF\xD8.jpg"}, std::string{"\xE6\xBC"}, std::string("a\0b", 3)}) {
    const Reply refused = shop.upload(token, name, bytes);
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(refused.error(), "bad_metadata");
  }
  EXPECT_EQ(shop.upload(token, "漢字.jpg", bytes).status, 201);
}

TEST_F(OddTexts, ALongRatingIsCutBetweenCharacters) {
  const Status closed = shop.database().write([&](storage::Session& sql) -> Status {
    sql << "UPDATE tickets SET stage = 'closed'";
    return Done{};
  });
  ASSERT_TRUE(closed);
  std::string text = "a";
  while (text.size() < 4100) text += "漢";
  const Reply rated = shop.post("/api/v1/requests/" + ticket + "/rating", {{"stars", 4}, {"text", text}},
                                {{"Authorization", "Bearer " + token}, {"Idempotency-Key", "rating-1"}});
  ASSERT_EQ(rated.status, 200) << rated.body;
  const std::string kept = shop.query("SELECT text FROM ticket_events WHERE kind = 'rated'").back();
  EXPECT_EQ(kept, text.substr(0, 4000));
}

}  // namespace
}  // namespace returns::test
