// Amounts and quantities from the test suites of other systems, with our answer. Each test names the case and where it
// stands; where we differ on purpose, why. Amounts are theirs in minor units.

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "core/money.h"
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
constexpr const char* kOwnReason = "changed.not_needed";

json quote(const json& of, const std::vector<json>& items) {
  return quote_of(plan(of, answered(of, draft(items))), "refund");
}
long refund(const json& of, const std::vector<json>& items) { return quote(of, items).at("refund"); }

json off(long amount) { return json::array({{{"id", "D1"}, {"off", amount}}}); }

// Tax on top of the price, of the whole line; the tender pays it.
json taxed(json of, std::size_t index, long tax) {
  of["lines"][index]["tax"] = tax;
  of["tenders"][0]["paid"] = of["tenders"][0]["paid"].get<long>() + tax;
  return of;
}

json held(int quantity, const char* state = "returned") {
  return json::array({{{"quantity", quantity}, {"ticket", "t"}, {"state", state}}});
}

std::string fault_code(const json& of, const json& wanted) {
  return json::parse(test::core("cn-pharmacy").plan(of.dump(), wanted.dump(), test::kNow)).at("fault").at("code");
}

// Solidus, core/spec/models/spree/calculator/refunds/default_refund_amount_spec.rb
TEST(PeerMoney, AM1AM2AM3AM5Solidus) {
  EXPECT_EQ(refund(order({line("L1", "cosmetic", 3, 10000)}), {item("L1", 1, kQuality)}), 10000) << "AM1";
  // AM2: theirs is 96.666… unrounded. Ours are whole cents that sum to the whole.
  json of = order({line("L1", "cosmetic", 3, 10000)}, off(1000));
  EXPECT_EQ(refund(of, {item("L1", 1, kQuality)}), 9667) << "AM2";
  EXPECT_EQ(refund(of, {item("L1", 3, kQuality)}), 29000) << "AM2, all";
  // AM3: shipping does not leak into the goods.
  of = order({line("L1", "cosmetic", 3, 10000)}, json::array(), 500);
  EXPECT_EQ(refund(of, {item("L1", 1, kQuality)}), 10000) << "AM3";
  EXPECT_EQ(refund(order({line("L1", "cosmetic", 1, 0)}), {item("L1", 1, kQuality)}), 0) << "AM5";
}

// Solidus and Spree, reimbursement_spec.rb: 10.003 twice is 20.00, rounded down on the sum (AM6) or on each (AM8);
// 19.998 is 20.00 (AM7). Here a price has no fractions of a cent, so there is nothing to round: such an order is
// refused.
TEST(PeerMoney, AM6AM7AM8FractionsOfACentAreNoPrices) {
  json of = order({line("L1", "cosmetic", 1, 1000)});
  of["lines"][0]["unit_price"] = 1000.3;
  EXPECT_EQ(fault_code(of, draft({})), "not_an_integer");
}

// Solidus, return_authorization_spec.rb
TEST(PeerMoney, AM9AM10SumsOfLines) {
  const json of =
      order({line("L1", "cosmetic", 1, 1500), line("L2", "cosmetic", 1, 5000), line("L3", "cosmetic", 1, 500)});
  EXPECT_EQ(refund(of, {item("L1", 1, kQuality), item("L2", 1, kQuality), item("L3", 1, kQuality)}), 7000) << "AM9";
  for (int n = 2; n <= 6; ++n) {
    std::vector<json> lines, items;
    for (int i = 1; i <= n; ++i) {
      lines.push_back(line("L" + std::to_string(i), "cosmetic", 1, 500));
      items.push_back(item("L" + std::to_string(i), 1, kQuality));
    }
    EXPECT_EQ(refund(order(lines, off(1000)), items), 500 * n - 1000) << "AM10 " << n;
  }
}

// Sylius RefundPlugin, features/*.feature
TEST(PeerMoney, AM11AM12AM13AM22AM25Sylius) {
  EXPECT_EQ(refund(order({line("L1", "cosmetic", 2, 1000)}, off(200)), {item("L1", 1, kQuality)}), 900) << "AM11";
  EXPECT_EQ(refund(taxed(order({line("L1", "cosmetic", 2, 1000)}), 0, 200), {item("L1", 1, kQuality)}), 1100) << "AM12";
  // AM13: 4 x 10.00, 3.99 off, 10 % tax, shipping 11.50 less half. Units: 9.00 three times and 9.01, each with 0.90.
  const json of = taxed(order({line("L1", "cosmetic", 4, 1000)}, off(399), 575), 0, 360);
  EXPECT_EQ(refund(of, {item("L1", 4, kQuality)}), 4536) << "AM13";
  json step = of;
  std::vector<long> units;
  for (int n = 0; n < 4; ++n) {
    if (n > 0) step["lines"][0]["held"] = held(n);
    const json one = quote(step, {item("L1", 1, kQuality)});
    for (const json& entry : one.at("lines")) {
      if (entry.at("code") != "tax") continue;
      EXPECT_EQ(entry.at("amount"), 90) << "AM13 tax";
    }
    units.push_back(one.at("refund"));
  }
  // Theirs gives the odd cent to the last unit, ours to the first. The last one brings the delivery too.
  EXPECT_EQ(units, (std::vector<long>{991, 990, 990, 990 + 575})) << "AM13";
  // AM22, AM25: what was paid for shipping after its own discount is what can come back.
  EXPECT_EQ(refund(order({line("L1", "cosmetic", 1, 1000)}, json::array(), 1000), {item("L1", 1, kQuality)}), 2000)
      << "AM22";
  EXPECT_EQ(refund(order({line("L1", "cosmetic", 1, 1000)}, json::array(), 0), {item("L1", 1, kQuality)}), 1000)
      << "AM25";
}

// AM17, AM19, AM20 (Sylius): a clerk types amounts and is told when they are too large or negative. Here nobody types
// an amount: units are chosen, and money done stands in the order. What is left is what a quote can reach.
TEST(PeerMoney, AM17AM19NothingBeyondWhatIsLeft) {
  json of = order({line("L1", "cosmetic", 1, 1230)});
  of["refunded"] = 500;
  const json rest = quote(of, {item("L1", 1, kQuality)});
  EXPECT_EQ(rest.at("refund"), 730);
  EXPECT_EQ(rest.at("lines").back().at("code"), "cap");
}

// AM26 (Sylius) refuses the page for a free order. Ours shows that nothing was paid: an exchange may still be due.
TEST(PeerMoney, AM26AM47FreeGoods) {
  EXPECT_EQ(refund(order({line("L1", "cosmetic", 2, 0)}), {item("L1", 1, kQuality)}), 0);
}

// Medusa 1, integration-tests/api/__tests__/returns and /store/returns.js
TEST(PeerMoney, AM27AM28AM30AM33AM48Medusa) {
  EXPECT_EQ(refund(taxed(order({line("L1", "cosmetic", 2, 1000)}), 0, 400), {item("L1", 1, kQuality)}), 1200) << "AM27";
  EXPECT_EQ(refund(taxed(order({line("L1", "cosmetic", 2, 1000)}), 0, 250), {item("L1", 1, kQuality)}), 1125) << "AM28";
  EXPECT_EQ(refund(taxed(order({line("L1", "cosmetic", 2, 1000)}, off(200)), 0, 360), {item("L1", 1, kQuality)}), 1080)
      << "AM30";
  json of = order({line("L1", "cosmetic", 1, 8000), line("L2", "cosmetic", 1, 2000)}, off(200));
  of["discounts"][0]["lines"] = {"L2"};
  EXPECT_EQ(refund(of, {item("L1", 1, kQuality)}), 8000) << "AM33";
  // AM48: 12.00 with 20 % in it, or 10.00 and 20 % on top.
  of = order({line("L1", "cosmetic", 1, 1200)});
  of["lines"][0]["tax_included"] = 200;
  EXPECT_EQ(refund(of, {item("L1", 1, kQuality)}), 1200) << "AM48 included";
  EXPECT_EQ(refund(taxed(order({line("L1", "cosmetic", 1, 1000)}), 0, 200), {item("L1", 1, kQuality)}), 1200)
      << "AM48 added";
}

// Medusa 2, packages/core/utils/src/totals and integration-tests/http
TEST(PeerMoney, AM35AM36Medusa2) {
  json of = taxed(order({line("L1", "cosmetic", 2, 5000)}, off(2000)), 0, 800);
  EXPECT_EQ(of["tenders"][0]["paid"], 8800) << "AM35 total";
  EXPECT_EQ(refund(of, {item("L1", 1, kQuality)}), 4400) << "AM35";
  of["lines"][0]["held"] = held(2);
  EXPECT_EQ(plan(of, draft({})).at("lines").at(0).at("returnable"), 0) << "AM35: received and dismissed are both gone";
  EXPECT_EQ(refund(order({line("L1", "cosmetic", 2, 2500)}), {item("L1", 2, kQuality)}), 5000) << "AM36";
}

// smartlabsAT/sonata-project-ecommerce#177; macrozheng/mall#356; woocommerce-ios#17630
TEST(PeerMoney, AM39AM41AM45FromIssues) {
  EXPECT_EQ(refund(order({line("L1", "cosmetic", 3, 10000)}, off(3000)), {item("L1", 2, kQuality)}), 18000) << "AM39";
  const json of = order(
      {line("L1", "cosmetic", 1, 1000), line("L2", "cosmetic", 1, 1000), line("L3", "cosmetic", 1, 1000)}, off(1000));
  std::vector<long> parts;
  for (const char* id : {"L1", "L2", "L3"}) parts.push_back(refund(of, {item(id, 1, kQuality)}));
  EXPECT_EQ(parts, (std::vector<long>{666, 667, 667})) << "AM41: shares 3.34, 3.33, 3.33";
  EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), 0L), 2000) << "AM41: none is lost";
  // AM45: 0.88 and 0.12 tax make 1.00; their 0.884956 + 0.12 was above what was paid.
  EXPECT_EQ(refund(taxed(order({line("L1", "cosmetic", 1, 88)}), 0, 12), {item("L1", 1, kQuality)}), 100) << "AM45";
}

// open-mercato, returns.net-total.test.ts: gross 220 with 10 % in it is net 200.
TEST(PeerMoney, AM46TheNetOfACreditNote) {
  json of = order({line("L1", "cosmetic", 2, 22000)});
  of["lines"][0]["tax_included"] = 4000;
  const json one = quote(of, {item("L1", 1, kQuality)});
  EXPECT_EQ(one.at("refund").get<long>() - one.at("tax_included").get<long>(), 20000);
}

// Vendure, prorate.spec.ts. PR5's remainder goes to the first index there and here.
TEST(PeerMoney, PR1PR2PR3PR5PR8PR10Vendure) {
  using Parts = std::vector<Minor>;
  EXPECT_EQ(prorate(300, {123}), Parts({300})) << "PR1";
  EXPECT_EQ(prorate(300, {4000, 2000, 2000}), Parts({150, 75, 75})) << "PR2";
  EXPECT_EQ(prorate(-300, {4000, 2000, 2000}), Parts({-150, -75, -75})) << "PR3";
  EXPECT_EQ(prorate(299, {1000, 1000, 1000}), Parts({100, 100, 99})) << "PR5";
  EXPECT_EQ(prorate(40, {10, 0}), Parts({40, 0})) << "PR8";
  EXPECT_EQ(prorate(0, {0, 0}), Parts({0, 0})) << "PR10";
}

bool lacks(const json& of, const json& wanted, const std::string& code, long max) {
  const json planned = plan(of, wanted);
  const json& all = planned.at("missing");
  return std::any_of(all.begin(), all.end(), [&](const json& missing) {
    return missing.at("code") == code && missing.at("params").value("max", -1L) == max;
  });
}

// Medusa 2, actions/returns.ts; open-mercato, returnQuantity.test.ts; mage-os, OrderEligibilityTest.php; Spree,
// lifecycle_spec.rb; Medusa 1, store/returns.js. Fractions of a unit (QT7) are faults here.
TEST(PeerMoney, QT1QT2QT7QT10QT12QT13QT15Quantities) {
  json of = order({line("L1", "cosmetic", 1, 1000)});
  EXPECT_TRUE(lacks(of, draft({item("L1", 2, kQuality)}), "quantity_too_large", 1)) << "QT1";
  EXPECT_EQ(fault_code(of, draft({item("L333", 1, kQuality)})), "no_such_line") << "QT2";
  const std::vector<std::vector<int>> quantities{{1, 1, 0}, {5, 2, 3}, {1, 5, 0}, {3, 1, 2}};
  for (const auto& q : quantities) {
    json some = order({line("L1", "cosmetic", q[0], 1000)});
    some["lines"][0]["held"] = held(q[1]);
    EXPECT_EQ(plan(some, draft({})).at("lines").at(0).at("returnable"), q[2]) << "QT7 QT10 " << q[0] << ' ' << q[1];
    some["lines"][0]["held"] = held(q[1], "cancelled");
    EXPECT_EQ(plan(some, draft({})).at("lines").at(0).at("returnable"), q[0]) << "QT12";
  }
  EXPECT_TRUE(
      lacks(order({line("L1", "cosmetic", 4, 1000)}), draft({item("L1", 99, kQuality)}), "quantity_too_large", 4))
      << "QT13";
  EXPECT_EQ(fault_code(of, draft({item("L1", 0, kQuality)})), "out_of_range") << "QT15";
}

json two_tenders(json of, long first, long second) {
  of["tenders"] = json::array(
      {{{"id", "T1"}, {"kind", "card"}, {"paid", first}}, {{"id", "T2"}, {"kind", "wallet"}, {"paid", second}}});
  return of;
}

// Solidus, original_payment_spec.rb and reimbursement_spec.rb; Vendure, order.e2e-spec.ts; Spree, lifecycle_spec.rb
TEST(PeerMoney, PX1PX3PX4PX5PX6PX10Payments) {
  const json both = quote(two_tenders(order({line("L1", "cosmetic", 1, 1000)}), 500, 500), {item("L1", 1, kQuality)});
  EXPECT_EQ(both.at("tenders").at(0).at("amount"), 500) << "PX1";
  EXPECT_EQ(both.at("tenders").at(1).at("amount"), 500) << "PX1";
  EXPECT_EQ(fault_code(two_tenders(order({line("L1", "cosmetic", 1, 1000)}), -5, 1005), draft({})), "out_of_range")
      << "PX3";
  // PX4: 1.00 refunded before, then all of it. Theirs fails; ours shows what is left, and that it was cut. PX5, PX10
  // the same.
  json of = order({line("L1", "cosmetic", 1, 1000)});
  of["refunded"] = 100;
  EXPECT_EQ(refund(of, {item("L1", 1, kQuality)}), 900) << "PX4 PX5 PX10";
  of["refunded"] = 1000;
  EXPECT_EQ(refund(of, {item("L1", 1, kQuality)}), 0);
  const json nothing = plan(order({line("L1", "cosmetic", 1, 1000)}), draft({}));
  EXPECT_EQ(nothing.at("missing").at(0).at("step"), "items") << "PX6";
}

// Not a peer's case: a discount above the price is refused, also where tax on top would hide it.
TEST(PeerMoney, ADiscountAboveThePriceIsNoOrder) {
  for (const long tax : {0L, 19L}) {
    json of = order({line("L1", "cosmetic", 2, 100)}, off(210));
    of["tenders"][0]["paid"] = 1000;
    of["lines"][0]["tax"] = tax;
    EXPECT_EQ(fault_code(of, draft({})), "out_of_range") << tax;
  }
}

// Fynd, return-rules.test.ts; Medusa 1, store/returns.js
TEST(PeerMoney, PX13PX16NoFeeAndNoCategoryAsReason) {
  const json of = order({line("L1", "cosmetic", 1, 1000)});
  const json own = quote(of, {item("L1", 1, kOwnReason)});
  for (const json& entry : own.at("lines")) EXPECT_NE(entry.at("code"), "fee") << "PX13";
  const json category = plan(of, draft({item("L1", 1, "quality")}));
  EXPECT_EQ(category.at("missing").at(0).at("code"), "not_a_leaf") << "PX16: only leaves may be chosen";
}

// Medusa 1, store/returns.js: 80.00 less 10.00 return shipping is 70.00. Here nobody sells the customer a label: the
// refund is whole, and what the carrier will cost stands beside it with its payer.
TEST(PeerMoney, AM32ReturnShippingStandsBesideTheRefund) {
  const json own = quote(order({line("L1", "cosmetic", 1, 8000)}), {item("L1", 1, kOwnReason)});
  EXPECT_EQ(own.at("refund"), 8000);
  EXPECT_EQ(own.at("freight").at(0).at("payer"), "customer");
  EXPECT_GT(own.at("freight").at(0).at("estimate"), 0);
}

// Sylius, AM20: less than nothing; Medusa 2, QT3: about no order; Spree, PX11: an unknown way to be paid back, where
// the answer lists what is on offer.
TEST(PeerMoney, AM20QT3PX11WhatCannotBeAskedFor) {
  const json of = order({line("L1", "cosmetic", 1, 1000)});
  EXPECT_EQ(fault_code(of, draft({item("L1", -8, kQuality)})), "out_of_range") << "AM20";
  json nameless = draft({});
  nameless.erase("order");
  EXPECT_EQ(fault_code(of, nameless), "missing") << "QT3";
  json wanted = answered(of, draft({item("L1", 1, kQuality)}));
  wanted["resolution"] = "gold";
  const json planned = plan(of, wanted);
  const json& missing = planned.at("missing");
  EXPECT_TRUE(std::any_of(missing.begin(), missing.end(), [](const json& entry) {
    return entry.at("path") == "/resolution" && entry.at("code") == "not_offered";
  })) << "PX11";
  EXPECT_EQ(quote_of(planned, "refund").at("refund"), 1000) << "PX11: the original payment is among them";
}

// Medusa 2, actions/returns.ts: what was received and what was dismissed, together, is what was asked for; more is an
// error (QT5), one and one of two leaves none (QT6). Here a shop's books may say more than was bought: nothing is left,
// and nothing goes below zero.
TEST(PeerMoney, QT5QT6ReceivedAndDismissed) {
  for (const int received : {2, 3}) {
    json of = order({line("L1", "cosmetic", 2, 1000)});
    of["lines"][0]["held"] = held(received);
    EXPECT_EQ(plan(of, draft({})).at("lines").at(0).at("returnable"), 0);
    EXPECT_TRUE(lacks(of, draft({item("L1", 1, kQuality)}), "quantity_too_large", 0));
  }
}

// mage-os, QT11: lines that are parts of others are skipped. Here that is a gift: it goes with its item and carries no
// refund of its own. Fynd, PX17: fraud scores. There are none here on purpose: nobody is refused by a number that
// nobody can explain (PIPL art. 24).
TEST(PeerMoney, QT11AGiftIsWorthNothingByItself) {
  json of = order({line("L1", "cosmetic", 1, 1000), line("L2", "cosmetic", 1, 0)});
  of["lines"][1]["gift"] = {{"of", "L1"}, {"value", 500}};
  EXPECT_EQ(refund(of, {item("L1", 1, kQuality), item("L2", 1, kQuality)}), 1000);
}

}  // namespace
}  // namespace returns
