// Laws of the quote over orders of any shape: RapidCheck makes and shrinks them. A long run:
// RC_PARAMS="max_success=1000000" unit_tests --gtest_filter='QuoteRandom.*' (./portal bench does it).

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

#include "core/quote.h"
#include "tests/unit/quote_world.h"

namespace returns {
namespace {

using test::book;
using test::broken_law;
using test::paid;
using test::paying_pack;
using test::settlement;

Minor amount(Minor most) { return *rc::gen::inRange<Minor>(0, most + 1); }
bool coin() { return *rc::gen::inRange(0, 2) == 1; }

Order any_order() {
  Order order;
  const int lines = *rc::gen::inRange(1, 7);
  Minor total = 0;
  for (int i = 0; i < lines; ++i) {
    OrderLine line;
    line.id = LineId{"L" + std::to_string(i + 1)};
    line.quantity = *rc::gen::inRange(1, 5);
    line.unit_price = amount(coin() ? 300 : 2'000'000);
    line.tax = coin() ? amount(line.unit_price * line.quantity / 4) : 0;
    if (line.tax == 0) line.tax_included = amount(line.unit_price * line.quantity / 5);
    if (coin()) {
      Exchange other;
      other.id = "E1";
      other.unit_price = amount(line.unit_price * 2);
      other.tax = amount(other.unit_price / 5);
      line.exchanges.push_back(other);
    }
    total += line.unit_price * line.quantity + line.tax;
    order.lines.push_back(std::move(line));
  }
  const int discounts = *rc::gen::inRange(0, 4);
  for (int d = 0; d < discounts; ++d) {
    Discount discount;
    discount.id = "D" + std::to_string(d + 1);
    Minor list = 0;
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
      if (!coin()) continue;
      discount.lines.push_back(i);
      list += order.lines[i].unit_price * order.lines[i].quantity;
    }
    if (list == 0) continue;
    discount.off = amount(list / 2);
    discount.threshold = coin() ? amount(list) : 0;
    discount.in_kind = coin();
    order.discounts.push_back(discount);
    if (costs_hold(order)) {
      total -= discount.off;
    } else {
      order.discounts.pop_back();
    }
  }
  order.shipping_paid = coin() ? amount(2000) : 0;
  if (order.shipping_paid == 0 && coin()) {
    order.shipping_list = amount(2000);
    order.shipping_free_from = amount(total);
  }
  total += order.shipping_paid;
  order.rounding = *rc::gen::inRange<Minor>(-2, 3);
  if (total + order.rounding < 0) order.rounding = 0;
  total += order.rounding;
  std::vector<Minor> shares;
  for (int tenders = *rc::gen::inRange(1, 4); tenders > 0; --tenders) shares.push_back(amount(5));
  const std::vector<Minor> parts = prorate(total, shares);
  for (std::size_t i = 0; i < parts.size(); ++i)
    order.tenders.push_back({.id = "T" + std::to_string(i + 1),
                             .kind = "card",
                             .paid = parts[i],
                             .units = i == 1 ? amount(5000) : 0,
                             .refunded = 0});
  return order;
}

std::vector<SettledItem> any_items(const Order& order, const Books& books, const Rule<SettlementThen>& rule) {
  std::vector<SettledItem> items;
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    const std::int32_t most = order.lines[i].returnable();
    if (most == 0 || !coin()) continue;
    SettledItem item{.line = i, .quantity = *rc::gen::inRange(1, most + 1), .settlement = &rule};
    item.value = paid_for(books, order, i, item.quantity);
    item.exchange = order.lines[i].exchange("E1");
    items.push_back(item);
  }
  return items;
}

// Resolutions: 0 refund, 1 store credit with a tenth on top, 2 another item.
Pack pack_of_three() {
  Pack pack = paying_pack();
  pack.resolutions.resize(3);
  pack.resolutions[1] = {.id = "store_credit", .goods_back = true, .money = MoneyBack::Credit, .bonus = 1000};
  pack.resolutions[2] = {.id = "exchange", .goods_back = true, .money = MoneyBack::Difference};
  return pack;
}

const QuoteLine* line_of(const Quote& quote, QuoteCode code) {
  const auto found =
      std::find_if(quote.lines.begin(), quote.lines.end(), [&](const QuoteLine& line) { return line.code == code; });
  return found == quote.lines.end() ? nullptr : &*found;
}

TEST(QuoteRandom, AnySequenceOfReturnsKeepsTheLaws) {
  const Pack pack = pack_of_three();
  EXPECT_TRUE(rc::check("returns until nothing is left", [&] {
    const Order bought = any_order();
    Order order = bought;
    const bool one_kind = coin(), first = coin();
    bool limited = false, free_lost = false;
    for (int step = 0; step < 60; ++step) {
      const bool any_left = std::any_of(order.lines.begin(), order.lines.end(),
                                        [](const OrderLine& line) { return line.returnable() > 0; });
      if (!any_left) break;
      const bool own = one_kind ? first : coin();
      const Rule<SettlementThen> rule = settlement(own);
      const Books books = books_of(order);
      const std::vector<SettledItem> items = any_items(order, books, rule);
      if (items.empty()) continue;
      for (std::size_t resolution = 0; resolution < 3; ++resolution)
        RC_ASSERT(broken_law(order, quote(pack, order, books, items, resolution)) == "");
      const Quote quoted = quote(pack, order, books, items, 0);
      limited = limited || line_of(quoted, QuoteCode::Cap) != nullptr;
      free_lost = free_lost || line_of(quoted, QuoteCode::FreeShippingLost) != nullptr;
      std::vector<std::pair<std::size_t, int>> went;
      went.reserve(items.size());
      for (const SettledItem& item : items) went.emplace_back(item.line, item.quantity);
      book(order, went, quoted, !own);
    }
    RC_ASSERT(order.refunded <= paid(bought));
    const bool all_back = std::all_of(order.lines.begin(), order.lines.end(),
                                      [](const OrderLine& line) { return line.returnable() == 0; });
    if (!all_back || limited || free_lost) return;
    // In whatever portions and for whosever fault: what was paid for the goods, and delivery where the merchant
    // failed the last of it.
    const Minor goods = paid(bought) - bought.shipping_paid;
    RC_ASSERT(order.refunded == goods || order.refunded == paid(bought));
    if (one_kind && first) RC_ASSERT(order.refunded == goods);
  }));
}

// Store credit is the refund with its bonus; nothing else differs.
TEST(QuoteRandom, CreditIsTheRefundAndABonus) {
  const Pack pack = pack_of_three();
  EXPECT_TRUE(rc::check("credit", [&] {
    const Order order = any_order();
    const Rule<SettlementThen> rule = settlement(coin());
    const Books books = books_of(order);
    const std::vector<SettledItem> items = any_items(order, books, rule);
    const Minor refund = quote(pack, order, books, items, 0).refund;
    const Quote credit = quote(pack, order, books, items, 1);
    RC_ASSERT(credit.credit == refund + percent(refund, 1000));
    RC_ASSERT(credit.refund == 0);
    RC_ASSERT(credit.tenders.empty());
  }));
}

// Another item: what it costs more is due, what it costs less comes back, and never both.
TEST(QuoteRandom, AnExchangeIsTheDifference) {
  const Pack pack = pack_of_three();
  EXPECT_TRUE(rc::check("exchange", [&] {
    const Order order = any_order();
    const Rule<SettlementThen> rule = settlement(coin());
    const Books books = books_of(order);
    const std::vector<SettledItem> items = any_items(order, books, rule);
    Minor more = 0;
    for (const SettledItem& item : items) {
      if (item.exchange != nullptr) more += item.exchange->cost() * item.quantity - item.value;
    }
    const Quote exchange = quote(pack, order, books, items, 2);
    // A shop that took less than its goods cost pays no more back than it took.
    RC_ASSERT(exchange.due - exchange.refund == more || line_of(exchange, QuoteCode::Cap) != nullptr);
    RC_ASSERT(exchange.due == std::max(Minor{0}, more));
    RC_ASSERT(line_of(exchange, QuoteCode::PromotionLost) == nullptr);
  }));
}

}  // namespace
}  // namespace returns
