// Another item instead: what it costs more or less, and a consent that names the sum.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/support.h"

namespace returns {
namespace {

using test::answered;
using test::draft;
using test::item;
using test::json;
using test::line;
using test::order;
using test::plan;
using test::quote_of;

constexpr const char* kQuality = "quality.spoiled";

// Two jars of 30.00, which may be swapped for one of 35.50, one of 30.00 and one of 12.00.
json swappable(json discounts = json::array()) {
  json made = order({line("L1", "cosmetic", 2, 3000)}, std::move(discounts));
  const auto other = [](const char* id, long price) {
    return json{{"id", id}, {"title", {{"en", id}}}, {"unit_price", price}};
  };
  made["lines"][0]["exchanges"] = {other("dear", 3550), other("level", 3000), other("cheap", 1200)};
  return made;
}

json wanted(const json& of, const char* instead, int quantity = 1, const std::vector<std::string>& consents = {}) {
  json made = answered(of, draft({item("L1", quantity, kQuality)}));
  made["resolution"] = "exchange";
  if (instead != nullptr) made["items"][0]["answers"]["exchange"] = instead;
  if (!consents.empty()) made["consents"] = consents;
  return made;
}

const json* step(const json& plan, const char* id) {
  for (const json& step : plan.at("steps")) {
    if (step.at("id") == id) return &step;
  }
  return nullptr;
}

bool lacks(const json& plan, const std::string& path, const std::string& code) {
  for (const json& missing : plan.at("missing")) {
    if (missing.at("path") == path && missing.at("code") == code) return true;
  }
  return false;
}

// Spree, exchange_spec.rb (PX18): dearer is above zero, cheaper below. Medusa, claims.spec.ts (PX8): what is left over
// is paid back. Solidus (AM4): a unit that is exchanged for itself is worth no refund.
TEST(PeerMoney, PX18PX8AM4ExchangeAndItsDifference) {
  const json of = swappable();
  const auto quoted = [&](const char* instead) { return quote_of(plan(of, wanted(of, instead)), "exchange"); };
  EXPECT_EQ(quoted("dear").at("due"), 550) << "PX18";
  EXPECT_EQ(quoted("dear").at("refund"), 0);
  EXPECT_EQ(quoted("cheap").at("refund"), 1800) << "PX8, PX18";
  EXPECT_FALSE(quoted("cheap").contains("due"));
  EXPECT_EQ(quoted("cheap").at("tenders").at(0).at("amount"), 1800);
  EXPECT_EQ(quoted("level").at("refund"), 0);
  for (const char* same : {static_cast<const char*>(nullptr), "same"}) {
    EXPECT_EQ(quoted(same).at("refund"), 0) << "AM4";
    EXPECT_TRUE(quoted(same).at("lines").empty());
  }
}

TEST(Exchange, IsAskedForWhereTheShopHasSomethingElse) {
  const json of = swappable();
  const json asked = plan(of, wanted(of, nullptr));
  ASSERT_NE(step(asked, "exchange"), nullptr);
  const json& field = step(asked, "exchange")->at("fields").at(0);
  EXPECT_EQ(field.at("kind"), "exchange");
  EXPECT_EQ(field.at("value"), "same") << "nothing has to be chosen";
  EXPECT_EQ(field.at("options").size(), 4U);
  EXPECT_EQ(field.at("options").at(1).at("difference"), 550);
  EXPECT_EQ(field.at("options").at(3).at("difference"), -1800);
  json plain = of;
  plain["lines"][0].erase("exchanges");
  EXPECT_EQ(step(plan(plain, wanted(plain, nullptr)), "exchange"), nullptr);
  json refund = wanted(of, nullptr);
  refund["resolution"] = "refund";
  EXPECT_EQ(step(plan(of, refund), "exchange"), nullptr);
  EXPECT_TRUE(lacks(plan(of, wanted(of, "gone")), "/items/0/answers/exchange", "not_offered"));
}

TEST(Exchange, NothingIsPaidOnTopWithoutAConsentToThatSum) {
  const json of = swappable();
  EXPECT_TRUE(lacks(plan(of, wanted(of, "dear")), "/consents", "consent_required"));
  EXPECT_FALSE(lacks(plan(of, wanted(of, "dear", 1, {"pay_difference.550"})), "/consents", "consent_required"));
  EXPECT_TRUE(lacks(plan(of, wanted(of, "dear", 2, {"pay_difference.550"})), "/consents", "consent_required"))
      << "two of them cost 11.00 more";
  EXPECT_FALSE(lacks(plan(of, wanted(of, "cheap")), "/consents", "consent_required"));
}

TEST(Exchange, ADiscountedUnitIsWorthWhatWasPaidForIt) {
  const json of = swappable(json::array({{{"id", "D1"}, {"threshold", 6000}, {"off", 1000}}}));
  const json quoted = quote_of(plan(of, wanted(of, "dear")), "exchange");
  EXPECT_EQ(quoted.at("due"), 3550 - 2500);
  for (const json& entry : quoted.at("lines")) EXPECT_NE(entry.at("code"), "promotion_lost") << "the order stands";
}

TEST(Exchange, WhatIsNoLongerMeantIsNotSent) {
  const json of = swappable();
  json said = test::complete(of, wanted(of, "dear"));
  json consents = said.value("consents", json::array());
  const std::size_t others = consents.size();
  consents.push_back("pay_difference.1100");
  consents.push_back("pay_difference.550");
  said["resolution"] = "exchange";
  said["consents"] = consents;
  const auto sealed = [&](const json& draft_now) {
    return json::parse(test::core("cn-pharmacy").seal(of.dump(), draft_now.dump(), test::kNow));
  };
  json request = sealed(said);
  ASSERT_TRUE(request.contains("request")) << request.dump();
  consents = request.at("request").at("draft").at("consents");
  ASSERT_EQ(consents.size(), others + 1);
  EXPECT_NE(std::find(consents.begin(), consents.end(), json("pay_difference.550")), consents.end());
  EXPECT_EQ(request.at("request").at("quote").at("due"), 550);
  said["resolution"] = "refund";
  request = sealed(said);
  ASSERT_TRUE(request.contains("request")) << request.dump();
  EXPECT_EQ(request.at("request").at("draft").at("consents").size(), others);
  EXPECT_FALSE(
      request.at("request").at("draft").at("items").at(0).value("answers", json::object()).contains("exchange"));
}

TEST(Exchange, AnOfferedItemHasAnIdOfItsOwn) {
  for (const char* id : {"same", "level"}) {
    json of = swappable();
    of["lines"][0]["exchanges"][0]["id"] = id;
    const json fault = json::parse(test::core("cn-pharmacy").plan(of.dump(), draft({}).dump(), test::kNow)).at("fault");
    EXPECT_EQ(fault.at("code"), "duplicate_id");
  }
}

TEST(StoreCredit, IsTheRefundWithItsBonus) {
  json of = order({line("L1", "cosmetic", 1, 3400)});
  of["market"] = "US";
  of["currency"] = "USD";
  of["policy"]["id"] = "us-retail";
  const json said = answered(of, draft({item("L1", 1, "changed.not_needed")}), "intact", "us-retail");
  const json plan = test::plan(of, said, test::kNow, "us-retail");
  const json credit = quote_of(plan, "store_credit");
  EXPECT_EQ(credit.at("credit"), 3740);
  EXPECT_EQ(credit.at("refund"), 0);
  EXPECT_TRUE(credit.at("tenders").empty());
  EXPECT_EQ(credit.at("lines").back().at("code"), "bonus");
  EXPECT_EQ(quote_of(plan, "refund").at("refund"), 3400) << "beside it, never instead of it";
}

}  // namespace
}  // namespace returns
