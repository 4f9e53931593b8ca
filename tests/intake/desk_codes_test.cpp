// What a customer said of a picture, as the desk sees it: codes, judged by the intake from their texts, and marks.

#include <gtest/gtest.h>

#include "native/storage/staff.h"
#include "native/support/password.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

TEST(DeskCodes, AreJudgedFromTheirTexts) {
  Shop shop;
  shop.add_order();
  Json order;
  const std::string token = shop.token("O-1", &order);
  Sealed sealed = shop.seal(order);
  Json draft = Json::parse(sealed.body).at("draft");
  ASSERT_GE(draft["evidence"].size(), 2U);
  // Batch VC2506 of 6901234500042, expired before it was delivered, and a text that is no code.
  draft["evidence"][1]["codes"] = {"]d201069012345000421726010110VC2506", "]Q1hello"};
  draft["evidence"][1]["marks"] = {{{"kind", "ring"}, {"x", 10}, {"y", 20}, {"w", 200}, {"h", 100}, {"note", "here"}}};
  draft["items"][0]["answers"]["batch"] = "A1";
  sealed.body = shop.reseal(order, draft);
  shop.upload_all(token, sealed);
  const Reply filed = shop.submit(token, "key-of-the-first", sealed.body);
  ASSERT_EQ(filed.status, 201) << filed.body;

  const std::string password = "correct horse battery";
  ASSERT_TRUE(storage::Staff(shop.database())
                  .put({.name = "ann", .role = "clerk", .password = *hash_password(password)}, Instant{}));
  const Reply session = shop.post("/api/v1/desk/session", {{"name", "ann"}, {"password", password}});
  const std::string set = session.header("set-cookie");
  const std::string path = "/api/v1/desk/tickets/" + text_of(filed.json(), "ticket");
  const Json file = shop.ask("GET", path, {{"Cookie", set.substr(0, set.find(';'))}}).json().at("case");
  int judged = 0;
  for (const Json& one : file.at("files")) {
    EXPECT_EQ(one.contains("marks"), one.contains("codes"));
    if (!one.contains("codes")) continue;
    EXPECT_EQ(one["marks"], draft["evidence"][1]["marks"]);
    judged += 1;
    ASSERT_EQ(one["codes"].size(), 2U);
    const Json& code = one["codes"][0];
    EXPECT_EQ(text_of(code, "batch"), "VC2506");
    EXPECT_EQ(text_of(code, "line"), "L1");
    const std::string findings = code.at("findings").dump();
    for (const char* said : {"code.recalled_batch", "code.expired_on_delivery", R"("typed":"A1")"})
      EXPECT_NE(findings.find(said), std::string::npos) << said << " in " << findings;
    EXPECT_EQ(text_of(one["codes"][1], "kind"), "other");
  }
  EXPECT_EQ(judged, 1);
}

}  // namespace
}  // namespace returns::test
