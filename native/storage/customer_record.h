#pragma once
// All that the database holds about an order and whoever made requests for it, row by row, as a document.

#include <string>
#include <vector>

#include "native/storage/database.h"
#include "native/support/json.h"

namespace returns::storage {

// Which orders are meant: one by its id or by one of its tickets, or all of a customer.
struct OrderChoice {
  std::string order, ticket, customer;  // one of them is set; the customer as `orders.customer` has it
};

// Empty: there is none.
Outcome<std::vector<std::string>> orders_of(Database& database, const OrderChoice& choice);

// {"id","document","contact","locks","uploads","requests":[{…,"receipt","lines","files","work","events","messages"}],
// "log"}. The merchant's people are "merchant"; of keys, salts and digests that keep secrets there is nothing.
Outcome<Json> record_of_order(Database& database, const std::string& order_id);

}  // namespace returns::storage
