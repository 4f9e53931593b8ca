// Laws of the quote over every small world: all splits of small orders, every sequence of partial returns.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include "core/ledger.h"
#include "core/quote.h"
#include "tests/unit/quote_world.h"

namespace returns {
namespace {

using test::book;
using test::broken_law;
using test::order_of;
using test::paid;
using test::paying_pack;
using test::settlement;
using test::World;

// Walks every order in which the units can go back one by one, and the whole at once; calls `end` with what was
// refunded in all.
void walk(const World& world, const Order& order, std::int64_t points,
          const std::function<void(const Order&, std::int64_t)>& end) {
  static const Pack pack = paying_pack();
  const Rule<SettlementThen> rule = settlement(world.reprice);
  bool any = false;
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    for (int n = 1; n <= order.lines[i].returnable(); ++n) {
      any = true;
      const Books books = books_of(order);
      SettledItem item{.line = i, .quantity = n, .settlement = &rule};
      item.value = paid_for(books, order, i, n);
      const Quote quoted = quote(pack, order, books, {item}, 0);
      ASSERT_EQ(broken_law(order, quoted), "");
      if (testing::Test::HasFatalFailure()) return;
      std::int64_t back = points;
      for (const TenderShare& share : quoted.tenders) back += share.units;
      Order after = order;
      book(after, {{i, n}}, quoted, world.counts);
      walk(world, after, back, end);
      if (testing::Test::HasFatalFailure()) return;
    }
  }
  if (!any) end(order, points);
}

std::vector<World> worlds() {
  std::vector<World> all;
  const std::vector<std::vector<std::pair<int, Minor>>> shapes{
      {{1, 100}}, {{3, 100}}, {{2, 333}, {1, 50}}, {{2, 101}, {2, 7}}, {{1, 0}, {2, 99}}, {{2, 60}, {1, 45}, {1, 80}}};
  for (const auto& shape : shapes) {
    for (const Minor off : {Minor{0}, Minor{10}, Minor{37}}) {
      for (const Minor threshold : {Minor{0}, Minor{200}}) {
        for (const Minor tax : {Minor{0}, Minor{19}}) {
          for (const Minor shipping : {Minor{0}, Minor{8}}) {
            for (const auto& shares : std::vector<std::vector<Minor>>{{1}, {2, 1}, {1, 1, 5}}) {
              // A promotion whose terms were never met is no promotion.
              Minor list = 0;
              for (const auto& [quantity, price] : shape) list += quantity * price;
              if (list < std::max(threshold, off)) continue;
              for (const bool reprice : {false, true})
                all.push_back({order_of(shape, off, threshold, tax, shipping, shares), reprice});
              // A pack that never prices again, whoever is to blame.
              all.push_back({order_of(shape, off, threshold, tax, shipping, shares), false, false});
            }
          }
        }
      }
    }
  }
  return all;
}

TEST(QuoteLaws, EverySequenceOfPartialReturnsGivesBackWhatWasPaidForTheGoods) {
  std::size_t sequences = 0;
  for (const World& world : worlds()) {
    // Delivery comes back where the merchant failed the whole order in one piece of it: with its last return.
    const Minor whole = paid(world.order) - (world.reprice ? world.order.shipping_paid : 0);
    walk(world, world.order, 0, [&](const Order& after, std::int64_t points) {
      ++sequences;
      ASSERT_EQ(after.refunded, whole) << "in whatever order, and in whatever portions";
      // 7DR art. 15: points go back as points. All of the money of that tender, all of the points.
      for (const Tender& tender : after.tenders) {
        if (tender.units == 0) continue;
        ASSERT_LE(points, tender.units);
        if (tender.paid != 0 && *tender.refunded == tender.paid) {
          ASSERT_EQ(points, tender.units);
        }
      }
    });
    ASSERT_FALSE(HasFatalFailure());
  }
  EXPECT_GT(sequences, 5000U);
}

// Some for the customer's own reasons and some for the seller's fault, in any order: a promotion is lost once at most,
// and is not won back; only delivery depends on who is to blame for the last of it.
TEST(QuoteLaws, MixedReasons) {
  static const Pack pack = paying_pack();
  for (World world : worlds()) {
    if (!world.reprice || world.order.lines.size() < 2) continue;
    const Minor goods = paid(world.order) - world.order.shipping_paid;
    std::function<void(const Order&)> step = [&](const Order& order) {
      bool any = false;
      for (std::size_t i = 0; i < order.lines.size(); ++i) {
        if (order.lines[i].returnable() == 0) continue;
        any = true;
        for (const bool reprice : {false, true}) {
          const Rule<SettlementThen> rule = settlement(reprice);
          SettledItem item{.line = i, .quantity = 1, .settlement = &rule};
          const Quote quoted = quote(pack, order, books_of(order), {item}, 0);
          ASSERT_EQ(broken_law(order, quoted), "");
          if (HasFatalFailure()) return;
          Order after = order;
          book(after, {{i, 1}}, quoted, !reprice);
          step(after);
          if (HasFatalFailure()) return;
        }
      }
      if (any) return;
      ASSERT_TRUE(order.refunded == goods || order.refunded == paid(world.order)) << order.refunded;
    };
    step(world.order);
    ASSERT_FALSE(HasFatalFailure());
  }
}

TEST(QuoteLaws, TheLedgerSumsToTheWhole) {
  for (const World& world : worlds()) {
    const Order& order = world.order;
    const Books books = books_of(order);
    Minor cost = order.shipping_paid;
    std::vector<Minor> by_tender = books.shipping_tendered;
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
      const auto units = static_cast<std::size_t>(order.lines[i].quantity);
      cost += sum(books.paid[i], {0, units});
      std::vector<Minor> one_by_one(order.tenders.size(), 0);
      for (std::size_t u = 0; u < units; ++u) {
        const std::vector<Minor> parts = tendered_for(books, i, {u, u + 1});
        ASSERT_EQ(std::accumulate(parts.begin(), parts.end(), Minor{0}), books.paid[i][u]);
        for (std::size_t t = 0; t < parts.size(); ++t) {
          ASSERT_GE(parts[t], 0);
          one_by_one[t] += parts[t];
        }
      }
      ASSERT_EQ(one_by_one, books.tendered[i]);
      ASSERT_EQ(tendered_for(books, i, {0, units}), books.tendered[i]);
      for (std::size_t t = 0; t < by_tender.size(); ++t) by_tender[t] += books.tendered[i][t];
      Minor tax = 0;
      for (const Minor part : books.tax[i]) tax += part;
      ASSERT_EQ(tax, order.lines[i].tax);
    }
    ASSERT_EQ(cost, paid(order));
    for (std::size_t t = 0; t < by_tender.size(); ++t) ASSERT_EQ(by_tender[t], order.tenders[t].paid);
  }
}

// A shop whose tenders do not pay for its order: nobody gets more than was paid.
TEST(QuoteLaws, TendersThatFallShort) {
  Order order = order_of({{2, 100}, {1, 50}}, 0, 0, 0, 8, {1, 1});
  order.tenders[0].paid -= 60;
  order.tenders[1].paid -= 40;
  const World world{order, false};
  walk(world, order, 0, [&](const Order& after, std::int64_t /*points*/) { ASSERT_LE(after.refunded, paid(order)); });
}

TEST(QuoteLaws, CashRoundingComesBackWithTheLastUnit) {
  for (const Minor rounding : {Minor{-2}, Minor{2}}) {
    Order order = order_of({{2, 101}}, 0, 0, 0, 0, {1});
    order.rounding = rounding;
    order.tenders[0].paid += rounding;
    walk({order, true}, order, 0,
         [&](const Order& after, std::int64_t /*points*/) { ASSERT_EQ(after.refunded, 202 + rounding); });
  }
}

TEST(QuoteLaws, ACouponComesBackWhenNothingItWasSpentOnIsKept) {
  const Pack pack = paying_pack();
  const Rule<SettlementThen> rule = settlement(true);
  Order order = order_of({{1, 100}, {1, 50}}, 30, 0, 0, 0, {1});
  order.discounts[0].in_kind = true;
  const auto returned = [&](std::vector<std::size_t> lines) {
    const Books books = books_of(order);
    std::vector<SettledItem> items;
    for (const std::size_t line : lines) items.push_back({.line = line, .quantity = 1, .settlement = &rule});
    return quote(pack, order, books, items, 0).returned_coupons;
  };
  EXPECT_TRUE(returned({0}).empty());
  EXPECT_EQ(returned({0, 1}), std::vector<std::string>{"D1"});
  book(order, {{0, 1}}, quote(pack, order, books_of(order), {{.line = 0, .quantity = 1, .settlement = &rule}}, 0),
       false);
  EXPECT_EQ(returned({1}), std::vector<std::string>{"D1"}) << "with the last of them, also in a later request";
}

}  // namespace
}  // namespace returns
