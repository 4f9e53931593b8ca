#pragma once
// What is held about a customer, given out as a folder, and taken away.

#include <filesystem>
#include <string>
#include <vector>

#include "native/intake/services.h"
#include "native/storage/customer_record.h"

namespace returns::intake {

// The orders that are meant; `choice.customer` is the shop's own reference.
Outcome<std::vector<std::string>> chosen_orders(Services& services, storage::OrderChoice choice);

struct Exported {
  std::int64_t orders = 0, requests = 0, files = 0;
};
// OUT/customer.json (returns.customer/1) and OUT/files/: the photos as they are kept. `out` is made, or is empty.
Outcome<Exported> export_customer(Services& services, const std::vector<std::string>& orders,
                                  const std::filesystem::path& out);

struct ErasedCustomer {
  std::vector<std::string> open;  // tickets that are still worked on; then none of the orders was touched
  std::int64_t orders = 0, requests = 0, files = 0;
  bool journal_empty = false;  // false: the database's journal still has old pages, until the server has moved on
};
Outcome<ErasedCustomer> erase_customer(Services& services, const std::vector<std::string>& orders);

// What stays of a request and of its receipt: codes, quantities, sums and times; no word of a customer's.
std::string erased_request(const std::string& body);
std::string erased_receipt(const std::string& body);

}  // namespace returns::intake
