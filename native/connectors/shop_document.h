#pragma once
// What the orders of every platform have in common once they are read: `returns.shop_order/1`.

#include <cstdint>
#include <string>
#include <vector>

#include "native/connectors/settings.h"
#include "native/support/json.h"

namespace returns::connectors {

struct SoldLine {
  std::string remote;  // the platform's reference
  std::string id;      // ours; empty: the reference itself
  std::string sku, title;
  std::vector<std::string> groups;  // product types, categories and tags, to find our category by
  std::int64_t quantity = 0, unit_price = 0;
  std::int64_t tax = 0;           // of the whole line, on top
  std::int64_t tax_included = 0;  // in the prices
};

struct SoldOrder {
  std::string connector, merchant;
  std::string remote, id;  // the platform's reference, and the number that customers know
  std::int64_t version = 0;
  std::string placed_at, currency;
  std::string state;      // not_shipped, in_transit, delivered, unknown
  std::string signed_at;  // may be empty: customers are asked
  std::vector<SoldLine> lines;
  std::int64_t shipping = 0, discount = 0, paid = 0, refunded = 0;  // minor units; shipping with its tax
  std::string customer, email, phone, postcode, locale;
};

// Amounts in whole units of the currency, 10 or "10.50", in minor ones: 0 where there is none, -1 where it cannot be
// said in them, which the reader of orders names.
std::int64_t sold_amount(const Json& value, const char* name, const std::string& currency);
// "2026-11-29T10:24:44.411Z" since 1970; 0 when it is no instant.
std::int64_t milliseconds_of(const std::string& instant);
// What customers call it ("#1001"), without what an id of ours may not have.
std::string id_of_number(const std::string& number);
// Price times quantity; 0 of a line that its reader will not take.
std::int64_t worth_of(const SoldLine& line);
// What the lines and the shipping cost more than was paid for them.
std::int64_t discount_of(const SoldOrder& order);

Json shop_document(const SoldOrder& sold, const OrderSettings& settings);

}  // namespace returns::connectors
