#pragma once
// Orders, who may open them, and what requests hold of them.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "native/storage/database.h"
#include "native/support/json.h"

namespace returns::storage {

struct Factor {
  std::string kind;  // phone_last4, email, postcode
  std::string salt;
  std::string hash;
};

struct NewOrder {
  std::string id, lookup_key, merchant, customer;
  std::string document;
  std::vector<Factor> factors;
  std::optional<Instant> seeded_at;
};

struct StoredOrder {
  std::string id, merchant, customer;
  Json document;              // with `held` as the requests in the database have it
  std::vector<Json> earlier;  // the document before each of these requests, the first one's first
  std::int64_t revision = 0;
};

class Orders {
 public:
  explicit Orders(Database& database) : database_(database) {}

  // Adds the order, or replaces document and factors of one that no request refers to. Conflict when one does.
  Status put(const NewOrder& order);
  // When a demo order was seeded, and how many requests refer to it. Nothing when there is none.
  struct Seed {
    std::optional<Instant> at;
    std::int64_t requests = 0;
  };
  Outcome<std::optional<Seed>> seed(const std::string& id);

  struct Lock {
    std::string order_id;  // empty: no such order
    std::vector<Factor> factors;
  };
  // What must be shown to open the order. An unknown key has no factors and is no failure.
  Outcome<Lock> lock_of_order(const std::string& lookup_key);
  Outcome<Lock> lock_of_ticket(const std::string& ticket);

  Outcome<StoredOrder> load(const std::string& id);

  Status add_token(const std::string& hash, const std::string& order_id, Instant expires_at, Instant now);
  // The order that a token opens; nothing when it is unknown or expired.
  Outcome<std::optional<std::string>> order_of_token(const std::string& hash, Instant now);

 private:
  Database& database_;
};

// The order as it is within a transaction of the caller. NotFound when it is not there.
Outcome<StoredOrder> load_order(Session& sql, const std::string& id);

}  // namespace returns::storage
