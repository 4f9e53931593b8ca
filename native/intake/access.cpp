#include "native/intake/access.h"

#include "core/digest.h"
#include "native/intake/answers.h"
#include "native/intake/factor.h"
#include "native/storage/attempts.h"
#include "native/support/base64.h"
#include "native/support/crypto.h"

namespace returns::intake {
namespace {

constexpr std::int64_t kTokenSeconds = std::int64_t{7} * 86'400;
constexpr std::string_view kBearer = "Bearer ";

http::Response unauthorised() {
  http::Response response = error_answer(401, "token_invalid");
  response.set("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace

std::variant<std::string, http::Response> Access::order_of(const http::Request& request) const {
  const std::string_view header = request.header("Authorization");
  if (!header.starts_with(kBearer)) return unauthorised();
  // Only the digest is stored, so its comparison by the database tells nothing about the token.
  auto order =
      storage::Orders(*services_.database).order_of_token(sha256_hex(header.substr(kBearer.size())), services_.clock());
  if (!order) return failure_answer(order.failure());
  if (!*order) return unauthorised();
  return **order;
}

Outcome<std::string> Access::grant(const std::string& order_id) const {
  const auto random = random_bytes(32);
  if (!random) return Failure{FailureCode::Io, "no random bytes"};
  const std::string token = encode_base64url(*random);
  const Instant now = services_.clock();
  Status added = storage::Orders(*services_.database)
                     .add_token(sha256_hex(token), order_id, Instant{now.seconds + kTokenSeconds}, now);
  if (!added) return added.failure();
  return token;
}

std::variant<std::string, http::Response> Access::prove(
    const http::Request& request, const std::string& subject, const std::string& factor,
    const std::function<Outcome<storage::Orders::Lock>(storage::Orders&)>& lock_of) {
  storage::Attempts attempts(*services_.database);
  const auto nonce = random_bytes(16);
  if (!nonce) return failure_answer({FailureCode::Io, "no random bytes"});
  auto attempt = attempts.begin(keyed(services_, "subject", subject), keyed(services_, "address", request.address),
                                to_hex(*nonce), services_.clock(), keyed(services_, "subject", "all"));
  if (!attempt) return failure_answer(attempt.failure());
  if (attempt->retry_after) {
    http::Response response = error_answer(429, "too_many_attempts", {.params = {{"seconds", *attempt->retry_after}}});
    response.set("Retry-After", std::to_string(*attempt->retry_after));
    return response;
  }
  storage::Orders orders(*services_.database);
  auto lock = lock_of(orders);
  if (!lock) return failure_answer(lock.failure());
  if (!opens(services_.secret, lock->factors, factor)) return not_found();
  if (Status forgiven = attempts.forgive(attempt->nonce); !forgiven) return failure_answer(forgiven.failure());
  return lock->order_id;
}

}  // namespace returns::intake
