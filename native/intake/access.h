#pragma once
// Who may do what: a look-up by number and second factor gives a token, and the token opens one order for a week.

#include <string>
#include <variant>

#include "native/http.h"
#include "native/intake/services.h"
#include "native/storage/attempts.h"
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

  // Whose order somebody without an account files for, judged like a guess: its id, empty when they do not belong
  // together or too many wrong ones were tried. Counts the filing too; the 429 when that address files too much.
  std::variant<std::string, http::Response> recognise(
      const http::Request& request, const std::string& subject, const std::string& factor,
      const std::function<Outcome<storage::Orders::Lock>(storage::Orders&)>& lock);

 private:
  storage::Attempts::Attempt guess_of(const http::Request& request, const std::string& subject,
                                      std::string nonce) const;
  // The order; empty when the factor is not the one that opens it.
  Outcome<std::string> judge(const storage::Attempts::Attempt& guess, Instant counted_at, const std::string& factor,
                             const std::function<Outcome<storage::Orders::Lock>(storage::Orders&)>& lock) const;

  Services& services_;
};

}  // namespace returns::intake
