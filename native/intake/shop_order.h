#pragma once
// An order from the shop: `returns.shop_order/1`. It is judged by the reader
// that customers' plans go through, so what is taken here can be planned with
// later.

#include <string>
#include <variant>

#include "native/intake/services.h"
#include "native/storage/shop_orders.h"

namespace returns::intake {

struct OrderFault {
  std::string code;
  std::string at;  // a JSON pointer into what was sent
};

// `document`: {"schema","version","order","customer","factors","contact"}.
std::variant<storage::ShopOrder, OrderFault> read_shop_order(const Services& services, const std::string& bytes);

// added, replaced, unchanged, older, version_reused, policy_changed,
// units_taken, id_taken
const char* name_of(storage::OrderPut put);
// Is the order now as it was sent, or as it was sent later?
bool stands(storage::OrderPut put);

}  // namespace returns::intake
