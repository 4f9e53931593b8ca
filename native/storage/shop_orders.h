#pragma once
// Orders as the shop sends them, again and again: each has a version that only
// grows, and the latest one counts.

#include <cstdint>
#include <string>

#include "native/storage/orders.h"
#include "native/storage/outbox.h"

namespace returns::storage {

struct ShopOrder {
  NewOrder order;
  std::int64_t version = 0;
  std::string digest;  // of all that the shop sent
  Contact contact;
};

enum class OrderPut : std::uint8_t {
  Added,
  Replaced,
  Unchanged,      // the same version with the same content came before
  Older,          // a later version is here
  VersionReused,  // the same version with other content came before
  PolicyChanged,  // an order keeps the pack of its purchase
  UnitsTaken,     // requests hold units that the new document does not have
  IdTaken,        // another order is looked up by the same number
};

// One transaction: document, factors, contact, version and audit entry are all
// there or none.
Outcome<OrderPut> put_shop_order(Database& database, const ShopOrder& sent, Instant now);

// Bearer tokens with which the merchant's shop may push; only their digests are kept.
Status add_shop_token(Database& database, const std::string& hash, const std::string& merchant, Instant now);
Outcome<bool> knows_shop_token(Database& database, const std::string& hash, const std::string& merchant);
// How many there were.
Outcome<std::int64_t> revoke_shop_tokens(Database& database, const std::string& merchant, Instant now);

}  // namespace returns::storage
