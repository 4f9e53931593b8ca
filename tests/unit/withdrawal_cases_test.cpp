// The cases of withdrawal beside a pack: worked out by hand from the directive, put to the door as statements.

#include <gtest/gtest.h>

#include "tests/unit/support.h"

namespace returns {
namespace {

using test::json;

json order_of(const json& one) {
  json line = {{"id", "L1"},
               {"category", one.at("category")},
               {"quantity", 1},
               {"unit_price", one.value("value", 10'000)},
               {"exclusion_confirmed", one.value("confirmed", "no")}};
  const Pack& pack = test::core("eu-consumer").pack();
  if (one.value("recall", "") == "listed") {
    line["gtin"] = pack.recalls.front().gtin;
    line["batch"] = pack.recalls.front().batches.front();
  }
  const std::string goods = one.value("goods", "received");
  json delivery = {{"state", goods == "received" ? "delivered" : goods}};
  if (one.contains("signed_at")) delivery["signed_at"] = one["signed_at"];
  return {{"schema", "returns.order/1"},
          {"id", "W-1"},
          {"merchant", "case"},
          {"market", one.at("market")},
          {"currency", pack.currency},
          {"policy", {{"id", pack.id.text()}, {"version", pack.version}}},
          {"placed_at", "2026-06-20T10:00:00+02:00"},
          {"delivery", delivery},
          {"tenders", {{{"id", "T1"}, {"kind", "card"}, {"paid", line["unit_price"]}}}},
          {"lines", {line}}};
}

bool covers(const json& got, const json& wanted) {
  for (const auto& [key, value] : wanted.items()) {
    if (!got.contains(key) || got[key] != value) return false;
  }
  return true;
}

void check(const json& expect, const json& plan) {
  const json& line = plan.at("lines").at(0);
  EXPECT_EQ(line.at("standing"), expect.at("standing")) << line;
  std::vector<std::string> codes;
  for (const json& finding : line.at("findings")) codes.push_back(finding.at("code"));
  EXPECT_EQ(json(codes), expect.at("findings")) << line;
  if (expect.contains("window")) {
    EXPECT_EQ(line.at("window").at("state"), expect["window"]) << line;
  }
  if (expect.contains("window_until")) {
    EXPECT_EQ(line.at("window").at("until"), expect["window_until"]) << line;
  }
  const json consequences = plan.value("consequences", json::object());
  const json quote = consequences.value("quote", json::object());
  if (expect.contains("refund")) {
    EXPECT_EQ(quote.value("refund", -1), expect["refund"]) << quote;
  }
  if (expect.contains("return_freight")) {
    EXPECT_EQ(quote.at("freight").at(0).at("payer"), expect["return_freight"]) << quote;
  }
  for (const json& wanted : expect.value("deadlines", json::array())) {
    bool found = false;
    for (const json& deadline : consequences.at("deadlines")) found = found || covers(deadline, wanted);
    EXPECT_TRUE(found) << wanted << " in " << consequences["deadlines"];
  }
}

TEST(WithdrawalCases, HoldAtTheDoor) {
  const json file = json::parse(test::read_text(std::string{RETURNS_ASSETS} + "/packs/eu-consumer/withdrawal.json"));
  const json statement = {
      {"schema", "returns.withdrawal/1"}, {"order", "W-1"}, {"name", "Anna Lorenz"}, {"email", "anna@example.com"}};
  ASSERT_GE(file.at("cases").size(), 15U);
  for (const json& one : file.at("cases")) {
    SCOPED_TRACE(one.at("name").get<std::string>());
    const json answer = json::parse(
        test::core("eu-consumer").withdraw(order_of(one).dump(), statement.dump(), one.at("now").get<std::string>()));
    ASSERT_TRUE(answer.contains("withdrawal")) << answer;
    check(one.at("expect"), answer["withdrawal"]);
    // Whatever its standing, nothing holds the statement back (L10).
    EXPECT_TRUE(answer["withdrawal"].value("missing", json::array()).empty()) << answer;
  }
}

}  // namespace
}  // namespace returns
