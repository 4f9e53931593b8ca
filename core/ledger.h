#pragma once
// What each unit of an order cost, and through which tender it was paid: fixed once, at the purchase. A return picks
// units and never divides again, so the parts of any sequence of returns sum to the whole.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/money.h"
#include "core/order.h"

namespace returns {

// Units [from, to) of one line.
struct Span {
  std::size_t from = 0, to = 0;
  std::size_t size() const { return to - from; }
};
using Units = std::vector<Span>;  // by order line

// By line and unit, minor units.
using Ledger = std::vector<std::vector<Minor>>;

struct Books {
  std::vector<Ledger> shares;                // [discount]: what it takes off each unit
  Ledger tax;                                // added on top of the price
  Ledger tax_included;                       // in the price already
  Ledger paid;                               // what each unit cost: price, less discounts, plus tax
  std::vector<std::vector<Minor>> tendered;  // [line][tender]: how the units of a line were paid, together
  std::vector<Minor> shipping_tendered;      // [tender]: and outbound shipping
};
// Precondition: costs_hold(order).
Books books_of(const Order& order);

// False when the discounts take more off a unit than it costs.
bool costs_hold(const Order& order);

Minor sum(const std::vector<Minor>& values, Span span);
Minor sum(const Ledger& ledger, const Units& units);

// The units of a line that are with the customer: earlier requests took the lowest.
Span with_customer(const OrderLine& line);
// Those that a request for `quantity` of them takes.
Span next_units(const OrderLine& line, std::int32_t quantity);
// What the next `quantity` units of a line that are not in another request cost.
Minor paid_for(const Books& books, const Order& order, std::size_t line, std::int32_t quantity);

// How those units were paid, by tender. Sums to what they cost where the order's tenders pay for all of it.
std::vector<Minor> tendered_for(const Books& books, std::size_t line, Span units);

}  // namespace returns
