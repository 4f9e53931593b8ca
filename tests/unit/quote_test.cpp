#include "core/quote.h"

#include <gtest/gtest.h>

#include <numeric>

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

json spend_and_save(long threshold, long off) {
  return json::array({{{"id", "D1"}, {"kind", "spend_and_save"}, {"threshold", threshold}, {"off", off}}});
}

json refund(const json& of, const std::vector<json>& items) {
  return quote_of(plan(of, answered(of, draft(items))), "refund");
}

long sum_of(const json& entries) {
  return std::accumulate(entries.begin(), entries.end(), 0L, [](long total, const json& entry) {
    return total + (entry.value("kind", "") == "coupon" ? 0 : entry.at("amount").get<long>());
  });
}

constexpr const char* kOwnReason = "changed.not_needed";
constexpr const char* kQuality = "quality.spoiled";

// CN3, 7DR art. 17: 120 + 100 with 30 off from 200; the 100 goes back, the 120 stays at its full price.
TEST(Quote, APromotionNoLongerMetIsPricedAgain) {
  const json of =
      order({line("L1", "cosmetic", 1, 12000), line("L2", "cosmetic", 1, 10000)}, spend_and_save(20000, 3000));
  const json quote = refund(of, {item("L2", 1, kOwnReason)});
  EXPECT_EQ(quote.at("refund"), 7000);
  EXPECT_EQ(quote.at("lines").at(1).at("code"), "promotion_lost");
  EXPECT_EQ(quote.at("lines").at(1).at("amount"), -3000);
}

// CN5: then the 120 too; 70 + 120 is what was paid.
TEST(Quote, PartialReturnsSumToWhatWasPaid) {
  json of = order({line("L1", "cosmetic", 1, 12000), line("L2", "cosmetic", 1, 10000)}, spend_and_save(20000, 3000));
  of["lines"][1]["held"] = json::array({{{"quantity", 1}, {"ticket", "20261108-AAAAA-001"}, {"state", "returned"}}});
  of["refunded"] = 7000;
  EXPECT_EQ(refund(of, {item("L1", 1, kOwnReason)}).at("refund"), 12000);
}

// CN7, 7DR art. 18: free shipping from 99 is lost with the second item.
TEST(Quote, FreeShippingNoLongerMetIsDeducted) {
  const json of = order({line("L1", "cosmetic", 1, 6000), line("L2", "cosmetic", 1, 5000)});
  const json quote = refund(of, {item("L2", 1, kOwnReason)});
  EXPECT_EQ(quote.at("refund"), 4200);
  EXPECT_EQ(quote.at("freight").at(0).at("payer"), "customer");
}

// CN18: everything goes back: the customer pays the return leg and nothing else.
TEST(Quote, ReturningAllLosesNoFreeShipping) {
  const json of = order({line("L1", "cosmetic", 1, 6000), line("L2", "cosmetic", 1, 5000)});
  EXPECT_EQ(refund(of, {item("L1", 1, kOwnReason), item("L2", 1, kOwnReason)}).at("refund"), 11000);
}

// CN8, 7DR art. 12: a gift that is kept costs the price stated in advance.
TEST(Quote, AGiftThatIsKeptCostsItsStatedPrice) {
  json gift = line("G1", "gift", 1, 0);
  gift["gift"] = {{"of", "L1"}, {"value", 1500}};
  const json of = order({line("L1", "cosmetic", 1, 10000), gift});
  json kept = answered(of, draft({item("L1", 1, kOwnReason)}));
  kept["items"][0]["answers"]["gift.G1"] = "kept";
  EXPECT_EQ(quote_of(plan(of, kept), "refund").at("refund"), 8500);
  kept["items"][0]["answers"]["gift.G1"] = "returned";
  EXPECT_EQ(quote_of(plan(of, kept), "refund").at("refund"), 10000);
}

// CN20, Consumer Protection Law art. 24: for a defect the merchant bears freight, and no promotion is lost.
TEST(Quote, ADefectCostsTheCustomerNothing) {
  const json of =
      order({line("L1", "cosmetic", 1, 12000), line("L2", "cosmetic", 1, 10000)}, spend_and_save(20000, 3000));
  const json quote = refund(of, {item("L2", 1, kQuality)});
  EXPECT_EQ(quote.at("refund"), 8636);  // AM2-like: its share of the discount is 13.64
  EXPECT_EQ(quote.at("freight").at(0).at("payer"), "merchant");
}

// AM2: 3 x 100.00 with 10.00 off the order: units cost 96.67, 96.67, 96.66.
TEST(Quote, UnitsOfOneLineShareADiscountToTheCent) {
  const json discount = json::array({{{"id", "D1"}, {"off", 1000}}});
  json of = order({line("L1", "cosmetic", 3, 10000)}, discount);
  std::vector<long> refunds;
  for (int returned = 0; returned < 3; ++returned) {
    if (returned > 0)
      of["lines"][0]["held"] = json::array({{{"quantity", returned}, {"ticket", "t"}, {"state", "returned"}}});
    refunds.push_back(refund(of, {item("L1", 1, kQuality)}).at("refund").get<long>());
  }
  EXPECT_EQ(refunds, (std::vector<long>{9667, 9667, 9666}));
}

TEST(Quote, OutboundShippingComesBackWhenTheMerchantFailedTheWholeOrder) {
  const json of = order({line("L1", "cosmetic", 2, 3000)}, json::array(), 800);
  EXPECT_EQ(refund(of, {item("L1", 2, kQuality)}).at("refund"), 6800);
  EXPECT_EQ(refund(of, {item("L1", 1, kQuality)}).at("refund"), 3000);
  EXPECT_EQ(refund(of, {item("L1", 2, kOwnReason)}).at("refund"), 6000);
}

TEST(Quote, NothingBeyondWhatIsLeftOnTheOrder) {
  json of = order({line("L1", "cosmetic", 2, 3000)});
  of["refunded"] = 5000;
  const json quote = refund(of, {item("L1", 2, kQuality)});
  EXPECT_EQ(quote.at("refund"), 1000);
  EXPECT_EQ(quote.at("lines").back().at("code"), "cap");
}

TEST(Quote, EachTenderGetsBackItsShare) {
  json of = order({line("L1", "cosmetic", 2, 3000)});
  of["tenders"] = json::array(
      {{{"id", "T1"}, {"kind", "card"}, {"paid", 4001}}, {{"id", "T2"}, {"kind", "points"}, {"paid", 1999}}});
  const json quote = refund(of, {item("L1", 1, kQuality)});
  EXPECT_EQ(quote.at("tenders").at(0).at("amount"), 2001);
  EXPECT_EQ(quote.at("tenders").at(1).at("amount"), 999);
}

// The laws, over every split of small orders and every sequence of returns for the customer's own reasons:
// refunds sum to what was paid for the goods, none is negative, lines sum to the refund, tenders too.
TEST(Quote, SmallWorldsConserveMoney) {
  const wire::Core& core = test::core("cn-pharmacy");
  for (const long a : {100L, 333L}) {
    for (const long b : {50L, 101L}) {
      for (const long off : {0L, 10L, 37L}) {
        for (const int reverse : {0, 1}) {
          json of = order({line("L1", "cosmetic", 2, a), line("L2", "cosmetic", 2, b)}, spend_and_save(2 * a, off));
          long refunded = 0;
          for (int step = 0; step < 4; ++step) {
            const std::size_t index = static_cast<std::size_t>((step + reverse) % 2);
            const std::string id = index == 0 ? "L1" : "L2";
            const json quote = refund(of, {item(id, 1, kOwnReason)});
            const long amount = quote.at("refund");
            ASSERT_GE(amount, 0);
            ASSERT_EQ(sum_of(quote.at("lines")), amount);
            ASSERT_EQ(sum_of(quote.at("tenders")), amount);
            refunded += amount;
            of["lines"][index]["held"].push_back({{"quantity", 1}, {"ticket", "t"}, {"state", "returned"}});
            of["refunded"] = refunded;
          }
          ASSERT_EQ(refunded, 2 * a + 2 * b - off) << a << ' ' << b << ' ' << off << ' ' << reverse;
        }
      }
    }
  }
  EXPECT_EQ(core.pack().id.text(), "cn-pharmacy");
}

}  // namespace
}  // namespace returns
