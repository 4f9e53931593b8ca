#include "core/ledger.h"

#include <algorithm>
#include <numeric>

namespace returns {
namespace {

std::size_t count(std::int32_t quantity) { return static_cast<std::size_t>(std::max(0, quantity)); }

// shares[d][line][unit]: what discount d takes off that unit. A line's share follows its list price; within the
// line it is the unit's cost that is split evenly, the odd unit of money staying with the lower index.
std::vector<Ledger> discount_shares(const Order& order) {
  Ledger cost;
  for (const OrderLine& line : order.lines) cost.emplace_back(count(line.quantity), line.unit_price);
  std::vector<Ledger> shares;
  for (const Discount& discount : order.discounts) {
    std::vector<Minor> weights(order.lines.size(), 0);
    for (const std::size_t line : discount.lines)
      weights[line] = order.lines[line].unit_price * order.lines[line].quantity;
    const std::vector<Minor> by_line = prorate(discount.off, weights);
    Ledger share;
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
      const Minor left = std::accumulate(cost[i].begin(), cost[i].end(), -by_line[i]);
      const std::vector<Minor> after = prorate(left, std::vector<Minor>(cost[i].size(), 1));
      std::vector<Minor>& of_line = share.emplace_back(std::move(cost[i]));
      for (std::size_t u = 0; u < after.size(); ++u) of_line[u] -= after[u];
      cost[i] = after;
    }
    shares.push_back(std::move(share));
  }
  return shares;
}

// Takes `cost` from what is left of each tender, in proportion. Never more than there is: where a shop's tenders do
// not pay for all of its order, what comes last was paid by nobody.
std::vector<Minor> draw(Minor cost, std::vector<Minor>& left) {
  const Minor all = std::accumulate(left.begin(), left.end(), Minor{0});
  if (all == 0) return std::vector<Minor>(left.size(), 0);
  std::vector<Minor> parts = prorate(std::min(cost, all), left);
  for (std::size_t i = 0; i < left.size(); ++i) left[i] -= parts[i];
  return parts;
}

}  // namespace

Minor sum(const std::vector<Minor>& values, Span span) {
  return std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(span.from),
                         values.begin() + static_cast<std::ptrdiff_t>(span.to), Minor{0});
}

Minor sum(const Ledger& ledger, const Units& units) {
  Minor total = 0;
  for (std::size_t i = 0; i < units.size(); ++i) total += sum(ledger[i], units[i]);
  return total;
}

Span with_customer(const OrderLine& line) {
  return {std::min(count(line.held_quantity()), count(line.quantity)), count(line.quantity)};
}

Span next_units(const OrderLine& line, std::int32_t quantity) {
  const Span now = with_customer(line);
  return {now.from, std::min(now.from + count(quantity), now.to)};
}

bool costs_hold(const Order& order) {
  const std::vector<Ledger> shares = discount_shares(order);
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    for (std::size_t u = 0; u < count(order.lines[i].quantity); ++u) {
      Minor cost = order.lines[i].unit_price;
      for (const Ledger& share : shares) cost -= share[i][u];
      if (cost < 0) return false;
    }
  }
  return true;
}

Books books_of(const Order& order) {
  Books books;
  books.shares = discount_shares(order);
  std::vector<Minor> left;
  for (const Tender& tender : order.tenders) left.push_back(tender.paid);
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    const OrderLine& line = order.lines[i];
    std::vector<Minor> units(count(line.quantity), line.unit_price);
    for (const Ledger& share : books.shares) {
      for (std::size_t u = 0; u < units.size(); ++u) units[u] -= share[i][u];
    }
    books.tax.push_back(prorate(line.tax, units));
    books.tax_included.push_back(prorate(line.tax_included, units));
    for (std::size_t u = 0; u < units.size(); ++u) units[u] += books.tax.back()[u];
    books.tendered.push_back(draw(std::accumulate(units.begin(), units.end(), Minor{0}), left));
    books.paid.push_back(std::move(units));
  }
  books.shipping_tendered = draw(order.shipping_paid, left);
  return books;
}

Minor paid_for(const Books& books, const Order& order, std::size_t line, std::int32_t quantity) {
  return sum(books.paid[line], next_units(order.lines[line], quantity));
}

std::vector<Minor> tendered_for(const Books& books, std::size_t line, Span units) {
  std::vector<Minor> left = books.tendered[line];
  if (left.size() == 1) {  // the usual order
    const Minor before = std::min(left.front(), sum(books.paid[line], {0, units.from}));
    return {std::min(left.front() - before, sum(books.paid[line], units))};
  }
  std::vector<Minor> total(left.size(), 0);
  for (std::size_t u = 0; u < units.to; ++u) {
    const std::vector<Minor> parts = draw(books.paid[line][u], left);
    for (std::size_t i = 0; u >= units.from && i < parts.size(); ++i) total[i] += parts[i];
  }
  return total;
}

}  // namespace returns
