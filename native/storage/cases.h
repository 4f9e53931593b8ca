#pragma once
// A case stands where an order would for what is said without one: a complaint about the shop, a statement about an
// order that nobody found. It is a row among the orders, so tokens, uploads, requests and tickets need no other kind.

#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.h"
#include "native/storage/orders.h"

namespace returns::storage {

inline constexpr const char* kCaseSchema = "returns.case/1";

// Is this document a case's, and not an order's?
inline bool is_case(const Json& document) { return text_of(document, "schema") == kCaseSchema; }

// "case-" and 32 hexadecimal digits; no number that a person has to know.
inline bool is_case_id(std::string_view id) {
  constexpr std::size_t kLength = 37;
  return id.size() == kLength && id.starts_with("case-");
}

struct NewCase {
  std::string id, merchant;
  std::string document;  // {"schema":"returns.case/1","kind","policy","currency"}
  std::vector<Factor> factors;
};

// The case as an order that no request refers to yet.
StoredOrder order_of(const NewCase& opened);
// Opens it within a transaction of the caller.
void open_case(Session& sql, const NewCase& opened, Instant now);

class Cases {
 public:
  explicit Cases(Database& database) : database_(database) {}

  Status open(const NewCase& opened, Instant now);
  // Those that were opened, never used, and can no longer be: their tokens have expired. How many they were.
  Outcome<std::int64_t> forget_unused(Instant now);
  // What was said names who said it: from now on that opens the case too.
  Status add_factors(const std::string& id, const std::vector<Factor>& factors);

 private:
  Database& database_;
};

}  // namespace returns::storage
