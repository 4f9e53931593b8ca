// What a parcel slip's code holds (the reader is web/src/kiosk/slip-code.js, tests/browser/kiosk-slip.test.js).

#include "native/intake/slip.h"

#include <gtest/gtest.h>

#include "native/support/base45.h"

namespace returns::test {
namespace {

TEST(Slip, BytesAreWrittenAsInRfc9285) {
  EXPECT_EQ(encode_base45("AB"), "BB8");
  EXPECT_EQ(encode_base45("Hello!!"), "%69 VD92EX0");
  EXPECT_EQ(encode_base45("base-45"), "UJCLQE7W581");
  EXPECT_EQ(encode_base45("ietf!"), "QED8WEX0");
  EXPECT_EQ(encode_base45(""), "");
  EXPECT_EQ(encode_base45(std::string_view{"\0\xff\xff", 3}),
            "U5"
            "0U5");
}

TEST(Slip, PicturesAndOtherLanguagesStayAtHome) {
  const Json order = parse_json(R"({"schema":"returns.order/1","id":"O-1","lines":[
    {"id":"L1","title":{"en":"Cream","de":"Creme"},"picture":"demo/cream.svg",
     "exchanges":[{"id":"E1","title":{"de":"Andere"},"picture":"x.svg"}]}]})");
  const auto all = intake::slip_text(order, {});
  const auto one = intake::slip_text(order, {"en"});
  ASSERT_TRUE(all && one);
  EXPECT_TRUE(one->starts_with("RETURNS1:"));
  EXPECT_LT(one->size(), all->size());
  EXPECT_EQ(intake::slip_text(order, {"fr"}), all);
}

TEST(Slip, WhatNoCodeHoldsIsRefused) {
  Json order = {{"schema", "returns.order/1"}, {"lines", Json::array()}};
  unsigned state = 1;
  for (int n = 0; n < 4000; ++n) {
    state = state * 1664525U + 1013904223U;
    order["lines"].push_back({{"id", std::to_string(state)}});
  }
  EXPECT_FALSE(intake::slip_text(order, {}));
}

}  // namespace
}  // namespace returns::test
