// Codes read from pictures, through the media module's door: what was read beside what was ordered.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/wire/codes.h"
#include "tests/unit/support.h"

namespace returns {
namespace {

using nlohmann::json;
using test::kNow;

constexpr const char* kGtin = "06901234500042";
const std::string kGs = "\x1d";

json ordered() {
  json line = test::line("L1", "otc_medicine", 1, 2850);
  line["gtin"] = kGtin;
  line["batch"] = "A2411";
  line["expires_on"] = "2027-05-31";
  line["trace_prefix"] = "8100001";
  return test::order({line});
}

json scan(const json& texts, const json& lines = json::array({{{"line", "L1"}}}), const json& wants = json::array()) {
  return {{"schema", "returns.scan/1"}, {"codes", texts}, {"lines", lines}, {"wants", wants}, {"now", kNow}};
}

json answer(const json& order, const json& scanned) {
  static const std::string pack = test::pack_text("cn-pharmacy");
  return json::parse(wire::codes(scanned.dump(), order.dump(), pack));
}

json read_all(const json& order, const json& scanned) {
  const json given = answer(order, scanned);
  EXPECT_TRUE(given.contains("codes")) << given;
  return given.at("codes").at("codes");
}

json read(const json& order, const std::string& text) { return read_all(order, scan({text})).at(0); }

json finding(const json& code, const std::string& name) {
  for (const json& found : code.at("findings")) {
    if (found.at("code") == "code." + name) return found;
  }
  return {};
}

TEST(CodesMatch, WhatFitsTheOrderIsSaidToFit) {
  const json code = read(ordered(), std::string{"]d201"} + kGtin + "17270531" + "10A2411" + kGs + "21SN1");
  EXPECT_EQ(code.at("kind"), "gs1");
  EXPECT_EQ(code.at("line"), "L1");
  EXPECT_EQ(code.at("expires_on"), "2027-05-31");
  EXPECT_EQ(code.at("serial"), "SN1");
  for (const char* fits : {"goods_matches", "batch_matches", "expiry_matches"})
    EXPECT_EQ(finding(code, fits).value("bearing", ""), "match") << fits;
  EXPECT_EQ(code.at("findings").size(), 3U);
  EXPECT_EQ(code.at("offers_batch"), true);
}

TEST(CodesMatch, WhatDiffersNamesBothSides) {
  const json other = read(ordered(), "]d2010950110153000317280131" + std::string{"10B77"});
  const auto params = [&](const char* name) { return finding(other, name).value("params", json()); };
  EXPECT_EQ(params("other_goods"), json({{"read", "09501101530003"}, {"expected", kGtin}}));
  EXPECT_EQ(params("other_batch"), json({{"read", "B77"}, {"expected", "A2411"}}));
  EXPECT_EQ(params("other_expiry"), json({{"read", "2028-01-31"}, {"expected", "2027-05-31"}}));
  // A batch of other goods is not offered as the customer's own.
  EXPECT_EQ(other.at("offers_batch"), false);
}

TEST(CodesMatch, TheGoodsCodeIsToldApartFromTheTraceCode) {
  const json lines = json::array({{{"line", "L1"}}});
  const std::string goods = "]E06901234500042";
  const std::string trace = "]C081000010123456789012";
  const json wants = json::array({"trace"});
  EXPECT_EQ(finding(read_all(ordered(), scan({goods}, lines, wants)).at(0), "goods_not_trace").at("params"),
            json({{"read", kGtin}}));
  // Both on one picture: nothing is missing.
  const json both = read_all(ordered(), scan({goods, trace}, lines, wants));
  EXPECT_TRUE(finding(both.at(0), "goods_not_trace").is_null());
  EXPECT_EQ(both.at(1).at("kind"), "trace");
  EXPECT_EQ(finding(both.at(1), "trace_matches").at("bearing"), "match");
  // Where the slot does not ask for it, the goods code is as good; the batch is not in it either.
  EXPECT_TRUE(finding(read(ordered(), goods), "goods_not_trace").is_null());
  EXPECT_FALSE(finding(read_all(ordered(), scan({goods}, lines, json::array({"batch"}))).at(0), "goods_without_batch")
                   .is_null());
  EXPECT_EQ(finding(read(ordered(), "]C082000010123456789012"), "other_trace").at("params"),
            json({{"read", "82000010123456789012"}, {"expected", "8100001"}}));
}

TEST(CodesMatch, ExpiryIsSeenFromDeliveryAndFromToday) {
  json order = ordered();
  order["lines"][0].erase("expires_on");
  const auto found = [&](const std::string& date) {
    std::vector<std::string> names;
    const json code = read(order, std::string{"]d201"} + kGtin + "17" + date);
    for (const json& one : code.at("findings")) names.push_back(one.at("code"));
    std::sort(names.begin(), names.end());
    return names;
  };
  using Names = std::vector<std::string>;
  // Delivered on the 7th, today is the 9th.
  EXPECT_EQ(found("261106"), (Names{"code.expired_on_delivery", "code.goods_matches"}));
  EXPECT_EQ(found("261107"), (Names{"code.expired", "code.goods_matches", "code.near_expiry_on_delivery"}));
  EXPECT_EQ(found("261109"), (Names{"code.goods_matches", "code.near_expiry_on_delivery"}));
  EXPECT_EQ(found("261207"), (Names{"code.goods_matches", "code.near_expiry_on_delivery"}));
  EXPECT_EQ(found("261208"), (Names{"code.goods_matches"}));
  EXPECT_EQ(found("261100"), (Names{"code.goods_matches", "code.near_expiry_on_delivery"}));  // the 30th
}

TEST(CodesMatch, ARecalledBatchIsFoundHoweverItIsWritten) {
  json order = ordered();
  order["lines"][0]["batch"] = "VC2506";
  const json recalled = read(order, std::string{"]d201"} + kGtin + "10vc2506");
  EXPECT_EQ(finding(recalled, "recalled_batch").at("params"), json({{"read", "vc2506"}, {"class", "II"}}));
  EXPECT_EQ(finding(recalled, "batch_matches").at("bearing"), "match");
  EXPECT_TRUE(finding(read(ordered(), std::string{"]d201"} + kGtin + "10A2411"), "recalled_batch").is_null());
}

TEST(CodesMatch, ALostSeparatorIsSeenBesideTheOrder) {
  const json lost = read(ordered(), std::string{"]d201"} + kGtin + "10A241121SN1");
  EXPECT_EQ(finding(lost, "separator_lost").at("params"), json({{"read", "A241121SN1"}, {"expected", "A2411"}}));
  EXPECT_EQ(lost.at("batch"), "A2411");
  EXPECT_EQ(lost.at("serial"), "SN1");
}

TEST(CodesMatch, WhatWasTypedIsComparedAsPeopleType) {
  const std::string text = std::string{"]d201"} + kGtin + "10A2411";
  const auto typed = [&](const char* batch) {
    return read_all(ordered(), scan({text}, json::array({{{"line", "L1"}, {"batch", batch}}}))).at(0);
  };
  EXPECT_TRUE(finding(typed("a 2411"), "typed_batch").is_null());
  EXPECT_TRUE(finding(typed("  "), "typed_batch").is_null());
  EXPECT_EQ(finding(typed("A2412"), "typed_batch").at("params"), json({{"read", "A2411"}, {"typed", "A2412"}}));
}

TEST(CodesMatch, OfSeveralLinesTheOneWhoseGoodsItShows) {
  json order = ordered();
  json second = order["lines"][0];
  second["id"] = "L2";
  second["gtin"] = "6901234500011";
  order["lines"].push_back(second);
  const json lines = json::array({{{"line", "L1"}}, {{"line", "L2"}}});
  const json codes = read_all(order, scan({"]E06901234500011", "]E09501101530003"}, lines));
  EXPECT_EQ(codes.at(0).at("line"), "L2");
  EXPECT_FALSE(codes.at(1).contains("line"));
  EXPECT_TRUE(codes.at(1).at("findings").empty());
}

TEST(CodesMatch, WhatIsWrongWithACodeIsNamed) {
  EXPECT_EQ(finding(read(ordered(), "]d20109501101530004"), "gs1_check_digit").at("params"),
            json({{"identifier", "01"}, {"read", "09501101530004"}, {"expected", "3"}}));
  EXPECT_EQ(finding(read(ordered(), "]Q1hello"), "unknown").at("params"), json({{"read", "hello"}}));
  EXPECT_EQ(read_all(ordered(), scan(json::array())), json::array());
}

// The same bytes come out of the shipped module (tests/wasm/codes.test.js).
TEST(CodesMatch, VectorsAreAnsweredToTheByte) {
  const json file = json::parse(test::read_text(std::string{RETURNS_ASSETS} + "/../tests/wasm/codes.json"));
  const std::string pack = test::pack_text(file.at("pack"));
  ASSERT_GT(file.at("cases").size(), 10U);
  for (const json& one : file.at("cases")) {
    EXPECT_EQ(wire::codes(one.at("scan").get<std::string>(), file.at("order").get<std::string>(), pack),
              one.at("answer").get<std::string>())
        << one.at("name");
  }
}

TEST(CodesMatch, FaultsNameTheirDocumentAndPlace) {
  const auto fault = [](json scanned, const json& order) { return answer(order, scanned).at("fault"); };
  json many = json::array();
  for (int i = 0; i < 9; ++i) many.push_back("1");
  EXPECT_EQ(fault(scan(many), ordered()).at("at"), "/codes");
  EXPECT_EQ(fault(scan({std::string(513, '1')}), ordered()).at("at"), "/codes/0");
  EXPECT_EQ(fault(scan({"1"}, json::array(), json::array({"colour"})), ordered()).at("code"), "not_in_list");
  json order = ordered();
  order["lines"][0]["expires_on"] = "soon";
  const json bad = fault(scan({"1"}), order);
  EXPECT_EQ(bad.at("document"), "order");
  EXPECT_EQ(bad.at("at"), "/lines/0/expires_on");
  EXPECT_EQ(json::parse(wire::codes("{", "{}", "{}")).at("fault").at("document"), "request");
}

// What was confirmed travels as it was read, and decides nothing: the server cannot know that it is on the picture.
TEST(CodesMatch, ConfirmedCodesTravelAndChangeNoVerdict) {
  const json order = ordered();
  json draft = test::complete(order, test::draft({test::item("L1", 1, "quality.spoiled")}));
  const json plain = test::plan(order, draft);
  const json texts = json::array({"]d20109501101530003172001" + std::string{"0110X"} + kGs + "21S"});
  draft["evidence"][0]["codes"] = texts;
  EXPECT_EQ(test::plan(order, draft), plain);
  const std::string request = test::sealed_bytes(order, draft);
  EXPECT_EQ(json::parse(request).at("draft").at("evidence").at(0).at("codes"), texts);
  EXPECT_EQ(test::core("cn-pharmacy").verify(order.dump(), request), R"({"verification":{"same":true}})");
  draft["evidence"][0]["codes"] = json::array({7});
  EXPECT_EQ(json::parse(test::core("cn-pharmacy").plan(order.dump(), draft.dump(), kNow)).at("fault").at("at"),
            "/evidence/0/codes/0");
}

}  // namespace
}  // namespace returns
