#include "core/money.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

namespace returns {
namespace {

Minor sum(const std::vector<Minor>& parts) { return std::accumulate(parts.begin(), parts.end(), Minor{0}); }

// Inputs and answers of a peer's own test suite (Vendure, prorate.spec.ts); ties as ours: to the lower index.
TEST(Prorate, AgreesWithPeers) {
  using V = std::vector<Minor>;
  EXPECT_EQ(prorate(300, {123}), V({300}));                           // PR1
  EXPECT_EQ(prorate(300, {4000, 2000, 2000}), V({150, 75, 75}));      // PR2
  EXPECT_EQ(prorate(-300, {4000, 2000, 2000}), V({-150, -75, -75}));  // PR3
  EXPECT_EQ(prorate(299, {1000, 1000, 1000}), V({100, 100, 99}));     // PR5
  EXPECT_EQ(prorate(40, {10, 0}), V({40, 0}));                        // PR8
  EXPECT_EQ(prorate(0, {0, 0}), V({0, 0}));                           // PR10
  EXPECT_EQ(prorate(1000, {1000, 1000, 1000}), V({334, 333, 333}));   // AM41: 10.00 over three, nothing lost
}

TEST(Prorate, SmallWorldsSumAndStayWithinOneUnitOfTheExactShare) {
  for (Minor a = 0; a <= 6; ++a) {
    for (Minor b = 0; b <= 6; ++b) {
      for (Minor c = 0; c <= 6; ++c) {
        for (Minor total = -20; total <= 20; ++total) {
          const std::vector<Minor> weights{a, b, c};
          const auto parts = prorate(total, weights);
          ASSERT_EQ(sum(parts), total);
          const Minor whole = a + b + c;
          if (whole == 0) continue;
          for (std::size_t i = 0; i < 3; ++i) {
            // |part - total*w/whole| < 1, without fractions
            ASSERT_LT(std::abs(parts[i] * whole - total * weights[i]), whole)
                << total << ": " << a << ' ' << b << ' ' << c;
          }
        }
      }
    }
  }
}

TEST(Prorate, LargeAmountsNeitherOverflowNorLeak) {
  EXPECT_TRUE(rc::check("parts sum to the whole", [] {
    const auto weights =
        *rc::gen::nonEmpty(rc::gen::container<std::vector<Minor>>(rc::gen::inRange<Minor>(0, kMaxAmount)));
    const Minor total = *rc::gen::inRange<Minor>(-kMaxAmount, kMaxAmount);
    RC_ASSERT(sum(prorate(total, weights)) == total);
  }));
  EXPECT_EQ(prorate(kMaxAmount, {kMaxAmount, kMaxAmount}), std::vector<Minor>({kMaxAmount / 2, kMaxAmount / 2}));
}

TEST(Percent, RoundsHalvesAwayFromZero) {
  EXPECT_EQ(percent(10050, 50), 50);  // 50.25
  EXPECT_EQ(percent(10100, 50), 51);  // 50.5
  EXPECT_EQ(percent(-10100, 50), -51);
  EXPECT_EQ(percent(kMaxAmount, 10000), kMaxAmount);
  EXPECT_EQ(percent(999, 0), 0);
}

TEST(Currency, IsThreeCapitals) {
  EXPECT_TRUE(is_currency("CNY"));
  for (const char* text : {"", "cny", "CN", "CNYX", "C1Y"}) EXPECT_FALSE(is_currency(text)) << text;
}

}  // namespace
}  // namespace returns
