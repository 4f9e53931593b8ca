#include "core/currency.h"

#include <gtest/gtest.h>

namespace returns {
namespace {

TEST(Currency, HasTheDigitsOfIso4217) {
  const auto digits = [](std::string_view code) { return Currency{code}.digits(); };
  for (const char* two : {"CNY", "EUR", "USD", "GBP", "HUF", "IDR", "COP", "LBP", "IRR"})
    EXPECT_EQ(digits(two), 2) << two;
  for (const char* none : {"JPY", "KRW", "VND", "CLP", "UYI", "XPF", "XAF", "XOF"}) EXPECT_EQ(digits(none), 0) << none;
  for (const char* three : {"KWD", "BHD", "IQD", "TND"}) EXPECT_EQ(digits(three), 3) << three;
  for (const char* four : {"CLF", "UYW"}) EXPECT_EQ(digits(four), 4) << four;
}

TEST(Currency, WhatIsNoCodeIsNoCurrency) {
  for (const char* wrong : {"", "EU", "eur", "EURO", "E R"}) EXPECT_EQ(Currency{wrong}.code(), "XXX") << wrong;
}

TEST(Money, AddsUpInOneCurrencyOnly) {
  const Money yuan{1200, Currency{"CNY"}}, more{34, Currency{"CNY"}}, euro{5, Currency{"EUR"}};
  ASSERT_TRUE(sum(yuan, more));
  EXPECT_EQ(sum(yuan, more)->amount, 1234);
  EXPECT_EQ(sum(yuan, more)->currency, Currency{"CNY"});
  EXPECT_FALSE(sum(yuan, euro));
}

}  // namespace
}  // namespace returns
