#pragma once
// Who may do what: a look-up by number and second factor gives a token, and the token opens one order for a week.

#include <string>
#include <variant>

#include "native/http.h"
#include "native/intake/services.h"
#include "native/storage/orders.h"

namespace returns::intake {

class Access {
 public:
  explicit Access(Services& services) : services_(services) {}

  // The order that the request's bearer token opens, or 401.
  std::variant<std::string, http::Response> order_of(const http::Request& request) const;

  // A new token for the order.
  Outcome<std::string> grant(const std::string& order_id) const;

  // Judges one guess: the order it opened, or the answer to give (429, or the same 404 for whatever is wrong).
  std::variant<std::string, http::Response> prove(
      const http::Request& request, const std::string& subject, const std::string& factor,
      const std::function<Outcome<storage::Orders::Lock>(storage::Orders&)>& lock);

 private:
  Services& services_;
};

}  // namespace returns::intake
