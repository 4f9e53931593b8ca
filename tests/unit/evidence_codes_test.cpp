// Codes read from pictures, through the doors: what was read beside what was ordered, and what travels to the intake.
#include <gtest/gtest.h>

#include <algorithm>

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
  line["serials"] = json::array({"81000010123456789012", "SN1"});
  return test::order({line});
}

// A quality problem, complete, whose picture of batch and expiry shows these codes.
json shown(const json& order, const json& codes, const std::string& slot = "batch_expiry") {
  json draft = test::complete(order, test::draft({test::item("L1", 1, "quality.spoiled")}));
  for (json& file : draft["evidence"]) {
    if (file["slot"] == "batch_expiry") {
      file["slot"] = slot;
      file["codes"] = codes;
    }
  }
  return draft;
}

json code(const std::string& symbology, const std::string& text) { return {{"symbology", symbology}, {"text", text}}; }

json file_of(const json& plan) {
  for (const json& slot : plan.at("slots")) {
    for (const json& file : slot.at("files")) {
      if (file.contains("codes")) return file;
    }
  }
  return {};
}

json read(const json& order, const json& one) {
  const json plan = test::plan(order, shown(order, json::array({one})));
  return file_of(plan).at("codes").at(0);
}

json finding(const json& code, const std::string& name) {
  for (const json& found : code.at("findings")) {
    if (found.at("code") == "code." + name) return found;
  }
  return {};
}

TEST(EvidenceCodes, WhatFitsTheOrderIsSaidToFit) {
  const json code_read =
      read(ordered(), code("]d2", std::string{"01"} + kGtin + "17270531" + "10A2411" + kGs + "21SN1"));
  EXPECT_EQ(code_read.at("kind"), "gs1");
  EXPECT_EQ(code_read.at("read_by"), "browser");
  EXPECT_EQ(code_read.at("line"), "L1");
  EXPECT_EQ(code_read.at("expires_on"), "2027-05-31");
  for (const char* fits : {"goods_matches", "batch_matches", "expiry_matches", "serial_matches"})
    EXPECT_EQ(finding(code_read, fits).value("bearing", ""), "match") << fits;
  EXPECT_EQ(code_read.at("findings").size(), 4U);
}

TEST(EvidenceCodes, WhatDiffersNamesBothSides) {
  const json other = read(ordered(), code("]d2",
                                          "0109501101530003"
                                          "17280131"
                                          "10B77"
                                              + kGs + "21S9"));
  const auto params = [&](const char* name) { return finding(other, name).value("params", json()); };
  EXPECT_EQ(params("other_goods"), json({{"read", "09501101530003"}, {"expected", kGtin}}));
  EXPECT_EQ(params("other_batch"), json({{"read", "B77"}, {"expected", "A2411"}}));
  EXPECT_EQ(params("other_expiry"), json({{"read", "2028-01-31"}, {"expected", "2027-05-31"}}));
  // The serials of the other units are nobody's business.
  EXPECT_EQ(params("other_serial"), json({{"read", "S9"}}));
  // A batch of other goods is not offered as the customer's own.
  EXPECT_FALSE(other.contains("suggest"));
}

TEST(EvidenceCodes, TheGoodsCodeIsToldApartFromTheTraceCode) {
  const json order = ordered();
  const json goods = json::array({code("]E0", "6901234500042")});
  const auto slots = [&](json codes) {
    auto core = test::core_with("cn-pharmacy", {{"/vocabulary/slots/2/codes", json::array({"trace"})}});
    return file_of(test::plan_by(core, order, shown(order, codes))).at("codes");
  };
  EXPECT_EQ(finding(slots(goods).at(0), "goods_not_trace").at("params"), json({{"read", kGtin}}));
  // Both on one picture: nothing is missing.
  json both = goods;
  both.push_back(code("]C0", "81000010123456789012"));
  EXPECT_TRUE(finding(slots(both).at(0), "goods_not_trace").is_null());
  const json trace = slots(both).at(1);
  EXPECT_EQ(trace.at("kind"), "trace");
  EXPECT_EQ(finding(trace, "trace_matches").at("bearing"), "match");
  EXPECT_EQ(finding(trace, "serial_matches").at("bearing"), "match");
  // Where the slot does not ask for it, the goods code is as good.
  EXPECT_TRUE(finding(read(order, goods.at(0)), "goods_not_trace").is_null());
  const json wrong = read(order, code("]C0", "82000010123456789012"));
  EXPECT_EQ(finding(wrong, "other_trace").at("params"),
            json({{"read", "82000010123456789012"}, {"expected", "8100001"}}));
  EXPECT_EQ(finding(wrong, "other_serial").at("bearing"), "differs");
}

TEST(EvidenceCodes, ExpiryIsSeenFromDeliveryAndFromToday) {
  json order = ordered();
  order["lines"][0].erase("expires_on");
  const auto found = [&](const std::string& date) {
    std::vector<std::string> names;
    const json of = read(order, code("]d2", std::string{"01"} + kGtin + "17" + date));
    for (const json& one : of.at("findings")) names.push_back(one.at("code"));
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

TEST(EvidenceCodes, ARecalledBatchIsFoundWhateverTheReason) {
  json order = ordered();
  order["lines"][0]["batch"] = "VC2506";
  const json recalled = read(order, code("]d2", std::string{"01"} + kGtin + "10vc2506"));
  EXPECT_EQ(finding(recalled, "recalled_batch").at("params"), json({{"read", "vc2506"}, {"class", "II"}}));
  EXPECT_EQ(finding(recalled, "recalled_batch").at("bearing"), "differs");
  EXPECT_TRUE(finding(read(ordered(), code("]d2", std::string{"01"} + kGtin + "10A2411")), "recalled_batch").is_null());
}

TEST(EvidenceCodes, ALostSeparatorIsSeenBesideTheOrder) {
  const json lost = read(ordered(), code("]d2", std::string{"01"} + kGtin + "10A241121SN1"));
  EXPECT_EQ(finding(lost, "separator_lost").at("params"), json({{"read", "A241121SN1"}, {"expected", "A2411"}}));
  EXPECT_EQ(lost.at("batch"), "A2411");
  EXPECT_EQ(lost.at("serial"), "SN1");
  EXPECT_EQ(finding(lost, "serial_matches").at("bearing"), "match");
}

TEST(EvidenceCodes, TheBatchIsOfferedAndNotTaken) {
  json order = ordered();
  order["lines"][0].erase("batch");
  json draft = shown(order, json::array({code("]d2", std::string{"01"} + kGtin + "10B77")}));
  const json open = test::plan(order, draft);
  const json offer = file_of(open).at("codes").at(0).at("suggest");
  EXPECT_EQ(offer, json({{"path", "/items/0/answers/batch"}, {"value", "B77"}}));
  bool asked = false;
  for (const json& step : open.at("steps")) {
    for (const json& field : step.at("fields")) {
      if (field.at("path") != "/items/0/answers/batch") continue;
      asked = true;
      EXPECT_EQ(field.at("suggest"), "B77");
      EXPECT_FALSE(field.contains("value"));
    }
  }
  EXPECT_TRUE(asked);
  draft[json::json_pointer("/items/0/answers/batch")] = "b 77";
  const json typed = file_of(test::plan(order, draft)).at("codes").at(0);
  EXPECT_TRUE(finding(typed, "typed_batch").is_null());
  draft[json::json_pointer("/items/0/answers/batch")] = "B78";
  const json differs = file_of(test::plan(order, draft)).at("codes").at(0);
  EXPECT_EQ(finding(differs, "typed_batch").at("params"), json({{"read", "B77"}, {"typed", "B78"}}));
}

TEST(EvidenceCodes, WhatIsWrongWithACodeIsNamed) {
  const json bad = read(ordered(), code("]d2", "0109501101530004"));
  EXPECT_EQ(finding(bad, "gs1_check_digit").at("params"),
            json({{"identifier", "01"}, {"read", "09501101530004"}, {"expected", "3"}}));
  EXPECT_EQ(finding(read(ordered(), code("]Q1", "hello")), "unknown").at("params"), json({{"read", "hello"}}));
}

TEST(EvidenceCodes, NobodyLookedIsNotNothingFound) {
  const json order = ordered();
  EXPECT_EQ(file_of(test::plan(order, shown(order, json::array()))).at("codes"), json::array());
  json draft = shown(order, json::array());
  for (json& file : draft["evidence"]) file.erase("codes");
  EXPECT_TRUE(file_of(test::plan(order, draft)).is_null());
}

// No code decides: the server cannot know that the browser read what the picture shows.
TEST(EvidenceCodes, CodesChangeNoVerdictAndTravelWithTheRequest) {
  const json order = ordered();
  const json draft = shown(order, json::array({code("]d2",
                                                    "0109501101530003"
                                                    "17200101"
                                                    "10X")}));
  json plain = draft;
  for (json& file : plain["evidence"]) file.erase("codes");
  EXPECT_EQ(test::plan(order, draft).at("verdict"), test::plan(order, plain).at("verdict"));
  const std::string bytes = test::sealed_bytes(order, draft);
  const json request = json::parse(bytes);
  bool travelled = false;
  for (const json& file : request.at("evidence")) {
    if (!file.contains("codes")) continue;
    travelled = true;
    EXPECT_FALSE(finding(file.at("codes").at(0), "other_goods").is_null());
    EXPECT_FALSE(file.at("codes").at(0).contains("suggest"));
  }
  EXPECT_TRUE(travelled);
  EXPECT_EQ(test::core("cn-pharmacy").verify(order.dump(), bytes), R"({"verification":{"same":true}})");
  // A finding that was changed on the way is named.
  std::string forged = bytes;
  const std::size_t at = forged.rfind("code.other_goods");
  ASSERT_NE(at, std::string::npos);
  forged.replace(at, 16, "code.goods_match");
  EXPECT_NE(test::core("cn-pharmacy").verify(order.dump(), forged).find("findings"), std::string::npos);
}

TEST(EvidenceCodes, FaultsNameTheirPlace) {
  const json order = ordered();
  const json draft = shown(order, json::array());
  json broken = draft;
  for (json& file : broken["evidence"]) {
    if (file.contains("codes")) file["codes"] = json::array({{{"symbology", "]d2"}}});
  }
  EXPECT_EQ(json::parse(test::core("cn-pharmacy").plan(order.dump(), broken.dump(), kNow)).at("fault").at("code"),
            "missing");
  for (json& file : broken["evidence"]) {
    if (file.contains("codes")) file["codes"] = json::array({{{"text", "1"}, {"format", "QR"}}});
  }
  EXPECT_EQ(json::parse(test::core("cn-pharmacy").plan(order.dump(), broken.dump(), kNow)).at("fault").at("code"),
            "unknown_member");
}

}  // namespace
}  // namespace returns
